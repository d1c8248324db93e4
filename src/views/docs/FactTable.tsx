import { Fragment } from 'react';
import { piecesOf, type Table } from '../../docs';
import { Wide } from '../../ui/Wide';
import styles from './text.module.css';

/** A table that the code fills; each row has an address. */
export function FactTable({ table }: { readonly table: Table | null }) {
  if (table === null) return null;
  return (
    <Wide
      label={table.columns.join(', ')}
      className={`${styles['wide'] ?? ''} ${styles['facts'] ?? ''}`}
    >
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
                    <Pieces cell={cell} />
                  </th>
                ) : (
                  <td key={i}>
                    <Pieces cell={cell} />
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

function Pieces({ cell }: { readonly cell: string }) {
  return piecesOf(cell).map((piece, i) =>
    i % 2 === 0 ? (
      <Fragment key={i}>{piece}</Fragment>
    ) : (
      <code lang="en" key={i} translate="no">
        {piece}
      </code>
    ),
  );
}
