import { useMessages } from '../../../i18n/react';
import { hexByte } from '../../../ui/rid-text';
import { Wide } from '../../../ui/Wide';
import { vfRanges, type HostIndex } from './host-index';
import styles from '../function/detail.module.css';

/** A host whose VFs fill more buses than this has a grid that says it better. */
const MOST_ROWS = 16;

/** The VFs in words: a row for every PF and bus number, however many VFs there are. */
export function VfRanges({ index }: { readonly index: HostIndex }) {
  const m = useMessages().pcie;
  const ranges = vfRanges(index);
  if (ranges.length === 0) return null;
  return (
    <Wide label={m.ranges}>
      {' '}
      <table className={styles['ranges']}>
        <caption>{m.ranges}</caption>
        <thead>
          <tr>
            <th scope="col">{m.column.pf}</th>
            <th scope="col">{m.column.vfs}</th>
            <th scope="col">{m.column.first}</th>
            <th scope="col">{m.column.last}</th>
            <th scope="col">{m.column.stride}</th>
            <th scope="col">{m.column.bus}</th>
          </tr>
        </thead>
        <tbody>
          {ranges.slice(0, MOST_ROWS).map(({ pf, bus, first, last, count }) => (
            <tr key={`${pf.rid}-${bus}`}>
              <th scope="row">{m.pfName({ pf: index.pfNumber.get(pf.rid) ?? 0 })}</th>
              <td>{count}</td>
              <td>
                <code translate="no">{first.bdf}</code>
              </td>
              <td>
                <code translate="no">{last.bdf}</code>
              </td>
              <td>{pf.vfStride}</td>
              <td>
                <code translate="no">{hexByte(bus)}</code>
              </td>
            </tr>
          ))}
          {ranges.length > MOST_ROWS && (
            <tr>
              <td colSpan={6}>{m.moreRanges({ n: ranges.length - MOST_ROWS })}</td>
            </tr>
          )}
        </tbody>
      </table>
    </Wide>
  );
}
