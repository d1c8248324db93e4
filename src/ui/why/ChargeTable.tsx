import { formatNumber, formatPicos } from '../../i18n/format';
import type { Messages } from '../../i18n';
import { useMessages } from '../../i18n/react';
import type { Charge, PriceLine } from '../../store/vocabulary';
import { useApp } from '../../store';
import { Wide } from '../Wide';
import { Basis } from './Basis';
import { usePrices } from './use-prices';
import { useSentences } from './use-sentences';
import styles from './why.module.css';

/** A cell of the sum where there is nothing to add up. */
const NOTHING = '·';

interface Props {
  readonly charges: readonly Charge[];
  /** Words of the sum; the time itself in picoseconds. */
  readonly caption: string;
}

/** What a stretch of time was for: price times how often, the largest first; the rows sum to the whole. */
export function ChargeTable({ charges, caption }: Props) {
  const m = useMessages().why;
  const lines = usePrices();
  const said = useSentences();
  const total = charges.reduce((sum, { ps }) => sum + ps, 0);
  return (
    <Wide label={caption}>
      <table className={styles['charges']}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{m.column.what}</th>
            <th scope="col" className={styles['wide']}>
              {m.column.times}
            </th>
            <th scope="col" className={styles['wide']}>
              {m.column.each}
            </th>
            <th scope="col">{m.column.time}</th>
            <th scope="col">{m.column.known}</th>
          </tr>
        </thead>
        <tbody>
          {charges.map((charge) => {
            const line = lines?.find(({ now }) => now.id === charge.due);
            return (
              <tr key={charge.due} data-due={charge.due}>
                <th scope="row">
                  <span className={styles['name']}>{nameOf(m, said, charge, line)}</span>
                  {charge.times > 0 && (
                    <small className={styles['product']}>
                      {timesOf(m, charge)} × {eachOf(m, charge)}
                    </small>
                  )}
                  <span className={styles['bar']} aria-hidden="true">
                    <i style={{ inlineSize: `${total === 0 ? 0 : (100 * charge.ps) / total}%` }} />
                  </span>
                </th>
                <td className={styles['wide']}>{timesOf(m, charge)}</td>
                <td className={styles['wide']}>{eachOf(m, charge)}</td>
                <td data-ps={charge.ps}>{formatPicos(charge.ps)}</td>
                <td>{line !== undefined && <KnownHow line={line} name={said(line.now.what)} />}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{m.sum}</th>
            <td className={styles['wide']}>{NOTHING}</td>
            <td className={styles['wide']}>{NOTHING}</td>
            <td data-ps={total}>{formatPicos(total)}</td>
          </tr>
        </tfoot>
      </table>
    </Wide>
  );
}

function KnownHow({ line, name }: { readonly line: PriceLine; readonly name: string }) {
  const m = useMessages().why;
  const openModel = useApp((s) => s.openModel);
  return (
    <button
      type="button"
      className={styles['known']}
      aria-label={`${m.basis[line.now.basis]}. ${m.toPrice(name)}`}
      onClick={() => {
        openModel('prices', line.now.id);
      }}
    >
      <Basis kind={line.now.basis} narrow />
    </button>
  );
}

function nameOf(
  m: Messages['why'],
  said: (english: string) => string,
  { due }: Charge,
  line: PriceLine | undefined,
): string {
  if (due === 'wire' || due === 'link' || due === 'poll' || due === 'waiting') return m.due[due];
  return line === undefined ? due : said(line.now.what);
}

function timesOf(m: Messages['why'], { due, times }: Charge): string {
  if (times === 0) return '';
  return due === 'copyByte' ? m.bytes(times) : formatNumber(times);
}

function eachOf(m: Messages['why'], { due, ps, times }: Charge): string {
  if (times === 0) return '';
  const each = formatPicos(ps / times);
  return due === 'copyByte' ? m.each.perByte(each) : each;
}
