import { useState } from 'react';
import { useMessages } from '../i18n/react';
import { ruleText } from '../store/vocabulary';
import type { Scenario, Topology } from '../store/vocabulary';
import { change } from './change';
import { NumberField } from './NumberField';
import controls from './controls.module.css';
import styles from './set-up.module.css';

interface Props {
  readonly nic: Scenario['nic'];
  readonly topology: Topology;
  /** What makes rules: tc flower, Flow Director, or nothing. */
  readonly kind: 'switchdev' | 'filters' | 'none';
  readonly driver: string;
}

const ANY = '';
const PROTOCOLS = ['udp', 'tcp'] as const;
const FRESH = { from: ANY, protocol: ANY, dstIp: ANY, dstPort: 0, action: 'drop' };
const FIRST_HOST = 10;

/** The rules of the scenario, and a form for one more. */
export function CardRules({ nic, topology, kind, driver }: Props) {
  const m = useMessages().cardSwitch;
  const [draft, setDraft] = useState(FRESH);
  const put = (some: Partial<typeof FRESH>) => {
    setDraft({ ...draft, ...some });
  };
  if (kind === 'none') return <p className={controls['hint']}>{m.rulesOf.none(driver)}</p>;
  const { vms } = topology;
  const withVf = vms.filter(({ path }) => path === 'sriov').map(({ name }) => name);
  const actions = [...(kind === 'switchdev' ? ['wire'] : []), ...withVf];
  const whereText = (name: string) => (name === 'wire' ? m.wire : name.toUpperCase());
  const option = (value: string, text: string) => (
    <option key={value} value={value}>
      {text}
    </option>
  );
  const add = () => {
    const { from, protocol, dstIp, dstPort, action } = draft;
    const match = {
      ...(protocol === ANY ? {} : { protocol }),
      ...(dstIp === ANY ? {} : { dstIp }),
      ...(dstPort === 0 ? {} : { dstPort }),
    };
    const rule = { ...(kind === 'switchdev' && from !== ANY ? { from } : {}), match, action };
    change('nic.flows', [...rulesOf(nic), rule]);
  };
  return (
    <fieldset className={styles['group']}>
      <legend>{m.rules}</legend>
      <p className={controls['hint']}>{m.rulesOf[kind]}</p>
      {nic.flows.length === 0 ? (
        <p className={controls['hint']}>{m.noRules}</p>
      ) : (
        <ol className={styles['rules']}>
          {nic.flows.map((rule, i) => (
            <li key={i}>
              <code lang="en" translate="no">
                {ruleText(rule)}
              </code>
              <button
                type="button"
                className={controls['icon']}
                aria-label={m.remove(ruleText(rule))}
                onClick={() => {
                  change('nic.flows', rulesOf(nic).toSpliced(i, 1));
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ol>
      )}
      {kind === 'switchdev' && (
        <Choice
          label={m.from}
          value={draft.from}
          onChange={(from) => {
            put({ from });
          }}
        >
          {option(ANY, m.anywhere)}
          {['wire', ...withVf].map((name) => option(name, whereText(name)))}
        </Choice>
      )}
      <Choice
        label={m.protocol}
        value={draft.protocol}
        onChange={(protocol) => {
          put({ protocol });
        }}
      >
        {option(ANY, m.anyProtocol)}
        {PROTOCOLS.map((each) => option(each, each.toUpperCase()))}
      </Choice>
      <Choice
        label={m.dstIp}
        value={draft.dstIp}
        onChange={(dstIp) => {
          put({ dstIp });
        }}
      >
        {option(ANY, m.anyAddress)}
        {vms.map(({ index, name }) => {
          const ip = `192.0.2.${String(FIRST_HOST + index)}`;
          return option(ip, `${ip} (${name.toUpperCase()})`);
        })}
        {option('192.0.2.1', '192.0.2.1')}
      </Choice>
      <NumberField
        label={m.dstPort}
        value={draft.dstPort}
        min={0}
        max={65_535}
        onCommit={(dstPort) => {
          put({ dstPort });
        }}
      />
      <Choice
        label={m.action}
        value={draft.action}
        onChange={(action) => {
          put({ action });
        }}
      >
        {option('drop', m.drop)}
        {actions.map((name) => option(name, m.to(whereText(name))))}
      </Choice>
      <button type="button" className={controls['button']} onClick={add}>
        {m.add}
      </button>
    </fieldset>
  );
}

/** As a scenario file has them: what a rule leaves open is not there. */
function rulesOf({ flows }: Scenario['nic']): readonly object[] {
  return flows.map(({ from, vlan, ...rest }) => ({
    ...rest,
    ...(from === null ? {} : { from }),
    ...(vlan === null ? {} : { vlan }),
  }));
}

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: React.ReactNode;
}) {
  return (
    <label className={controls['field']}>
      <span className={controls['label']}>{label}</span>
      <select
        className={controls['select']}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        {children}
      </select>
    </label>
  );
}
