import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildFabric } from '../build';
import { plugCard } from '../card';
import { CARD_IDS } from '../cards/catalog';
import type { Fabric } from '../fabric';
import { labMachine } from '../lab-machine';
import { formatBdf } from '../routing';
import { fabricFromDump } from './dump-fabric';
import type { DumpedFunction } from './dumped';
import { possibleVfs } from './dumped-pf';
import { readHost } from './read-host';

const dumpOf = (fabric: Fabric): readonly DumpedFunction[] =>
  [...fabric.functions()].map(([rid, fn]) => ({ rid, config: fn.config.bytes() }));

const CARD = 0x3b00;

/** The lab's host with ARI on where it can be, and VFs of the first PF enabled. */
function lab(device: string, numVfs: number, ari = true, busesPerRootPort = 4): Fabric {
  const host = { ari, busesPerRootPort, iommu: true, cores: 8 };
  const fabric = buildFabric(labMachine(host, { device }));
  const port = fabric.at(0x3a00)!.config;
  const pf = fabric.at(CARD)!.config;
  const at = pf.find('sriov')!.at;
  if (ari) {
    const pcie = port.find('pcie')!.at;
    port.write(pcie + 0x28, 2, 0x20);
    pf.write(at + 8, 2, 0x10);
  }
  pf.write(at + 0x10, 2, numVfs);
  if (numVfs > 0) pf.write(at + 8, 2, pf.read(at + 8, 2) | 9);
  return fabric;
}

function put(bytes: Uint8Array, at: number, width: number, value: number): void {
  for (let i = 0; i < width; i++) bytes[at + i] = Math.floor(value / 256 ** i) & 0xff;
}

/** One PF without a port above it, with these SR-IOV registers: offset in the capability, width, value. */
function lonePf(
  rid: number,
  registers: readonly (readonly [offset: number, width: number, value: number])[],
): DumpedFunction {
  const config = new Uint8Array(4096);
  put(config, 0, 4, 0x12341af5);
  put(config, 8, 4, 0x02000000);
  put(config, 0x100, 4, 0x0001_0010);
  const usual = [
    [0x0c, 2, 4],
    [0x0e, 2, 4],
    [0x14, 2, 1],
    [0x16, 2, 1],
    [0x20, 4, 1],
  ] as const;
  for (const [offset, width, value] of [...usual, ...registers]) {
    put(config, 0x100 + offset, width, value);
  }
  return { rid, config };
}

describe('a host read from its registers', () => {
  it('is the host that was dumped: buses, ports, and the VFs that could be', () => {
    const host = readHost(dumpOf(lab('intel-e810', 2, true, 1)));
    expect(host.rootBuses).toEqual([0x00, 0x3a]);
    expect(host.bridges).toMatchObject([
      { rid: 0x3a00, secondary: 0x3b, subordinate: 0x3b, portType: 4, ariEnabled: true },
      { rid: 0x3a10, secondary: 0x3c, subordinate: 0x3c },
    ]);
    const [pf0, pf1] = host.pfs;
    expect(host.pfs).toHaveLength(2);
    expect(pf0).toMatchObject({ rid: CARD, totalVfs: 128, numVfs: 2, enabled: true });
    const vfs = possibleVfs(pf1!);
    expect([vfs.length, formatBdf(vfs[0]!), formatBdf(vfs[127]!)]).toEqual([
      128,
      '3b:11.0',
      '3c:00.7',
    ]);
  });

  it('names what binds first: on one bus number an E810’s PF1 has 120', () => {
    const [card] = readHost(dumpOf(lab('intel-e810', 0, true, 1))).cards;
    expect(card).toMatchObject({ known: true, network: true });
    expect(card?.limits).toMatchObject({
      binding: 'bus-numbers',
      max: 248,
      maxPerPf: [128, 120],
    });
  });

  it.each(CARD_IDS)('gives %s back with the routing of its registers', (id) => {
    const host = readHost(dumpOf(lab(id, 1)));
    const [card] = host.cards;
    expect(host.cards).toHaveLength(1);
    expect(host.problems.filter(({ kind }) => kind === 'list')).toEqual([]);
    for (const [k, pf] of card!.pfs.entries()) {
      expect(card!.profile.routing.find((e) => e.pf === k && e.ari)).toMatchObject({
        firstVfOffset: pf.firstVfOffset,
        vfStride: pf.vfStride,
        verified: true,
      });
    }
    const plugged = plugCard(card!.profile, card!.limits.max, card!.host);
    const { rid } = plugged.functions.find((f) => f.kind === 'vf')!;
    expect(rid).toBe(possibleVfs(card!.pfs[0]!)[0]);
  });

  it('can be run over at its own Routing IDs, PF1 too', () => {
    const [card] = readHost(dumpOf(lab('intel-82599', 0))).cards;
    const { functions } = plugCard(card!.profile, [0, 2], card!.host);
    expect(functions.map((f) => f.bdf)).toEqual(['3b:00.0', '3b:00.1', '3b:10.1', '3b:10.3']);
    expect(card!.limits).toMatchObject({ max: 126, binding: 'driver-max' });
  });

  it('tells VF BAR sizes from the distance of their spaces, or assumes one and says so', () => {
    const bars = [
      [0x24, 4, 0xd2840004],
      [0x30, 4, 0xd2850004],
    ] as const;
    const [card] = readHost([lonePf(0x0100, bars)]).cards;
    expect(card?.pfs[0]?.vfBars).toMatchObject([
      { index: 0, sizeBytes: 16384, sizeFrom: 'spacing' },
      { index: 3, sizeBytes: null, sizeFrom: null },
    ]);
    expect(card?.profile.assumed).toContain('vfBars');
    expect(card?.known).toBe(false);
  });
});

