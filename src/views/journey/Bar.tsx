import { useId } from 'react';
import { useMessages } from '../../i18n/react';
import { DEPTHS, type Depth } from '../../i18n/telling';
import { lab, useApp } from '../../store';
import type { Journey, Topology } from '../../store/vocabulary';
import { IconButton } from '../../ui/IconButton';
import { NumberField } from '../../ui/NumberField';
import controls from '../../ui/controls.module.css';
import type { Scale } from './time-axis';
import styles from './bar.module.css';

interface Props {
  readonly journey: Journey | null;
  readonly topology: Topology;
  readonly depth: Depth;
  readonly onDepth: (depth: Depth) => void;
  readonly scale: Scale;
  readonly onScale: (scale: Scale) => void;
}

const SCALES = ['stretched', 'true'] as const satisfies readonly Scale[];
const LAST_PACKET = 999_999_999;

/** Which packet, told for whom, and how time is drawn. */
export function Bar({ journey, topology, depth, onDepth, scale, onScale }: Props) {
  const { journey: m, stage } = useMessages();
  const followed = useApp((s) => s.followed);
  const follow = useApp((s) => s.follow);
  const move = async (direction: 1 | -1) => {
    const at = await lab.adjacent(direction);
    if (at === null) return;
    useApp.getState().pause();
    useApp.getState().seek(at);
  };
  const { vms } = topology;
  return (
    <div className={styles['bar']}>
      <div className={styles['which']}>
        <IconButton icon="foldLeft" label={m.previous} onClick={() => void move(-1)} />
        <NumberField
          label={m.packet}
          value={followed}
          min={1}
          max={LAST_PACKET}
          onCommit={(packet) => {
            follow(packet);
          }}
        />
        <IconButton icon="foldRight" label={m.next} onClick={() => void move(1)} />
        {vms.length > 1 ? (
          <select
            className={controls['select']}
            aria-label={m.guest}
            value={journey?.vm ?? -1}
            onChange={(event) => {
              const packet = lab.packetHere(Number(event.currentTarget.value));
              if (packet > 0) follow(packet);
            }}
          >
            {(journey?.vm ?? -1) < 0 && <option value={-1}>{m.fromWire}</option>}
            {vms.map(({ index, path }) => (
              <option key={index} value={index}>
                {stage.guestWithPath(index, stage.paths[path])}
              </option>
            ))}
          </select>
        ) : (
          journey !== null && journey.vm >= 0 && <span>{m.ofGuest(stage.guest(journey.vm))}</span>
        )}
      </div>
      <Choice
        label={m.depth.label}
        options={DEPTHS.map((each) => [each, m.depth[each]])}
        value={depth}
        onChange={onDepth}
      />
      <div className={styles['scale']}>
        <Choice
          label={m.scale.label}
          options={SCALES.map((each) => [each, m.scale[each]])}
          value={scale}
          onChange={onScale}
        />
      </div>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly (readonly [value: T, text: string])[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few, all of them seen. */
function Choice<T extends string>({ label, options, value, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className={styles['choice']}>
      <legend>{label}</legend>
      {options.map(([each, text]) => (
        <label key={each} data-chosen={each === value}>
          <input
            type="radio"
            name={name}
            checked={each === value}
            onChange={() => {
              onChange(each);
            }}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
