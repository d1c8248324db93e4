import { useRef, useState } from 'react';
import { AFTERMATH, MILESTONES, MOST_LANES } from '../../store/vocabulary';
import type { Difference, LanePacket, PacketComparison } from '../../store/vocabulary';
import { formatCount, formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { Messages } from '../../i18n';
import { useSize } from '../../scene/use-size';
import { useApp } from '../../store';
import { differenceKey } from '../../store/compare';
import { Icon } from '../../ui/Icon';
import { IconButton } from '../../ui/IconButton';
import controls from '../../ui/controls.module.css';
import { Differences } from './Differences';
import { EventList } from './EventList';
import { deltaText, valueText } from './figure-text';
import { LaneChart } from './LaneChart';
import { LanesAbove } from './LanesAbove';
import { laneName } from '../../ui/lane-name';
import { Milestones } from './Milestones';
import { Questions } from './Questions';
import type { Question } from './questions';
import { RunTable } from './RunTable';
import styles from './compare.module.css';

const NONE: readonly (LanePacket | null)[] = [];

/** The same packet on two to four lanes: what differs, where the time goes, and why. */
export function CompareView() {
  const messages = useMessages();
  const m = messages.compare;
  const lanes = useApp((s) => s.lanes);
  const laneSet = useApp((s) => s.laneSet);
  const comparison = useApp((s) => s.comparison);
  const runs = useApp((s) => s.runComparison);
  const chosen = useApp((s) => s.chosen);
  const setLanes = useApp((s) => s.setLanes);
  const [scope, setScope] = useState<Question['scope']>('packet');
  const room = useRef<HTMLDivElement>(null);
  const chart = useRef<HTMLDivElement>(null);
  const { height } = useSize(room);
  const base = laneSet?.base ?? -1;
  const packets = comparison?.lanes ?? NONE;
  const milestones = [...MILESTONES, ...AFTERMATH].filter((id) =>
    packets.some((packet) => packet?.milestones.some((each) => each.id === id)),
  );
  const difference =
    chosen === null
      ? null
      : (comparison?.differences[chosen.lane]?.find((d) => differenceKey(d) === chosen.key) ??
        null);
  const rows = lanes.map((_, i) => {
    if (difference === null || chosen === null) return null;
    if (i === base) return difference.baseRows;
    return i === chosen.lane ? difference.otherRows : null;
  });
  return (
    <section className={styles['view']} aria-label={m.label}>
      <div ref={room} className={styles['room']} />
      <Questions onScope={setScope} />
      <div className={styles['tools']}>
        <Packet />
        {lanes.length < MOST_LANES && (
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              const taken = new Set(lanes.map(({ path }) => path));
              const path = (['vhost-net', 'vhost-user', 'sriov', 'bare-metal'] as const).find(
                (id) => !taken.has(id),
              );
              setLanes([...lanes, { path: path ?? 'emulated', set: {} }]);
            }}
          >
            <Icon name="plus" />
            {m.lane.add}
          </button>
        )}
      </div>
      <LaneChart
        whole={chart}
        lanes={lanes}
        laneSet={laneSet}
        packets={packets}
        number={(comparison?.n ?? 0) + 1}
        room={height}
        milestones={milestones}
        sums={lanes.map((_, i) => sumOf(messages, comparison, base, i))}
        rows={rows}
      />
      {laneSet !== null && base < 0 && <p className={styles['nothing']}>{m.nothing}</p>}
      <div className={styles['under']}>
        <LanesAbove
          chart={chart}
          lanes={lanes}
          laneSet={laneSet}
          packets={packets}
          number={(comparison?.n ?? 0) + 1}
          rows={rows}
        />
        {comparison !== null && base >= 0 && (
          <div className={styles['below']}>
            <div className={styles['scopeLine']}>
              <h2>{m.differences.title(laneName(messages, lanes[base]))}</h2>
              <fieldset className={styles['scope']}>
                <legend className={styles['unseen']}>{m.differences.scope}</legend>
                {(['packet', 'run'] as const).map((each) => (
                  <label key={each}>
                    <input
                      type="radio"
                      name="compare-scope"
                      checked={scope === each}
                      onChange={() => {
                        setScope(each);
                      }}
                    />
                    <span>
                      {each === 'packet' ? m.differences.thisPacket : m.differences.wholeRun}
                    </span>
                  </label>
                ))}
              </fieldset>
              {scope === 'packet' && <p className={styles['hint']}>{m.differences.hint}</p>}
            </div>
            {scope === 'packet' ? (
              <div className={styles['tables']}>
                <Differences lanes={lanes} base={base} comparison={comparison} />
                <Milestones lanes={lanes} packets={packets} milestones={milestones} />
              </div>
            ) : (
              <RunTable lanes={lanes} base={base} runs={runs} />
            )}
          </div>
        )}
        <p className={styles['hint']}>{m.chart.hint}</p>
        {difference !== null && chosen !== null && laneSet !== null && (
          <EventList
            lanes={lanes}
            laneSet={laneSet}
            packets={packets}
            pair={[base, chosen.lane]}
            difference={difference}
          />
        )}
      </div>
    </section>
  );
}

