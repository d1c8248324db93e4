import type { Table } from '../../docs';
import { Coded } from '../../ui/terms/Coded';
import { Wide } from './Wide';

/** A table that the code fills; each row has an address. */
export function FactTable({ table }: { readonly table: Table | null }) {
  if (table === null) return null;
  return (
    <Wide facts>
      <table data-rows={table.rows.length}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ id, cells }) => (
            <tr key={id} id={`docs:${id}`} tabIndex={-1}>
              {cells.map((cell, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    <Coded text={cell} />
                  </th>
                ) : (
                  <td key={i}>
                    <Coded text={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
