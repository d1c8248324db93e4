import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildFabric } from '../build';
import type { ConfigSpace } from '../config-space';
import type { Fabric } from '../fabric';
import type { MachineDevice } from '../machine';
import { device, machine } from '../testing-machines';

interface Range {
  readonly kind: 'io' | 'mem' | 'pref';
  readonly start: number;
  readonly end: number;
}

/** A machine as a tree: what hangs on a bus. */
type Tree = readonly Node[];
type Node =
  | { readonly kind: 'leaf'; readonly model: string }
  | { readonly kind: 'port'; readonly reserve: string; readonly below: readonly Leaf[] }
  | { readonly kind: 'switch'; readonly below: readonly (readonly Leaf[])[] };
type Leaf = Extract<Node, { kind: 'leaf' }>;

const leaf = fc
  .constantFrom('igb', 'nvme', 'e1000', 'e1000e', 'rtl8139', 'virtio-net-pci')
  .map((model): Leaf => ({ kind: 'leaf', model }));
const one = fc.array(leaf, { maxLength: 1 });
const tree: fc.Arbitrary<Tree> = fc.array(
  fc.oneof(
    leaf,
    fc.record({
      kind: fc.constant('port' as const),
      reserve: fc.constantFrom('0', '4K', '5M', '64M'),
      below: one,
    }),
    fc.record({
      kind: fc.constant('switch' as const),
      below: fc.array(one, { minLength: 1, maxLength: 3 }),
    }),
  ),
  { maxLength: 8 },
);

function describeTree(nodes: Tree): MachineDevice[] {
  const devices: MachineDevice[] = [];
  let next = 0;
  const add = (model: string, bus: string, props: Record<string, string> = {}) => {
    const id = `d${String(next++)}`;
    devices.push(device(model, id, bus, null, props));
    return id;
  };
  for (const node of nodes) {
    if (node.kind === 'leaf') {
      add(node.model, 'pcie.0');
      continue;
    }
    const props = node.kind === 'port' ? { 'mem-reserve': node.reserve, 'bus-reserve': '2' } : {};
    const port = add('pcie-root-port', 'pcie.0', props);
    if (node.kind === 'port') for (const { model } of node.below) add(model, port);
    else {
      const upstream = add('x3130-upstream', port);
      for (const slot of node.below) {
        const downstream = add('xio3130-downstream', upstream);
        for (const { model } of slot) add(model, downstream);
      }
    }
  }
  return devices;
}

/** What the function decodes, after its registers and the sizes it was built with. */
function ranges(fabric: Fabric, rid: number): Range[] {
  const fn = fabric.at(rid);
  if (fn === null) return [];
  return fabric.bars(fn).map(({ index, size, kind, prefetchable }) => {
    const type1 = fn.config.find('header1') !== undefined;
    const at = index < 6 ? 0x10 + 4 * index : type1 ? 0x38 : 0x30;
    const low = fn.config.read(at, 4);
    const high = kind === 'mem64' ? fn.config.read(at + 4, 4) : 0;
    const start = high * 2 ** 32 + low - (low % Math.min(size, 2 ** 32));
    return { kind: kind === 'io' ? 'io' : prefetchable ? 'pref' : 'mem', start, end: start + size };
  });
}

const window = (config: ConfigSpace, kind: Range['kind']): Range => {
  if (kind === 'io') {
    const [base, limit] = [config.read(0x1c, 1) & 0xf0, config.read(0x1d, 1) & 0xf0];
    return { kind, start: base << 8, end: (limit << 8) + 0x1000 };
  }
  const at = kind === 'mem' ? 0x20 : 0x24;
  const upper = (offset: number) => (kind === 'mem' ? 0 : config.read(offset, 4) * 2 ** 32);
  const part = (offset: number) => (config.read(offset, 2) & 0xfff0) * 0x10000;
  return { kind, start: upper(0x28) + part(at), end: upper(0x2c) + part(at + 2) + 0x100000 };
};

test('what finds no room gets none, and the rest is as if it were not there', () => {
  const big = device('pcie-root-port', 'big', 'pcie.0', '2.0', { 'mem-reserve': '2G' });
  const small = device('pcie-root-port', 'small', 'pcie.0', '3.0');
  const card = (bus: string) => device('e1000e', null, bus, '0.0');
  const fabric = buildFabric(machine(big, small, card('big'), card('small')));
  const [closed, open] = [0x0010, 0x0018].map((rid) => fabric.at(rid)?.config);
  expect(closed?.read(0x20, 2)).toBeGreaterThan(closed?.read(0x22, 2) ?? 0);
  expect(fabric.at(0x0100)?.config.read(0x10, 4)).toBe(0);
  expect(open?.read(0x20, 2)).toBeLessThanOrEqual(open?.read(0x22, 2) ?? 0);
  expect(fabric.at(0x0200)?.config.read(0x10, 4)).toBeGreaterThan(0xc0000000);
});

test('more I/O ports than there are', () => {
  const ports = Array.from({ length: 20 }, (_, i) => {
    const id = `p${String(i)}`;
    return [
      device('pcie-root-port', id, 'pcie.0', `${(i + 1).toString(16)}.0`),
      device('e1000e', null, id, '0.0'),
    ];
  });
  const fabric = buildFabric(machine(...ports.flat()));
  const windows = [...fabric.functions()]
    .filter(([, { role }]) => role === 'root-port')
    .map(([, { config }]) => window(config, 'io'))
    .filter(({ start, end }) => start < end);
  expect(windows.length).toBeGreaterThan(10);
  expect(new Set(windows.map(({ start }) => start)).size).toBe(windows.length);
});

test('whatever is plugged in: every BAR lies in the windows above it, and none in another', () => {
  fc.assert(
    fc.property(tree, (nodes) => {
      const devices = describeTree(nodes);
      const fabric = buildFabric(machine(...devices));
      const functions = [...fabric.functions()];
      // The chipset's own four, and everything that was plugged in.
      expect(functions).toHaveLength(4 + devices.length);
      const taken: Range[] = [];
      for (const [rid, { model }] of functions) {
        const bus = rid >> 8;
        const above = functions.filter(([, { config }]) => {
          const bridge = config.find('header1') !== undefined;
          return bridge && config.read(0x19, 1) <= bus && bus <= config.read(0x1a, 1);
        });
        for (const range of ranges(fabric, rid)) {
          expect(range.start % (range.end - range.start)).toBe(0);
          for (const [, { config }] of above) {
            const { start, end } = window(config, range.kind);
            expect(range.start).toBeGreaterThanOrEqual(start);
            expect(range.end).toBeLessThanOrEqual(end);
          }
          // The SMBus is moved by hand to where its driver expects it.
          const io = range.kind === 'io';
          const clash = taken.find(
            (t) => (t.kind === 'io') === io && t.start < range.end && range.start < t.end,
          );
          expect([model, clash]).toEqual([model, undefined]);
          taken.push(range);
        }
      }
    }),
  );
});
