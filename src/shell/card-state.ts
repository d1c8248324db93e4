import type { Kernel, NetDevice } from '../engine/linux/kernel';
import type { CardRule } from '../engine/scenario/card-rule';
import { devlinkState } from './commands/devlink/state';

/** A rule as it was typed, with what its tool shows of it again. */
export interface TypedRule {
  readonly rule: CardRule;
  /** Interface it was typed for. */
  readonly dev: string;
  readonly tool: 'tc' | 'ethtool';
  /** tc: preference; ethtool: location in the table. */
  readonly order: number;
  /** tc: ethertype of the classifier; ethtool: type of the flow. */
  readonly protocol: string;
  readonly skipSw: boolean;
}

/** What was written into the card through one PF. */
interface CardState {
  rules: TypedRule[];
  /** Addresses that it takes in besides its own. */
  fdb: string[];
  /** Interfaces with an ingress or clsact qdisc. */
  qdiscs: Map<string, 'ingress' | 'clsact'>;
}

/** A driver that is bound anew makes a new interface and starts afresh. */
const states = new WeakMap<NetDevice, CardState>();

export function cardState(device: NetDevice): CardState {
  const known = states.get(device);
  if (known !== undefined) return known;
  const made: CardState = { rules: [], fdb: [], qdiscs: new Map() };
  states.set(device, made);
  return made;
}

/** Which port of a card's switch an interface is: the PF's own is the wire's; null for any other. */
export function switchPort(
  kernel: Kernel,
  name: string,
): { readonly pf: NetDevice; readonly port: string; readonly vf: number } | null {
  for (const pf of kernel.netDevices) {
    if (pf.rid === null) continue;
    const state = devlinkState(kernel).of(pf);
    if (!state.isSwitchdev) continue;
    if (pf.name === name) return { pf, port: 'wire', vf: -1 };
    const vf = pf.vfs.findIndex((_, index) => state.portName('vf', index) === name);
    if (vf >= 0) return { pf, port: `vf${String(vf)}`, vf };
  }
  return null;
}

/** Each VF of a PF in switchdev mode has its representor, and no other PF's has; a scalable function always. */
export function settleRepresentors(kernel: Kernel): void {
  const functions = kernel.netDevices.filter(({ rid }) => rid !== null);
  for (const pf of functions) {
    const state = devlinkState(kernel).of(pf);
    const vfs = state.isSwitchdev ? pf.vfs.map((_, vf) => state.portName('vf', vf)) : [];
    const names = [...vfs, ...state.subFunctions.map(({ netdev }) => netdev)];
    kernel.setRepresentors(pf, names);
    const { rules, qdiscs } = cardState(pf);
    const isThere = (dev: string) => dev === pf.name || names.includes(dev);
    // tc's rules go with the interface they are on; ethtool's stay.
    cardState(pf).rules = rules.filter(({ tool, dev }) => tool === 'ethtool' || isThere(dev));
    for (const dev of qdiscs.keys()) if (!isThere(dev)) qdiscs.delete(dev);
  }
}
