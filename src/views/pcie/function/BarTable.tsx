import type { ReactNode } from 'react';
import { formatBytes } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import type { HostFunction, HostPf } from '../../../store/vocabulary';
import type { ConfigBytes } from '../config/byte-map';
import { barsOf, sliceAt, vfBarsOf, windowsOf, type Bar } from './bars';
import styles from './detail.module.css';

interface Props {
  readonly fn: HostFunction;
  readonly config: ConfigBytes;
  /** Of a VF its PF's configuration space, of a PF its own. */
  readonly pfConfig: ConfigBytes | null;
  readonly pf: HostPf | undefined;
}

const spanText = ({ base, limit }: { readonly base: number; readonly limit: number }) =>
  `${address(base)}–${address(limit)}`;
const address = (value: number) => `0x${value.toString(16)}`;
/** Powers of two need no decimals: 16 KiB. */
const size = (bytes: number) => formatBytes(bytes).replace(/\.0+(?= )/u, '');

/** Where a function answers in memory: its BARs, a bridge's windows, a VF's slices. */
export function BarTable({ fn, config, pfConfig, pf }: Props) {
  const m = useMessages().pcie;
  const own = barsOf(config);
  const shared = pf === undefined || pfConfig === null ? [] : vfBarsOf(pfConfig, pf);
  const windows = windowsOf(config);
  const where = (bar: Bar) => (bar.base === 0 ? m.unplaced : address(bar.base));
  return (
    <>
      {windows.length > 0 && (
        <table className={styles['ranges']}>
          <caption>{m.windows}</caption>
          <tbody>
            {windows.map(({ kind, span }) => (
              <tr key={kind}>
                <th scope="row">{m.window[kind]}</th>
                <td>{span === null ? m.closed : <code translate="no">{spanText(span)}</code>}</td>
                <td translate="no">{span !== null && size(span.limit - span.base + 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {own.length > 0 && (
        <Table caption={m.bars}>
          {own.map((bar) => (
            <tr key={bar.index}>
              <th scope="row">{m.bar({ index: bar.index })}</th>
              <td>
                <code translate="no">{where(bar)}</code>
              </td>
              <td translate="no">{size(bar.size)}</td>
              <td>{m.kind({ kind: bar.kind, prefetchable: bar.prefetchable })}</td>
            </tr>
          ))}
        </Table>
      )}
      {shared.length > 0 && fn.pf !== null && (
        <Table caption={m.vfSlices}>
          {shared.map((bar) => (
            <tr key={bar.index}>
              <th scope="row">{m.vfBar({ index: bar.index })}</th>
              <td>
                {bar.base === 0 ? (
                  m.unplaced
                ) : (
                  <code translate="no">
                    {m.slice({
                      base: address(bar.base),
                      index: fn.vfIndex,
                      size: address(bar.size),
                      at: address(sliceAt(bar, fn.vfIndex)),
                    })}
                  </code>
                )}
              </td>
              <td translate="no">{size(bar.size)}</td>
              <td>{m.kind({ kind: bar.kind, prefetchable: bar.prefetchable })}</td>
            </tr>
          ))}
        </Table>
      )}
      {shared.length > 0 && fn.pf === null && pf !== undefined && (
        <Table caption={m.vfBars}>
          {shared.map((bar) => (
            <tr key={bar.index}>
              <th scope="row">{m.vfBar({ index: bar.index })}</th>
              <td>
                <code translate="no">{where(bar)}</code>
              </td>
              <td>{m.claim({ size: bar.size, total: pf.totalVfs })}</td>
              <td>{m.kind({ kind: bar.kind, prefetchable: bar.prefetchable })}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

function Table({ caption, children }: { readonly caption: string; readonly children: ReactNode }) {
  const m = useMessages().pcie.barColumn;
  return (
    <table className={styles['ranges']}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{m.which}</th>
          <th scope="col">{m.at}</th>
          <th scope="col">{m.size}</th>
          <th scope="col">{m.kind}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
