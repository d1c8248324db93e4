import { word } from './inspect-text';
import { addressText, tagText } from './inspect-switch';
import type { Inspection } from './inspect';
import type { HostParts } from './paths/host';

/** A packet by its number: null where it is gone. */
export function inspectPacket(host: HostParts, packet: number): Inspection | null {
  const p = host.machine.s.packets;
  const row = packet & p.mask;
  if (p.id[row] !== packet) return null;
  return {
    title: `#${String(packet)}`,
    rows: [
      { name: word('source'), value: addressText(p.src[row] as number) },
      { name: word('destination'), value: addressText(p.dst[row] as number) },
      { name: 'VLAN', value: tagText(p.vlan[row] as number) },
      { name: 'B', value: String(p.bytes[row]) },
      { name: word('created'), value: `${String((p.created[row] as number) / 1e6)} µs` },
    ],
    rings: [],
  };
}
