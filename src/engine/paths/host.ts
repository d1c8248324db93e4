import type { CostOverrides } from '../costs/costs';
import { pricesOf } from '../costs/profiles';
import { E1000_IMS_LINUX, E1000Driver } from '../guest/e1000-driver';
import { GuestNet } from '../guest/guest-net';
import { NetFailover } from '../guest/net-failover';
import { PollingGuest } from '../guest/polling-guest';
import { RTL8139_INTR_MASK, Rtl8139Driver } from '../guest/rtl8139-driver';
import { VfDriver } from '../guest/vf-driver';
import { VirtioDriver } from '../guest/virtio-driver';
import { Workload } from '../guest/workload';
import { E1000Irq } from '../host/e1000-irq';
import { E1000Model } from '../host/e1000-model';
import { DmarDriver } from '../host/dmar-driver';
import { HostIrqs } from '../host/host-irqs';
import { HostNet } from '../host/host-net';
import { IrqRemap } from '../host/irq-remap';
import { Kvm } from '../host/kvm';
import { Processes } from '../host/processes';
import { Rtl8139Model } from '../host/rtl8139-model';
import { SwitchProcess } from '../host/switch-process';
import { Vhost } from '../host/vhost';
import { VirtioBackend } from '../host/virtio-backend';
import { Vmm } from '../host/vmm';
import { Cpus } from '../hw/cpu';
import { E1000Rings } from '../hw/e1000-rings';
import { HostMemory } from '../hw/host-memory';
import { Iommu } from '../hw/iommu';
import { Machine } from '../hw/machine';
import { Nic } from '../hw/nic';
import { PcieLink } from '../hw/pcie-link';
import { Rtl8139Rings } from '../hw/rtl8139-rings';
import { VirtioRings } from '../hw/virtio-rings';
import type { Scenario } from '../scenario/scenario';
import { pathById } from '.';
import {
  attachPair,
  buildFailover,
  comesAgain,
  driverPlaceOf,
  hasPrimary,
  vectorOf,
} from './failover';
import type { HostParts } from './host-parts';
import { buildSwitch, joins, policyOf, portsOf, ratesOf } from './card-switch';
import { frameHeaders } from './frame-headers';
import { kvmSettings, planHost } from './plan';
import { mappedFunction } from './mapped-function';
import { buildMailboxes } from './mailboxes';
import { buildMigration, type Migration } from './moving';
import { wireRogues } from './rogues';
import { switchOutside } from './switch-outside';
import { attachSwitchPort, attachUplinks } from './uplinks';
import { maxFrameOf, sendLimit, streamsOf, usesGso } from './streams';
import { startThrottle } from './throttle';

export type { HostParts } from './host-parts';

/** CPU that takes the interrupts of the host's own devices. */
const HOST_IRQ_CPU = 0;

/**
 * Builds the host that a scenario describes, ready to run from time 0. The same scenario builds the
 * same parts in the same order, so a snapshot of one host can be restored into another.
 */
