import { describe, expect, it } from 'vitest';
import { buildFabric } from '../build';
import { DEVICES } from '../devices';
import type { Fabric, FabricFunction } from '../fabric';
import { labMachine } from '../lab-machine';
import { formatBdf } from '../routing';
import { blueprintOf, CARD_IDS } from './catalog';

const nic = { device: 'nvidia-connectx5' };
const PORT = 0x3a00;
const CARD = 0x3b00;
const VF_ENABLE_AND_MSE = 0x09;
const ARI_HIERARCHY = 0x10;

function plug(device: string, ari = true, busesPerRootPort = 4): Fabric {
  const host = { ari, busesPerRootPort, iommu: true, cores: 8 };
  return buildFabric(labMachine(host, { device }));
}

function functionAt(fabric: Fabric, rid: number): FabricFunction {
  const fn = fabric.at(rid);
  if (fn === null) throw new Error(`nobody at ${formatBdf(rid)}`);
  return fn;
}

const placeOf = (fn: FabricFunction, table: string) => fn.config.find(table)?.at ?? -1;

/** ARI as Linux turns it on: in the port, and in the SR-IOV capability of the first PF. */
function enableAri(fabric: Fabric): void {
  const port = functionAt(fabric, PORT).config;
  const pcie = placeOf(functionAt(fabric, PORT), 'pcie');
  port.write(pcie + 0x28, 2, port.read(pcie + 0x28, 2) | 0x20);
  const pf = functionAt(fabric, CARD);
  pf.config.write(placeOf(pf, 'sriov') + 8, 2, ARI_HIERARCHY);
}

function enableVfs(pf: FabricFunction, numVfs: number): readonly [offset: number, stride: number] {
  const { config } = pf;
  const at = placeOf(pf, 'sriov');
  config.write(at + 0x10, 2, numVfs);
  config.write(at + 8, 2, config.read(at + 8, 2) | VF_ENABLE_AND_MSE);
  return [config.read(at + 0x14, 2), config.read(at + 0x16, 2)];
}

const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
const words = (...lines: readonly string[]) => lines.join(' ').replaceAll(/\s+/gu, ' ').trim();

describe('the 82576 as a real one was read', () => {
  // Offsets 150 to 19f of PF0 with one VF, behind a port without ARI.
  const GOLDEN = words(
    '0e 00 01 16 00 01 00 00 00 00 00 00 00 00 00 00',
    '10 00 01 00 00 00 00 00 09 00 00 00 08 00 08 00',
    '01 00 00 00 80 01 02 00 00 00 ca 10 53 05 00 00',
    '01 00 00 00 04 00 84 d2 00 00 00 00 00 00 00 00',
    '04 00 86 d2 00 00 00 00 00 00 00 00 00 00 00 00',
  );

  it('shows these bytes when software wrote what it wrote there', () => {
    const pf = functionAt(plug('intel-82576', false), CARD);
    pf.config.write(0x184, 4, 0xd2840000);
    pf.config.write(0x190, 4, 0xd2860000);
    enableVfs(pf, 1);
    expect(hex(pf.config.bytes().subarray(0x150, 0x1a0))).toBe(GOLDEN);
  });

  it('has the capabilities of that dump in their places', () => {
    const pf = functionAt(plug('intel-82576'), CARD);
    const bytes = pf.config.bytes();
    expect(hex(bytes.subarray(0x70, 0x7c))).toBe('11 a0 09 00 03 00 00 00 03 20 00 00');
    expect(hex(bytes.subarray(0xa0, 0xa8))).toBe('10 00 02 00 c2 8c 00 10');
    expect(hex(bytes.subarray(0xac, 0xb0))).toBe('41 6c 03 00');
    expect(hex(bytes.subarray(0x100, 0x118))).toBe(
      '01 00 01 14 00 00 00 00 00 00 00 00 11 20 06 00 00 00 00 00 00 20 00 00',
    );
    expect(hex(bytes.subarray(0x140, 0x14c))).toBe('03 00 01 15 e0 46 2b ff ff 21 1b 00');
  });
});

