import { useState } from 'react';
import { useMessages } from '../i18n/react';
import type { Inspection } from '../store/vocabulary';
import styles from './address-view.module.css';

type Addresses = NonNullable<Inspection['addresses']>;
type Walk = Addresses['walks'][number];

/** Entries of the IOTLB that are listed. */
const MOST = 16;

/** One buffer as guest, CPU and device know it, table by table; then what the IOTLB holds and what was stopped. */
export function AddressView({ addresses }: { readonly addresses: Addresses }) {
  const m = useMessages().addresses;
  const [vm, setVm] = useState(-1);
  const { walks, iotlb, last, trespasses } = addresses;
  const walk = walks.find((each) => each.vm === vm) ?? walks[0];
  // Somebody asked for this very access.
  const isAsked = walk !== undefined && walk.packet !== 0;
  return (
    <details className={styles['view']} open={isAsked}>
      <summary>{m.open}</summary>
      {walk === undefined ? (
        <p>{m.none}</p>
      ) : (
        <>
          {walks.length > 1 && (
            <label className={styles['pick']}>
              {m.guest}{' '}
              <select
                value={walk.vm}
                onChange={(event) => {
                  setVm(Number(event.currentTarget.value));
                }}
              >
                {walks.map((each) => (
                  <option key={each.vm} value={each.vm}>
                    {[`VM${each.vm}`, each.bdf].join(' · ')}
                  </option>
                ))}
              </select>
            </label>
          )}
          <p>
            {walk.packet === 0
              ? m.about(`VM${walk.vm}`, walk.slot)
              : m.access[walk.region](`VM${walk.vm}`, walk.slot, walk.packet)}
          </p>
          <Chain title={m.cpu} from={['GVA', walk.gva]} then={['GPA', walk.gpa]} walk={walk} />
          <Chain title={m.device} from={['IOVA', walk.gpa]} walk={walk} />
          <p>{m.lookups(walk.hits, walk.misses)}</p>
        </>
      )}
      {last !== null && (
        <p className={styles['fault']} data-fault>
          {m.fault(`VM${last.vm}`, last.source, last.address, last.reason, last.write, last.level)}{' '}
          {m.faults(addresses.faults)}
        </p>
      )}
      {trespasses.length > 0 && (
        <>
          <h4>{m.trespasses}</h4>
          <ul className={styles['fault']} data-trespasses>
            {trespasses.map((each, i) => (
              <li key={i}>
                {m.trespass(`VM${each.from}`, each.write, each.hpa)}{' '}
                {m.owner[each.owner](`VM${each.vm}`)}
                {each.hit !== 0 && ` ${m.hit(each.hit)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {iotlb.length > 0 && (
        <>
          <h4>{m.iotlb(iotlb.length)}</h4>
          <p className={styles['code']} translate="no">
            {iotlb.slice(0, MOST).map(({ vm: owner, page }) => (
              <span key={`${owner} ${page}`}>
                {owner < 0 ? 'PMD' : `VM${owner}`}:{page}{' '}
              </span>
            ))}
            {iotlb.length > MOST && '…'}
          </p>
        </>
      )}
    </details>
  );
}

function Chain({
  title,
  from,
  then,
  walk,
}: {
  readonly title: string;
  readonly from: readonly [string, string];
  readonly then?: readonly [string, string];
  readonly walk: Walk;
}) {
  const m = useMessages().addresses;
  const rows = then === undefined ? walk.iommu : walk.ept;
  return (
    <figure className={styles['chain']}>
      <figcaption>{title}</figcaption>
      <p className={styles['code']} translate="no">
        {[from, ...(then === undefined ? [] : [then]), ['HPA', walk.hpa]]
          .map((each) => each.join(' '))
          .join(' → ')}
      </p>
      {rows === null ? (
        <p>{m.untranslated}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{m.level}</th>
              <th scope="col">{m.table}</th>
              <th scope="col">{m.index}</th>
              <th scope="col">{m.entry}</th>
            </tr>
          </thead>
          <tbody translate="no">
            {rows.map((row) => (
              <tr key={row.level}>
                <th scope="row">{row.level}</th>
                <td>{row.table}</td>
                <td>{row.index}</td>
                <td>{row.entry}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </figure>
  );
}
