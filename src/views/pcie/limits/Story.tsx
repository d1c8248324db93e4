import { useMessages } from '../../../i18n/react';
import { formatCount } from '../../../i18n/format';
import { CEILINGS } from '../../../store/vocabulary';
import styles from './limits.module.css';

/** Where 256 comes from, and where it does not. */
export function Story() {
  const m = useMessages().limits.story;
  const words = ({ id, product = '' }: (typeof CEILINGS)[number]) =>
    id === 'product' || id === 'ip-core' ? m.of[id]({ product }) : m.of[id];
  return (
    <details className={styles['story']}>
      <summary>{m.title}</summary>
      <p>{m.lead}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{m.what}</th>
            <th scope="col">{m.value}</th>
          </tr>
        </thead>
        <tbody>
          {CEILINGS.map((ceiling) => (
            <tr key={`${ceiling.id}-${ceiling.product ?? ''}`}>
              <td>{words(ceiling)}</td>
              <td translate="no">{formatCount(ceiling.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
