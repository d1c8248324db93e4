import { formatBytes, formatCount } from '../../../i18n/format';
import { useMessages } from '../../../i18n/react';
import { eachOf, usedOf, type BillRow, type InstanceBill } from '../../../store/vocabulary';
import { Wide } from '../../../ui/Wide';
import styles from './instances.module.css';

interface Props {
  readonly bill: InstanceBill;
  readonly count: number;
}

/** What one instance takes, what so many take, of how much, and how that is known. */
export function BillTable({ bill, count }: Props) {
  const m = useMessages().instances;
  const whyOf = useRowWhy(bill);
  const name = m.kinds[bill.kind];
  if (bill.rows.length === 0) return null;
  const amount = (row: BillRow, value: number | null) => {
    if (value === null) return m.table.unknown;
    if (value === 0) return m.table.none;
    return row.unit === 'bytes' ? formatBytes(value) : formatCount(value);
  };
  const totalOf = (row: BillRow) => {
    if (row.total !== null) return amount(row, row.total);
    return row.each === 0 ? '–' : row.each === null ? m.table.unknown : m.table.endless;
  };
  return (
    <Wide label={m.table.of({ kind: name })} className={styles['tableBox']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{m.table.resource}</th>
            <th scope="col">{m.table.each}</th>
            <th scope="col">{m.table.used({ count })}</th>
            <th scope="col">{m.table.total}</th>
          </tr>
        </thead>
        <tbody>
          {bill.rows.map((row) => (
            <tr key={row.resource} data-binds={row.resource === bill.binding}>
              <th scope="row">
                {m.resources[row.resource]}
                <small>
                  <b data-assumed={row.basis === 'assumed'}>{m.basis[row.basis]}</b> {whyOf(row)}
                </small>
              </th>
              <td>{amount(row, eachOf(row, count))}</td>
              <td>
                {amount(row, usedOf(row, count))}
                {row.atOnce === true && <small>{m.table.atOnce}</small>}
              </td>
              <td>{totalOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** Where a row's number comes from; a kind may have a reason of its own. */
function useRowWhy({ kind }: InstanceBill): (row: BillRow) => string {
  const { why, whySf, whyAdi } = useMessages().instances;
  const own: { readonly [resource: string]: string | undefined } =
    kind === 'adi' ? whyAdi : kind === 'sf' || kind === 'vdpa-sf' ? whySf : {};
  return ({ resource, each }) =>
    each !== 0 && kind === 'vdpa-sf' && resource === 'pinned-memory'
      ? why[resource]
      : (own[resource] ?? (each === 0 ? '' : why[resource]));
}
