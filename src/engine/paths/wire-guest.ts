import type { StackHooks } from '../guest/guest-net';
import type { NetFailover } from '../guest/net-failover';
import type { VfStart } from '../guest/vf-start';
import { flowsOn } from '../guest/stream';
import type { IrqRemap } from '../host/irq-remap';
import type { Scenario } from '../scenario/scenario';
import { isVdpa } from '../scenario/function-kinds';
import { pathById } from '.';
import { joins, policyOf, ratesOf } from './card-switch';
import { attachPair, hasPrimary, vectorOf, type FailoverParts } from './failover';
import type { FlowHashes } from './flows';
import { pasidOf, queuePlace } from './guest-queues';
import type { HostParts } from './host-parts';
import { queueOf, type PlannedVm } from './plan';
import { maxFrameOf, sendLimit, usesGso } from './streams';
import { startThrottle } from './throttle';

type Parts = Omit<HostParts, 'migration' | 'failover'>;

/** What guests are wired to besides the parts that every run has. */
interface Host {
  readonly remap: IrqRemap;
  readonly hashes: FlowHashes;
  /** Null where no chains wait for frames of the host's programs. */
  readonly hooks: StackHooks | null;
  /** CPU that the interrupts of a channel's queue pair are routed to. */
  readonly irqCpuOf: (ch: number) => number;
  /** Null where no VF's driver comes up in the run. */
  readonly starting: VfStart | null;
  /** Of guests with a VF and a standby; null where there are none. */
  readonly master: NetFailover;
  readonly failover: FailoverParts | null;
  readonly isPair: (vm: number) => boolean;
  /** Where the driver of a guest's function stands. */
  readonly vfPlaces: readonly number[];
}

/** Wires one guest: its vCPUs, its queue pairs of the card, its path, its stack. */
export function wireGuest(parts: Parts, scenario: Scenario, vm: PlannedVm, host: Host): void {
  const { machine, kvm, net, guestNet, pollingGuest } = parts;
  const { tuning, path, traffic } = vm.config;
  const onHost = pathById(path).through === 'host-stack';
  const channels = machine.channels.of(vm.index);
  const { master, failover } = host;
  const isPair = host.isPair(vm.index);
  const work = (ch: number) =>
    pollingGuest.has(ch) ? pollingGuest.work(ch) : master.work(ch) || guestNet.work(ch);
  if (!onHost) channels.forEach((ch, n) => kvm.addVcpu(ch, vm.cpus[n] ?? 0, work));
  net.setTap(vm.index, { gso: usesGso(path) || isPair, maxFrame: maxFrameOf(vm) });
  if (vm.queue >= 0) attachQueues(parts, scenario, vm, onHost, host);
  const guest = {
    vm: vm.index,
    tuning,
    fn: vm.fn,
    function: vm.config.function,
    channels: channels.map((ch, n) => ({
      ch,
      cpu: vm.cpus[n] ?? 0,
      workerCpu: vm.workerCpus[n] ?? 0,
      irqCpu: host.irqCpuOf(ch),
    })),
    driverPlace: host.vfPlaces[vm.index] as number,
    vector: vectorOf(vm),
  };
  const start = host.starting;
  const own =
    vm.withoutDevice || (isPair && !hasPrimary(vm)) ? null : pathById(path).attach(parts, guest);
  const driver = failover !== null && isPair ? attachPair(parts, failover, vm, guest, start) : own;
  const wiring = {
    driver,
    batch: traffic.batch,
    onHost,
    limit: sendLimit(vm),
    vlan: traffic.vlan,
    joined: joins(vm.config),
    hooks: onHost ? host.hooks : null,
    starting: start?.serves(vm.index) === true && !isPair ? start : null,
  };
  channels.forEach((ch, n) => {
    guestNet.addChannel(ch, wiring, flowsOn(n, channels.length, traffic.flows).length);
  });
}

/** The queue pairs of the card that are the guest's, each with a vector of its own. */
function attachQueues(
  { machine, kvm, iommu, nic, processes, plan }: Parts,
  scenario: Scenario,
  vm: PlannedVm,
  onHost: boolean,
  { remap, hashes, vfPlaces }: Host,
): void {
  const { tuning, function: kind } = vm.config;
  const f = plan.card.functions[vm.carrier];
  const rid = f?.rid ?? 0;
  const pasid = pasidOf(vm);
  const at = queuePlace(plan, vm);
  const translated = !onHost && scenario.host.iommu;
  if (translated) iommu.attach({ rid, vm: vm.index, pasid }, tuning.pages);
  const { max, min } = ratesOf(policyOf(plan, scenario.nic, vm.fn));
  machine.channels.of(vm.index).forEach((ch, nth) => {
    const queue = queueOf(plan, machine.channels, ch);
    nic.attach(queue, {
      kind: f?.kind ?? 'vf',
      fn: queue,
      rid,
      ...(pasid > 0 ? { pasid } : {}),
      ...(isVdpa(kind) ? { virtio: ch } : {}),
      pool: vm.queue,
      nth,
      queues: vm.queues,
      hashOf: (packet) => hashes.rss(packet),
      port: f?.pf ?? 0,
      vm: vm.index,
      place: machine.place(at.kind, -1, at.fn),
      driverPlace: vfPlaces[vm.index] as number,
      throttle: startThrottle(tuning),
      maxFrame: maxFrameOf(vm),
      // ixgbe_set_vf_rate_limit: the limiter is each queue's, so each gets its part.
      rates: { max: max / vm.queues.length, min: min / vm.queues.length },
      translated,
      pages: tuning.pages,
      ...(tuning.guestPolling ? { polled: () => kvm.idle.poke(ch) } : {}),
      rogue: onHost ? null : vm.config.attack,
      onMessage: (_fn, packet, vector) =>
        onHost ? processes.message(ch, packet) : remap.message(ch, packet, vector),
    });
  });
}
