import { useMessages } from '../../../i18n/react';
import type { HostIndex } from '../host/host-index';
import styles from './detail.module.css';

const MOST_LISTED = 8;

/** Which functions of the tree are the cards: one line for each bus with PFs. */
export function Cards({ index }: { readonly index: HostIndex }) {
  const m = useMessages().pcie;
  const buses = new Map<number, number[]>();
  for (const rid of [...index.pfs.keys()].toSorted((a, b) => a - b)) {
    buses.set(rid >> 8, [...(buses.get(rid >> 8) ?? []), rid]);
  }
  if (buses.size === 0) return null;
  return (
    <>
      <h3 className={styles['detailTitle']}>{m.cards}</h3>
      <ul className={styles['cards']}>
        {[...buses].slice(0, MOST_LISTED).map(([bus, rids]) => (
          <li key={bus}>
            <b lang="en" translate="no">
              {index.byRid.get(rids[0] ?? -1)?.name}
            </b>{' '}
            {rids.map((rid) => (
              <span key={rid}>
                {m.pfName({ pf: index.pfNumber.get(rid) ?? 0 })}{' '}
                <code translate="no">{index.byRid.get(rid)?.bdf}</code>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <p className={styles['note']}>{m.cardsWhy}</p>
    </>
  );
}
