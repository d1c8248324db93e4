import { useEffect, useRef } from 'react';
import { ACTS_ON, functionKindsOn, missingOf, neededFor } from '../../store/vocabulary';
import type { FunctionKind, Lane, Scenario } from '../../store/vocabulary';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { Icon } from '../../ui/Icon';
import { functionName } from '../../ui/given-function';
import { NumberField } from '../../ui/NumberField';
import { isHostOnly, KNOBS, placeOf } from '../../ui/tuning-list';
import type { Knob } from '../../ui/tuning-list';
import controls from '../../ui/controls.module.css';
import styles from './settings.module.css';

interface Props {
  readonly index: number;
  readonly lane: Lane;
  readonly onChange: (lane: Lane) => void;
}

const FUNCTION = 'vms.0.function';
/** What a kind of function brings with it. */
const OF_FUNCTION: readonly string[] = [FUNCTION, 'nic.device', 'host.scalableMode'];
/** The page's own guest has it, where the lane's path has such a kind too. */
const functionOf = ({ vms }: Scenario, path: Lane['path']): FunctionKind => {
  const own = vms[0]?.function ?? 'vf';
  return functionKindsOn(path).includes(own) ? own : 'vf';
};
const GROUPS = ['virtio', 'card', 'guest', 'host'] as const;

/** The settings that act on the lane's path, each as the set-up has it until it is changed here. */
export function LaneSettings({ index, lane, onChange }: Props) {
  const messages = useMessages();
  const m = messages.compare.lane;
  const box = useRef<HTMLDetailsElement>(null);
  const scenario = useApp((s) => s.info?.scenario);
  const device = useApp((s) => s.info?.topology.card.device);
  // As any menu: Escape and a press elsewhere put it away.
  useEffect(() => {
    const away = (event: PointerEvent) => {
      const element = box.current;
      if (element?.open === true && !element.contains(event.target as Node)) element.open = false;
    };
    document.addEventListener('pointerdown', away);
    return () => {
      document.removeEventListener('pointerdown', away);
    };
  }, []);
  if (scenario === undefined) return null;
  const knobs = GROUPS.flatMap((part) => KNOBS[part]).filter(
    ({ id }) => !isHostOnly(id) && ACTS_ON[id].includes(lane.path),
  );
  const set = (knob: Knob, value: unknown) => {
    const place = placeOf(knob.id, 0);
    const { [place]: _old, ...others } = lane.set;
    const asBefore = value === valueIn(scenario, place);
    onChange({ ...lane, set: asBefore ? others : { ...others, [place]: value } });
  };
  const kinds = functionKindsOn(lane.path);
  const asked = lane.set[FUNCTION];
  const kind = typeof asked === 'string' ? asked : functionOf(scenario, lane.path);
  const give = (next: FunctionKind) => {
    const kept = Object.entries(lane.set).filter(([place]) => !OF_FUNCTION.includes(place));
    const isHere = device !== undefined && missingOf(next, device) === null;
    const set = { ...Object.fromEntries(kept), ...neededFor(next, isHere) };
    const asBefore = next === functionOf(scenario, lane.path);
    onChange({ ...lane, set: asBefore ? set : { ...set, [FUNCTION]: next } });
  };
  return (
    <details ref={box} className={styles['differs']} data-many={Object.keys(lane.set).length > 0}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a summary is a button */}
      <summary
        aria-label={m.differsOn(index + 1)}
        title={m.differs}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && box.current !== null) box.current.open = false;
        }}
      >
        <Icon name="setUp" />
      </summary>
      <div className={styles['panel']}>
        <strong>{m.differs}</strong>
        {kinds.length > 1 && (
          <label className={controls['field']}>
            <span className={controls['label']}>{messages.tunings.function}</span>
            <select
              className={controls['select']}
              value={kind}
              data-lane-function={index}
              onChange={(event) => {
                give(event.currentTarget.value as FunctionKind);
              }}
            >
              {kinds.map((each) => (
                <option key={each} value={each}>
                  {functionName(messages, each, lane.path)}
                </option>
              ))}
            </select>
          </label>
        )}
        {knobs.map((knob) => {
          const place = placeOf(knob.id, 0);
          const value = place in lane.set ? lane.set[place] : valueIn(scenario, place);
          return (
            <Setting
              key={knob.id}
              knob={knob}
              value={value}
              onChange={(next) => {
                set(knob, next);
              }}
            />
          );
        })}
      </div>
    </details>
  );
}

interface SettingProps {
  readonly knob: Knob;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function Setting({ knob, value, onChange }: SettingProps) {
  const messages = useMessages();
  const m = messages.tunings;
  const label = m.names[knob.id];
  if (knob.kind === 'check') {
    return (
      <label className={controls['check']}>
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => {
            onChange(event.currentTarget.checked);
          }}
        />
        <span>{label}</span>
      </label>
    );
  }
  if (knob.kind !== 'choice') {
    const micros = knob.kind === 'micros';
    const { bytes, micros: us } = messages.shell.setUp;
    const unit = { count: {}, bytes: { unit: bytes }, micros: { unit: us } }[knob.kind];
    return (
      <NumberField
        label={label}
        value={Number(value)}
        min={micros ? 0 : knob.min}
        max={knob.max}
        step={micros ? 0 : 1}
        {...unit}
        onCommit={onChange}
      />
    );
  }
  return (
    <label className={controls['field']}>
      <span className={controls['label']}>{label}</span>
      <select
        className={controls['select']}
        value={String(value)}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        {knob.options.map((option) => (
          <option key={option} value={option}>
            {m.values[option]}
          </option>
        ))}
      </select>
    </label>
  );
}

function valueIn(scenario: Scenario, place: string): unknown {
  return place.split('.').reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  }, scenario);
}
