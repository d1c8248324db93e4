import { FACT, TAP_WAY } from '../engine/costs/facts';
import type { Place } from '../engine/costs/places';
import { STEP } from '../engine/costs/steps';
import type { Run } from '../engine/run';
import type { Tap } from '../engine/taps/taps';
import { watch } from '../engine/taps/watch';
import { PS_PER_NS, PS_PER_S, type Picos, type RoutingId } from '../engine/units';
import { perfRows } from '../formats/perf-table';
import { captureNs } from '../formats/capture/capture-of-run';
import { frameOf } from '../formats/frames/frame-of';
import { ruleText } from '../engine/scenario/card-rule';
import { portName } from './commands/devlink/state';
import type { CapturedFrame, NetCounters, RunAccess } from './command';

/** The run on the screen and the moment it is looked at. */
export interface Moment {
  readonly run: Run;
  readonly at: Picos;
}

/** Packets of one tap that are printed at most; a real capture would be stopped by hand. */
const MOST_CAPTURED = 10_000;
/** Hops and facts that are looked through for them. */
const MOST_ROWS = 150_000;

/** What the host's administration commands see of the run: its exits and its packets. */
export function createLabAccess(
  moment: () => Moment | null,
  uplink: (pf: number) => string | null,
): RunAccess {
  const representorName = (vm: number): string | null => {
    const { vms, card } = moment()?.run.topology ?? { vms: [], card: null };
    const vf = card?.functions[vms[vm]?.fn ?? -1];
    const port = vf?.kind === 'vf' ? uplink(vf.pf) : null;
    return vf?.kind === 'vf' && port !== null ? portName(port, vf.pf, 'vf', vf.index) : null;
  };
  const tapName = (place: Place): string | null => {
    if (place.kind === 'tap') return `vnet${String(place.vm)}`;
    if (place.kind === 'bridge') return 'br0';
    if (place.kind === 'representor') return representorName(place.vm);
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
        : now.run.printed(now.at).map(({ at, level, text, interfaceOf }) => {
            const name = interfaceOf < 0 ? null : uplink(interfaceOf);
            // `ixgbe 0000:3b:00.0 enp59s0f0: `
            const full = name === null ? text : text.replace(/: /u, ` ${name}: `);
            return { at: at / PS_PER_NS, level, text: full };
          });
    },
    seconds: () => (moment()?.at ?? 0) / PS_PER_S,
    capture: (tap) => {
      const now = moment();
      const place = named().find(([name]) => name === tap)?.[1];
      return now === null || place === undefined ? null : captured(now, place, tap);
    },
    get taps() {
      return named().map(([name]) => name);
    },
    interrupts: (rid, vector) => {
      const now = moment();
      return now === null ? [] : interruptsAt(now, rid, vector);
    },
    ruleHits: (rule) => {
      const now = moment();
      if (now === null) return { packets: 0, bytes: 0 };
      const { flows } = now.run.hostAt(Math.min(now.at, now.run.reached)).nic.ports.switch;
      return flows.hitsOf(ruleText(rule));
    },
    rules: () => {
      const now = moment();
      const place = now?.run.topology.places.findIndex(({ kind }) => kind === 'bridge') ?? -1;
      if (now === null || place < 0) return [];
      return now.run.inspect(now.at, { kind: 'place', place })?.rules ?? [];
    },
    counters: (device) => {
      const now = moment();
      const place = named().find(([name]) => name === device)?.[1];
      return now === null || place === undefined ? null : (countersAt(now).get(place) ?? QUIET);
    },
  };
}

/** By CPU of the host: how often it ran VFIO's handler of a vector for the guest that has the function. */
function interruptsAt({ run, at }: Moment, rid: RoutingId, vector: number): readonly number[] {
  const { vms, card, threads } = run.topology;
  const owner = vms.find(({ fn }) => card.functions[fn]?.rid === rid);
  const counts: number[] = [];
  if (owner === undefined) return counts;
  const { hops, facts } = run.window(0, at);
  // The handler knows its vector; what is recorded of it is the packet that it was raised for.
  const vectors = new Map<number, number>();
  for (let i = 0; i < facts.count; i++) {
    if (facts.kind[i] === FACT['irq-raised'] && facts.vm[i] === owner.index)
      vectors.set(facts.packet[i] as number, facts.a[i] as number);
  }
  for (let i = 0; i < hops.count; i++) {
    if (hops.step[i] !== STEP['vfio-irq'] || hops.vm[i] !== owner.index) continue;
    if ((vectors.get(hops.packet[i] as number) ?? 0) !== vector) continue;
    const cpu = threads[hops.thread[i] as number]?.cpu ?? 0;
    counts[cpu] = (counts[cpu] ?? 0) + 1;
  }
  return counts;
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

/** Frames that passed the tap, the first ones of a long run. */
function captured({ run, at }: Moment, place: number, name: string): CapturedFrame[] {
  const { kind, vm, fn } = run.topology.places[place] ?? { kind: 'app', vm: -1, fn: -1 };
  const { taps, sightings, book } = watch(run, 0, at, MOST_ROWS);
  const isHere = (tap: Tap) =>
    kind === 'tap'
      ? tap.kind === 'tap' && tap.vm === vm
      : kind === 'bridge'
        ? tap.kind === 'bridge'
        : kind === 'representor'
          ? tap.kind === 'representor' && tap.vm === vm
          : tap.kind === 'pf' && tap.port === Math.max(0, fn);
  const here = taps.findIndex(isHere);
  return sightings
    .filter(({ tap }) => tap === here)
    .slice(0, MOST_CAPTURED)
    .flatMap(({ at: time, packet, way, bytes }): CapturedFrame[] => {
      const frame = book.frameAt(packet, time);
      if (frame === null) return [];
      return [{ ns: captureNs(time), bytes: frameOf(run, frame, bytes), way, tap: name }];
    });
}
