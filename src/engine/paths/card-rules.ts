import { ETHERTYPE, ip4Number, macNumber, PROTOCOL } from '../hw/addresses';
import { fieldIs, matches, type Condition, type FrameHeader } from '../hw/frame-match';
import { WIRE, type FlowRule } from '../hw/nic-flows';
import { tciOf } from '../hw/packets';
import { ruleText, type CardRule, type RuleMatch } from '../scenario/card-rule';
import type { NicConfig } from '../scenario/scenario';
import type { Plan } from './plan';

/** What typed lines made of a port's switch comes before what the scenario says of all. */
export function eswitchOf(nic: NicConfig, pf: number): NicConfig['eswitch'] {
  return nic.switches?.[pf]?.eswitch ?? nic.eswitch;
}

/** VLAN ID of a tag. */
const VID = 0xfff;

/** A rule's match as conditions on headers. */
export function conditionsOf(match: RuleMatch): readonly Condition[] {
  const { srcMac, dstMac, vlan, etherType, protocol, srcIp, dstIp, srcPort, dstPort } = match;
  return [
    ...(srcMac === undefined ? [] : [fieldIs('srcMac', macNumber(srcMac))]),
    ...(dstMac === undefined ? [] : [fieldIs('dstMac', macNumber(dstMac))]),
    ...(vlan === undefined ? [] : [fieldIs('tci', vlan, VID)]),
    ...(etherType === undefined ? [] : [fieldIs('etherType', ETHERTYPE[etherType])]),
    ...(protocol === undefined ? [] : [fieldIs('protocol', PROTOCOL[protocol])]),
    ...(srcIp === undefined ? [] : [inPrefix('srcIp', srcIp)]),
    ...(dstIp === undefined ? [] : [inPrefix('dstIp', dstIp)]),
    ...(srcPort === undefined ? [] : [fieldIs('srcPort', srcPort)]),
    ...(dstPort === undefined ? [] : [fieldIs('dstPort', dstPort)]),
  ];
}

function inPrefix(field: 'srcIp' | 'dstIp', text: string): Condition {
  const [ip = '', length = '32'] = text.split('/');
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(ip4Number(ip) / size) * size;
  return { field, mask: null, ranges: [[first, first + size - 1]], negate: false };
}

const guestNumber = (name: string) => Number(name.slice('vm'.length));

/** Guests whose address the PF of a port takes in, as numbers. */
export function fdbOf(nic: NicConfig, { vms }: Plan, pf: number): readonly number[] {
  const names = nic.switches?.[pf]?.fdb ?? nic.fdb;
  return names
    .map(guestNumber)
    .filter((vm) => vms[vm] !== undefined && vms[vm].fn < 0 && vms[vm].port === pf);
}

/** The rules of all ports as the card has them. A rule of a guest's frames stands at the port that its VF is behind. */
export function cardRules(
  nic: NicConfig,
  plan: Plan,
  headerOf: (packet: number) => FrameHeader,
): readonly FlowRule[] {
  return plan.card.pfs.flatMap(({ index: port, numVfs }) =>
    numVfs === 0
      ? []
      : rulesOf(nic, port).flatMap((rule) => {
          const compiled = compile(rule, port, plan, headerOf);
          return compiled === null ? [] : [compiled];
        }),
  );
}

/** The rules of one port in their order, as they were written. */
export function rulesOf(nic: NicConfig, port: number): readonly CardRule[] {
  return nic.switches?.[port]?.flows ?? nic.flows;
}

function compile(
  { from, match, action, vlan }: CardRule,
  port: number,
  { vms, card }: Plan,
  headerOf: (packet: number) => FrameHeader,
): FlowRule | null {
  const conditions = conditionsOf(match);
  /** The function that a guest has at this port. */
  const functionOf = (name: string): number | null => {
    if (name === 'wire') return WIRE;
    // Typed lines name a VF, by its index at this port.
    const vf = /^vf(\d+)$/.exec(name)?.[1];
    if (vf !== undefined) {
      const fn = card.functions.findIndex(
        (f) => f.kind === 'vf' && f.pf === port && f.index === Number(vf),
      );
      return fn < 0 ? null : fn;
    }
    const vm = vms[guestNumber(name)];
    return vm !== undefined && vm.port === port && card.functions[vm.fn]?.kind === 'vf'
      ? vm.fn
      : null;
  };
  const at = from === null ? null : functionOf(from);
  const to = action === 'drop' ? null : functionOf(action);
  // Of a guest that has no VF here: the card has nothing to put such a rule to.
  if ((from !== null && at === null) || (action !== 'drop' && to === null)) return null;
  return {
    port,
    text: ruleText({ from, match, action, vlan }),
    from: at,
    matches: (packet) => conditions.length === 0 || matches(headerOf(packet), conditions),
    action: { drop: action === 'drop', to, tag: vlan === null ? null : tciOf(vlan, 0) },
  };
}
