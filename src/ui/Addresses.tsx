import { DESTINATIONS, IP_VERSIONS, PROTOCOLS, SOURCES } from '../store/vocabulary';
import type { VmGroup } from '../store/vocabulary';
import { useMessages } from '../i18n/react';
import { change, useShown } from './change';
import { NumberField } from './NumberField';
import controls from './controls.module.css';
import styles from './set-up.module.css';

interface Props {
  readonly traffic: VmGroup['traffic'];
  /** Where it stands in the scenario, `vms.0.traffic`. */
  readonly at: string;
}

/** What the frames carry beside their length: who they are for, who they claim to be from, which VLAN. */
export function Addresses({ traffic, at }: Props) {
  const m = useMessages().shell.setUp.addresses;
  const destination = useShown(`${at}.destination`, traffic.destination);
  const source = useShown(`${at}.source`, traffic.source);
  const protocol = useShown(`${at}.protocol`, traffic.protocol);
  const ipVersion = useShown(`${at}.ipVersion`, traffic.ipVersion);
  const asks = traffic.kind === 'request-response';
  const vlan = useShown(`${at}.vlan`, traffic.vlan);
  // Where a receiver is named, or has to answer, it is the one.
  const open = typeof traffic.direction === 'string' && traffic.kind !== 'request-response';
  return (
    <details className={styles['more']}>
      <summary>{m.title}</summary>
      {open && (
        <label className={controls['field']}>
          <span className={controls['label']}>{m.destination}</span>
          <select
            className={controls['select']}
            value={destination}
            onChange={(event) => {
              change(`${at}.destination`, event.currentTarget.value);
            }}
          >
            {DESTINATIONS.map((each) => (
              <option key={each} value={each}>
                {m.destinations[each]}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={controls['field']}>
        <span className={controls['label']}>{m.source}</span>
        <select
          className={controls['select']}
          value={source}
          onChange={(event) => {
            change(`${at}.source`, event.currentTarget.value);
          }}
        >
          {SOURCES.map((each) => (
            <option key={each} value={each}>
              {m.sources[each]}
            </option>
          ))}
        </select>
      </label>
      <label className={controls['field']}>
        <span className={controls['label']}>{m.protocol}</span>
        <select
          className={controls['select']}
          value={protocol}
          onChange={(event) => {
            change(`${at}.protocol`, event.currentTarget.value);
          }}
        >
          {PROTOCOLS.filter((each) => each !== 'icmp' || asks || protocol === each).map((each) => (
            <option key={each} value={each}>
              {m.protocols[each]}
            </option>
          ))}
        </select>
      </label>
      <label className={controls['field']}>
        <span className={controls['label']}>{m.ipVersion}</span>
        <select
          className={controls['select']}
          value={ipVersion}
          onChange={(event) => {
            change(`${at}.ipVersion`, Number(event.currentTarget.value));
          }}
        >
          {IP_VERSIONS.map((each) => (
            <option key={each} value={each}>
              {m.ip(each)}
            </option>
          ))}
        </select>
      </label>
      <NumberField
        label={m.vlan}
        value={vlan}
        min={0}
        max={4094}
        onCommit={(value) => {
          change(`${at}.vlan`, value);
        }}
      />
    </details>
  );
}
