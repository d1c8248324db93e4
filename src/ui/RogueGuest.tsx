import { ATTACK_KINDS, ATTACK_TARGETS } from '../store/vocabulary';
import type { VmGroup } from '../store/vocabulary';
import { useId } from 'react';
import { useMessages } from '../i18n/react';
import { change, useShown } from './change';
import { NumberField } from './NumberField';
import controls from './controls.module.css';
import styles from './set-up.module.css';

interface Props {
  /** Path of the group in the scenario, `vms.0`. */
  readonly at: string;
  readonly group: VmGroup;
}

/** Paths on which a guest programs a function of its own. */
const WITH_FUNCTION: readonly VmGroup['path'][] = ['passthrough', 'sriov'];
const MOST_EVERY = 1_000_000;

/** Whether a guest's driver is honest, and what it does if not; only with a function of its own. */
export function RogueGuest({ at, group }: Props) {
  const m = useMessages().tunings.rogue;
  const hint = useId();
  const attack = useShown<VmGroup['attack']>(`${at}.attack`, group.attack);
  const can = WITH_FUNCTION.includes(group.path);
  return (
    <div className={styles['knob']}>
      <label className={controls['field']}>
        <span className={controls['label']}>{m.driver}</span>
        <select
          className={controls['select']}
          value={attack?.kind ?? ''}
          disabled={!can && attack === null}
          aria-describedby={hint}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change(`${at}.attack`, value === '' ? null : { ...group.attack, kind: value });
          }}
        >
          <option value="">{m.honest}</option>
          {ATTACK_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {m.kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <p id={hint} className={controls['hint']}>
        {!can ? m.needsFunction : attack === null ? m.asks : m.does[attack.kind]}
      </p>
      {attack !== null && (
        <>
          <label className={controls['field']}>
            <span className={controls['label']}>{m.target}</span>
            <select
              className={controls['select']}
              value={group.attack?.target ?? 'neighbour'}
              onChange={(event) => {
                change(`${at}.attack.target`, event.currentTarget.value);
              }}
            >
              {ATTACK_TARGETS.map((target) => (
                <option key={target} value={target}>
                  {m.targets[target]}
                </option>
              ))}
            </select>
          </label>
          <NumberField
            label={m.every}
            value={group.attack?.every ?? 1}
            min={1}
            max={MOST_EVERY}
            onCommit={(every) => {
              change(`${at}.attack.every`, every);
            }}
          />
        </>
      )}
    </div>
  );
}
