import type { Machine } from '../hw/machine';
import type { FrameHeader } from '../hw/frame-match';
import { NicFlows } from '../hw/nic-flows';
import { closedPool, type Pool, type SwitchWiring } from '../hw/nic-pool';
import { NicSwitch } from '../hw/nic-switch';
import { UNLIMITED, type PortWiring, type Rates } from '../hw/nic-wiring';
import { OUTSIDE } from '../hw/packets';
import { answer, requests, type Asker, type Wishes } from '../hw/vf-mailbox';
import { isVdpa } from '../scenario/function-kinds';
import type { NicConfig, PfSwitch, Scenario, VfPolicy } from '../scenario/scenario';
import { cardRules, fdbOf } from './card-rules';
import type { Plan, PlannedVm } from './plan';

/** As the drivers leave a VF that nobody has set up. */
export const USUAL_POLICY: VfPolicy = {
  mac: null,
  vlan: 0,
  qos: 0,
  spoofCheck: true,
  trust: false,
  linkState: 'auto',
  minTxRate: 0,
  maxTxRate: 0,
};

/** PF drivers that leave the spoof check off (mlx5_core, bnxt_en). */
const WITHOUT_SPOOF_CHECK: readonly string[] = ['mlx5_core', 'bnxt_en'];
/** PF drivers that give a VF groups at most: igb_set_vf_promisc, ixgbe_update_vf_xcast_mode below the X550. */
const GROUPS_ONLY: readonly string[] = [
  'intel-82576',
  'intel-i350',
  'intel-82599',
  'intel-x540',
  'qemu-igb',
];

/** How a PF's driver leaves its VFs that nobody has set up. */
export function usualPolicy(pfDriver: string): VfPolicy {
  return WITHOUT_SPOOF_CHECK.includes(pfDriver)
    ? { ...USUAL_POLICY, spoofCheck: false }
    : USUAL_POLICY;
}

/** What is set for a function of the card; null for a PF and for a scalable function. */
export function policyOf({ card, vms }: Plan, nic: NicConfig, fn: number): VfPolicy | null {
  const f = card.functions[fn];
  // An assignable interface is to the PF's driver what a VF is (`ice_siov.c` makes it a `struct ice_vf`).
  const adi = vms.find((vm) => vm.fn === fn && vm.config.function === 'adi' && f === undefined);
  if (adi !== undefined) return usualPolicy(card.pfs[adi.port]?.driver ?? '');
  if (f?.kind !== 'vf') return null;
  const driver = card.pfs[f.pf]?.driver ?? '';
  return nic.switches?.[f.pf]?.vfs[f.index] ?? usualPolicy(driver);
}

export function modeOf(nic: NicConfig, pf: number): PfSwitch['mode'] {
  return nic.switches?.[pf]?.mode ?? 'veb';
}

/** The guest's driver comes up in the run. What a vDPA device sits on is driven by the host, which has done so before. */
export function startsInRun({ config }: PlannedVm): boolean {
  return config.tuning.vfReset && !isVdpa(config.function);
}

/** What a guest's VF driver wants of its PF. */
export function wishesOf({ config }: PlannedVm): Wishes {
  const { traffic, tuning } = config;
  return {
    ownAddress: traffic.source === 'changed',
    multicast: joins(config),
    // Frames written past the interface tell its driver nothing.
    vlan: traffic.vlan !== 0 && traffic.source !== 'foreign',
    // mlx5_vdpa offers no VIRTIO_NET_F_CTRL_RX.
    promiscuous: tuning.promiscuous && !isVdpa(config.function),
  };
}

/** An application that talks to the group, or is talked to as one, has joined it. */
export function joins({ traffic }: PlannedVm['config']): boolean {
  return traffic.destination === 'multicast';
}

export function askerOf(plan: Plan, nic: NicConfig, vm: PlannedVm): Asker | null {
  const policy = policyOf(plan, nic, vm.fn);
  if (policy === null) return null;
  const canBePromiscuous = !GROUPS_ONLY.includes(plan.card.device.id);
  return { policy, canBePromiscuous, vid: vm.config.traffic.vlan };
}

