import { hex } from '../formats/lspci/text';
import type { Kernel } from '../engine/linux/kernel';
import type { SeenFunction } from '../engine/linux/pci-view';
import type { ConfigSpace } from '../engine/pci/config-space';
import type { BarShape, FabricFunction } from '../engine/pci/fabric';
import { formatBdf } from '../engine/pci/routing';
import type { RoutingId } from '../engine/units';
import type { PciNames } from '../shell/command';
import { sysfs } from '../shell/sysfs';
import type { ConfigPicture, HostFunction, HostPf, HostPicture } from './host-api';

const LOG_LINES = 200;

const ridOf = ({ bus, device, fn }: SeenFunction): RoutingId => (bus << 8) | (device << 3) | fn;

/** Kernel and hardware as the views draw them: what the kernel knows, with what the hardware says of it. */
export function hostPicture(kernel: Kernel, names: PciNames, version: number): HostPicture {
  const hardware = new Map(kernel.fabric.functions());
  const rids = new Map([...hardware].map(([rid, fn]) => [fn, rid]));
  const netdevs = new Map(kernel.netDevices.map((device) => [device.rid, device.name]));
  const seen = kernel.functions();
  const pfs = seen.flatMap((one) => {
    const rid = ridOf(one);
    const fn = hardware.get(rid);
    const pf = fn === undefined || fn.role === 'vf' ? null : pfOf(kernel, rid, fn);
    return pf === null ? [] : [pf];
  });
  const withdrawn = withdrawnVfs(pfs, hardware);
  const functions = seen.map((one): HostFunction => {
    const rid = ridOf(one);
    const fn = hardware.get(rid);
    const pf = fn === undefined || fn.pf === null ? null : (rids.get(fn.pf) ?? null);
    return {
      ...functionOf(one, rid, fn, names, { pf, netdev: netdevs.get(rid) ?? null }),
      ...(fn === undefined ? withdrawn.get(rid) : undefined),
    };
  });
  const log = kernel.log.lines.slice(-LOG_LINES).map(({ at, text }) => `[${stamp(at)}] ${text}`);
  return { version, functions, pfs, log };
}

/** VFs that the kernel made and the hardware has no more: where they lay, by what the PF's registers say. */
function withdrawnVfs(
  pfs: readonly HostPf[],
  hardware: ReadonlyMap<RoutingId, FabricFunction>,
): ReadonlyMap<RoutingId, Pick<HostFunction, 'pf' | 'vfIndex' | 'role'>> {
  const found = new Map<RoutingId, Pick<HostFunction, 'pf' | 'vfIndex' | 'role'>>();
  for (const { rid: pf, numVfs, firstVfOffset, vfStride } of pfs) {
    for (let vfIndex = 0; vfIndex < numVfs; vfIndex++) {
      const rid = pf + firstVfOffset + vfIndex * vfStride;
      if (!hardware.has(rid)) found.set(rid, { pf, vfIndex, role: 'vf' });
    }
  }
  return found;
}

function functionOf(
  seen: SeenFunction,
  rid: RoutingId,
  fn: FabricFunction | undefined,
  names: PciNames,
  more: Pick<HostFunction, 'pf' | 'netdev'>,
): HostFunction {
  const { kernel } = seen;
  const vendorId = kernel?.vendor ?? 0xffff;
  const deviceId = kernel?.device ?? 0xffff;
  const bridge = fn !== undefined && (fn.config.read(0x0e, 1) & 0x7f) === 1;
  return {
    rid,
    bdf: formatBdf(rid),
    role: fn?.role ?? 'endpoint',
    answers: fn !== undefined,
    parent: kernel?.parent ?? null,
    vfIndex: fn?.vfIndex ?? -1,
    vendorId,
    deviceId,
    classCode: kernel?.class ?? 0,
    name: names.device(vendorId, deviceId) ?? `${hex(vendorId, 4)}:${hex(deviceId, 4)}`,
    driver: kernel?.driver ?? null,
    iommuGroup: kernel?.iommuGroup ?? null,
    secondary: bridge ? fn.config.read(0x19, 1) : null,
    subordinate: bridge ? fn.config.read(0x1a, 1) : null,
    ...more,
  };
}

/** dmesg's stamp: seconds with six digits. */
function stamp(ns: number): string {
  const micros = Math.floor(ns / 1000);
  const whole = String(Math.floor(micros / 1e6)).padStart(5);
  return `${whole}.${String(micros % 1e6).padStart(6, '0')}`;
}

/** What the SR-IOV capability says (SR-IOV specification 1.1 §3.3); null for a function without one. */
function pfOf(kernel: Kernel, rid: RoutingId, { config }: FabricFunction): HostPf | null {
  const at = config.find('sriov')?.at;
  if (at === undefined) return null;
  const bdf = formatBdf(rid);
  const page = config.read(at + 0x20, 4) * 4096;
  const file = (name: string) => Number(sysfs(kernel, `0000:${bdf}`, name) ?? '');
  return {
    rid,
    bdf,
    totalVfs: config.read(at + 0x0e, 2),
    driverMax: file('sriov_totalvfs'),
    numVfs: file('sriov_numvfs'),
    firstVfOffset: config.read(at + 0x14, 2),
    vfStride: config.read(at + 0x16, 2),
    vfDeviceId: config.read(at + 0x1a, 2),
    ari: (config.read(at + 0x08, 2) & 0x10) !== 0,
    vfBars: vfBars(config, at).map((bar) => ({ ...bar, size: Math.max(bar.size, page) })),
    systemPageSize: page,
  };
}

/** Sizes as sizing finds them with pages of 4 KiB: the address bits of a VF BAR that a write does not change. */
function vfBars(config: ConfigSpace, at: number): BarShape[] {
  const { writable } = config.template;
  const bars: BarShape[] = [];
  for (let index = 0; index < 6; index++) {
    const here = at + 0x24 + 4 * index;
    const type = config.read(here, 4) & 0xf;
    const mask = BigInt(mask32(writable, here) & 0xfffffff0);
    const is64 = (type & 6) === 4;
    const high = is64 ? BigInt(mask32(writable, here + 4)) : 0xffffffffn;
    const full = (high << 32n) | (mask & 0xffffffffn);
    const size = full === (is64 ? 0n : 0xffffffff00000000n) ? 0n : full & -full;
    if (size > 0n) {
      bars.push({
        index,
        size: Number(size),
        kind: is64 ? 'mem64' : 'mem32',
        prefetchable: (type & 8) !== 0,
      });
    }
    if (is64) index += 1;
  }
  return bars;
}

function mask32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

export function configPicture(
  kernel: Kernel,
  rid: RoutingId,
  version: number,
): ConfigPicture | null {
  const fn = kernel.fabric.at(rid);
  if (fn === null) return null;
  const { writable, clearable, tables } = fn.config.template;
  return {
    version,
    rid,
    bdf: formatBdf(rid),
    bytes: fn.config.bytes(),
    writable: writable.slice(),
    clearable: clearable.slice(),
    tables,
  };
}
