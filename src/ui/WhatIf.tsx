import { ACTS_ON, overriddenBy, PATH_IDS } from '../store/vocabulary';
import type { Scenario, VmGroup } from '../store/vocabulary';
import { formatPicos } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { change } from './change';
import { KNOBS, placeOf, type Knob } from './tuning-list';
import { TuningControl } from './TuningControl';
import controls from './controls.module.css';
import styles from './set-up.module.css';

const LENGTHS_MS = [1, 2, 5, 10, 20, 50, 100, 1_000] as const;
const PS_PER_MS = 1e9;
const GROUPS = ['host', 'virtio', 'card', 'guest'] as const;

interface Props {
  readonly scenario: Scenario;
  readonly group: VmGroup;
}

/** The host's and the drivers' switches: what changes when one of them is off? Those of other paths are folded. */
export function WhatIf({ scenario, group }: Props) {
  const messages = useMessages();
  const { shell, tunings: m } = messages;
  const { host, run } = scenario;
  const untilMs = run.until / PS_PER_MS;
  const lengths = [...new Set<number>([...LENGTHS_MS, untilMs])].toSorted((a, b) => a - b);
  const acts = ({ id }: Knob) => id === 'ari' || ACTS_ON[id].includes(group.path);
  const valueOf = ({ id }: Knob): unknown =>
    id in group.tuning ? group.tuning[id as never] : host[id as keyof typeof host];
  const overridden = ({ id }: Knob) => {
    const why = id === 'ari' ? null : overriddenBy(id, host, group);
    return why === null ? '' : m.overridden[why];
  };
  const others = GROUPS.flatMap((part) => KNOBS[part].filter((knob) => !acts(knob)));
  return (
    <details className={styles['more']}>
      <summary>{shell.setUp.whatIf}</summary>
      <div className={styles['setUp']}>
        {GROUPS.filter((part) => KNOBS[part].some(acts)).map((part) => (
          <fieldset className={styles['group']} key={part}>
            <legend>{m.groups[part]}</legend>
            {KNOBS[part].filter(acts).map((knob) => (
              <TuningControl
                key={knob.id}
                knob={knob}
                value={valueOf(knob)}
                overridden={overridden(knob)}
                onChange={(value) => {
                  set(knob, value);
                }}
              />
            ))}
          </fieldset>
        ))}
        {others.length > 0 && (
          <details className={styles['more']}>
            <summary>{m.others(others.length)}</summary>
            <dl className={styles['others']}>
              {others.map(({ id }) => (
                <div key={id}>
                  <dt>{m.names[id]}</dt>
                  <dd>{m.actsOn(pathNames(id, shell.paths))}</dd>
                </div>
              ))}
            </dl>
          </details>
        )}
        <label className={controls['field']}>
          <span className={controls['label']}>{shell.setUp.until}</span>
          <select
            className={controls['select']}
            value={untilMs}
            onChange={(event) => {
              change('run.until', `${event.currentTarget.value}ms`);
            }}
          >
            {lengths.map((ms) => (
              <option key={ms} value={ms}>
                {formatPicos(ms * PS_PER_MS)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </details>
  );
}

function pathNames(id: Knob['id'], names: Readonly<Record<VmGroup['path'], string>>) {
  const on = id === 'ari' ? [] : ACTS_ON[id];
  return PATH_IDS.filter((path) => on.includes(path)).map((path) => names[path]);
}

/** Posting needs both of the others: what is switched on takes its needs along, what is switched off its users. */
const ALONG: Readonly<Record<string, object>> = {
  'postedInterrupts true': { apicv: true, iommu: true },
  'apicv false': { postedInterrupts: false },
  'iommu false': { postedInterrupts: false },
};

function set({ id }: Knob, value: unknown): void {
  const along = ALONG[`${id} ${String(value)}`];
  if (along === undefined) change(placeOf(id), value);
  else change('host', { ...hostInput(), ...along, [id]: value });
}

/** What the scenario says of the host, as far as it says anything. */
function hostInput(): object {
  const input = useApp.getState().info?.scenarioInput;
  const host = typeof input === 'object' && input !== null && 'host' in input ? input.host : null;
  return typeof host === 'object' && host !== null ? host : {};
}
