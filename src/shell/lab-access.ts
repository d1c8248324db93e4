import { FACT, TAP_WAY } from '../engine/costs/facts';
import type { Place } from '../engine/costs/places';
import type { Run } from '../engine/run';
import { PS_PER_NS, PS_PER_S, type Picos } from '../engine/units';
import { perfRows } from '../formats/perf-table';
import type { NetCounters, RunAccess } from './command';

/** The run on the screen and the moment it is looked at. */
export interface Moment {
  readonly run: Run;
  readonly at: Picos;
}

/** Packets of one tap that are printed at most; a real capture would be stopped by hand. */
const MOST_CAPTURED = 10_000;

/** What the host's administration commands see of the run: its exits and its packets. */
export function createLabAccess(
  moment: () => Moment | null,
  uplink: (pf: number) => string | null,
): RunAccess {
  const tapName = (place: Place): string | null => {
    if (place.kind === 'tap') return `vnet${String(place.vm)}`;
    if (place.kind === 'bridge') return 'br0';
    return place.kind === 'pf-driver' ? uplink(Math.max(0, place.fn)) : null;
  };
  const named = (): readonly (readonly [name: string, place: number])[] =>
    (moment()?.run.topology.places ?? []).flatMap((place, index) => {
      const name = tapName(place);
      return name === null ? [] : [[name, index] as const];
    });
  let counted: (Moment & { readonly by: ReadonlyMap<number, NetCounters> }) | null = null;
  /** Of one moment once: a command asks for every interface. */
  const countersAt = (now: Moment) => {
    if (counted?.run !== now.run || counted.at !== now.at) counted = { ...now, by: counts(now) };
    return counted.by;
  };
  return {
    exits: () => {
      const now = moment();
      return now === null ? [] : perfRows(now.run.metricsAt(now.at));
    },
    printed: () => {
      const now = moment();
      return now === null
        ? []
        : now.run.printed(now.at).map((line) => ({ ...line, at: line.at / PS_PER_NS }));
    },
    seconds: () => (moment()?.at ?? 0) / PS_PER_S,
    capture: (tap) => {
      const now = moment();
      const place = named().find(([name]) => name === tap)?.[1];
      return now === null || place === undefined ? null : captured(now, place);
    },
    get taps() {
      return named().map(([name]) => name);
    },
    counters: (device) => {
      const now = moment();
      const place = named().find(([name]) => name === device)?.[1];
      return now === null || place === undefined ? null : (countersAt(now).get(place) ?? QUIET);
    },
  };
}

const QUIET: NetCounters = {
  rxBytes: 0,
  rxPackets: 0,
  rxDropped: 0,
  txBytes: 0,
  txPackets: 0,
  txDropped: 0,
};

/** What each interface of the host has counted, by its place in the run. Its `tx` is what leaves the host there. */
function counts({ run, at }: Moment): ReadonlyMap<number, NetCounters> {
  const { facts } = run.window(0, at);
  const { places } = run.topology;
  const found = new Map<number, { -readonly [K in keyof NetCounters]: number }>();
  const of = (place: number) => {
    let row = found.get(place);
    if (row === undefined) found.set(place, (row = { ...QUIET }));
    return row;
  };
  for (let i = 0; i < facts.time.length; i++) {
    if (facts.kind[i] === FACT.tapped) {
      const row = of(facts.a[i] as number);
      const bytes = facts.c[i] as number;
      if (facts.b[i] === TAP_WAY.in) {
        row.rxPackets += 1;
        row.rxBytes += bytes;
      } else if (facts.b[i] === TAP_WAY.out) {
        row.txPackets += 1;
        row.txBytes += bytes;
      }
    } else if (facts.kind[i] === FACT.dropped) {
      const place = facts.b[i] as number;
      const kind = places[place]?.kind;
      if (kind !== 'tap' && kind !== 'pf-driver') continue;
      // Was on its way out and seen there, and did not get through.
      const row = of(place);
      row.txDropped += 1;
      row.txPackets -= 1;
      row.txBytes -= facts.c[i] as number;
    }
  }
  return found;
}

/** Frames that passed the tap, as `tcpdump -e` prints their link layer: the model's frames have no more yet. */
function captured({ run, at }: Moment, place: number): string[] {
  const { facts } = run.window(0, at);
  const macs = run.topology.vms.map(({ mac }) => mac);
  const lines: string[] = [];
  for (let i = 0; i < facts.time.length && lines.length < MOST_CAPTURED; i++) {
    const packet = facts.packet[i] as number;
    if (facts.kind[i] !== FACT.tapped || facts.a[i] !== place) continue;
    const from = macs[facts.vm[i] as number] ?? 'unknown';
    const bytes = String(facts.c[i]);
    lines.push(
      `${clock(facts.time[i] as number)} ${from}, packet ${String(packet)}, length ${bytes}`,
    );
  }
  return lines;
}

/** Since the start of the run: `00:00:00.000123`. */
function clock(at: Picos): string {
  const seconds = at / PS_PER_S;
  return `00:00:${seconds.toFixed(6).padStart(9, '0')}`;
}