/** A function that belongs to nobody's guest driver: nothing is checked, everything it is sent comes through. */
const openPool = (address: number, takesRest: boolean): Pool => ({
  ...closedPool(),
  address,
  valid: true,
  vlans: null,
  broadcast: true,
  groups: takesRest,
  unmatched: takesRest,
  spoofCheck: false,
  enabled: true,
});

/** The host's driver, or its switch process, has this PF. */
const isHostPf = ({ uplink, switchPort, switchdev }: Plan, fn: number): boolean =>
  fn === uplink || fn === switchPort || switchdev.includes(fn);

function poolOf(plan: Plan, nic: NicConfig, fn: number): Pool {
  if (isHostPf(plan, fn)) return openPool(OUTSIDE, true);
  const vm = plan.vms.find(({ queue }) => queue === fn);
  if (vm === undefined) return closedPool();
  const asker = askerOf(plan, nic, vm);
  if (asker === null) return openPool(vm.index, vm.config.tuning.promiscuous || joins(vm.config));
  const pool = closedPool();
  // Its driver asks when the run begins.
  if (startsInRun(vm)) return pool;
  const hasAddress = answer(pool, 'reset', asker) === null;
  for (const message of requests(wishesOf(vm), hasAddress)) answer(pool, message, asker);
  return { ...pool, address: vm.index, valid: true };
}

/** What the card's rate limiter is set to. */
export function ratesOf(policy: VfPolicy | null): Rates {
  return policy === null ? UNLIMITED : { max: policy.maxTxRate, min: policy.minTxRate };
}

export function portsOf(
  machine: Machine,
  { card, vms }: Plan,
  { dropEnable }: NicConfig,
  peers: readonly number[],
  onWire: PortWiring['onWire'],
): readonly PortWiring[] {
  return card.pfs.map((pf) => ({
    gbps: card.device.linkGbps,
    place: machine.place('port', -1, pf.index),
    switchPlace: machine.place('switch', -1, pf.index),
    peerPlace: peers[pf.index] as number,
    // A scalable function or assignable interface is another port of the switch, with SR-IOV or without.
    switching:
      pf.numVfs > 0 || vms.some(({ fn, port }) => fn >= card.functions.length && port === pf.index),
    dropEnable,
    onWire,
  }));
}

/** The card's switch as the PF drivers have set it up when the run begins. `behind`: guests behind a port's host driver. */
export function buildSwitch(
  machine: Machine,
  { nic }: Pick<Scenario, 'nic'>,
  plan: Plan,
  behind: (vm: number, pf: number) => boolean,
  headerOf: (packet: number) => FrameHeader,
): NicSwitch {
  const { card, vms, switchdev, hostQueues } = plan;
  const portOf = (fn: number): number =>
    card.functions[fn]?.pf ?? vms.find(({ queue }) => queue === fn)?.port ?? 0;
  const wirings = card.pfs.map(({ index }): SwitchWiring => {
    const uplinks = isHostPf(plan, index) ? [index] : [];
    const used = vms.filter(({ queue, port }) => queue >= 0 && port === index);
    return {
      mode: switchdev.includes(index) ? 'switchdev' : modeOf(nic, index),
      members: [...uplinks, ...used.map(({ queue }) => queue)],
      defaultFunction: uplinks[0] ?? -1,
      hostQueues: used.flatMap(({ queue }) => (queue >= card.functions.length ? [queue] : [])),
      behindDefault: vms.map((vm) => behind(vm.index, index)),
    };
  });
  const pools = Array.from({ length: card.functions.length + hostQueues }, (_, fn) =>
    poolOf(plan, nic, fn),
  );
  const flows = new NicFlows(machine, wirings.length, cardRules(nic, plan, headerOf));
  const nicSwitch = new NicSwitch(machine, wirings, pools, portOf, flows);
  // Addresses that the PF takes in for guests behind the host's bridge.
  for (const { index } of card.pfs) {
    if (!isHostPf(plan, index)) continue;
    for (const vm of fdbOf(nic, plan, index)) nicSwitch.addAddress(index, index, vm);
  }
  return nicSwitch;
}