describe('the PM174X as a real one was read', () => {
  it('shows offsets 1f8 to 237 byte by byte with ARI on and no VFs', () => {
    const fabric = plug('samsung-pm174x');
    enableAri(fabric);
    const pf = functionAt(fabric, CARD);
    pf.config.write(0x21c, 4, 0x88408000);
    expect(hex(pf.config.bytes().subarray(0x1f8, 0x238))).toBe(
      words(
        '10 00 01 3c 02 00 00 00',
        '10 00 00 00 40 00 40 00 00 00 00 00 20 00 01 00',
        '00 00 26 a8 53 05 00 00 01 00 00 00 04 80 40 88',
        '00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00',
        '00 00 00 00 00 00 00 00',
      ),
    );
    expect(hex(pf.config.bytes().subarray(0x70, 0x7c))).toBe('10 b0 02 00 e2 8f a0 10 10 28 00 00');
  });
});

describe('any card', () => {
  it('has a model: every device but the emulated ones, which QEMU’s models are', () => {
    const emulated = ['qemu-igb'];
    const missing = DEVICES.filter((d) => blueprintOf(d.id) === null).map((d) => d.id);
    expect(missing).toEqual(emulated);
    expect(CARD_IDS).toHaveLength(20);
  });

  it.each(CARD_IDS)('%s shows every function with ARI’s chain through all of them', (id) => {
    const fabric = plug(id);
    const blueprint = blueprintOf(id)!;
    const chain: number[] = [];
    for (let fn = 0; !chain.includes(fn);) {
      chain.push(fn);
      const { config } = functionAt(fabric, CARD + fn);
      fn = config.read((config.find('ari')?.at ?? 0) + 5, 1);
    }
    expect(chain).toEqual(blueprint.functions.map((_, fn) => fn));
    const types = blueprint.functions.map(
      (_, fn) => functionAt(fabric, CARD + fn).config.read(0x0e, 1) & 0x80,
    );
    expect(new Set(types)).toEqual(new Set([blueprint.functions.length > 1 ? 0x80 : 0]));
  });

  const runs = CARD_IDS.flatMap((id) => [true, false].map((ari) => [id, ari] as const));

  it.each(runs)('%s, ARI %s: each VF answers at its computed Routing ID', (id, ari) => {
    const { functions } = blueprintOf(id)!;
    for (const [fn, { sriov }] of functions.entries()) {
      if (sriov === null) continue;
      for (const numVfs of new Set([0, 1, sriov.totalVfs])) {
        const fabric = plug(id, ari);
        if (ari) enableAri(fabric);
        const pf = functionAt(fabric, CARD + fn);
        const [offset, stride] = enableVfs(pf, numVfs);
        expect({ firstVfOffset: offset, vfStride: stride }).toEqual(sriov.placement(ari));
        const vfs = Array.from({ length: numVfs }, (_, i) => CARD + fn + offset + i * stride);
        // Without ARI a port reaches functions 0 to 7 of its own bus, and everything beyond.
        const reached = vfs.filter((rid) => ari || rid >> 8 > CARD >> 8 || (rid & 0xff) < 8);
        const answering = vfs.filter((rid) => fabric.at(rid)?.pf === pf);
        expect(answering).toEqual(reached);
        const seen = [...fabric.functions()].filter(([, f]) => f.role === 'vf');
        expect(seen.map(([rid]) => rid)).toEqual(reached);
      }
    }
  });

  it.each(CARD_IDS)('%s: a VF has no ids, no BARs, no pin, and its own bus mastering', (id) => {
    const fabric = plug(id);
    enableAri(fabric);
    const pf = functionAt(fabric, CARD);
    const [offset] = enableVfs(pf, 1);
    const { config } = functionAt(fabric, CARD + offset);
    expect(config.read(0, 4)).toBe(0xffffffff);
    expect(config.read(8, 4)).toBe(pf.config.read(8, 4));
    config.write(4, 2, 0xffff);
    expect(config.read(4, 2)).toBe(4);
    config.write(0x10, 4, 0xffffffff);
    expect([config.read(0x10, 4), config.read(0x3d, 1), config.read(0x0e, 1)]).toEqual([0, 0, 0]);
    expect(config.find('sriov')).toBeUndefined();
    expect(config.find('ari')?.at).toBe(pf.config.find('ari')?.at);
  });

  it('answers at PF1’s VFs while PF0 has none', () => {
    const fabric = plug('intel-82599');
    enableAri(fabric);
    enableVfs(functionAt(fabric, CARD + 1), 2);
    const vfs = [...fabric.functions()].filter(([, f]) => f.role === 'vf');
    expect(vfs.map(([rid]) => formatBdf(rid))).toEqual(['3b:10.1', '3b:10.3']);
  });
});

