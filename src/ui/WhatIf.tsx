import type { Scenario, VmGroup } from '../store/vocabulary';
import { formatPicos } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { change, useShown } from './change';
import { NumberField } from './NumberField';
import controls from './controls.module.css';
import styles from './set-up.module.css';

const LENGTHS_MS = [1, 2, 5, 10, 20, 50, 100, 1_000] as const;
const PS_PER_MS = 1e9;

interface Props {
  readonly scenario: Scenario;
  readonly group: VmGroup;
}

/** The host's and the drivers' switches: what changes when one of them is off? */
export function WhatIf({ scenario, group }: Props) {
  const m = useMessages().shell.setUp;
  const { host, run } = scenario;
  const { tuning } = group;
  const untilMs = run.until / PS_PER_MS;
  const lengths = [...new Set<number>([...LENGTHS_MS, untilMs])].toSorted((a, b) => a - b);
  return (
    <details className={styles['more']}>
      <summary>{m.whatIf}</summary>
      <div className={styles['setUp']}>
        {/* Posting needs both of the others: what is switched on takes its needs along, what is switched off its users. */}
        <Check
          label={m.apicv}
          value={host.apicv}
          path="host.apicv"
          onChange={(apicv) => {
            change('host', {
              ...hostInput(),
              apicv,
              ...(apicv ? {} : { postedInterrupts: false }),
            });
          }}
        />
        <Check
          label={m.posted}
          value={host.postedInterrupts}
          path="host.postedInterrupts"
          onChange={(postedInterrupts) => {
            const needs = postedInterrupts ? { apicv: true, iommu: true } : {};
            change('host', { ...hostInput(), ...needs, postedInterrupts });
          }}
        />
        <Check
          label={m.iommu}
          value={host.iommu}
          path="host.iommu"
          onChange={(iommu) => {
            change('host', {
              ...hostInput(),
              iommu,
              ...(iommu ? {} : { postedInterrupts: false }),
            });
          }}
        />
        <Check label={m.ari} value={host.ari} path="host.ari" />
        <Check label={m.eventIdx} value={tuning.eventIdx} path="vms.0.tuning.eventIdx" />
        <Check label={m.napi} value={tuning.napi} path="vms.0.tuning.napi" />
        <NumberField
          label={m.throttle}
          value={tuning.interruptThrottleUs}
          min={0}
          max={10_000}
          step={0}
          unit={m.micros}
          onCommit={(value) => {
            change('vms.0.tuning.interruptThrottleUs', value);
          }}
        />
        <NumberField
          label={m.busyPoll}
          value={tuning.busyPollUs}
          min={0}
          max={10_000}
          step={0}
          unit={m.micros}
          onCommit={(value) => {
            change('vms.0.tuning.busyPollUs', value);
          }}
        />
        <label className={controls['field']}>
          <span className={controls['label']}>{m.until}</span>
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

/** What the scenario says of the host, as far as it says anything. */
function hostInput(): object {
  const input = useApp.getState().info?.scenarioInput;
  const host = typeof input === 'object' && input !== null && 'host' in input ? input.host : null;
  return typeof host === 'object' && host !== null ? host : {};
}

interface CheckProps {
  readonly label: string;
  readonly value: boolean;
  /** Where it stands in the scenario. */
  readonly path: string;
  /** Where changing it alone is not enough. */
  readonly onChange?: (value: boolean) => void;
}

function Check({ label, value, path, onChange }: CheckProps) {
  const shown = useShown(path, value);
  return (
    <label className={controls['check']}>
      <input
        type="checkbox"
        checked={shown}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          if (onChange === undefined) change(path, checked);
          else onChange(checked);
        }}
      />
      <span>{label}</span>
    </label>
  );
}
