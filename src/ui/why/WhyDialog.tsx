import { useEffect, useRef } from 'react';
import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { Messages } from '../../i18n';
import { useApp } from '../../store';
import type { Question } from '../../store/model';
import { IconButton } from '../IconButton';
import { CopiesWhy } from './CopiesWhy';
import { CpuWhy } from './CpuWhy';
import { ExitsWhy } from './ExitsWhy';
import { HopWhy } from './HopWhy';
import { LatencyWhy } from './LatencyWhy';
import { LimitsWhy } from './LimitsWhy';
import { ThroughputWhy } from './ThroughputWhy';
import controls from '../controls.module.css';
import styles from './why.module.css';

/** Answers the question that was asked last; closes with Escape, beside it, or its button. */
export function WhyDialog() {
  const m = useMessages().why;
  const question = useApp((s) => s.question);
  const askWhy = useApp((s) => s.askWhy);
  const openModel = useApp((s) => s.openModel);
  const dialog = useRef<HTMLDialogElement>(null);
  const open = question !== null;

  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- Escape does the same
    <dialog
      ref={dialog}
      className={styles['why']}
      aria-labelledby="why-title"
      onClose={() => {
        askWhy(null);
      }}
      onClick={(event) => {
        if (event.target === dialog.current) askWhy(null);
      }}
    >
      {question !== null && (
        <div className={styles['inside']}>
          <div className={styles['head']}>
            <h2 id="why-title">{titleOf(m, question)}</h2>
            <IconButton
              icon="close"
              label={m.close}
              onClick={() => {
                askWhy(null);
              }}
            />
          </div>
          <Answer question={question} />
          <div className={styles['more']}>
            {question.kind !== 'limits' && (
              <button
                type="button"
                className={controls['button']}
                onClick={() => {
                  openModel('prices');
                }}
              >
                {m.toPrices}
              </button>
            )}
            <button
              type="button"
              className={controls['button']}
              onClick={() => {
                openModel('claims');
              }}
            >
              {m.toClaims}
            </button>
          </div>
        </div>
      )}
    </dialog>
  );
}

function titleOf(m: Messages['why'], question: Question): string {
  switch (question.kind) {
    case 'limits':
      return m.limits.title;
    case 'hop':
      return m.hop.title(formatPicos(question.end - question.start));
    case 'figure':
      return m[question.figure].title;
  }
}

function Answer({ question }: { readonly question: Question }) {
  if (question.kind === 'limits') return <LimitsWhy />;
  if (question.kind === 'hop') return <HopWhy question={question} />;
  switch (question.figure) {
    case 'exits':
      return <ExitsWhy />;
    case 'latency':
      return <LatencyWhy />;
    case 'throughput':
      return <ThroughputWhy />;
    case 'cpu':
      return <CpuWhy />;
    case 'copies':
      return <CopiesWhy />;
  }
}
