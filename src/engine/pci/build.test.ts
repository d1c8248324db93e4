import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildFabric } from './build';
import type { ConfigSpace } from './config-space';
import { MachineError } from './models/props';
import { placedTables, walk } from './registers/walk';
import { device, enable, igb, machine, NVME, port, port2, ridOf } from './testing-machines';

const everything = machine(
  port,
  port2,
  igb,
  device('x3130-upstream', 'up', 'rp2', null),
  device('xio3130-downstream', 'dn0', 'up', '0.0'),
  device('xio3130-downstream', 'dn1', 'up', '1.0'),
  device('nvme', null, 'dn0', null, NVME),
  device('e1000e', null, 'dn1', null),
  device('e1000', null, null, null),
  device('rtl8139', null, null, null),
  device('virtio-net-pci', null, null, null),
);

describe('registers of all models', () => {
  const write = fc.tuple(
    fc.nat({ max: 200 }),
    fc.nat({ max: 4100 }),
    fc.constantFrom(1 as const, 2 as const, 4 as const),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  );

  test('no sequence of writes fails, and read-only bits never change', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 60 }), (writes) => {
        const fabric = buildFabric(everything);
        const first = [...fabric.functions()].map(([, { config }]) => config);
        const before = first.map((config) => config.bytes());
        for (const [which, offset, width, value] of writes) {
          first[which % first.length]?.write(offset, width, value);
        }
        for (const [which, config] of first.entries()) {
          const { writable, clearable } = config.template;
          const changed = config.bytes().findIndex((byte, i) => {
            const fixed = 0xff & ~((writable[i] ?? 0) | (clearable[i] ?? 0));
            return (byte & fixed) !== ((before[which]?.[i] ?? 0) & fixed);
          });
          expect(changed).toBe(-1);
        }
        for (const [rid, fn] of fabric.functions()) expect(fabric.at(rid)).toBe(fn);
      }),
    );
  });

  test('walking the raw bytes finds the tables they were built from', () => {
    const fabric = buildFabric(everything);
    enable(fabric, 8);
    for (const [, { config }] of fabric.functions()) {
      const walked = walk(config.bytes());
      expect(walked.problems).toEqual([]);
      expect(placedTables(walked)).toEqual(config.template.tables);
    }
  });
});

describe('a description that makes no sense', () => {
  test.each([
    [[device('igp', null, null, null)], 'devices[0].model'],
    [[port, device('igb', null, 'rp9', null)], 'devices[1].bus'],
    [[device('igb', null, null, '20.0')], 'devices[0].addr'],
    [[port, device('igb', null, null, '2.0')], 'devices[1].addr'],
    [[device('igb', null, null, null, { vfs: '3' })], 'devices[0].vfs'],
    [[device('nvme', null, null, null, { ...NVME, sriov_max_vfs: '9' })], 'sriov_vq_flexible'],
    [[device('pcie-root-port', null, null, null, { hotplug: 'maybe' })], 'devices[0].hotplug'],
    [[device('e1000', null, null, null, { mac: '12' })], 'devices[0].mac'],
  ])('%#', (devices, message) => {
    const build = () => buildFabric(machine(...devices));
    expect(build).toThrow(MachineError);
    expect(build).toThrow(message);
  });
});

describe('bus numbers and windows a port asks for', () => {
  test('stay free behind it', () => {
    const reserving = device('pcie-root-port', 'rp1', 'pcie.0', '2.0', {
      'bus-reserve': '3',
      'mem-reserve': '32M',
      'pref64-reserve': '64M',
    });
    const fabric = buildFabric(machine(reserving, port2));
    const [one, two] = ['00:02.0', '00:03.0'].map((slot) => fabric.at(ridOf(slot))?.config);
    expect([one?.read(0x19, 1), one?.read(0x1a, 1)]).toEqual([1, 4]);
    expect(two?.read(0x19, 1)).toBe(5);
    const megabytes = (config: ConfigSpace | undefined, at: number) =>
      ((config?.read(at + 2, 2) ?? 0) >> 4) - ((config?.read(at, 2) ?? 0) >> 4) + 1;
    expect(megabytes(one, 0x20)).toBe(32);
    expect(megabytes(one, 0x24)).toBe(64);
  });
});
