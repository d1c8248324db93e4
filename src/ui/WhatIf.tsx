import { useState } from 'react';
import { ACTS_ON, actsOn, overriddenBy, PATH_IDS } from '../store/vocabulary';
import type { Scenario, VmGroup } from '../store/vocabulary';
import { Addresses } from './Addresses';
import { formatPicos } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { change } from './change';
import { FunctionControl } from './FunctionControl';
import { RogueGuest } from './RogueGuest';
import { isHostOnly, KNOBS, placeOf, type Knob } from './tuning-list';
import { TuningControl } from './TuningControl';
import controls from './controls.module.css';
import styles from './set-up.module.css';

const LENGTHS_MS = [1, 2, 5, 10, 20, 50, 100, 1_000] as const;
const PS_PER_MS = 1e9;
const GROUPS = ['host', 'virtio', 'card', 'guest'] as const;

interface Props {
  readonly scenario: Scenario;
}

/** The host's and the drivers' switches: what changes when one of them is off? Those of other paths are folded. */
export function WhatIf({ scenario }: Props) {
  const messages = useMessages();
  const { shell, tunings: m } = messages;
  const [chosen, choose] = useState(0);
  const { host, run, vms } = scenario;
  const of = Math.min(chosen, vms.length - 1);
  const group = vms[of] as VmGroup;
  const untilMs = run.until / PS_PER_MS;
  const lengths = [...new Set<number>([...LENGTHS_MS, untilMs])].toSorted((a, b) => a - b);
  const acts = ({ id }: Knob) => isHostOnly(id) || actsOn(id, group);
  const valueOf = ({ id }: Knob): unknown =>
    id in group.tuning ? group.tuning[id as never] : host[id as keyof typeof host];
  const overridden = ({ id }: Knob) => {
    const why = isHostOnly(id) ? null : overriddenBy(id, host, group);
    if (why !== null) return m.overridden[why];
    if (id === 'interruptRemapping' && !host.iommu) return m.withoutIommu;
    return id === 'unsafeDma' && host.iommu ? m.withIommu : '';
  };
  const others = GROUPS.flatMap((part) => KNOBS[part].filter((knob) => !acts(knob)));
  return (
    <details className={styles['more']}>
      <summary>{shell.setUp.whatIf}</summary>
      <div className={styles['setUp']}>
        {vms.length > 1 && (
          <label className={controls['field']}>
            <span className={controls['label']}>{m.of}</span>
            <select
              className={controls['select']}
              value={of}
              onChange={(event) => {
                choose(Number(event.currentTarget.value));
              }}
            >
              {vms.map((each, index) => (
                // A group has no name but its place.
                // oxlint-disable-next-line react/no-array-index-key
                <option key={index} value={index}>
                  {m.ofGuests(...namesOf(vms, index), shell.paths[each.path])}
                </option>
              ))}
            </select>
          </label>
        )}
        <FunctionControl scenario={scenario} group={group} index={of} />
        {GROUPS.filter((part) => KNOBS[part].some(acts)).map((part) => (
          <fieldset className={styles['group']} key={part}>
            <legend>{m.groups[part]}</legend>
            {KNOBS[part].filter(acts).map((knob) => (
              <TuningControl
                key={knob.id}
                knob={knob}
                of={of}
                value={valueOf(knob)}
                overridden={overridden(knob)}
                onChange={(value) => {
                  set(knob, of, value);
                }}
              />
            ))}
          </fieldset>
        ))}
        {/* The first group's have a place of their own beside its traffic. */}
        {of > 0 && <Addresses traffic={group.traffic} at={`vms.${String(of)}.traffic`} />}
        <RogueGuest group={group} at={`vms.${String(of)}`} />
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

/** First and last guest of a group. */
function namesOf(vms: Scenario['vms'], index: number): readonly [string, string] {
  const first = vms.slice(0, index).reduce((sum, { count }) => sum + count, 0);
  const last = first + (vms[index]?.count ?? 1) - 1;
  return [`VM${String(first)}`, `VM${String(last)}`];
}

function pathNames(id: Knob['id'], names: Readonly<Record<VmGroup['path'], string>>) {
  if (id === 'mappedDoorbell') return ['vDPA'];
  const on = isHostOnly(id) ? [] : ACTS_ON[id];
  return PATH_IDS.filter((path) => on.includes(path)).map((path) => names[path]);
}

/** Posting needs both of the others: what is switched on takes its needs along, what is switched off its users. */
const ALONG: Readonly<Record<string, object>> = {
  'postedInterrupts true': { apicv: true, iommu: true },
  'apicv false': { postedInterrupts: false },
  'iommu false': { postedInterrupts: false },
};

function set({ id }: Knob, of: number, value: unknown): void {
  const along = ALONG[`${id} ${String(value)}`];
  if (along === undefined) change(placeOf(id, of), value);
  else change('host', { ...hostInput(), ...along, [id]: value });
}

/** What the scenario says of the host, as far as it says anything. */
function hostInput(): object {
  const input = useApp.getState().info?.scenarioInput;
  const host = typeof input === 'object' && input !== null && 'host' in input ? input.host : null;
  return typeof host === 'object' && host !== null ? host : {};
}
