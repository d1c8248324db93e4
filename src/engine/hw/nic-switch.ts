import { EVERYBODY } from './packets';

/** What the switch in the NIC does with one frame. */
export interface Verdict {
  readonly toWire: boolean;
  /** Functions that get the frame, as indices into the card's functions. */
  readonly functions: readonly number[];
  readonly drop: 'spoof-check' | 'no-receiver' | null;
}

/** Receive filters of one port: which function a guest's address leads to. */
export interface Filters {
  /** Function by guest number; -1 where the guest has none on this port. */
  readonly functionOf: readonly number[];
  /** Functions that accept broadcasts (VMOLR.BAM). */
  readonly broadcast: readonly number[];
  /** The PF, when its host driver or guest uses it; gets what nobody else claims from the wire. -1 = nobody. */
  readonly defaultFunction: number;
  /** Guests whose frames arrive through the default function (they sit behind the host's bridge). */
  readonly behindDefault: readonly boolean[];
}

const SPOOFED: Verdict = { toWire: false, functions: [], drop: 'spoof-check' };
const UNKNOWN: Verdict = { toWire: false, functions: [], drop: 'no-receiver' };
const OUT: Verdict = { toWire: true, functions: [], drop: null };
/** The verdict "to this function and nowhere else", made once for each. */
const only: Verdict[] = [];
const to = (fn: number): Verdict => (only[fn] ??= { toWire: false, functions: [fn], drop: null });

/**
 * VEB decision for a frame sent by function `from` (82576 as in QEMU's igb_tx_pkt_vmdq_callback;
 * io-paths.md 2.9). `owner` is the guest whose address the function has, -1 for the host's PF.
 */
export function fromFunction(
  f: Filters,
  from: number,
  owner: number,
  src: number,
  dst: number,
): Verdict {
  // MAC anti-spoofing is on for VFs by default; the host's PF may send for its bridge.
  if (owner >= 0 && src !== owner) return SPOOFED;
  if (dst === EVERYBODY) {
    return { toWire: true, functions: f.broadcast.filter((fn) => fn !== from), drop: null };
  }
  const fn = dst >= 0 ? (f.functionOf[dst] ?? -1) : -1;
  if (fn >= 0 && fn !== from) return to(fn);
  // VEB.7: an address the switch does not know leaves by the wire only, even if it sits behind the host's bridge.
  return OUT;
}

/** Decision for a frame that arrived from the wire. */
export function fromWire(f: Filters, dst: number): Verdict {
  if (dst === EVERYBODY) {
    return f.broadcast.length === 0
      ? UNKNOWN
      : { toWire: false, functions: f.broadcast, drop: null };
  }
  const fn = dst >= 0 ? (f.functionOf[dst] ?? -1) : -1;
  if (fn >= 0) return to(fn);
  if (f.defaultFunction >= 0 && dst >= 0 && f.behindDefault[dst]) {
    return to(f.defaultFunction);
  }
  return UNKNOWN;
}
