import { FACT } from '../engine/costs/facts';
import type { Window } from '../engine/run-window';
import { parseQuantity, TIME } from '../engine/scenario/quantity';
import type { Picos } from '../engine/units';
import { exitsOf } from './facts/exits';

/** A moment of a run by what happens there, so that it stays right where prices change. */
export type Moment =
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'time'; readonly at: Picos }
  /** The n-th exit that I/O causes (from 1), or the entry that ends it. */
  | { readonly kind: 'exit' | 'entry'; readonly n: number; readonly vm: number }
  /** The n-th packet that concerns a guest (from 1): its birth, its arrival, or when nothing more is done for it. */
  | {
      readonly kind: 'created' | 'delivered' | 'done';
      readonly n: number;
      readonly vm: number;
    };

export const MOMENTS =
  'start, end, 12.5us, exit N, entry N, packet N created, packet N delivered, packet N done; with of vmN for another guest than vm0';

export function readMoment(text: string): Moment | null {
  if (text === 'start' || text === 'end') return { kind: text };
  const at = parseQuantity(text, TIME);
  if (at !== null) return { kind: 'time', at };
  const match =
    /^(?:(?<crossing>exit|entry) (?<n>\d{1,4})|packet (?<packet>\d{1,4}) (?<event>created|delivered|done))(?: of vm(?<vm>\d{1,2}))?$/u.exec(
      text,
    )?.groups;
  if (match === undefined) return null;
  const n = Number(match['n'] ?? match['packet']);
  const kind = (match['crossing'] ?? match['event']) as Exclude<Moment, { at: Picos }>['kind'];
  if (n < 1 || kind === 'start' || kind === 'end') return null;
  return { kind, n, vm: Number(match['vm'] ?? 0) };
}

/** When that is in a run, of which `window` is everything; null where it does not happen. */
export function momentIn(moment: Moment, window: Window): Picos | null {
  switch (moment.kind) {
    case 'start':
      return 0;
    case 'end':
      return window.to;
    case 'time':
      return Math.min(moment.at, window.to);
    case 'exit':
      return exitsOf(window, moment.vm)[moment.n - 1]?.start ?? null;
    case 'entry': {
      const end = exitsOf(window, moment.vm)[moment.n - 1]?.end;
      return end === undefined || end === Infinity ? null : end;
    }
    case 'created':
    case 'delivered':
    case 'done':
      return packetMoment(moment.kind, moment.n, moment.vm, window);
  }
}

function packetMoment(
  kind: 'created' | 'delivered' | 'done',
  n: number,
  vm: number,
  { facts, hops }: Window,
): Picos | null {
  const born = Array.from({ length: facts.count }, (_, i) => i).filter(
    (i) => facts.kind[i] === FACT.sent && facts.vm[i] === vm,
  );
  const row = born[n - 1];
  if (row === undefined) return null;
  if (kind === 'created') return facts.time[row] ?? null;
  const packet = facts.packet[row];
  if (kind === 'delivered') {
    const arrived = facts.packet.findIndex(
      (id, i) => id === packet && facts.kind[i] === FACT.delivered,
    );
    return facts.time[arrived] ?? null;
  }
  let last: Picos | null = null;
  for (let i = 0; i < hops.count; i++) {
    if (hops.packet[i] === packet) last = Math.max(last ?? 0, hops.end[i] ?? 0);
  }
  return last;
}
