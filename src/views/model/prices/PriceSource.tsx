import { formatNumber } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import type { PriceRow } from '../../../store/vocabulary';
import { useApp } from '../../../store';
import { citation, citedFigures, remarkOf, valueText } from './price-text';
import styles from './prices.module.css';

interface Props {
  /** As the profile has it. */
  readonly own: PriceRow;
  readonly isOpen: boolean;
}

/** Formula with its inputs, and who published them. */
export function PriceSource({ own, isOpen }: Props) {
  const m = useMessages().model.prices;
  const figures = useApp((s) => s.figures);
  const [min, max] = own.range;
  const cited = citedFigures(own, figures);
  const remark = remarkOf(own);
  return (
    <details className={styles['source']} open={isOpen}>
      <summary>
        {m.where} <code>{own.id}</code>
      </summary>
      <div className={styles['sourceText']}>
        {own.formula !== null && <Sum own={own} />}
        {own.basis === 'assumed' && <p>{m.noSource(valueText(min), valueText(max), own.unit)}</p>}
        {remark !== '' && (
          <p>
            {m.note}: <span lang="en">{remark}</span>
          </p>
        )}
        {cited.length > 0 && (
          <ul>
            {cited.map((figure) => (
              <li key={figure.id} lang="en">
                <code>{figure.id}</code> {citation(figure)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}

/** `1.92 us (makita18.derived.kick_cost) − 2565 cycles (exitLight), at 2.7 GHz = 2619 cycles`. */
function Sum({ own }: { readonly own: PriceRow }) {
  const m = useMessages().model.prices;
  const openModel = useApp((s) => s.openModel);
  const figures = useApp((s) => s.figures);
  if (own.formula === null) return null;
  const { terms, ghz } = own.formula;
  return (
    <p className={styles['sum']}>
      {m.formula}:{' '}
      {terms.map(({ value, unit, source, factor = 1 }, i) => (
        <span key={`${source} ${String(i)}`}>
          {factor < 0 ? ' − ' : i > 0 ? ' + ' : ''}
          {String(value)} {unit === 'ratio' ? '' : unit}
          {timesText(Math.abs(factor))}{' '}
          {figures.has(source) ? (
            <code>{source}</code>
          ) : (
            <button
              type="button"
              className={styles['link']}
              onClick={() => {
                openModel('prices', source);
              }}
            >
              {source}
            </button>
          )}
        </span>
      ))}
      {resultOf(own, ghz === null ? '' : ` ${m.at(formatNumber(ghz))}`)}
    </p>
  );
}

/** What the sum comes to, after the clock at which times became cycles. */
function resultOf({ value, unit }: PriceRow, clock: string): string {
  return `${clock} = ${valueText(value)} ${unit}`;
}

function timesText(factor: number): string {
  if (factor === 1) return '';
  return factor < 1 ? ` ÷ ${formatNumber(1 / factor)}` : ` × ${formatNumber(factor)}`;
}
