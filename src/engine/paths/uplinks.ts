import { BridgeOffload } from '../host/bridge-offload';
import type { HostIrqs } from '../host/host-irqs';
import { PfDriver } from '../host/pf-driver';
import { singleQueue, UNLIMITED } from '../hw/nic-wiring';
import { OUTSIDE } from '../hw/packets';
import type { NicConfig } from '../scenario/scenario';
import type { HostParts } from './host-parts';

/** The host's PFs take jumbo frames. */
const HOST_FRAME = 9014;

/**
 * The PFs that the host's own driver has: the uplink of its bridge, and each PF in switchdev mode with a representor for
 * every VF that a guest has.
 */
export function attachUplinks(
  { machine, cpus, nic, net, plan }: Omit<HostParts, 'migration' | 'failover'>,
  irqs: HostIrqs,
  { representors, flowOffload }: Pick<NicConfig, 'representors' | 'flowOffload'>,
  irqCpu: number,
): void {
  const { card, uplink, switchdev, vms } = plan;
  const others = switchdev.filter((port) => port !== uplink);
  for (const port of uplink < 0 ? others : [uplink, ...others]) {
    const pf = new PfDriver(machine, cpus, nic, net, irqs, port, irqCpu);
    net.setUplink(port, pf, pf.place);
    nic.attach(port, {
      ...singleQueue(port),
      kind: 'pf',
      rid: card.functions[port]?.rid ?? 0,
      port,
      vm: OUTSIDE,
      place: machine.place('pf', -1, port),
      driverPlace: pf.place,
      throttle: machine.prices.hostThrottle,
      maxFrame: HOST_FRAME,
      rates: UNLIMITED,
      translated: false,
      pages: '4KiB',
      onMessage: (_fn, packet) => pf.message(packet),
    });
    if (!switchdev.includes(port)) continue;
    for (const vm of vms) {
      const isVf = card.functions[vm.fn]?.kind === 'vf' && card.functions[vm.fn]?.pf === port;
      if (isVf) pf.representors.add(vm.index, vm.fn, port, representors === 'bridged');
    }
  }
  if (switchdev.length === 0 || !flowOffload) return;
  const { flows } = nic.ports.switch;
  const offload = new BridgeOffload(machine, cpus, flows, card.pfs.length, (port) =>
    machine.place('switch', -1, port),
  );
  net.setLearned((port, packet, from, to) => {
    if (switchdev.includes(port)) offload.seen(port, packet, from, to);
  });
}

/** The PF that a switch process polls, where there is one. */
export function attachSwitchPort(
  { machine, iommu, nic, switchProcess, plan }: Omit<HostParts, 'migration' | 'failover'>,
  translated: boolean,
): void {
  if (switchProcess === null) return;
  const { card, switchPort } = plan;
  const rid = card.functions[switchPort]?.rid ?? 0;
  iommu.attach({ rid, vm: OUTSIDE }, '2MiB');
  nic.attach(switchPort, {
    ...singleQueue(switchPort),
    kind: 'pf',
    rid,
    port: switchPort,
    vm: OUTSIDE,
    place: machine.place('pf', -1, switchPort),
    driverPlace: switchProcess.place,
    throttle: 0,
    maxFrame: HOST_FRAME,
    rates: UNLIMITED,
    translated,
    pages: '2MiB',
    polled: () => switchProcess.published(),
    onMessage: () => undefined,
  });
}