describe('the server’s root port', () => {
  it('has the bus numbers and the windows that the host reserves, high above memory', () => {
    const host = { ari: true, busesPerRootPort: 8, mmioWindow: 2 ** 36, iommu: true, cores: 8 };
    const port = functionAt(buildFabric(labMachine(host, { device: 'intel-e810' })), PORT).config;
    expect([port.read(0x18, 1), port.read(0x19, 1), port.read(0x1a, 1)]).toEqual([
      0x3a, 0x3b, 0x42,
    ]);
    const base = port.read(0x28, 4) * 2 ** 32 + (port.read(0x24, 2) & 0xfff0) * 2 ** 16;
    const limit = port.read(0x2c, 4) * 2 ** 32 + (port.read(0x26, 2) | 0xf) * 2 ** 16 + 0xffff;
    expect(base).toBe(0x2000_0000_0000);
    const own = 2 * (32 * 2 ** 20 + 64 * 2 ** 10);
    expect(limit + 1 - base).toBe(Math.ceil((2 ** 36 + own) / 2 ** 20) * 2 ** 20);
  });

  it('forwards ARI where the host has it, and only then', () => {
    const supported = (ari: boolean) => {
      const port = functionAt(plug('intel-82599', ari), PORT);
      return (port.config.read(placeOf(port, 'pcie') + 0x24, 4) & 0x20) !== 0;
    };
    expect([supported(true), supported(false)]).toEqual([true, false]);
  });
});

describe('VF BARs', () => {
  /** What sizing finds for one VF. */
  function sizes(id: string, pages: number): readonly number[] {
    const pf = functionAt(plug(id), CARD);
    const at = placeOf(pf, 'sriov');
    pf.config.write(at + 0x20, 4, pages);
    return blueprintOf(id)!.functions[0]!.sriov!.vfBars.map(({ index }) => {
      pf.config.write(at + 0x24 + 4 * index, 4, 0xffffffff);
      return 2 ** 32 - ((pf.config.read(at + 0x24 + 4 * index, 4) & ~0xf) % 2 ** 32);
    });
  }
  const KiB = 1024;

  it.each([
    ['intel-82599', 1, [16 * KiB, 16 * KiB]],
    ['intel-82599', 0x10, [64 * KiB, 64 * KiB]],
    ['intel-e810', 0x10, [128 * KiB, 64 * KiB]],
    ['intel-e810', 0x100, [1024 * KiB, 1024 * KiB]],
    ['nvidia-connectx7', 0x10, [1024 * KiB]],
  ] as const)('of %s with System Page Size %i', (id, pages, expected) => {
    expect(sizes(id, pages).map((size) => size % 2 ** 32)).toEqual(expected);
  });

  it('leave the page size alone where the card does not support it', () => {
    const pf = functionAt(plug('intel-82599'), CARD);
    pf.config.write(0x160 + 0x20, 4, 4);
    expect(pf.config.read(0x160 + 0x20, 4)).toBe(1);
  });
});

describe('a card on a root bus', () => {
  it('is part of the root complex, its VFs too', () => {
    const machine = labMachine({ ari: true, busesPerRootPort: 1, iommu: false, cores: 1 }, nic);
    const devices = [{ ...machine.devices.at(-1)!, bus: 'pcie.3a', addr: '1.0' }];
    const fabric = buildFabric({ ...machine, devices });
    const pf = functionAt(fabric, 0x3a08);
    const [offset] = enableVfs(pf, 1);
    for (const fn of [pf, functionAt(fabric, 0x3a08 + offset)]) {
      const at = placeOf(fn, 'pcie');
      expect([fn.config.read(at + 2, 2) >> 4, fn.config.read(at + 0x0c, 4)]).toEqual([9, 0]);
    }
  });
});

describe('TotalVFs as firmware configures it', () => {
  it('moves PF1’s VFs of a ConnectX-5 with PF0’s number', () => {
    const placed = (totals?: string) => {
      const pf1 = blueprintOf('nvidia-connectx5', totals)?.functions[1]?.sriov;
      return [pf1?.totalVfs, pf1?.placement(true).firstVfOffset];
    };
    expect([placed(), placed('4'), placed('126'), placed('16:8')]).toEqual([
      [8, 9],
      [4, 5],
      [126, 127],
      [8, 17],
    ]);
    expect(blueprintOf('nvidia-connectx5', '65536')).toBeNull();
    expect(blueprintOf('nvidia-connectx5', '1:2:3')).toBeNull();
    expect(blueprintOf('nvidia-connectx5', 'many')).toBeNull();
  });
});
