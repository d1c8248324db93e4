import type { DropCause } from '../engine/costs/facts';
import { policyOf } from '../engine/paths/card-switch';
import type { VfPolicy } from '../engine/scenario/scenario';
import { vfSite, vmSite } from './recipe';
import type { FaultKind, Site } from './quest';
import type { World } from './world';

/** A trace that a fault of some kind leaves, where it leaves it. */
export interface Sign {
  readonly site: Site;
  /** Frames lost or held up, exits, or guests without a device, as the kind has it. */
  readonly count: number;
}

type Guest = World['plan']['vms'][number] & { readonly policy: VfPolicy | null };

function guests({ plan, scenario }: World): readonly Guest[] {
  return plan.vms.map((vm) => ({ ...vm, policy: policyOf(plan, scenario.nic, vm.fn) }));
}

/** Number of a guest's VF on its port. */
function siteOfVf({ plan }: World, { fn, index }: Guest): Site {
  const f = plan.card.functions[fn];
  return f?.kind === 'vf' ? vfSite(f.index) : vmSite(index);
}

const dropped = ({ metrics }: World, vm: number, cause: DropCause): number =>
  metrics.vms[vm]?.packets.dropped[cause] ?? 0;

const exits = ({ metrics }: World, vm: number, ...reasons: readonly string[]): number =>
  reasons.reduce((sum, reason) => sum + (metrics.vms[vm]?.exits.byReason[reason] ?? 0), 0);

/** One sign a guest for which there is something to count. */
const eachGuest =
  (count: (world: World, guest: Guest) => number, site: (world: World, guest: Guest) => Site) =>
  (world: World): readonly Sign[] =>
    guests(world).flatMap((guest) => {
      const n = count(world, guest);
      return n > 0 ? [{ site: site(world, guest), count: n }] : [];
    });

/** One sign for all guests together. */
const everybody =
  (site: Site, count: (world: World, guest: Guest) => number) =>
  (world: World): readonly Sign[] => {
    const n = guests(world).reduce((sum, guest) => sum + count(world, guest), 0);
    return n > 0 ? [{ site, count: n }] : [];
  };

const vmOf = (_: World, { index }: Guest): Site => vmSite(index);

/**
 * Where a VF's port VLAN keeps frames out. Among guests that talk to each other who is in a VLAN of his own has the
 * wrong one; of two nobody can tell, so both are named.
 */
function wrongVlans(world: World): readonly Sign[] {
  const all = guests(world);
  const peerOf = ({ config }: Guest): Guest | undefined => {
    const { direction } = config.traffic;
    return typeof direction === 'object'
      ? all.find(({ index }) => `vm${String(index)}` === direction.to)
      : undefined;
  };
  const vlanOf = (guest: Guest): number => guest.policy?.vlan ?? 0;
  const found = new Map<Site, number>();
  for (const guest of all) {
    const count = dropped(world, guest.index, 'vlan');
    if (count === 0) continue;
    const peer = peerOf(guest);
    const circle = all.filter(
      (other) =>
        other === (peer ?? guest) || (peer !== undefined && peerOf(other)?.index === peer.index),
    );
    const alone = circle.filter(
      (one) => circle.filter((other) => vlanOf(other) === vlanOf(one)).length === 1,
    );
    for (const one of alone) {
      const site = siteOfVf(world, one);
      found.set(site, (found.get(site) ?? 0) + count);
    }
  }
  return [...found].map(([site, count]) => ({ site, count }));
}

/** Frames that a limited VF still has to send: more than one interval's worth of what it was given. */
function heldUp(world: World, { index, policy }: Guest): number {
  const packets = world.metrics.vms[index]?.packets;
  if (packets === undefined || policy === null || policy.maxTxRate === 0) return 0;
  return packets.inFlight > packets.sent / 10 ? packets.inFlight : 0;
}

/** Exits of a guest whose function interrupts the CPU that it runs on, while others' do not. */
function interrupted(world: World, { config, index, fn }: Guest): number {
  const { postedInterrupts, apicv } = world.scenario.host;
  if (fn < 0 || (postedInterrupts && apicv) || config.tuning.irqAffinity !== 'same') return 0;
  return exits(world, index, 'EXTERNAL_INTERRUPT');
}

/** No VF of the port has a bus to be on. */
const withoutBuses = ({ topology }: World): boolean =>
  topology.vfMax === 0 && topology.vfBinding === 'bus-numbers';

/**
 * The traces of each kind of fault, read from nothing but how the host is set up and what was counted in its run. A
 * host in order has none of any kind; one with a fault those of that kind only.
 */
export const SIGNS: Readonly<Record<FaultKind, (world: World) => readonly Sign[]>> = {
  'wrong-vlan': wrongVlans,
  'trust-off': eachGuest(
    (world, { config, policy, index }) =>
      config.tuning.promiscuous && policy?.trust === false
        ? dropped(world, index, 'no-receiver')
        : 0,
    siteOfVf,
  ),
  'spoofed-mac': eachGuest((world, { index }) => dropped(world, index, 'spoof-check'), vmOf),
  'iommu-off': everybody('host', (world, { index }) => dropped(world, index, 'overwritten')),
  'full-ring': eachGuest((world, { index }) => dropped(world, index, 'ring-full'), vmOf),
  'irq-cpu': eachGuest(interrupted, vmOf),
  'few-buses': everybody('host', (world, { withoutDevice }) =>
    withoutDevice && withoutBuses(world) ? 1 : 0,
  ),
  mtu: eachGuest((world, { index }) => dropped(world, index, 'mtu'), vmOf),
  'rate-limit': eachGuest(heldUp, siteOfVf),
  'link-off': eachGuest((world, { index }) => dropped(world, index, 'link-down'), siteOfVf),
  'few-vfs': everybody('pf0', (world, { withoutDevice }) =>
    withoutDevice && !withoutBuses(world) ? 1 : 0,
  ),
  'no-apicv': everybody('host', (world, { index }) =>
    world.scenario.host.apicv ? 0 : exits(world, index, 'MSR_WRITE', 'APIC_ACCESS', 'EOI_INDUCED'),
  ),
  vepa: everybody('pf0', (world, { index }) => dropped(world, index, 'no-hairpin')),
  'no-ioeventfd': eachGuest(
    (world, { config, index }) =>
      config.path === 'virtio' && !config.tuning.ioeventfd
        ? exits(world, index, 'EPT_MISCONFIG', 'IO_INSTRUCTION')
        : 0,
    vmOf,
  ),
};
