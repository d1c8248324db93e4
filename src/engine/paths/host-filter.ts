import type { GuestNet, StackHooks } from '../guest/guest-net';
import { HostFilter } from '../host/host-filter';
import type { BridgeNames } from '../host/bridge-ports';
import type { HostNet } from '../host/host-net';
import type { Cpus } from '../hw/cpu';
import type { Machine } from '../hw/machine';
import { nft } from '../netfilter/nft';
import { compile, POINT } from '../netfilter/program';
import { emptyRuleset, type HostNetfilter, type Ruleset } from '../netfilter/ruleset';
import type { HostConfig, Scenario } from '../scenario/scenario';
import { frameHeaders, macOwners } from './frame-headers';
import type { Plan } from './plan';

export const BRIDGE_NAME = 'br0';
const LOOPBACK = 'lo';

/** What commands of a scenario make of an empty netfilter; they were checked when it was read. */
export function rulesetOf(commands: readonly string[]): Ruleset {
  const ruleset = emptyRuleset();
  for (const command of commands) nft(ruleset, command);
  return ruleset;
}

export function netfilterOf({
  netfilter,
  firewall,
  bridgeNfCallIptables,
}: HostConfig): HostNetfilter {
  if (netfilter !== undefined) return netfilter;
  return { ruleset: rulesetOf(firewall), callIptables: bridgeNfCallIptables, uplink: null };
}

/** As systemd names the interface of a PF: by bus, device and, where there are several, function. */
function predictable(plan: Plan, pf: number): string {
  const several = plan.card.pfs.length > 1 ? `f${String(ridOf(plan, pf) & 7)}` : '';
  return `${slotName(ridOf(plan, pf))}${several}`;
}

const slotName = (rid: number) => `enp${String(rid >> 8)}s${String((rid >> 3) & 0x1f)}`;

function ridOf({ card }: Plan, pf: number): number {
  return card.functions.find((f) => f.kind === 'pf' && f.pf === pf)?.rid ?? 0;
}

/** A guest's tap, as libvirt names it; a VF's representor, as its port is named; the PFs below the bridges. */
function portName(plan: Plan, uplink: string | null): (port: number) => string {
  const { card, vms } = plan;
  return (port) => {
    if (port < 0) {
      const named = -1 - port === Math.max(0, plan.uplink) ? uplink : null;
      return named ?? predictable(plan, -1 - port);
    }
    const f = card.functions[vms[port]?.fn ?? -1];
    if (f?.kind !== 'vf') return `vnet${String(port)}`;
    return `${slotName(ridOf(plan, f.pf))}pf${String(f.pf)}vf${String(f.index)}`;
  };
}

interface Parts {
  readonly machine: Machine;
  readonly filter: HostFilter;
  readonly net: HostNet;
  readonly guestNet: GuestNet;
  readonly plan: Plan;
}

export interface NamedFilter {
  readonly filter: HostFilter;
  readonly names: BridgeNames;
}

export function buildFilter(
  machine: Machine,
  cpus: Cpus,
  plan: Plan,
  { host, seed }: Pick<Scenario, 'host' | 'seed'>,
): NamedFilter {
  const { ruleset, callIptables, uplink } = netfilterOf(host);
  const filter = new HostFilter(machine, cpus, {
    ruleset,
    program: compile(ruleset, callIptables),
    header: frameHeaders(machine, plan),
    ownerOf: macOwners(plan),
    bridge: BRIDGE_NAME,
    seed,
  });
  return { filter, names: { bridge: BRIDGE_NAME, port: portName(plan, uplink) } };
}

/**
 * The hooks of the host's own stack, for its programs; null where no chain is there. MODEL: an interface is told by who is
 * at the other end, since a program's own addresses are all the host's.
 */
export function stackHooks(
  { machine, filter, net, guestNet, plan }: Parts,
  names: BridgeNames,
  onHost: (vm: number) => boolean,
): StackHooks | null {
  const points = (['prerouting', 'input', 'output', 'postrouting'] as const).map(
    (hook) => POINT[`inet ${hook}`],
  );
  const program = plan.vms.find(({ index }) => onHost(index));
  if (program === undefined || !points.some((point) => filter.has(point))) return null;
  const { port } = program;
  const place = machine.place('host-stack');
  const toOrFrom = (other: number) =>
    other >= 0 && onHost(other)
      ? LOOPBACK
      : other >= 0 && net.reaches(other)
        ? names.bridge
        : names.port(-1 - port);
  const none = () => '';
  const incoming = (packet: number) => toOrFrom(machine.srcOf(packet));
  const outgoing = (packet: number) => toOrFrom(machine.dstOf(packet));
  const lost = (packet: number, vm: number, more: number) => guestNet.lost(vm, packet, more === 1);
  filter.own(POINT['inet output'], {
    place,
    iif: none,
    oif: outgoing,
    next: (packet, vm, more) => filter.pass(POINT['inet postrouting'], packet, vm, more),
    lost,
  });
  filter.own(POINT['inet postrouting'], {
    place,
    iif: none,
    oif: outgoing,
    next: (packet, vm, more) => guestNet.leave(vm, packet, more === 1),
    lost,
  });
  filter.own(POINT['inet prerouting'], {
    place,
    iif: incoming,
    oif: none,
    next: (packet, vm) => filter.pass(POINT['inet input'], packet, vm, 0),
  });
  filter.own(POINT['inet input'], {
    place,
    iif: incoming,
    oif: none,
    next: (packet, vm) => guestNet.up(vm, packet),
  });
  return {
    out: (vm, packet, more) => filter.pass(POINT['inet output'], packet, vm, more ? 1 : 0),
    in: (vm, packet) => filter.pass(POINT['inet prerouting'], packet, vm, 0),
  };
}
