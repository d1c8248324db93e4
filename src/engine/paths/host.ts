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
import { PfWatch } from '../host/pf-watch';
import { Processes } from '../host/processes';
import { Rtl8139Model } from '../host/rtl8139-model';
import { SwitchPorts } from '../host/switch-ports';
import { SwitchProcess } from '../host/switch-process';
import { Vhost } from '../host/vhost';
import { VhostVdpa } from '../host/vhost-vdpa';
import { VirtioBackend } from '../host/virtio-backend';
import { Vmm } from '../host/vmm';
import { Channels } from '../hw/channels';
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
import { buildFailover, comesAgain, driverPlaceOf, vectorOf } from './failover';
import { buildFilter, stackHooks } from './host-filter';
import type { HostParts } from './host-parts';
import { buildSwitch, portsOf } from './card-switch';
import { FlowHashes } from './flows';
import { hasVdpa } from './guest-queues';
import { frameHeaders } from './frame-headers';
import { kvmSettings, planHost, queueOf } from './plan';
import { mappedFunction } from './mapped-function';
import { buildMailboxes } from './mailboxes';
import { buildMigration, type Migration } from './moving';
import { wireRogues } from './rogues';
import { switchOutside } from './switch-outside';
import { attachSwitchPort, attachUplinks } from './uplinks';
import { streamsOf } from './streams';
import { wireGuest } from './wire-guest';

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
  const channels = new Channels(vms.length, (vm) => vms[vm]?.cpus.length ?? 1);
  const machine = new Machine(
    pricesOf(host, { ...scenario.costs, ...costs }),
    vms.length,
    (vm) => through(vm) === 'host-stack',
    channels,
  );
  const hashes = new FlowHashes(machine, plan, scenario.seed);
  const cpus = new Cpus(machine, host.cores);
  const kvm = new Kvm(machine, cpus, kvmSettings(host, vms, channels));
  const irqs = new HostIrqs(machine, cpus, kvm, host.cores);
  const vmm = new Vmm(machine, cpus);
  const { filter, names } = buildFilter(machine, cpus, plan, scenario);
  const symmetric = (packet: number) => hashes.symmetric(packet);
  const net = new HostNet(machine, cpus, symmetric, filter, names);
  const guestNet = new GuestNet(machine, cpus);
  const pollingGuest = new PollingGuest(machine, cpus, guestNet);
  const link = new PcieLink(machine, card.device.pcieGen, card.device.pcieLanes);
  const iommu = new Iommu(
    machine,
    new HostMemory(vms.length, !host.iommu),
    host.iommu && host.scalableMode,
  );
  const irqCpuOf = (ch: number) => {
    const vm = vms[channels.guestOf(ch)];
    const own = vm?.cpus[channels.nthOf(ch)] ?? HOST_IRQ_CPU;
    return vm?.config.tuning.irqAffinity === 'same' ? own : HOST_IRQ_CPU;
  };
  const vdpa = vms.map(hasVdpa);
  const remap = new IrqRemap(
    machine,
    cpus,
    kvm,
    irqs,
    posted,
    irqCpuOf,
    (ch) => vectorOf(vms[channels.guestOf(ch)]),
    (ch) => vdpa[channels.guestOf(ch)] === true,
  );
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
  const rings = new VirtioRings(
    machine,
    channels.each((vm) => {
      const tuning = vms[vm]?.config.tuning;
      return tuning?.eventIdx === true && !tuning.guestPolling && vdpa[vm] !== true;
    }),
  );
  const nic = new Nic(machine, link, iommu, ports, nicSwitch, queues, rings);
  const pfWatch = new PfWatch(machine, nicSwitch, (fn) => nic.wiring(fn).port);
  const vhostVdpa = new VhostVdpa(machine, cpus, kvm, (ch, queue, packet, from) =>
    nic.virtio.notify(queueOf(plan, channels, ch), queue, packet, from),
  );

  const e1000Rings = new E1000Rings(machine);
  const e1000Irq = new E1000Irq(machine, cpus, kvm, vmm, E1000_IMS_LINUX);
  const e1000 = new E1000Model(machine, cpus, kvm, vmm, net, e1000Rings, e1000Irq, E1000_IMS_LINUX);
  const kernel = {
    // On the host itself nothing traps: the end of an interrupt costs nothing to speak of.
    eoi: (ch: number, packet: number, level: boolean) => {
      if (!processes.has(ch)) kvm.eoi(ch, packet, level);
    },
    receive: (ch: number, packet: number) => guestNet.receive(ch, packet),
    share: (ch: number) => {
      const thread = processes.has(ch) ? processes.threadOf(ch) : kvm.vcpuThreadOf(ch);
      cpus.share(thread, () => void (master.work(ch) || guestNet.work(ch)));
    },
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
    mappedFunction(nic, (ch) => queueOf(plan, channels, ch), processes),
    {
      ...kernel,
      receive: (ch, packet) => guestNet.receive(ch, packet, vfPlaces[ch]),
      countRegister: (ch, reg, packet, value, write, trapped) =>
        kvm.exits.countRegister(ch, reg, packet, value, write, trapped),
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
    (ch) => (processes.has(ch) ? processes.wake(ch) : kvm.idle.poke(ch)),
    scenario.seed,
    (ch) => processes.has(ch),
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
    { machine, cpus, link, nic, irqs, guestNet, kvm, pfWatch },
    plan,
    scenario.nic,
    HOST_IRQ_CPU,
    // When its driver is up, each of the guest's vCPUs has something to do.
    (vm) => channels.of(vm).forEach((ch) => kvm.idle.poke(ch)),
    (vm) => comesAgain(scenario, vm),
  );

  const switchProcess =
    switchPort < 0
      ? null
      : new SwitchProcess(
          machine,
          cpus,
          kvm,
          nic,
          rings,
          new SwitchPorts(machine, rings, (packet) => hashes.symmetric(packet)),
          switchPort,
          plan.switchCpu,
        );

  const parts: Omit<HostParts, 'migration' | 'failover'> = {
    machine,
    cpus,
    kvm,
    remap,
    vmm,
    net,
    filter,
    nic,
    link,
    iommu,
    dmar,
    pfWatch,
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
    vhostVdpa,
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
  const guests = {
    remap,
    hashes,
    hooks: stackHooks(parts, names, (vm) => through(vm) === 'host-stack'),
    irqCpuOf,
    starting: mailboxes?.start ?? null,
    master,
    failover,
    isPair,
    vfPlaces,
  };
  for (const vm of vms) wireGuest(parts, scenario, vm, guests);
  migration = buildMigration(scenario, { ...parts, failover });
  workload.start();
  switchProcess?.start();
  return { ...parts, failover, migration };
}