describe('sizes that only the listing of a VF tells', () => {
  const bars = [
    [0x24, 4, 0xd2840004],
    [0x30, 4, 0xd2850004],
  ] as const;
  const withVf = (vfBarSizes: Readonly<Record<number, number>>) => {
    const vf = new Uint8Array(4096).fill(0xff, 0, 4);
    return readHost([lonePf(0x0100, bars), { rid: 0x0101, config: vf, vfBarSizes }]);
  };

  it('are taken for the PF’s VF BARs', () => {
    expect(withVf({ 0: 16384, 3: 65536 }).pfs[0]?.vfBars).toMatchObject([
      { index: 0, sizeBytes: 16384, sizeFrom: 'listing' },
      { index: 3, sizeBytes: 65536, sizeFrom: 'listing' },
    ]);
  });

  it('are refused where no BAR can be so large, or is no power of two', () => {
    const { pfs, problems } = withVf({ 0: 2 ** 60, 3: 12345 });
    expect(problems.filter(({ kind }) => kind === 'bar-size')).toHaveLength(2);
    expect(pfs[0]?.vfBars.map(({ sizeFrom }) => sizeFrom)).toEqual(['spacing', null]);
  });
});

describe('a dump that makes no sense', () => {
  const kinds = (...functions: readonly DumpedFunction[]) =>
    readHost(functions).problems.map(({ kind }) => kind);

  it('is told what is wrong with its SR-IOV registers', () => {
    expect(kinds(lonePf(0x0100, [[0x14, 2, 0]]))).toContain('offset-zero');
    expect(kinds(lonePf(0x0100, [[0x16, 2, 0]]))).toContain('stride-zero');
    expect(kinds(lonePf(0x0100, [[0x0c, 2, 3]]))).toContain('initial-vfs');
    expect(kinds(lonePf(0x0100, [[0x0e, 2, 0]]))).toContain('no-vfs');
    expect(kinds(lonePf(0x0100, [[0x38, 4, 0xe0000004]]))).toContain('vf-bar');
    expect(kinds(lonePf(0x0100, [[0x24, 4, 0x1001]]))).toContain('vf-bar');
  });

  it('has no VFs where none can be, and the first alone with a stride of 0', () => {
    const max = (registers: Parameters<typeof lonePf>[1]) =>
      readHost([lonePf(0x0100, registers)]).cards[0]?.limits.max;
    expect(max([[0x14, 2, 0]])).toBe(0);
    expect(max([[0x16, 2, 0]])).toBe(1);
    expect(max([])).toBe(4);
  });

  it('counts up to where Routing IDs would wrap', () => {
    const host = readHost([
      lonePf(0xff00, [
        [0x0c, 2, 0xffff],
        [0x0e, 2, 0xffff],
        [0x14, 2, 128],
        [0x16, 2, 2],
      ]),
    ]);
    expect(host.problems).toContainEqual({ kind: 'wraps', rid: 0xff00, fromVf: 65 });
    expect(host.pfs[0]?.addressable).toBe(64);
    expect(possibleVfs(host.pfs[0]!).at(-1)).toBe(0xfffe);
    expect(host.cards[0]?.limits.max).toBe(64);
  });

  it('may be short, doubled, and full of loops', () => {
    const short: DumpedFunction = { rid: 0x0100, config: new Uint8Array(64) };
    expect(kinds(short, short)).toEqual(['duplicate', 'short']);
    const looped = lonePf(0x0200, []);
    put(looped.config, 0x100, 4, 0x1001_0010);
    expect(kinds(looped)).toContain('list');
  });

  it('may have bridges that lead nowhere, to themselves, or to each other’s buses', () => {
    const bridge = (rid: number, secondary: number, subordinate: number): DumpedFunction => {
      const config = new Uint8Array(256);
      put(config, 0, 4, 0x00018086);
      put(config, 0x0e, 1, 1);
      put(config, 0x19, 1, secondary);
      put(config, 0x1a, 1, subordinate);
      return { rid, config };
    };
    const bad = [bridge(0x0008, 0, 3), bridge(0x0010, 2, 1), bridge(0x0018, 5, 6)];
    const doubled = bridge(0x0020, 5, 5);
    const problems = readHost([...bad, doubled]).problems.filter((p) => p.kind === 'bridge-buses');
    expect(problems.map((p) => 'rid' in p && p.rid)).toEqual([0x0008, 0x0010, 0x0020]);
  });

  const anyBytes = fc.record({
    rid: fc.integer({ min: 0, max: 0xffff }),
    config: fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(fc.tuple(fc.integer({ min: 0, max: 4095 }), fc.integer({ min: 0, max: 255 })), {
          maxLength: 60,
        })
        .map((changes) => {
          const { config } = lonePf(0, []);
          for (const [at, value] of changes) config[at] = value;
          return config;
        }),
    ),
  });

  it('is read and built, whatever its bytes are', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 8 }), (functions) => {
        const host = readHost(functions);
        for (const card of host.cards) {
          const { functions: all } = plugCard(card.profile, card.limits.max, card.host);
          expect(new Set(all.map((f) => f.rid)).size).toBeGreaterThan(0);
        }
        const { fabric } = fabricFromDump(host);
        expect([...fabric.functions()].length).toBeLessThanOrEqual(0x10000);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a dumped host as hardware', () => {
  it('answers with the bytes of the dump at every address of the dump', () => {
    for (const id of ['intel-82599', 'nvidia-bluefield2', 'samsung-pm174x'] as const) {
      const dump = dumpOf(lab(id, 3));
      const { fabric, left } = fabricFromDump(readHost(dump));
      expect(left).toEqual([]);
      expect(dumpOf(fabric)).toEqual(dump);
    }
  });

  it('goes on as hardware: VFs off, one more on, and the offset follows ARI', () => {
    const { fabric } = fabricFromDump(readHost(dumpOf(lab('intel-82599', 3))));
    const pf = fabric.at(CARD)!.config;
    const vfs = () => [...fabric.functions()].filter(([, f]) => f.role === 'vf').length;
    expect(vfs()).toBe(3);
    pf.write(0x168, 2, 0x10);
    expect([vfs(), fabric.at(CARD + 128)]).toEqual([0, null]);
    pf.write(0x168, 2, 0);
    expect(pf.read(0x174, 2)).toBe(384);
    pf.write(0x168, 2, 0x10);
    pf.write(0x170, 2, 63);
    pf.write(0x168, 2, 0x19);
    expect([pf.read(0x174, 2), vfs()]).toEqual([128, 63]);
    expect(fabric.at(CARD + 128)?.config.read(0, 4)).toBe(0xffffffff);
  });
});
