import type { Part } from '../kernel/sim';
import type { Machine } from './machine';
import { OUTSIDE } from './packets';
import { retag } from './vlan-tag';

/** A port of the card's switch: a function's number, or the wire. */
export const WIRE = -1;
/** Nobody has told the card where the address is. */
const NOWHERE = -2;

/** What a rule does with a frame that matches. */
export interface FlowAction {
  readonly drop: boolean;
  /** Where the frame goes instead: a function or `WIRE`; null = as without the rule. */
  readonly to: number | null;
  /** Tag it gets (TCI), 0 = its tag is taken out; null = as it is. */
  readonly tag: number | null;
}

/** One rule of a port's switch, as its PF's driver has written it. */
export interface FlowRule {
  readonly port: number;
  /** As tc flower writes it, for people. */
  readonly text: string;
  /** Where the frame came in: a function or `WIRE`; null = anywhere. */
  readonly from: number | null;
  readonly matches: (packet: number) => boolean;
  readonly action: FlowAction;
}

interface FlowState {
  /** By rule: what it has hit. */
  packets: number[];
  bytes: number[];
  /** By port, then by address + 1: the port of the switch behind which the host's bridge has seen it. */
  homes: Int16Array[];
  hits: Int32Array[];
  /** By port: frames for which there was no entry. */
  misses: number[];
}

/**
 * Tables that the host has written into the card's switch: rules with counters (Flow Director, tc flower), and in
 * switchdev mode the entries of the host's bridge (mlx5_esw_bridge_fdb_entry).
 */
export class NicFlows implements Part {
  readonly name = 'nic-flows';
  s: FlowState;
  private readonly m: Machine;
  readonly rules: readonly FlowRule[];

  constructor(m: Machine, ports: number, rules: readonly FlowRule[]) {
    this.m = m;
    this.rules = rules;
    const addresses = m.vmCount + 1;
    const each = <T>(of: () => T) => Array.from({ length: ports }, of);
    this.s = {
      packets: rules.map(() => 0),
      bytes: rules.map(() => 0),
      homes: each(() => new Int16Array(addresses).fill(NOWHERE)),
      hits: each(() => new Int32Array(addresses)),
      misses: each(() => 0),
    };
    m.sim.add(this);
  }

  on(): void {
    throw new Error('nic-flows: has no events');
  }

  /** The first rule that takes the frame, counted and with its tag written; null = none. */
  take(port: number, from: number, packet: number): FlowAction | null {
    for (let i = 0; i < this.rules.length; i++) {
      const rule = this.rules[i] as FlowRule;
      if (rule.port !== port || (rule.from !== null && rule.from !== from)) continue;
      if (!rule.matches(packet)) continue;
      this.s.packets[i] = (this.s.packets[i] as number) + 1;
      this.s.bytes[i] = (this.s.bytes[i] as number) + this.m.bytesOf(packet);
      if (rule.action.tag !== null) retag(this.m, packet, rule.action.tag);
      return rule.action;
    }
    return null;
  }

  /**
   * Where the bridge's entries send a frame that came in at `from`; null where one of both ends is not in them, or its
   * sender has moved: such a frame is the host's.
   */
  between(port: number, from: number, packet: number): number | null {
    const [src, dst] = [this.m.srcOf(packet), this.m.dstOf(packet)];
    const to = this.homeOf(port, dst);
    if (to === NOWHERE || to === from || this.homeOf(port, src) !== from) {
      this.s.misses[port] = (this.s.misses[port] as number) + 1;
      return null;
    }
    const hits = this.s.hits[port] as Int32Array;
    hits[dst + 1] = (hits[dst + 1] as number) + 1;
    return to;
  }

  /** An entry of the host's bridge arrives in the card. */
  setHome(port: number, address: number, at: number): void {
    (this.s.homes[port] as Int16Array)[address + 1] = at;
  }

  /** What rules of this text have hit. */
  hitsOf(text: string): { readonly packets: number; readonly bytes: number } {
    const sum = (of: readonly number[]) =>
      this.rules.reduce((all, rule, i) => all + (rule.text === text ? (of[i] as number) : 0), 0);
    return { packets: sum(this.s.packets), bytes: sum(this.s.bytes) };
  }

  /** All entries of a port with what they have hit. */
  entries(port: number): readonly { readonly address: number; at: number; hits: number }[] {
    const homes = this.s.homes[port] ?? new Int16Array();
    return [...homes].flatMap((at, i) =>
      at === NOWHERE ? [] : [{ address: i - 1, at, hits: this.s.hits[port]?.[i] ?? 0 }],
    );
  }

  private homeOf(port: number, address: number): number {
    if (address < OUTSIDE) return NOWHERE;
    return (this.s.homes[port] as Int16Array)[address + 1] as number;
  }
}
