import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { KernelView, Resource, SeenFunction } from '../../engine/linux/pci-view';
import { slotName } from './function-info';
import { PciIds } from './ids';
import { lspci } from './lspci';
import { optionsOf } from './testing';

// A live host: what a kernel knows beside the bytes. The judge reads the same from a sysfs tree made here; kernel
// modules are left out, they come from /lib/modules.
const asked = spawnSync('lspci', ['--version'], { encoding: 'utf8' });
const installed = asked.stdout === 'lspci version 3.9.0\n';
const idsFile = fileURLToPath(new URL('./pci.ids', import.meta.url));
const ids = new PciIds(readFileSync(idsFile, 'utf8'));
const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-sysfs-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const hex = (value: number | bigint, digits: number) =>
  `0x${value.toString(16).padStart(digits, '0')}\n`;

/** Writes the tree; parents before their children. */
function writeSysfs(root: string, functions: readonly SeenFunction[]): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(join(root, 'devices'), { recursive: true });
  mkdirSync(join(root, 'slots'));
  const paths = new Map<number, string>();
  functions.forEach((seen, index) => {
    const { kernel } = seen;
    if (kernel === null) throw new Error('a live function');
    const name = slotName(seen, true);
    const above = kernel.parent === null ? undefined : paths.get(kernel.parent);
    const path = join(above ?? join(root, 'tree'), name);
    paths.set((seen.bus << 8) | (seen.device << 3) | seen.fn, path);
    mkdirSync(path, { recursive: true });
    symlinkSync(path, join(root, 'devices', name));
    const put = (file: string, text: string | Uint8Array) => writeFileSync(join(path, file), text);
    put('config', seen.config);
    put('vendor', hex(kernel.vendor, 4));
    put('device', hex(kernel.device, 4));
    put('subsystem_vendor', hex(kernel.subVendor, 4));
    put('subsystem_device', hex(kernel.subDevice, 4));
    put('class', hex(kernel.class, 6));
    put('revision', hex(kernel.revision, 2));
    put('irq', `${String(kernel.irq)}\n`);
    put('numa_node', `${String(kernel.numaNode)}\n`);
    const line = ({ start, end, flags }: Resource) =>
      [start, end, flags].map((value) => hex(value, 16).trim()).join(' ');
    put('resource', `${kernel.resources.map(line).join('\n')}\n`);
    for (const [link, to] of [
      ['driver', kernel.driver],
      ['iommu_group', kernel.iommuGroup],
    ] as const) {
      if (to === null) continue;
      mkdirSync(join(root, link, to), { recursive: true });
      // lspci takes such a link for relative, as those of sysfs are.
      symlinkSync(relative(path, join(root, link, to)), join(path, link));
    }
    if (kernel.physicalSlot === null) return;
    const slot = join(root, 'slots', `${kernel.physicalSlot}-${String(index)}`);
    mkdirSync(slot);
    writeFileSync(join(slot, 'address'), `${name.slice(0, -2)}\n`);
  });
}

const NONE: Resource = { start: 0n, end: 0n, flags: 0 };
const memory = fc.oneof(
  fc.record({
    start: fc.constantFrom(0xfe600000n, 0xfea04000n, 0n),
    bits: fc.constantFrom(5, 12, 14, 20),
    flags: fc.constantFrom(0x40200, 0x14220c, 0x140204, 0x42208, 0x40200 | 0x20),
  }),
  fc.record({
    start: fc.constant(0x20_0000_0000n),
    bits: fc.constantFrom(12, 14, 28, 32),
    flags: fc.constantFrom(0x14220c, 0x140204, 0x14220c | 0x20),
  }),
);
const port = fc.record({
  start: fc.constantFrom(0xc000n, 0xd040n),
  bits: fc.constantFrom(5, 12),
  flags: fc.constant(0x40101),
});
const resource = fc
  .oneof(fc.constant(null), memory, port)
  .map((one) =>
    one === null
      ? NONE
      : { start: one.start, end: one.start + (1n << BigInt(one.bits)) - 1n, flags: one.flags },
  );
const bars = fc.array(resource, { minLength: 7, maxLength: 7 });

function endpoint(register: 'as-assigned' | 'zero', resources: readonly Resource[]): Uint8Array {
  const config = new Uint8Array(256);
  config.set([0x86, 0x80, 0xca, 0x10, 7, 0, 0, 0, 1, 0, 0, 2]);
  config[0x3d] = 1;
  if (register === 'zero') return config;
  const view = new DataView(config.buffer);
  resources.slice(0, 6).forEach(({ start, flags }, i) => {
    if (start === 0n) return;
    view.setUint32(0x10 + 4 * i, Number(start & 0xfffffff0n) | (flags & 0xf), true);
    if ((flags & 0x100000) !== 0 && i < 5) view.setUint32(0x14 + 4 * i, Number(start >> 32n), true);
  });
  view.setUint32(0x30, Number((resources[6]?.start ?? 0n) & 0xfffff800n), true);
  return config;
}

