import type { RoutingId } from '../../units';
import type { ConfigSpace } from '../config-space';
import type { Fabric, FabricFunction } from '../fabric';
import { HardwareFunction } from '../hierarchy';
import type { Reservation } from '../models/function-model';

/** A function as the firmware found it. */
export interface Found {
  readonly rid: RoutingId;
  readonly config: ConfigSpace;
  readonly bridge: boolean;
  /** The bridge above; null on a root bus. */
  readonly parent: Found | null;
  readonly reserve: Reservation;
}

/** Who answers on this bus: function 0 of each device, and the others where it says that there are more. */
export function* onBus(
  fabric: Fabric,
  bus: number,
): Iterable<readonly [RoutingId, FabricFunction]> {
  for (let device = 0; device < 32; device++) {
    const first = fabric.at((bus << 8) | (device << 3));
    const multifunction = first !== null && (first.config.read(0x0e, 1) & 0x80) !== 0;
    for (let fn = 0; fn < (multifunction ? 8 : 1); fn++) {
      const rid = (bus << 8) | (device << 3) | fn;
      const found = fn === 0 ? first : fabric.at(rid);
      if (found !== null && found.config.read(0, 2) !== 0xffff) yield [rid, found];
    }
  }
}

const isBridge = (fn: FabricFunction) => fn.config.read(0x0a, 2) === 0x0604;

/** What is set aside behind a port. */
const reserveOf = (fn: FabricFunction): Reservation =>
  fn instanceof HardwareFunction ? (fn.build.reserve ?? {}) : {};

/**
 * Numbers the buses, depth first as they are met, and returns the last number used. Numbers that a port asks for
 * beyond those in use stay free behind it.
 */
export function numberBuses(fabric: Fabric, bus: number, last: number, limit: number): number {
  const bridges = [...onBus(fabric, bus)].filter(([, fn]) => isBridge(fn));
  for (const [, { config }] of bridges) {
    config.write(0x19, 1, 0xff);
    config.write(0x1a, 1, 0);
  }
  for (const [, fn] of bridges) {
    if (last >= limit) break;
    const { config } = fn;
    const secondary = last + 1;
    config.write(0x18, 1, bus);
    config.write(0x19, 1, secondary);
    config.write(0x1a, 1, limit);
    last = numberBuses(fabric, secondary, secondary, limit);
    last = Math.min(limit, Math.max(last, secondary + (reserveOf(fn).buses ?? 0)));
    config.write(0x1a, 1, last);
  }
  return last;
}

/** All functions below a root bus, in the order of the scan: each bus before the buses behind it. */
export function scan(fabric: Fabric, bus: number, parent: Found | null, found: Found[]): Found[] {
  const here = [...onBus(fabric, bus)].map(([rid, fn]) => ({
    rid,
    config: fn.config,
    bridge: isBridge(fn),
    parent,
    reserve: reserveOf(fn),
  }));
  found.push(...here);
  for (const fn of here) {
    const secondary = fn.config.read(0x19, 1);
    if (fn.bridge && secondary > bus && secondary !== 0xff) scan(fabric, secondary, fn, found);
  }
  return found;
}
