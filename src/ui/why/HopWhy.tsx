import { useMessages } from '../../i18n/react';
import { STEPS } from '../../store/vocabulary';
import { useApp } from '../../store';
import type { Question } from '../../store/model';
import { ChargeTable } from './ChargeTable';
import { useAnswer } from './use-answer';
import { Kind } from './Kind';
import styles from './why.module.css';

/** One hop: its prices. */
export function HopWhy({ question }: { readonly question: Extract<Question, { kind: 'hop' }> }) {
  const m = useMessages().why;
  const explain = useApp((s) => s.explainHop);
  const { packet, step, start, end, sentence } = question;
  const key = [packet, step, start, end].join(' ');
  const charges = useAnswer(key, () => explain(question));
  const isWait = STEPS[step].glyph === 'wait';
  const longer = !isWait && charges?.some(({ due }) => due === 'waiting') === true;
  return (
    <>
      <p>
        {packet > 0 && <strong>{m.hop.packet(packet)} </strong>}
        {sentence}
      </p>
      {charges === undefined && <p data-loading>{m.loading}</p>}
      {charges !== undefined && charges !== null && (
        <>
          <p>
            <Kind kind="priced" />{' '}
            <span className={styles['remark']}>{m.hop.function(STEPS[step].ref)}</span>
          </p>
          <ChargeTable charges={charges} caption={m.parts} />
          {longer && <p className={styles['remark']}>{m.hop.longer}</p>}
        </>
      )}
    </>
  );
}
