import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assemble, buildFabric } from './build';
import type { ConfigSpace } from './config-space';
import type { Fabric } from './fabric';
import type { MachineConfig } from './machine';
import { HardwareFunction, Hierarchy, type Link } from './hierarchy';
import { HEADER0 } from './registers/header0';
import { PCIE_ENDPOINT } from './registers/pcie';
import { SRIOV } from './registers/sriov';
import { makeTemplate } from './registers/template';
import {
  device,
  emptyMachine,
  enable,
  igb,
  machine,
  NVME,
  nvme,
  pfOf,
  port,
  ridOf,
} from './testing-machines';

const vfsOf = (fabric: Fabric) =>
  [...fabric.functions()].filter(([, fn]) => fn.role === 'vf').map(([rid]) => rid);

describe('who answers', () => {
  test('follows the bus numbers software writes into the bridges', () => {
    const fabric = buildFabric(machine(port, igb));
    const bridge = fabric.at(ridOf('00:02.0'));
    const card = fabric.at(ridOf('01:00.0'));
    expect(card?.model).toBe('igb');
    bridge?.config.write(0x19, 1, 0x40);
    bridge?.config.write(0x1a, 1, 0x44);
    expect(fabric.at(ridOf('01:00.0'))).toBeNull();
    expect(fabric.at(ridOf('40:00.0'))).toBe(card);
  });

  test('nobody behind a bridge that has no numbers yet', () => {
    expect(assemble(machine(port, igb)).at(ridOf('01:00.0'))).toBeNull();
  });

  test('a port of real hardware passes on device 0 alone, without ARI Forwarding', () => {
    const lab: MachineConfig = {
      ...emptyMachine(),
      chipset: 'server',
      devices: [
        device('sky-lake-e-root-port', 'rp1', 'pcie.3a', '0.0', {}),
        device('intel-e810', 'nic', 'rp1', '0.0'),
      ],
    };
    const fabric = buildFabric(lab);
    const above = fabric.at(ridOf('3a:00.0'));
    const bus = above?.config.read(0x19, 1) ?? 0;
    const pf = fabric.at(bus << 8);
    const sriov = pf?.config.find('sriov')?.at ?? NaN;
    pf?.config.write(sriov + 0x10, 2, 1);
    pf?.config.write(sriov + 8, 2, 0x19);
    const vf = (bus << 8) + (pf?.config.read(sriov + 0x14, 2) ?? 0);
    expect(vf & 0xff).toBeGreaterThan(7);
    expect(fabric.at(vf)).toBeNull();
    const control2 = (above?.config.find('pcie')?.at ?? NaN) + 0x28;
    above?.config.write(control2, 2, 0x20);
    expect(fabric.at(vf)?.vfIndex).toBe(0);
  });

  test('a function in the slot comes before a VF at the same place', () => {
    const fabric = buildFabric(
      machine(device('nvme', null, 'pcie.0', '3.0', NVME), device('e1000', null, 'pcie.0', '4.0')),
    );
    enable(fabric, 8, '00:03.0');
    expect(fabric.at(ridOf('00:03.7'))?.vfIndex).toBe(6);
    expect(fabric.at(ridOf('00:04.0'))?.model).toBe('e1000');
  });
});

describe('SR-IOV', () => {
  test('VFs come with VF Enable and go with it', () => {
    const fabric = buildFabric(machine(port, igb));
    expect(vfsOf(fabric)).toEqual([]);
    enable(fabric, 3);
    expect(vfsOf(fabric)).toEqual([0x0180, 0x0182, 0x0184]);
    const { config, sriov } = pfOf(fabric);
    config.write(sriov + 8, 2, 0);
    expect(vfsOf(fabric)).toEqual([]);
  });

  test('NumVFs holds while VFs are enabled, except on the emulator that lets it change', () => {
    for (const [qemu, later] of [
      ['10.0', 2],
      ['7.2', 5],
    ] as const) {
      const fabric = buildFabric({ ...machine(port, nvme), qemu });
      enable(fabric, 2);
      const { config, sriov } = pfOf(fabric);
      config.write(sriov + 0x10, 2, 5);
      expect(config.read(sriov + 0x10, 2)).toBe(later);
      expect(vfsOf(fabric)).toEqual([0x0101, 0x0102]);
    }
  });

  test('more VFs than TotalVFs: none', () => {
    const fabric = buildFabric(machine(port, igb));
    enable(fabric, 9);
    expect(vfsOf(fabric)).toEqual([]);
  });

  test('a larger system page makes VF BARs larger', () => {
    const fabric = buildFabric(machine(port, igb));
    const { config, sriov } = pfOf(fabric);
    const size = () => {
      config.write(sriov + 0x24, 4, 0xffffffff);
      return 2 ** 32 - ((config.read(sriov + 0x24, 4) & 0xfffffff0) % 2 ** 32);
    };
    expect(size() % 2 ** 32).toBe(0x4000);
    config.write(sriov + 0x20, 4, 0x10);
    expect(size() % 2 ** 32).toBe(0x10000);
    config.write(sriov + 0x20, 4, 1);
    expect(size() % 2 ** 32).toBe(0x4000);
  });

  test('each VF has its own registers; IDs and BARs are not there', () => {
    const fabric = buildFabric(machine(port, igb));
    enable(fabric, 2);
    const [a, b] = vfsOf(fabric).map((rid) => fabric.at(rid)?.config);
    a?.write(4, 2, 4);
    a?.write(0x10, 4, 0xffffffff);
    expect(a?.read(4, 2)).toBe(4);
    expect(b?.read(4, 2)).toBe(0);
    expect(a?.read(0, 4)).toBe(0xffffffff);
    expect(a?.read(0x10, 4)).toBe(0);
  });

  test('every VF is where offset and stride say, and nobody else is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 255 }), (n, other) => {
        const fabric = buildFabric(machine(port, igb));
        enable(fabric, n);
        const { config, sriov } = pfOf(fabric);
        const [offset, stride] = [config.read(sriov + 0x14, 2), config.read(sriov + 0x16, 2)];
        for (let i = 0; i < n; i++) {
          expect(fabric.at(0x100 + offset + i * stride)?.vfIndex).toBe(i);
        }
        const index = (other - offset) / stride;
        const isVf = Number.isInteger(index) && index >= 0 && index < n;
        expect(fabric.at(0x100 + other) !== null).toBe(isVf || other === 0);
      }),
    );
  });
});

