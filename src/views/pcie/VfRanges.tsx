import { useMessages } from '../../i18n/react';
import type { CardInfo } from './card-props';
import { vfRanges } from './function-grid';
import { hexByte } from '../../ui/rid-text';
import styles from './detail.module.css';

/** The VFs in words: a row for every PF and bus number, however many VFs there are. */
export function VfRanges({ card }: { readonly card: CardInfo }) {
  const m = useMessages().pcie;
  const ranges = vfRanges(card);
  if (ranges.length === 0) return null;
  return (
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
        {ranges.map(({ pf, bus, first, last, count }) => (
          <tr key={`${pf}-${bus}`}>
            <th scope="row">{m.pfName({ pf })}</th>
            <td>{count}</td>
            <td>
              <code translate="no">{card.functions[first]?.bdf}</code>
            </td>
            <td>
              <code translate="no">{card.functions[last]?.bdf}</code>
            </td>
            <td>{card.pfs[pf]?.vfStride}</td>
            <td>
              <code translate="no">{hexByte(bus)}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
