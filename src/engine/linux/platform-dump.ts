import type { Fabric, FabricFunction } from '../pci/fabric';
import type { MachineConfig } from '../pci/machine';
import type { Platform, RootBridge } from './platform';
import { serverPlatform } from './platform-server';

const MiB = 2 ** 20;
const ECAM_BYTES = 256 * MiB;
const GiB4 = 2 ** 32;
const LAST_BUS = 0xff;
/** Firmware, IOAPIC and local APICs lie above. */
const LOW_END = 0xfec00000;
const HIGH_END = 2 ** 46;

type Span = readonly [start: number, end: number];

/**
 * The host of an imported dump. A dump holds no firmware tables, so each host bridge is taken to decode what the
 * functions behind it have addresses for, and the only one of a host everything that is left.
 */
export function dumpPlatform(machine: MachineConfig, fabric: Fabric): Platform {
  const { rootBuses } = fabric;
  const used = rootBuses.map((bus, index) =>
    addresses(fabric, bus, (rootBuses[index + 1] ?? LAST_BUS + 1) - 1),
  );
  const low = used.flat().filter(([start, end]) => start >= 16 * MiB && end < LOW_END);
  const lowest = Math.min(2 * 2 ** 30, ...low.map(([start]) => start));
  const lowStart = Math.max(2 * ECAM_BYTES, Math.floor(lowest / ECAM_BYTES) * ECAM_BYTES);
  const ecam = lowStart - ECAM_BYTES;
  const base = serverPlatform(machine);
  const roots = rootBuses.map((bus, index): RootBridge => {
    const own = used[index] ?? [];
    const alone = rootBuses.length === 1;
    return {
      label: `PC${String(index).padStart(2, '0')}`,
      bus,
      lastBus: (rootBuses[index + 1] ?? LAST_BUS + 1) - 1,
      io: alone ? [[0, 0xffff]] : [],
      memory: alone
        ? [
            [lowStart, LOW_END - 1],
            [GiB4, HIGH_END - 1],
          ]
        : [
            ...hull(own.filter(([start, end]) => start >= lowStart && end < LOW_END)),
            ...hull(own.filter(([start]) => start >= GiB4)),
          ],
    };
  });
  return {
    ...base,
    hardwareName: 'Imported lspci dump',
    ecam,
    roots,
    memoryHole: lowStart,
    gap: [lowStart, LOW_END - 1],
    map: () => [
      { start: 0x1000, end: 0x9ffff, name: 'System RAM' },
      { start: 0x100000, end: ecam - 1, name: 'System RAM' },
      { start: ecam, end: ecam + ECAM_BYTES - 1, name: 'PCI MMCONFIG 0000 [bus 00-ff]' },
      { start: 0xfec00000, end: 0xfec003ff, name: 'IOAPIC 0' },
      { start: 0xfee00000, end: 0xfee00fff, name: 'Local APIC' },
    ],
  };
}

/** Memory that functions on these buses decode, as their BARs and windows say now. */
function addresses(fabric: Fabric, first: number, last: number): Span[] {
  const spans: Span[] = [];
  for (const [rid, fn] of fabric.functions()) {
    if (rid >> 8 < first || rid >> 8 > last || fn.role === 'vf') continue;
    spans.push(...windows(fn));
    for (const { index, size, kind } of fabric.bars(fn)) {
      if (kind === 'io') continue;
      const at = 0x10 + 4 * index;
      const high = kind === 'mem64' ? fn.config.read(at + 4, 4) * GiB4 : 0;
      const start = high + ((fn.config.read(at, 4) & ~0xf) % GiB4);
      const from = start < 0 ? start + GiB4 : start;
      if (from > 0) spans.push([from, from + size - 1]);
    }
  }
  return spans;
}

/** A bridge's two memory windows (PCI-to-PCI Bridge Architecture Specification 1.2 §3.2.5). */
function windows({ config }: FabricFunction): Span[] {
  if ((config.read(0x0e, 1) & 0x7f) !== 1) return [];
  const field = (at: number) => (config.read(at, 2) & 0xfff0) * 0x10000;
  const wide = (config.read(0x24, 2) & 0xf) === 1;
  const upper = (at: number) => (wide ? config.read(at, 4) * GiB4 : 0);
  const spans: Span[] = [
    [field(0x20), field(0x22) + MiB - 1],
    [field(0x24) + upper(0x28), field(0x26) + upper(0x2c) + MiB - 1],
  ];
  return spans.filter(([start, end]) => start > 0 && end > start);
}

function hull(spans: readonly Span[]): Span[] {
  if (spans.length === 0) return [];
  const start = spans.reduce((least, [from]) => Math.min(least, from), Infinity);
  const end = spans.reduce((most, [, to]) => Math.max(most, to), 0);
  return [[Math.floor(start / MiB) * MiB, Math.ceil((end + 1) / MiB) * MiB - 1]];
}
