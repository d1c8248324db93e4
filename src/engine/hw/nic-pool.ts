import type { DropCause } from '../costs/facts';
import type { Picos } from '../units';
import { OUTSIDE } from './packets';

/** What the switch in the NIC does with one frame. */
export interface Verdict {
  readonly toWire: boolean;
  /** Functions that get the frame, as indices into the card's functions. */
  readonly functions: readonly number[];
  readonly drop: DropCause | null;
}

/** What the registers of the switch hold for one function; the data sheets call it a pool. */
export interface Pool {
  /** Address in its receive-address entry (RAL/RAH), as a guest's number; OUTSIDE: the host's. */
  address: number;
  /** The entry is valid: frames to the address come here. */
  valid: boolean;
  /** Tag that is put in when it sends and taken out when it receives (VMVIR), TCI; 0 = none. */
  portVlan: number;
  /** VLAN IDs that it is a member of (VLVF); null: its VLAN filter is off. */
  vlans: number[] | null;
  /** Takes broadcasts (VMOLR.BAM), frames to groups it has joined (ROMPE), unicast that nobody else claims (UPE). */
  broadcast: boolean;
  groups: boolean;
  unmatched: boolean;
  /** Source address and VLAN are checked when it sends (PFVFSPOOF). */
  spoofCheck: boolean;
  /** It may send and receive (VFTE, VFRE). */
  enabled: boolean;
}

/** One port's switch: what never changes in a run. */
export interface SwitchWiring {
  /** In switchdev mode the host decides, and the card forwards by what it was told (nic-flows.ts). */
  readonly mode: 'veb' | 'vepa' | 'switchdev';
  /** Functions in use behind this port, in the order in which copies are made. */
  readonly members: readonly number[];
  /** The PF, when its host driver or guest uses it; gets what nobody else claims from the wire. -1 = nobody. */
  readonly defaultFunction: number;
  /** Queues of the PF that programs of the host have, as functions. */
  readonly hostQueues: readonly number[];
  /** Guests whose frames arrive through the default function (they sit behind the host's bridge). */
  readonly behindDefault: readonly boolean[];
}

/** Which rule of the switch settled where a frame goes. */
export const LOOKUP_RULES = [
  'sender',
  'mac',
  'broadcast',
  'multicast',
  'no-match',
  'default',
  'vepa',
  'flow',
  'offloaded',
  'miss',
  'from-host',
] as const;
export type LookupRule = (typeof LOOKUP_RULES)[number];

/** The last frame that a port's switch looked up. */
export interface Lookup {
  packet: number;
  at: Picos;
  /** Function that sent it; -1: the wire. */
  from: number;
  src: number;
  dst: number;
  /** VLAN ID it was looked up with; 0 = untagged. */
  vid: number;
  rule: LookupRule;
  toWire: boolean;
  functions: readonly number[];
  drop: DropCause | null;
}

/** The latest lookups of a port, in turn; `count` of them were there in all. */
export interface Lookups {
  lookups: Lookup[];
  count: number;
}

/** Lookups that are kept for those who ask about one packet. */
const KEPT = 128;

export function keepLookup(kept: Lookups, lookup: Lookup): void {
  kept.lookups[kept.count++ % KEPT] = lookup;
}

export function lastLookup({ lookups, count }: Lookups): Lookup | null {
  return lookups[(count - 1) % KEPT] ?? null;
}

/** What passed one function of the switch, as its statistics registers count it. */
export interface PoolCounts {
  txFrames: number;
  txBytes: number;
  rxFrames: number;
  rxBytes: number;
  /** By index into DROP_CAUSES: what it sent and the switch dropped, and what it could not take. */
  dropped: Int32Array;
}

/** A pool that nobody has set up: it sends and gets nothing. */
export const closedPool = (): Pool => ({
  address: OUTSIDE,
  valid: false,
  portVlan: 0,
  vlans: [],
  broadcast: false,
  groups: false,
  unmatched: false,
  spoofCheck: true,
  enabled: false,
});
