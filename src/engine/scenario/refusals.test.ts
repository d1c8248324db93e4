import { describe, expect, test } from 'vitest';
import { MAX_ISSUES, parseScenario } from './parse';
import { PATH_IDS, type Issue } from './scenario';

function refused(input: unknown): readonly Issue[] {
  const result = parseScenario(input);
  return result.ok ? [] : result.issues;
}

const at = (input: unknown, path: string) => refused(input).find((issue) => issue.path === path);

describe('refusals name the path, what was found and what is allowed', () => {
  const cases: [unknown, ...Issue[]][] = [
    [
      { vms: [{ traffic: { pps: 'abc' } }] },
      { path: 'vms.0.traffic.pps', code: 'wrong-type', found: '"abc"', allowed: '1 to 20000000' },
    ],
    [
      { seed: 1.5 },
      {
        path: 'seed',
        code: 'out-of-range',
        found: '1.5',
        allowed: 'a whole number, 0 to 4294967295',
      },
    ],
    [
      { vms: [{ path: 'emulated', tuning: { queues: 2 } }] },
      {
        path: 'vms.0.tuning.queues',
        code: 'conflict',
        found: '2',
        allowed: '1',
        rule: 'one-queue',
      },
    ],
    [
      { vms: [{ path: 'virtio' }, { path: 'sriov', tuning: { queues: 4 } }] },
      {
        path: 'vms.1.tuning.queues',
        code: 'conflict',
        found: '4',
        allowed: 'a whole number, 1 to 2',
        rule: 'queue-pairs-of-vf',
      },
    ],
    [
      { vms: [{ path: 'vhost-net', tuning: { queues: 9 } }] },
      {
        path: 'vms.0.tuning.queues',
        code: 'out-of-range',
        found: '9',
        allowed: 'a whole number, 1 to 8',
      },
    ],
    [
      { vms: [{ traffic: { flows: 0 } }] },
      {
        path: 'vms.0.traffic.flows',
        code: 'out-of-range',
        found: '0',
        allowed: 'a whole number, 1 to 64',
      },
    ],
    [
      { vms: [{ path: 'vdpa' }] },
      {
        path: 'vms.0.path',
        code: 'not-allowed',
        found: '"vdpa"',
        allowed: `one of ${PATH_IDS.join(', ')}`,
      },
    ],
    [
      { run: { until: 5 } },
      {
        path: 'run.until',
        code: 'wrong-type',
        found: '5',
        allowed: 'text with a unit, 1us to 10s',
      },
    ],
    [
      { run: { until: '5 parsecs' } },
      {
        path: 'run.until',
        code: 'bad-quantity',
        found: '"5 parsecs"',
        allowed: 'text with a unit, 1us to 10s',
      },
    ],
    [
      { run: { until: '11s' } },
      {
        path: 'run.until',
        code: 'out-of-range',
        found: '"11s"',
        allowed: 'text with a unit, 1us to 10s',
      },
    ],
    [
      { machine: '-machine q35\n-device ,x' },
      {
        path: 'machine',
        code: 'not-allowed',
        found: '2: ",x"',
        allowed: '-device MODEL,PROPERTY=VALUE,…',
      },
    ],
    [
      { machine: '-device igb,bus=rp9' },
      {
        path: 'machine.devices.0.bus',
        code: 'not-allowed',
        found: '"rp9"',
        allowed: "as the model says: no bus is called 'rp9'",
      },
    ],
    [
      { machine: { devices: ['igb,bus=rp1', { bus: 'rp1' }] } },
      {
        path: 'machine.devices.1',
        code: 'not-allowed',
        found: '{…}',
        allowed: 'a device such as "igb,bus=rp1" or an object',
      },
    ],
    [
      { machine: { devices: [{ model: 'igb', slot: 1 }] } },
      {
        path: 'machine.devices.0.slot',
        code: 'unknown-key',
        found: 'slot',
        allowed: 'one of model, id, bus, addr, props',
      },
    ],
    [
      { machine: { devices: [{ model: 'igb', props: { n: 1 } }], cpus: 0 } },
      {
        path: 'machine.cpus',
        code: 'out-of-range',
        found: '0',
        allowed: 'a whole number, 1 to 256',
      },
      { path: 'machine.devices.0.props.n', code: 'wrong-type', found: '1', allowed: 'text' },
    ],
    [
      { nic: { vfsPerPf: [64] } },
      {
        path: 'nic.vfsPerPf.0',
        code: 'out-of-range',
        found: '64',
        allowed: 'a whole number, 0 to 63',
        rule: 'driver-max',
      },
    ],
    [
      { nic: { vfsPerPf: [1, 2], numVfs: 4 } },
      { path: 'nic.numVfs', code: 'conflict', found: '4', allowed: '3', rule: 'sum-of-pfs' },
    ],
    [
      {
        edits: [
          { at: '2s', shell: 'ls' },
          { at: '1s', shell: 'ls' },
        ],
      },
      {
        path: 'edits.1.at',
        code: 'conflict',
        found: '"1s"',
        allowed: 'at least 2s',
        rule: 'time-goes-back',
      },
    ],
    [
      { host: { ram: 4 } },
      {
        path: 'host.ram',
        code: 'unknown-key',
        found: 'ram',
        allowed:
          'one of profile, cores, vcpusPerCore, cpuGHz, iommu, scalableMode, interruptRemapping, unsafeDma, postedInterrupts, apicv, ari, busesPerRootPort, mmioWindow, mmioWindow32, pageSize, firewall, bridgeNfCallIptables',
      },
    ],
    [
      { vms: [{ traffic: { direction: 'up' } }] },
      {
        path: 'vms.0.traffic.direction',
        code: 'not-allowed',
        found: '"up"',
        allowed: 'one of tx, rx, both, {"to": "vm1"}',
      },
    ],
    [
      { host: { profile: 'z80' } },
      {
        path: 'host.profile',
        code: 'not-allowed',
        found: '"z80"',
        allowed: 'one of lab, sandy-bridge, skylake-mitigated, recent',
      },
    ],
    [
      { costs: { exitLight: 9000, copyByte: 'much' } },
      {
        path: 'costs.exitLight',
        code: 'out-of-range',
        found: '9000',
        allowed: '1300 to 6750',
      },
      { path: 'costs.copyByte', code: 'wrong-type', found: '"much"', allowed: '0.08 to 0.6' },
    ],
    [{ version: 2 }, { path: 'version', code: 'newer-version', found: '2', allowed: '1' }],
    [{ host: [] }, { path: 'host', code: 'wrong-type', found: '[]', allowed: 'an object' }],
    [[], { path: '', code: 'wrong-type', found: '[]', allowed: 'an object' }],
    [null, { path: '', code: 'wrong-type', found: 'null', allowed: 'an object' }],
    [
      { vms: [{ traffic: { direction: {} } }] },
      {
        path: 'vms.0.traffic.direction',
        code: 'wrong-type',
        found: '{…}',
        allowed: 'one of tx, rx, both, {"to": "vm1"}',
      },
    ],
    [
      { vms: [{ traffic: { replay: { name: 'a', macs: [], frames: [] } } }] },
      {
        path: 'vms.0.traffic.replay.guest',
        code: 'wrong-type',
        found: 'nothing',
        allowed: 'a value',
      },
    ],
  ];
  test.each(cases)('%j', (input, ...issues) => {
    expect(refused(input)).toEqual(issues);
  });

  test.each([
    ['host.cores', { host: { cores: 0 } }, { host: { cores: 257 } }],
    ['host.cpuGHz', { host: { cpuGHz: 0.4 } }, { host: { cpuGHz: 6.1 } }],
    ['vms.0.count', { vms: [{ count: 0 }] }, { vms: [{ count: 65 }] }],
    [
      'vms.0.traffic.packetBytes',
      { vms: [{ traffic: { packetBytes: 59 } }] },
      { vms: [{ traffic: { packetBytes: 9015 } }] },
    ],
    ['run.until', { run: { until: '999ns' } }, { run: { until: '10.1s' } }],
    ['host.mmioWindow', { host: { mmioWindow: 5 } }, { host: { mmioWindow: '65TiB' } }],
    ['host.mmioWindow32', { host: { mmioWindow32: '1B' } }, { host: { mmioWindow32: '1.5GiB' } }],
    ['seed', { seed: -1 }, { seed: 2 ** 32 }],
  ])('%s has a lower and an upper end', (path, low, high) => {
    expect(at(low, path)?.code).toBe('out-of-range');
    expect(at(high, path)?.code).toBe('out-of-range');
  });

  test('every bad place is reported, also several in one object', () => {
    const input = { a: 1, b: 2, seed: 'x', vms: [{ c: 1, d: 2, count: 0 }], run: { until: '' } };
    expect(
      refused(input)
        .map((issue) => issue.path)
        .sort(),
    ).toEqual(['a', 'b', 'run.until', 'seed', 'vms.0.c', 'vms.0.count', 'vms.0.d']);
  });

  test('no more than fifty issues are reported', () => {
    const keys = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}`, i]));
    expect(refused(keys)).toHaveLength(MAX_ISSUES);
  });

  test('names of the object prototype are unknown keys like any other', () => {
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const input: unknown = JSON.parse(`{"${key}": {"seed": 2}}`);
      expect(refused(input)).toMatchObject([{ path: key, code: 'unknown-key' }]);
    }
  });

  test('a list of millions is refused at once', () => {
    const vms = Array.from({ length: 1_000_000 }, () => 0);
    expect(refused({ vms })).toEqual([
      {
        path: 'vms',
        code: 'out-of-range',
        found: '[… 1000000]',
        allowed: 'a list of at most 8',
      },
    ]);
  });
});
