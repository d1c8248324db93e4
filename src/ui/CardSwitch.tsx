import { useId } from 'react';
import { useMessages } from '../i18n/react';
import { FILTER_DRIVERS, SWITCHDEV_DRIVERS } from '../store/vocabulary';
import type { Scenario, Topology } from '../store/vocabulary';
import { CardRules } from './CardRules';
import { change, useShown } from './change';
import controls from './controls.module.css';
import styles from './set-up.module.css';

interface Props {
  readonly scenario: Scenario;
  readonly topology: Topology;
}

/** Guests on these paths sit behind the host's bridge. */
const BRIDGED: readonly string[] = ['emulated', 'emulated-rtl8139', 'virtio', 'vhost-net'];

/** How the switch in the card is set up: who decides, which rules it has, what a full ring does. */
export function CardSwitch({ scenario, topology }: Props) {
  const m = useMessages().cardSwitch;
  const { nic } = scenario;
  const driver = topology.card.pfs[0]?.driver ?? '';
  const eswitch = useShown('nic.eswitch', nic.eswitch);
  const isAble = SWITCHDEV_DRIVERS.includes(driver);
  const isSwitchdev = eswitch === 'switchdev';
  const bridged = topology.vms.filter(({ path }) => BRIDGED.includes(path));
  const kind = isSwitchdev ? 'switchdev' : FILTER_DRIVERS.includes(driver) ? 'filters' : 'none';
  return (
    <details className={styles['more']}>
      <summary>{m.title}</summary>
      <div className={styles['setUp']}>
        <Check
          label={m.switchdev}
          asks={isAble ? m.asksSwitchdev : m.noSwitchdev(driver)}
          checked={isSwitchdev}
          disabled={!isAble}
          onChange={(on) => {
            // Rules of the one kind are none of the other.
            if (nic.flows.length > 0) change('nic.flows', []);
            change('nic.eswitch', on ? 'switchdev' : 'legacy');
          }}
        />
        {isSwitchdev && (
          <>
            <Check
              label={m.bridged}
              asks={m.asksBridged}
              checked={nic.representors === 'bridged'}
              onChange={(on) => {
                change('nic.representors', on ? 'bridged' : 'alone');
              }}
            />
            <Check
              label={m.offload}
              asks={m.asksOffload}
              checked={nic.flowOffload}
              onChange={(on) => {
                change('nic.flowOffload', on);
              }}
            />
          </>
        )}
        {!isSwitchdev && bridged.length > 0 && (
          <Check
            label={m.fdb}
            asks={m.asksFdb}
            checked={bridged.every(({ name }) => nic.fdb.includes(name))}
            onChange={(on) => {
              change('nic.fdb', on ? bridged.map(({ name }) => name) : []);
            }}
          />
        )}
        <Check
          label={m.dropEnable}
          asks={m.asksDropEnable}
          checked={nic.dropEnable}
          onChange={(on) => {
            change('nic.dropEnable', on);
          }}
        />
        <Check
          label={m.relay}
          asks={m.asksRelay}
          checked={nic.reflectiveRelay}
          onChange={(on) => {
            change('nic.reflectiveRelay', on);
          }}
        />
        <CardRules nic={nic} topology={topology} kind={kind} driver={driver} />
      </div>
    </details>
  );
}

function Check({
  label,
  asks,
  checked,
  disabled = false,
  onChange,
}: {
  readonly label: string;
  readonly asks: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  const hint = useId();
  return (
    <div className={styles['knob']}>
      <label className={controls['check']}>
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-describedby={hint}
          onChange={(event) => {
            onChange(event.currentTarget.checked);
          }}
        />
        <span>{label}</span>
      </label>
      <p className={controls['hint']} id={hint}>
        {asks}
      </p>
    </div>
  );
}
