import type { Host } from './host';
import type { PciDevice } from './pci-device';
import type { RoutingId } from '../units';

type Width = 1 | 2 | 4;

/** A configuration read; all ones where nobody answers. */
export function readConfig(host: Host, rid: RoutingId, offset: number, width: Width): number {
  const fn = host.fabric.at(rid);
  if (fn === null || offset >= (host.extendedConfig ? 4096 : 256)) return 2 ** (8 * width) - 1;
  return fn.config.read(offset, width);
}

export function writeConfig(
  host: Host,
  rid: RoutingId,
  offset: number,
  width: Width,
  value: number,
): void {
  host.fabric.at(rid)?.config.write(offset, width, value);
}

/** Sets and clears bits of a word; no write where nothing would change. */
export function changeWord(
  host: Host,
  rid: RoutingId,
  offset: number,
  set: number,
  clear: number,
): void {
  const before = readConfig(host, rid, offset, 2);
  const after = (before & ~clear) | set;
  if (after !== before) writeConfig(host, rid, offset, 2, after);
}

/** Offset of a capability in the list that starts at 34h; 0 = not there. Survives lists that loop. */
export function findCapability(host: Host, rid: RoutingId, id: number): number {
  if ((readConfig(host, rid, 0x06, 2) & 0x10) === 0) return 0;
  let at = readConfig(host, rid, 0x34, 1) & 0xfc;
  for (let left = 48; at >= 0x40 && left > 0; left--) {
    const word = readConfig(host, rid, at, 2);
    if ((word & 0xff) === 0xff) return 0;
    if ((word & 0xff) === id) return at;
    at = (word >> 8) & 0xfc;
  }
  return 0;
}

/** Offset of an extended capability; 0 = not there. */
export function findExtended(host: Host, device: PciDevice, id: number): number {
  if (device.configSize <= 256) return 0;
  let at = 0x100;
  for (let left = 480; at >= 0x100 && left > 0; left--) {
    const header = readConfig(host, device.rid, at, 4);
    if (header === 0 || header === 0xffffffff) return 0;
    if ((header & 0xffff) === id) return at;
    at = Math.floor(header / 2 ** 20) & 0xffc;
  }
  return 0;
}

/** Command register bits. */
export const COMMAND = { io: 1, memory: 2, master: 4, intxDisable: 0x400 } as const;
export const CAP = { pm: 0x01, msi: 0x05, pcie: 0x10, msix: 0x11 } as const;
export const EXT = { aer: 0x01, dsn: 0x03, acs: 0x0d, ari: 0x0e, ats: 0x0f, sriov: 0x10 } as const;
