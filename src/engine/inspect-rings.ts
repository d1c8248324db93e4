import { E1000_RING } from './hw/e1000-rings';
import { INTR } from './host/rtl8139-model';
import { RING, type QueuePair } from './hw/queue-pair';
import { RTL8139_RING } from './hw/rtl8139-rings';
import { availPending, type Vring } from './hw/vring';
import type { InspectionRow, RingView } from './inspect';
import { emulatedNapiRow } from './inspect-state';
import { word } from './inspect-text';
import type { HostParts } from './paths/host';

export const hex = (n: number, digits = 2) => `0x${n.toString(16).padStart(digits, '0')}`;

export function e1000Rows(host: HostParts, vm: number): InspectionRow[] {
  const r = host.e1000.registers(vm);
  const irq = host.e1000Irq.causes(vm);
  const at = (position: number) => String(position % E1000_RING);
  return [
    { name: 'TDH', value: at(r.tdh) },
    { name: 'TDT', value: at(r.tdt) },
    { name: 'RDH', value: at(r.rdh) },
    { name: 'RDT', value: at(r.rdt) },
    { name: 'ICR', value: hex(irq.icr, 8) },
    { name: 'IMS', value: hex(irq.ims, 8) },
    { name: 'INTx', value: irq.lineHigh ? '1' : '0' },
    emulatedNapiRow(host, vm, irq.ims === 0),
    { name: word('mitigation'), value: word(irq.mitigationOn ? 'mitigation-on' : 'armed') },
  ];
}

export function e1000Rings(host: HostParts, vm: number): RingView[] {
  const r = host.e1000.registers(vm);
  const g = host.e1000Rings.of(vm);
  const ring = (name: string, head: number, tail: number, clean: number): RingView => ({
    name,
    size: E1000_RING,
    head: head % E1000_RING,
    tail: (head % E1000_RING) + tail - head,
    marks: [{ name: 'next_to_clean', at: clean % E1000_RING }],
  });
  return [ring('TX', r.tdh, r.tdt, g.txClean), ring('RX', r.rdh, r.rdt, g.rxClean)];
}

export function rtl8139Rows(host: HostParts, vm: number): InspectionRow[] {
  const { intrStatus, intrMask, lineHigh } = host.rtl8139.registers(vm);
  return [
    { name: 'IntrStatus', value: hex(intrStatus, 4) },
    { name: 'IntrMask', value: hex(intrMask, 4) },
    { name: 'INTx', value: lineHigh ? '1' : '0' },
    emulatedNapiRow(host, vm, (intrMask & INTR.rxOk) === 0),
  ];
}

/** From the device's position to the last descriptor with OWN set. */
export function rtl8139Rings(host: HostParts, vm: number): RingView[] {
  const r = host.rtl8139Rings.of(vm);
  const ring = (name: string, done: number, owned: number, tail: number): RingView => ({
    name,
    size: RTL8139_RING,
    head: done % RTL8139_RING,
    tail: (done % RTL8139_RING) + owned - done,
    marks: [{ name: name === 'TX' ? 'tx_tail' : 'rx_tail', at: tail % RTL8139_RING }],
  });
  return [ring('TX', r.txDone, r.txHead, r.txTail), ring('RX', r.rxDone, r.rxOwned, r.rxTail)];
}

/** Of several, each queue pair's by its number. */
export const numbered = (name: string, n: number, of: number) =>
  of === 1 ? name : `${name} ${String(n)}`;

/** The rings of all queue pairs of a guest. */
export function virtioRings(host: HostParts, vm: number): RingView[] {
  const channels = host.machine.channels.of(vm);
  return channels.flatMap((ch, n) =>
    ringsOf(host, ch).map((ring) => ({ ...ring, name: numbered(ring.name, n, channels.length) })),
  );
}

function ringsOf(host: HostParts, ch: number): RingView[] {
  const ring = (name: string, r: Vring): RingView => ({
    name,
    size: r.size,
    head: r.lastAvail % r.size,
    tail: (r.lastAvail % r.size) + availPending(r),
    marks: [
      { name: 'avail_event', at: r.availEvent % r.size },
      { name: 'used.idx', at: r.usedIdx % r.size },
      { name: 'used_event', at: r.usedEvent % r.size },
    ],
  });
  return [ring('TX', host.rings.tx(ch)), ring('RX', host.rings.rx(ch))];
}

/** The rings of a queue pair of the card. */
export function cardRings(q: QueuePair): RingView[] {
  const ring = (name: string, head: number, tail: number, clean: number): RingView => ({
    name,
    size: RING,
    head: head % RING,
    tail: tail % RING,
    marks: [{ name: 'next_to_clean', at: clean % RING }],
  });
  return [ring('TX', q.txHead, q.txDoorbell, q.txClean), ring('RX', q.rxHead, q.rxTail, q.rxClean)];
}
