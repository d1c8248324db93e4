import { Suspense } from 'react';
import { TRAFFIC_KINDS } from '../store/vocabulary';
import type { VmGroup } from '../store/vocabulary';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { withoutCapture } from '../store/replay';
import { change, useShown } from './change';
import { later } from './later';
import { NumberField } from './NumberField';
import controls from './controls.module.css';

/** Folded at first, so that the page does not wait for it. */
const Addresses = later(async () => (await import('./Addresses')).Addresses);

const AT = 'vms.0.traffic';
const DIRECTIONS = ['tx', 'rx', 'both'] as const;

/** Rates the slider stops at: 1, 2, 5 of each decade. */
const RATES = Array.from(
  { length: 22 },
  (_, i) => ([1, 2, 5][i % 3] ?? 1) * 10 ** Math.floor(i / 3),
);

export function Traffic({ group }: { readonly group: VmGroup }) {
  const m = useMessages().shell.setUp;
  const { traffic } = group;
  const { direction, packets, batch, flows, replay } = traffic;
  const kind = useShown(`${AT}.kind`, traffic.kind);
  const pps = useShown(`${AT}.pps`, traffic.pps);
  const packetBytes = useShown(`${AT}.packetBytes`, traffic.packetBytes);
  const kinds = TRAFFIC_KINDS.filter((each) => each !== 'replay' || replay !== null);
  const paced = kind === 'cbr' || kind === 'poisson';
  return (
    <>
      <label className={controls['field']}>
        <span className={controls['label']}>{m.traffic}</span>
        <select
          className={controls['select']}
          value={kind}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (replay === null) change(`${AT}.kind`, value);
            else useApp.getState().edit((input) => withoutCapture(input, value));
          }}
        >
          {kinds.map((each) => (
            <option key={each} value={each}>
              {m.kinds[each]}
            </option>
          ))}
        </select>
      </label>
      {replay !== null && (
        <p className={controls['hint']}>{m.replayed(replay.name, replay.frames.length)}</p>
      )}
      <DirectionPicker direction={direction} count={group.count} />
      {kind !== 'replay' && (
        <NumberField
          label={m.packetBytes}
          value={packetBytes}
          min={60}
          max={9014}
          unit={m.bytes}
          onCommit={(value) => {
            change(`${AT}.packetBytes`, value);
          }}
        />
      )}
      {paced && (
        <>
          <NumberField
            label={m.pps}
            value={pps}
            min={1}
            max={20_000_000}
            onCommit={(value) => {
              change(`${AT}.pps`, value);
            }}
          />
          <input
            className={controls['slider']}
            type="range"
            min={0}
            max={RATES.length - 1}
            step={1}
            value={RATES.findLastIndex((rate) => rate <= pps)}
            aria-label={m.ppsSlider}
            aria-valuetext={String(pps)}
            onChange={(event) => {
              change(`${AT}.pps`, RATES[event.currentTarget.valueAsNumber] ?? pps);
            }}
          />
        </>
      )}
      {kind === 'burst' && (
        <NumberField
          label={m.packets}
          value={packets}
          min={1}
          max={100_000}
          onCommit={(value) => {
            change(`${AT}.packets`, value);
          }}
        />
      )}
      {(kind === 'burst' || kind === 'bulk' || paced) && (
        <NumberField
          label={m.batch}
          value={batch}
          min={1}
          max={256}
          onCommit={(value) => {
            change(`${AT}.batch`, value);
          }}
        />
      )}
      {kind !== 'replay' && kind !== 'single' && (
        <NumberField
          label={m.flows}
          value={flows}
          min={1}
          max={64}
          onCommit={(value) => {
            change(`${AT}.flows`, value);
          }}
        />
      )}
      {kind !== 'replay' && (
        <Suspense>
          <Addresses traffic={traffic} at={AT} />
        </Suspense>
      )}
    </>
  );
}

interface DirectionProps {
  readonly direction: VmGroup['traffic']['direction'];
  readonly count: number;
}

function DirectionPicker({ direction, count }: DirectionProps) {
  const { shell, stage } = useMessages();
  const m = shell.setUp;
  const guests = useApp((s) => s.info?.topology.vms);
  // A group of one cannot send to itself; a larger one can send to its first guest's neighbour.
  const others = guests?.slice(count > 1 ? 0 : 1, 16) ?? [];
  const shown = useShown<VmGroup['traffic']['direction']>(`${AT}.direction`, direction);
  const value = typeof shown === 'string' ? shown : shown.to;
  const named = others.some(({ name }) => name === value) || typeof shown === 'string';
  return (
    <label className={controls['field']}>
      <span className={controls['label']}>{m.direction}</span>
      <select
        className={controls['select']}
        value={value}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          const plain = DIRECTIONS.find((each) => each === chosen);
          if (plain === undefined) useApp.getState().sendTo(chosen);
          else change(`${AT}.direction`, plain);
        }}
      >
        {DIRECTIONS.map((each) => (
          <option key={each} value={each}>
            {m.directions[each]}
          </option>
        ))}
        {!named && <option value={value}>{m.toGuest(value.toUpperCase())}</option>}
        {others.map(({ name, index, group, path }) => (
          <option key={name} value={name}>
            {m.toGuest(
              group === 0 ? stage.guest(index) : stage.guestWithPath(index, stage.paths[path]),
            )}
          </option>
        ))}
      </select>
    </label>
  );
}