export function buildHost(scenario: Scenario, costs: CostOverrides = {}): HostParts {
  const plan = planHost(scenario);
  const { card, vms, switchPort } = plan;
  const { host } = scenario;
  const through = (vm: number) => pathById(vms[vm]?.config.path ?? 'sriov').through;
  const remapping = host.iommu && host.interruptRemapping;
  const posted = host.postedInterrupts && host.apicv && remapping;
  const machine = new Machine(
    pricesOf(host, { ...scenario.costs, ...costs }),
    vms.length,
    (vm) => through(vm) === 'host-stack',
  );
  const cpus = new Cpus(machine, host.cores);
  const kvm = new Kvm(machine, cpus, kvmSettings(host, vms));
  const irqs = new HostIrqs(machine, cpus, kvm, host.cores);
  const vmm = new Vmm(machine, cpus);
  const net = new HostNet(machine, cpus);
  const guestNet = new GuestNet(machine, cpus);
  const pollingGuest = new PollingGuest(machine, cpus, guestNet);
  const link = new PcieLink(machine, card.device.pcieGen, card.device.pcieLanes);
  const iommu = new Iommu(machine, new HostMemory(vms.length, !host.iommu));
  const irqCpuOf = (vm: number) =>
    vms[vm]?.config.tuning.irqAffinity === 'same' ? (vms[vm]?.cpu ?? 0) : HOST_IRQ_CPU;
  const remap = new IrqRemap(machine, cpus, kvm, irqs, posted, irqCpuOf, (vm) => vectorOf(vms[vm]));
  const processes = new Processes(machine, cpus, irqs);
  const dmar = new DmarDriver(machine, cpus, irqs, iommu, HOST_IRQ_CPU);

  const master = new NetFailover(machine, cpus);
  const isPair = (vm: number) => vms[vm]?.config.failover === true;
  // MODEL: a pair's switch outside knows at once whether frames come and go by its VF's port or by the bridge's.
  const portOf = (vm: number): number =>
    isPair(vm) && !master.isUp(vm) ? plan.uplink : (vms[vm]?.port ?? 0);
  const peers = card.pfs.map((pf) => machine.place('peer', -1, pf.index));
  const ports = portsOf(machine, plan, scenario.nic, peers, (port, packet) => onWire(port, packet));
  const headerOf = frameHeaders(machine, plan);
  const nicSwitch = buildSwitch(
    machine,
    scenario,
    plan,
    (vm, pf) => {
      if (pf === plan.uplink) return through(vm) === 'bridge' || isPair(vm);
      return through(vm) === 'switch-process';
    },
    headerOf,
  );
  const queues = card.functions.length + plan.hostQueues;
  const nic = new Nic(machine, link, iommu, ports, nicSwitch, queues);

  const rings = new VirtioRings(
    machine,
    vms.map(({ config: { tuning } }) => tuning.eventIdx && !tuning.guestPolling),
  );
  const e1000Rings = new E1000Rings(machine);
  const e1000Irq = new E1000Irq(machine, cpus, kvm, vmm, E1000_IMS_LINUX);
  const e1000 = new E1000Model(machine, cpus, kvm, vmm, net, e1000Rings, e1000Irq, E1000_IMS_LINUX);
  const kernel = {
    // On the host itself nothing traps: the end of an interrupt costs nothing to speak of.
    eoi: (vm: number, packet: number, level: boolean) => {
      if (!processes.has(vm)) kvm.eoi(vm, packet, level);
    },
    receive: (vm: number, packet: number) => guestNet.receive(vm, packet),
    share: (vm: number) => void (master.work(vm) || guestNet.work(vm)),
  };
  const e1000Driver = new E1000Driver(machine, cpus, e1000Rings, e1000, kernel);
  const rtl8139Rings = new Rtl8139Rings(machine);
  const rtl8139 = new Rtl8139Model(machine, cpus, kvm, vmm, net, rtl8139Rings, RTL8139_INTR_MASK);
  const rtl8139Driver = new Rtl8139Driver(machine, cpus, rtl8139Rings, rtl8139, kernel);
  const virtioBackend = new VirtioBackend(machine, cpus, kvm, vmm, net, rings);
  const vhost = new Vhost(machine, cpus, kvm, net, rings);
  const virtioDriver = new VirtioDriver(machine, cpus, rings, {
    ...kernel,
    receive: (vm, packet) => {
      if (master.isUp(vm)) guestNet.ignore(vm, packet);
      else guestNet.receive(vm, packet);
    },
  });
  const vfPlaces = vms.map((vm) => driverPlaceOf(machine, vm));
  const vfDriver = new VfDriver(
    machine,
    cpus,
    mappedFunction(nic, (vm) => vms[vm]?.queue ?? -1, processes),
    {
      ...kernel,
      receive: (vm, packet) => guestNet.receive(vm, packet, vfPlaces[vm]),
      countRegister: (vm, reg, packet, value, write, trapped) =>
        kvm.exits.countRegister(vm, reg, packet, value, write, trapped),
    },
  );

  const workload = new Workload(
    machine,
    guestNet,
    {
      place: (vm) => peers[portOf(vm)] as number,
      arrive: (vm, packet) => nic.ports.arrive(portOf(vm), packet),
      frameTime: (_vm, bytes) => nic.ports.frameTime({ gbps: card.device.linkGbps }, bytes),
    },
    vms.flatMap((vm) => streamsOf(vm, vms.length)),
    vms.map((vm) => vm.config.tuning),
    (vm) => (processes.has(vm) ? processes.wake(vm) : kvm.idle.poke(vm)),
    scenario.seed,
    (vm) => processes.has(vm),
  );
  guestNet.setApplication(workload);

  let migration: Migration | null = null;
  const onWire = switchOutside(
    { machine, nic, workload: () => workload, announced: (vm) => migration?.announced(vm) },
    plan,
    portOf,
    scenario.nic.reflectiveRelay,
    peers,
  );
  const mailboxes = buildMailboxes(
    { machine, cpus, link, nic, irqs, guestNet },
    plan,
    scenario.nic,
    HOST_IRQ_CPU,
    (vm) => kvm.idle.poke(vm),
    (vm) => comesAgain(scenario, vm),
  );

  const switchProcess =
    switchPort < 0
      ? null
      : new SwitchProcess(machine, cpus, kvm, nic, rings, switchPort, plan.switchCpu);

  const parts: Omit<HostParts, 'migration' | 'failover'> = {
    machine,
    cpus,
    kvm,
    remap,
    vmm,
    net,
    nic,
    link,
    iommu,
    dmar,
    rings,
    e1000Rings,
    e1000,
    e1000Irq,
    e1000Driver,
    rtl8139Rings,
    rtl8139,
    rtl8139Driver,
    virtioBackend,
    vhost,
    switchProcess,
    processes,
    virtioDriver,
    vfDriver,
    guestNet,
    pollingGuest,
    workload,
    mailbox: mailboxes?.mailbox ?? null,
    plan,
  };

  attachUplinks(parts, irqs, scenario.nic, HOST_IRQ_CPU);
  attachSwitchPort(parts, host.iommu);
  card.functions.forEach((f, fn) => machine.place(f.kind, -1, fn));
  wireRogues(parts, irqs, remap, remapping, HOST_IRQ_CPU);

  const failover = buildFailover(parts, master, (vm) => migration?.unplugged(vm));
  for (const vm of vms) {
    const onHost = through(vm.index) === 'host-stack';
    const work = (guest: number) =>
      pollingGuest.has(guest)
        ? pollingGuest.work(guest)
        : master.work(guest) || guestNet.work(guest);
    if (!onHost) kvm.addVcpu(vm.index, vm.cpu, work);
    const { tuning, path, traffic } = vm.config;
    net.setTap(vm.index, { gso: usesGso(path) || isPair(vm.index), maxFrame: maxFrameOf(vm) });
    if (vm.queue >= 0) {
      const f = card.functions[onHost ? vm.port : vm.fn];
      const rid = f?.rid ?? 0;
      if (!onHost && host.iommu) iommu.attach({ rid, vm: vm.index }, tuning.pages);
      nic.attach(vm.queue, {
        kind: f?.kind ?? 'vf',
        fn: vm.queue,
        rid,
        port: f?.pf ?? 0,
        vm: vm.index,
        place: machine.place(f?.kind ?? 'vf', -1, onHost ? vm.port : vm.fn),
        driverPlace: vfPlaces[vm.index] as number,
        throttle: startThrottle(tuning),
        maxFrame: maxFrameOf(vm),
        rates: ratesOf(policyOf(plan, scenario.nic, vm.fn)),
        translated: !onHost && host.iommu,
        pages: tuning.pages,
        ...(tuning.guestPolling ? { polled: () => kvm.idle.poke(vm.index) } : {}),
        rogue: onHost ? null : vm.config.attack,
        onMessage: (_fn, packet) =>
          onHost ? processes.message(vm.index, packet) : remap.message(vm.index, packet),
      });
    }
    const guest = {
      vm: vm.index,
      tuning,
      fn: vm.fn,
      cpu: vm.cpu,
      workerCpu: vm.workerCpu,
      irqCpu: irqCpuOf(vm.index),
      driverPlace: vfPlaces[vm.index] as number,
      vector: vectorOf(vm),
    };
    const start = mailboxes?.start ?? null;
    const own =
      vm.withoutDevice || (isPair(vm.index) && !hasPrimary(vm))
        ? null
        : pathById(path).attach(parts, guest);
    const driver =
      failover !== null && isPair(vm.index) ? attachPair(parts, failover, vm, guest, start) : own;
    guestNet.addGuest(vm.index, {
      driver,
      batch: traffic.batch,
      onHost,
      limit: sendLimit(vm),
      vlan: traffic.vlan,
      joined: joins(vm.config),
      starting: start?.serves(vm.index) === true && !isPair(vm.index) ? start : null,
    });
  }
  migration = buildMigration(scenario, { ...parts, failover });
  workload.start();
  switchProcess?.start();
  kvm.idle.boot();
  return { ...parts, failover, migration };
}
