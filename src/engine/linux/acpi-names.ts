import { hex } from './address';
import type { Host } from './host';
import type { PciBus, PciDevice } from './pci-device';
import { virtfnBus, virtfnDevfn } from './sriov-init';

/** Routing IDs of a bus that ACPI may describe: its functions, and VFs that existed when the tables were written. */
function candidates(host: Host, bus: PciBus): { rid: number; device: PciDevice | null }[] {
  const found = bus.devices.map((device) => ({
    rid: device.rid,
    device: device as PciDevice | null,
  }));
  for (const pf of bus.devices) {
    const { sriov } = pf;
    if (sriov === null || !host.platform.describesVfs) continue;
    for (let i = 0; i < sriov.totalVfs; i++) {
      if (virtfnBus(pf, sriov, i) !== bus.number) continue;
      found.push({ rid: (bus.number << 8) | virtfnDevfn(pf, sriov, i), device: null });
    }
  }
  // A slot that can be plugged has an object while it is empty.
  const empty = bus.number << 8;
  if (bus.self?.hotplugBridge === true && found.every(({ rid }) => rid !== empty))
    found.push({ rid: empty, device: null });
  return found.sort((a, b) => a.rid - b.rid);
}

/** ACPI's device:00, device:01 and so on, in the order of its namespace: each bus below its bridge. */
export function nameAcpiObjects(host: Host): void {
  let next = 0;
  const walk = (bus: PciBus, parent: string) => {
    for (const { rid, device } of candidates(host, bus)) {
      // Bridges are described whatever their function number.
      if (device?.isBridge !== true && !host.platform.describes(rid, bus.root)) continue;
      const path = `${parent}/device:${hex(next++, 2)}`;
      host.acpi.set(rid, path);
      if (device === null) continue;
      device.firmwareNode = path;
      if (device.subordinate !== null) walk(device.subordinate, path);
    }
  };
  for (const [index, bus] of host.rootBuses.entries()) {
    const root = `${host.platform.rootId.slice(0, -2)}${hex(index, 2)}`;
    walk(bus, `LNXSYSTM:00/LNXSYBUS:00/${root}`);
  }
}

/**
 * PIRQ routing registers of a southbridge: ACPI code, which is the
 * firmware's, switches the links off until somebody needs one.
 */
const PIRQS: readonly (readonly [id: number, registers: readonly number[]])[] = [
  [0x29188086, [0x60, 0x61, 0x62, 0x63, 0x68, 0x69, 0x6a, 0x6b]],
  [0x70008086, [0x60, 0x61, 0x62, 0x63]],
];

export function disableLinks(host: Host): void {
  for (const device of host.sorted()) {
    const id = (device.device * 65536 + device.vendor) >>> 0;
    const [, registers = []] = PIRQS.find(([known]) => known === id) ?? [];
    for (const register of registers) {
      const { config } = host.fabric.at(device.rid) ?? {};
      config?.set(register, 1, config.read(register, 1) | 0x80);
    }
  }
}

/** A link that is used is routed again: LNKA is register 60h of PIIX3. */
export function enableLink(host: Host, link: string): void {
  const index = 'ABCD'.indexOf(link.slice(3));
  if (!link.startsWith('LNK') || index < 0) return;
  for (const device of host.sorted()) {
    if (device.vendor !== 0x8086 || device.device !== 0x7000) continue;
    const { config } = host.fabric.at(device.rid) ?? {};
    config?.set(0x60 + index, 1, config.read(0x60 + index, 1) & 0x7f);
  }
}