test('65,535 VFs fill the segment, each made when it is asked for', () => {
  const vf = makeTemplate({ size: 4096, parts: [{ table: HEADER0, at: 0 }] });
  const template = makeTemplate({
    size: 4096,
    parts: [
      { table: HEADER0, at: 0 },
      { table: PCIE_ENDPOINT, at: 0x40 },
      {
        table: SRIOV,
        at: 0x100,
        values: { TotalVFs: 0xffff, InitialVFs: 0xffff, 'First VF Offset': 1, 'VF Stride': 1 },
      },
    ],
  });
  const sriov = {
    vf,
    vfBars: [],
    layout: null,
    lockedWhileEnabled: 'all' as const,
    disableClearsNumVfs: false,
    anyPageSizeBits: false,
  };
  const link: Link = { above: null, functions: new Map() };
  const pf = new HardwareFunction('pf', { role: 'endpoint', template, bars: [], sriov }, link, 0);
  link.functions.set(0, pf);
  const hierarchy = new Hierarchy(new Map([[0, link]]));
  pf.config.write(0x110, 2, 0xffff);
  pf.config.write(0x108, 2, 1);
  const found = [...hierarchy.functions()];
  expect(found).toHaveLength(0x10000);
  expect(found.at(-1)?.[0]).toBe(0xffff);
  expect(hierarchy.at(0x1234)?.vfIndex).toBe(0x1233);
});

describe('resets', () => {
  const flr = (config: ConfigSpace) => {
    const at = (config.find('pcie')?.at ?? NaN) + 8;
    config.write(at, 2, config.read(at, 2) | 0x8000);
    expect(config.read(at, 2) & 0x8000).toBe(0);
  };

  test('FLR of a PF takes its VFs and its addresses away', () => {
    const fabric = buildFabric(machine(port, igb));
    enable(fabric, 2);
    const { config, sriov } = pfOf(fabric);
    flr(config);
    expect(vfsOf(fabric)).toEqual([]);
    expect(config.read(sriov + 8, 2)).toBe(0);
    expect(config.read(sriov + 0x10, 2)).toBe(0);
    expect(config.read(0x10, 4)).toBe(0);
    expect(config.read(4, 2)).toBe(0);
  });

  test('FLR of a VF is its own affair', () => {
    const fabric = buildFabric(machine(port, igb));
    enable(fabric, 2);
    const [a, b] = vfsOf(fabric).map((rid) => fabric.at(rid)?.config);
    for (const vf of [a, b]) vf?.write(4, 2, 4);
    if (a !== undefined) flr(a);
    expect([a?.read(4, 2), b?.read(4, 2)]).toEqual([0, 4]);
    expect(vfsOf(fabric)).toHaveLength(2);
  });

  test('Secondary Bus Reset reaches everything below, sticky bits stay', () => {
    const fabric = buildFabric(machine(port, igb));
    enable(fabric, 2);
    const { config } = pfOf(fabric);
    const mask = (config.find('aer')?.at ?? NaN) + 0x14;
    config.write(mask, 4, 0);
    const bridge = fabric.at(ridOf('00:02.0'))?.config;
    bridge?.write(0x3e, 2, 0x40);
    expect(vfsOf(fabric)).toEqual([]);
    expect(config.read(0x10, 4)).toBe(0);
    expect(config.read(mask, 4)).toBe(0);
    expect(bridge?.read(0x19, 1)).toBe(1);
  });
});
