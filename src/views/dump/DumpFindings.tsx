import { useMessages } from '../../i18n/react';
import type { DumpIssue, ImportedDump, ImportResult } from '../../store/vocabulary';
import styles from './dump.module.css';

const MOST_LISTED = 12;

/** What a dump holds: its PFs and their limits, what is missing; or why it is none. */
export function DumpFindings({ result }: { readonly result: ImportResult }) {
  const m = useMessages().dump;
  if (!result.ok) {
    return (
      <>
        <h4>{m.refused}</h4>
        <Issues issues={result.issues} />
      </>
    );
  }
  const { dump } = result;
  return (
    <>
      <p>{m.found(dump.functions)}</p>
      {dump.pfs.length > 0 && <Pfs pfs={dump.pfs} />}
      {dump.warnings.length > 0 && (
        <>
          <h4>{m.warnings}</h4>
          <Issues issues={dump.warnings} />
        </>
      )}
    </>
  );
}

function Pfs({ pfs }: { readonly pfs: ImportedDump['pfs'] }) {
  const { dump: m, limits } = useMessages();
  const { column } = m;
  return (
    <>
      <table className={styles['pfs']}>
        <caption>{m.pfs}</caption>
        <thead>
          <tr>
            <th scope="col">{column.pf}</th>
            <th scope="col">{column.name}</th>
            <th scope="col">{column.totalVfs}</th>
            <th scope="col">{column.max}</th>
            <th scope="col">{column.binding}</th>
          </tr>
        </thead>
        <tbody>
          {pfs.slice(0, MOST_LISTED).map(({ bdf, name, totalVfs, max, binding }) => (
            <tr key={bdf}>
              <th scope="row" translate="no">
                {bdf}
              </th>
              <td lang="en" translate="no">
                {name}
              </td>
              <td>{totalVfs}</td>
              <td>{max}</td>
              <td>{limits.name[binding]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pfs.length > MOST_LISTED && <p>{m.more(pfs.length - MOST_LISTED)}</p>}
    </>
  );
}

function Issues({ issues }: { readonly issues: readonly DumpIssue[] }) {
  const m = useMessages().dump;
  const sentences = [...new Set(issues.map((issue) => m.issue[issue.code](issue)))];
  return (
    <ul className={styles['issues']}>
      {sentences.slice(0, MOST_LISTED).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {sentences.length > MOST_LISTED && <li>{m.more(sentences.length - MOST_LISTED)}</li>}
    </ul>
  );
}