function bridge(secondary: number, subordinate: number): Uint8Array {
  const config = new Uint8Array(256);
  config.set([0x36, 0x1b, 0x0c, 0, 7, 0, 0, 0, 0, 0, 4, 6]);
  config[0x0e] = 1;
  config.set(
    [0, secondary, subordinate, 0, 0xc0, 0xd0, 0, 0, 0x60, 0xfe, 0x70, 0xfe, 1, 0, 1, 0],
    0x18,
  );
  return config;
}

const live = fc.record({
  resources: bars,
  registers: fc.constantFrom('as-assigned' as const, 'zero' as const),
  irq: fc.constantFrom(0, 11, 130),
  numaNode: fc.constantFrom(-1, 0, 1),
  iommuGroup: fc.constantFrom(null, '13'),
  driver: fc.constantFrom(null, 'igbvf', 'vfio-pci'),
  physicalSlot: fc.constantFrom(null, '4'),
  windows: fc.array(resource, { minLength: 3, maxLength: 3 }),
  virtual: fc.boolean(),
  bus: fc.constantFrom(1, 2, 9),
});

function hostOf(functions: readonly (typeof live extends fc.Arbitrary<infer T> ? T : never)[]) {
  const common = { subVendor: 0x1af4, subDevice: 0x1100, revision: 1, modules: [] };
  return functions.flatMap((one, i): SeenFunction[] => {
    const { resources, irq, numaNode, iommuGroup, driver, windows } = one;
    const rest = { ...common, irq, numaNode, iommuGroup, driver };
    const iov = Array.from({ length: 6 }, () => NONE);
    const slot = one.physicalSlot === null ? null : `${one.physicalSlot}-${String(2 * i + 1)}`;
    const parent: KernelView = {
      ...rest,
      vendor: 0x1b36,
      device: 0x000c,
      class: 0x060400,
      resources: [...resources.slice(0, 2), NONE, NONE, NONE, NONE, NONE, ...iov, ...windows, NONE],
      physicalSlot: null,
      parent: null,
    };
    const child: KernelView = {
      ...rest,
      vendor: 0x8086,
      device: one.virtual ? 0x10ca : 0x10c9,
      class: 0x020000,
      resources: [...resources, ...iov],
      physicalSlot: slot,
      parent: i << 3,
    };
    const config = endpoint(one.registers, resources);
    if (one.virtual) config.fill(0xff, 0, 4);
    return [
      { domain: 0, bus: 0, device: i, fn: 0, config: bridge(0x10 + i, 0x10 + i), kernel: parent },
      { domain: 0, bus: one.bus + 16 * i, device: 0, fn: 0, config, kernel: child },
    ];
  });
}

describe.skipIf(!installed)('a live host (skipped where lspci 3.9.0 is not installed)', () => {
  test.each(['-vvv', '-v', '-nnk', '-vmmk', '-vvb', '-t', '-tv', '-P', '-x'])(
    '%s',
    { timeout: 60_000 },
    (view) => {
      fc.assert(
        fc.property(fc.array(live, { minLength: 1, maxLength: 12 }), (functions) => {
          const seen = hostOf(functions);
          const root = join(temp, 'sys');
          writeSysfs(root, seen);
          // The slots' names carry the index of the function, so that no two are alike.
          const args = ['-i', idsFile, '-A', 'linux-sysfs', '-O', `sysfs.path=${root}`, view];
          const { stdout } = spawnSync('lspci', args, { encoding: 'utf8' });
          const ours: string[] = [];
          const sinks = { out: (text: string) => void ours.push(text), err: () => undefined };
          lspci(named(seen), ids, optionsOf([view]), sinks);
          expect(ours.join('')).toBe(stdout);
        }),
        { numRuns: 6 },
      );
    },
  );
});

/** The slot directories as they were written. */
function named(functions: readonly SeenFunction[]): SeenFunction[] {
  return functions.map((seen, index) => {
    const { kernel } = seen;
    if (kernel === null || kernel.physicalSlot === null) return seen;
    return {
      ...seen,
      kernel: { ...kernel, physicalSlot: `${kernel.physicalSlot}-${String(index)}` },
    };
  });
}
