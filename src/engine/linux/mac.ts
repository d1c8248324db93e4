import { nextU32 } from '../kernel/rng';
import type { Host } from './host';
import type { PciDevice } from './pci-device';

export function isMulticast(mac: string): boolean {
  return (parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

/** `eth_random_addr`: locally administered, unicast. */
export function randomMac(host: Host): string {
  const high = nextU32(host.rng);
  const low = nextU32(host.rng);
  const bytes = [high >>> 24, high >>> 16, high >>> 8, high, low >>> 8, low].map((b) => b & 0xff);
  bytes[0] = ((bytes[0] ?? 0) & 0xfe) | 2;
  return bytes.map((b) => b.toString(16).padStart(2, '0')).join(':');
}

/** The address in a card's own memory; a random one where it has none. */
export function permanentMac(host: Host, device: PciDevice): string {
  return host.fabric.at(device.rid)?.mac ?? randomMac(host);
}
