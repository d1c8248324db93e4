import { inspectAddresses } from './inspect-addresses';
import { RING } from './hw/queue-pair';
import { hex, cardRings, virtioRings } from './inspect-rings';
import { word } from './inspect-text';
import type { Inspection, InspectionRow } from './inspect';
import { pasidOf } from './paths/guest-queues';
import type { HostParts } from './paths/host';
import type { PlannedVm } from './paths/plan';
import { isVdpa } from './scenario/function-kinds';

/** What the card knows of a guest's virtqueues: the driver's index as it was read last, and whether interrupts are wanted. */
function virtqueueRows(host: HostParts, { index, queue }: PlannedVm): InspectionRow[] {
  const named = [
    ['RX', host.rings.rx(index)],
    ['TX', host.rings.tx(index)],
  ] as const;
  return named.flatMap(([name, ring], n) => [
    { name: `${name} avail->idx`, value: String(ring.availIdx) },
    { name: `${name} last_avail_idx`, value: String(host.nic.virtio.seen(queue, n)) },
    { name: `${name} used->idx`, value: String(ring.usedIdx) },
    { name: `${name} avail->flags`, value: ring.noInterrupt ? 'NO_INTERRUPT' : '0' },
  ]);
}

/** A scalable function or an assignable interface: no function of its own, so what it borrows stands in front. */
export function inspectSlice(host: HostParts, vm: PlannedVm): Inspection {
  const { card } = host.plan;
  const pf = card.functions[vm.carrier];
  const pasid = pasidOf(vm);
  const isAdi = vm.config.function === 'adi';
  const vdpa = isVdpa(vm.config.function);
  const number = vm.fn - card.functions.length;
  const q = host.nic.queue(vm.queue);
  return {
    title: `${isAdi ? 'ADI' : 'SF'} ${String(number)}`,
    rows: [
      { name: 'Routing ID', value: pf === undefined ? '' : `${hex(pf.rid, 4)} = ${pf.bdf}` },
      ...(pasid > 0 ? [{ name: 'PASID', value: hex(pasid, 5) }] : []),
      {
        name: word('driver'),
        value: vdpa ? 'mlx5_vdpa' : isAdi ? card.device.driverVf : 'mlx5_core',
      },
      ...(vdpa
        ? virtqueueRows(host, vm)
        : [
            { name: 'TDH', value: String(q.txHead % RING) },
            { name: 'TDT', value: String(q.txDoorbell % RING) },
            { name: 'RDH', value: String(q.rxHead % RING) },
            { name: 'RDT', value: String(q.rxTail % RING) },
          ]),
    ],
    ...(host.nic.wiring(vm.queue).translated
      ? { addresses: inspectAddresses(host, vm.index) }
      : {}),
    rings: vdpa ? virtioRings(host, vm.index) : cardRings(q),
  };
}

/** A VF under a vDPA device: its own rows, then the virtqueues that the card works. */
export function inspectVdpa(
  host: HostParts,
  vm: PlannedVm,
  title: string,
  rows: readonly InspectionRow[],
): Inspection {
  return {
    title,
    rows: [...rows, ...virtqueueRows(host, vm)],
    addresses: inspectAddresses(host, vm.index),
    rings: virtioRings(host, vm.index),
  };
}
