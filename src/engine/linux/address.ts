import { formatBdf, hex } from '../pci/routing';
import type { RoutingId } from '../units';

/** `0000:01:00.0`, the name of a device in sysfs and in the log. All devices are in domain 0. */
export function deviceName(rid: RoutingId): string {
  return formatBdf(rid, 0);
}

/** The Routing ID of a name in full form; undefined for anything else. Spelled as the kernel spells it. */
export function parseDeviceName(name: string): RoutingId | undefined {
  if (!/^0000:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]$/.test(name)) return undefined;
  const part = (from: number, to: number) => parseInt(name.slice(from, to), 16);
  return (part(5, 7) << 8) | (part(8, 10) << 3) | part(11, 12);
}

/** `0000:01`, the name of a bus in the log and in `pci_bus`. */
export function busName(bus: number): string {
  return `0000:${hex(bus, 2)}`;
}

export { hex };
