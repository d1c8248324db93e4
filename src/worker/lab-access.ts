import { EXIT_REASONS, FACT, type ExitReason } from '../engine/costs/facts';
import type { Place } from '../engine/costs/places';
import { formatBdf } from '../engine/pci/routing';
import type { Run } from '../engine/run';
import { PS_PER_S, type Picos } from '../engine/units';
import type { ExitRow, GuestInfo, LabAccess } from '../shell/command';

/** The run on the screen and the moment it is looked at. */
export interface Moment {
  readonly run: Run;
  readonly at: Picos;
}

/** Packets of one tap that are printed at most; a real capture would be stopped by hand. */
const MOST_CAPTURED = 10_000;

/** What the host's administration commands see of the guests and their packets. */
export function createLabAccess(
  moment: () => Moment | null,
  uplink: (pf: number) => string | null,
): LabAccess {
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
  return {
    guests: () => {
      const now = moment();
      if (now === null) return [];
      const { vms, card } = now.run.topology;
      return vms.map(({ name, path, fn }, index): GuestInfo => {
        const rid = card.functions[fn]?.rid;
        const bdf = rid === undefined ? null : formatBdf(rid, 0);
        return { name, id: index + 1, path, bdf, running: true };
      });
    },
    exits: () => {
      const now = moment();
      return now === null ? [] : exitRows(now);
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
  };
}

/** By reason as KVM names it, from the entries that ended the exits. */
function exitRows({ run, at }: Moment): ExitRow[] {
  const { facts } = run.window(0, at);
  const rows = new Map<number, { samples: number; total: number; min: number; max: number }>();
  for (let i = 0; i < facts.time.length; i++) {
    if (facts.kind[i] !== FACT['vm-entry']) continue;
    const reason = facts.a[i] as number;
    const ns = facts.b[i] as number;
    const row = rows.get(reason) ?? { samples: 0, total: 0, min: Infinity, max: 0 };
    row.samples += 1;
    row.total += ns;
    row.min = Math.min(row.min, ns);
    row.max = Math.max(row.max, ns);
    rows.set(reason, row);
  }
  return [...rows]
    .map(([reason, { samples, total, min, max }]) => ({
      reason: EXIT_REASONS[reason as ExitReason] ?? String(reason),
      samples,
      totalNs: total,
      minNs: min,
      maxNs: max,
    }))
    .toSorted((a, b) => b.samples - a.samples);
}

/** Frames that passed the tap, as `tcpdump -e` prints their link layer: the model's frames have no more yet. */
function captured({ run, at }: Moment, place: number): string[] {
  const { facts } = run.window(0, at);
  const macs = run.topology.vms.map(({ mac }) => mac);
  const sizes = new Map<number, number>();
  const lines: string[] = [];
  for (let i = 0; i < facts.time.length && lines.length < MOST_CAPTURED; i++) {
    const packet = facts.packet[i] as number;
    if (facts.kind[i] === FACT.sent) sizes.set(packet, facts.a[i] as number);
    if (facts.kind[i] !== FACT.tapped || facts.a[i] !== place) continue;
    const from = macs[facts.vm[i] as number] ?? 'unknown';
    const bytes = String(sizes.get(packet) ?? 0);
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
