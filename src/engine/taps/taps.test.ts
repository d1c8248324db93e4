import { describe, expect, test } from 'vitest';
import { completeRun } from '../testing';
import { PATH_IDS, type PathId } from '../scenario/scenario';
import { absenceAt, tapsOf, type TapKind } from './taps';
import { watch } from './watch';

const ALL = 1e15;

/** Frames that each kind of tap saw of a run, by kind. */
function seen(input: unknown): Partial<Record<TapKind, number>> {
  const run = completeRun(input);
  const { taps, sightings, unknown } = watch(run, 0, ALL);
  expect(unknown).toBe(0);
  const counts: Partial<Record<TapKind, number>> = {};
  for (const { tap } of sightings) {
    const kind = taps[tap]!.kind;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

const toWire = (path: PathId, direction: unknown) => ({
  nic: { numVfs: path === 'passthrough' ? 0 : 2 },
  vms: [{ count: 1, path, traffic: { kind: 'burst', packets: 5, direction } }],
  run: { until: '3ms' },
});

/** io-paths.md 7.1, guest ↔ wire: which taps carry the frame. */
const MATRIX: Readonly<Record<PathId, readonly TapKind[]>> = {
  emulated: ['guest', 'tap', 'bridge', 'pf', 'switch', 'wire'],
  'emulated-rtl8139': ['guest', 'tap', 'bridge', 'pf', 'switch', 'wire'],
  virtio: ['guest', 'virtqueue', 'tap', 'bridge', 'pf', 'switch', 'wire'],
  'vhost-net': ['guest', 'virtqueue', 'tap', 'bridge', 'pf', 'switch', 'wire'],
  'vhost-user': ['guest', 'virtqueue', 'mirror', 'switch', 'wire'],
  passthrough: ['guest', 'wire'],
  sriov: ['guest', 'switch', 'wire'],
  'bare-metal': ['pf', 'switch', 'wire'],
};

describe.each(PATH_IDS)('guest ↔ wire on %s', (path) => {
  test.each(['tx', 'rx'])('%s: exactly the taps of the matrix see each frame once', (direction) => {
    const counts = seen(toWire(path, direction));
    expect(counts).toEqual(Object.fromEntries(MATRIX[path].map((kind) => [kind, 5])));
  });

  test('what is said of each tap agrees with what passed it', () => {
    const { topology } = completeRun(toWire(path, 'tx'));
    const said = tapsOf(topology).filter((tap) => absenceAt(topology, tap, 0) === null);
    expect(said.map(({ kind }) => kind)).toEqual(MATRIX[path]);
  });
});

describe('guest → guest on one host', () => {
  const between = (path: PathId, other = path) => ({
    nic: { numVfs: 2 },
    vms: [
      { count: 1, path, traffic: { kind: 'burst', packets: 4, direction: { to: 'vm1' } } },
      { count: 1, path: other, traffic: { kind: 'burst', packets: 1, direction: { to: 'vm0' } } },
    ],
    run: { until: '3ms' },
  });

  test('over the bridge: both taps and the bridge, neither PF nor wire', () => {
    const counts = seen(between('virtio'));
    expect(counts).toEqual({ guest: 10, virtqueue: 10, tap: 10, bridge: 5 });
  });

  test('through the switch in the NIC: nowhere outside the two guests but in the switch', () => {
    expect(seen(between('sriov'))).toEqual({ guest: 10, switch: 5 });
  });

  test('through a switch process: in its mirror alone', () => {
    expect(seen(between('vhost-user'))).toEqual({ guest: 10, virtqueue: 10, mirror: 5 });
  });

  test('between programs of the host: the loopback device, no tap here', () => {
    expect(seen(between('bare-metal'))).toEqual({});
  });

  test('between a program of the host and a guest: its tap and the bridge, neither PF nor wire', () => {
    const counts = seen(between('bare-metal', 'vhost-net'));
    expect(counts).toEqual({ guest: 5, virtqueue: 5, tap: 5, bridge: 5 });
  });

  test('a VF to a guest behind the bridge leaves by the wire only', () => {
    const counts = seen({
      nic: { numVfs: 2 },
      vms: [
        {
          count: 1,
          path: 'sriov',
          traffic: { kind: 'burst', packets: 4, direction: { to: 'vm1' } },
        },
        {
          count: 1,
          path: 'virtio',
          traffic: { kind: 'burst', packets: 1, direction: { to: 'vm0' } },
        },
      ],
      run: { until: '3ms' },
    });
    // The guest behind the bridge sends through tap, bridge and PF; the switch then keeps the frame inside.
    expect(counts).toMatchObject({ tap: 1, bridge: 1, pf: 1, wire: 4, switch: 5 });
  });
});

describe('a broadcast of a VF', () => {
  const replay = {
    name: 'who-has.pcap',
    macs: ['02:00:00:00:00:01', 'ff:ff:ff:ff:ff:ff'],
    guest: 0,
    frames: [{ at: 0, bytes: 60, src: 0, dst: 1 }],
  };
  const run = completeRun({
    nic: { numVfs: 2 },
    vms: [
      { count: 1, path: 'sriov', traffic: { kind: 'replay', direction: 'both', replay } },
      { count: 1, path: 'sriov', traffic: { kind: 'burst', packets: 1, direction: { to: 'vm0' } } },
      { count: 1, path: 'virtio', traffic: { kind: 'burst', packets: 1, direction: 'rx' } },
    ],
    run: { until: '3ms' },
  });
  const { taps, sightings, book } = watch(run, 0, ALL);
  const broadcast = sightings.filter(
    ({ packet, at }) => book.frameAt(packet, at)?.origin.dst === -2,
  );

  test('copies of it reach the PF, its bridge and a tap; the host sees those', () => {
    const names = broadcast.map(({ tap }) => taps[tap]!.name);
    expect(new Set(names)).toEqual(
      new Set([
        'vm0:eth0',
        'vm1:eth0',
        'vm2:eth0',
        'vm2:virtqueue',
        'vnet2',
        'br0',
        'pf0',
        'switch0',
        'wire0',
      ]),
    );
  });

  test('each copy is traced to the frame it was made of', () => {
    const origins = broadcast.map(({ packet, at }) => book.frameAt(packet, at)!);
    expect(new Set(origins.map(({ origin }) => origin.id)).size).toBe(1);
    expect(origins.filter(({ copy }) => copy).length).toBeGreaterThan(0);
  });
});

describe('segmentation offload', () => {
  const run = (path: PathId) =>
    completeRun({
      nic: { numVfs: 1 },
      vms: [{ count: 1, path, traffic: { kind: 'bulk' }, tuning: { tso: true } }],
      run: { until: '1ms' },
    });

  test.each(['virtio', 'sriov'] as const)('%s: long in the guest, frames on the wire', (path) => {
    const { taps, sightings, book } = watch(run(path), 0, ALL);
    const at = (kind: TapKind) => sightings.filter(({ tap }) => taps[tap]!.kind === kind);
    expect(Math.max(...at('guest').map(({ bytes }) => bytes))).toBeGreaterThan(9014);
    expect(Math.max(...at('wire').map(({ bytes }) => bytes))).toBeLessThanOrEqual(1514);
    const first = at('wire').map((s) => book.frameAt(s.packet, s.at)!);
    expect(first.slice(0, 3).map(({ n, frames }) => [n, frames])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
  });

  test('emulated: the device model cuts, so the tap sees no long frame (7.2)', () => {
    const { taps, sightings } = watch(run('emulated'), 0, ALL);
    const longest = (kind: TapKind) =>
      Math.max(...sightings.filter(({ tap }) => taps[tap]!.kind === kind).map((s) => s.bytes));
    expect(longest('guest')).toBeGreaterThan(9014);
    expect(longest('tap')).toBeLessThanOrEqual(1514);
  });
});

test('a program that polls in a guest is not seen at the guest’s interface either', () => {
  const polling = (path: PathId) => ({
    nic: { numVfs: 1 },
    vms: [
      { count: 1, path, traffic: { kind: 'burst', packets: 5 }, tuning: { guestPolling: true } },
    ],
    run: { until: '3ms' },
  });
  expect(seen(polling('sriov'))).toEqual({ switch: 5, wire: 5 });
  expect(seen(polling('vhost-user'))).toEqual({ virtqueue: 5, mirror: 5, switch: 5, wire: 5 });
  const { topology } = completeRun(polling('sriov'));
  const [guest] = tapsOf(topology);
  expect(absenceAt(topology, guest!, 0)).toBe('guest-polls');
});

test('a window in the middle knows packets that were born before it', () => {
  const run = completeRun({
    nic: { numVfs: 1 },
    vms: [{ count: 1, path: 'virtio', traffic: { kind: 'cbr', pps: 100_000 } }],
    run: { until: '5ms' },
  });
  const whole = watch(run, 0, ALL);
  const [from, to] = [2.003e9, 2.5e9];
  const part = watch(run, from, to);
  expect(part.unknown).toBe(0);
  expect(part.sightings).toEqual(whole.sightings.filter(({ at }) => at >= from && at < to));
});

test('what the spoof check drops is seen at the switch and not on the wire', () => {
  const replay = {
    name: 'x',
    macs: ['02:00:00:00:00:01', '02:00:00:00:00:02'],
    guest: 0,
    frames: [{ at: 0, bytes: 60, src: 1, dst: 0 }],
  };
  const counts = seen({
    nic: { numVfs: 1 },
    vms: [{ count: 1, path: 'sriov', traffic: { kind: 'replay', direction: 'tx', replay } }],
    run: { until: '1ms' },
  });
  expect(counts).toEqual({ guest: 1, switch: 1 });
});

test('counts on the wire are those of the metrics', () => {
  const run = completeRun({
    nic: { numVfs: 2 },
    vms: [{ count: 2, path: 'sriov', traffic: { kind: 'poisson', pps: 50_000, direction: 'tx' } }],
    run: { until: '5ms' },
  });
  const { taps, sightings } = watch(run, 0, ALL);
  const wire = sightings.filter(({ tap }) => taps[tap]!.kind === 'wire').length;
  expect(wire).toBe(run.metrics().packets.delivered);
});

describe('switchdev mode', () => {
  const nic = { device: 'nvidia-connectx5', numVfs: 2, eswitch: 'switchdev' };
  const vms = [
    {
      count: 1,
      path: 'sriov',
      traffic: { direction: { to: 'vm1' }, pps: 20_000, packetBytes: 100 },
    },
    { count: 1, path: 'sriov', traffic: { kind: 'single', direction: 'rx' } },
  ];
  const at = (kind: TapKind, more: object = {}) =>
    seen({ nic: { ...nic, ...more }, vms, run: { until: '2ms' } })[kind] ?? 0;

  test('representors and the bridge see what had no entry in the card, and nothing after', () => {
    // The first frame comes in at one representor and goes out of the other; the single one from outside goes out of one.
    expect(at('representor')).toBe(3);
    expect(at('bridge')).toBe(2);
    expect(at('pf')).toBe(1);
    expect(at('guest')).toBeGreaterThan(70);
  });

  test('without offload they see all', () => {
    expect(at('representor', { flowOffload: false })).toBeGreaterThan(70);
  });

  test('it is said that not all comes by', () => {
    const { topology } = completeRun({ nic, vms, run: { until: '10us' } });
    const said = tapsOf(topology).filter((tap) => absenceAt(topology, tap, 0) === 'offloaded');
    expect(said.map(({ kind }) => kind)).toEqual(['bridge', 'pf', 'representor']);
  });
});