/** Which packet is compared, and the way to its neighbours. */
function Packet() {
  const messages = useMessages();
  const m = messages.compare.packet;
  const n = useApp((s) => s.comparison?.n ?? null);
  const before = useApp((s) => s.comparison !== null && s.comparison.n > 0);
  const after = useApp((s) => s.comparison !== null && s.comparison.after !== null);
  const move = useApp((s) => s.movePacket);
  const play = useApp((s) => s.playPacket);
  return (
    <section className={styles['packet']} aria-label={m.label}>
      <IconButton
        icon="foldLeft"
        label={m.previous}
        disabled={!before}
        onClick={() => void move(-1)}
      />
      <strong data-testid="compared-packet">
        {n === null ? '…' : m.name(formatCount(n + 1), messages.stage.guest(0))}
      </strong>
      <IconButton icon="foldRight" label={m.next} disabled={!after} onClick={() => void move(1)} />
      <button
        type="button"
        className={controls['button']}
        disabled={n === null}
        aria-label={m.play}
        onClick={() => {
          play();
        }}
      >
        <Icon name="play" />
        <span className={styles['playWords']}>{m.play}</span>
      </button>
    </section>
  );
}

/** `−7 exits · −2 copies · −7.74 µs`; of the first lane the figures themselves. */
function sumOf(
  messages: Messages,
  comparison: PacketComparison | null,
  base: number,
  lane: number,
): string {
  const m = messages.compare.lane;
  const against = comparison?.differences[lane] ?? null;
  const list = lane === base ? comparison?.differences.find((each) => each !== null) : against;
  const figure = (what: Difference['what']) => list?.find((each) => each.what === what);
  const text = (what: Difference['what']) => {
    const found = figure(what);
    if (found === undefined) return '';
    if (lane === base) return valueText(found.unit, found.base);
    return found.delta === 0 ? '±0' : deltaText(found.unit, found.delta);
  };
  const [exits, copies, latency] = [text('exits'), text('copies'), text('latency')];
  if (exits === '') return lane === base ? m.base : '';
  const parts = [m.exits(exits), m.copies(copies), ...(latency === '' ? [] : [latency])];
  const births = comparison?.lanes.map((each) => each?.trace.from) ?? [];
  const own = births[lane];
  // Where packets wait for one another, the same one is made later on a slower lane.
  const apart = births.some((each) => each !== undefined && each !== own);
  if (apart && own !== undefined) parts.push(m.made(formatPicos(own)));
  // A figure and its unit stay on one line.
  return m.sum(parts.map((part) => part.replaceAll(' ', '\u00a0')));
}
