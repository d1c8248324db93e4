import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tapsOf } from '../../engine/taps/taps';
import { completeRun } from '../../engine/testing';
import { PATH_IDS } from '../../engine/scenario/scenario';
import type { Run } from '../../engine/run';
import { captureOfRun } from './capture-of-run';
import { captureToReplay, readCapture } from './read';

// What the real Wireshark says of our files, where it is installed.
const TSHARK = 'tshark';
const tshark = spawnSync(TSHARK, ['--version']).status === 0;
const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-out-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const ALL = 1e15;
const CHECKED = ['ip', 'tcp', 'udp', 'icmp'].flatMap((p) =>
  p === 'icmp' ? [] : ['-o', `${p}.check_checksum:TRUE`],
);

function everything(run: Run) {
  const taps = tapsOf(run.topology).map(({ name }) => name);
  return captureOfRun(run, { taps, from: 0, to: ALL });
}

/** A field of each frame, as tshark prints it; several of one kind are joined. */
function fields(bytes: Uint8Array, names: readonly string[], filter = ''): string[][] {
  const file = join(mkdtempSync(join(temp, 'x')), 'run.pcapng');
  writeFileSync(file, bytes);
  const args = ['-r', file, ...CHECKED, '-T', 'fields', ...names.flatMap((name) => ['-e', name])];
  const { stdout, stderr, status } = spawnSync(
    TSHARK,
    filter === '' ? args : [...args, '-Y', filter],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    },
  );
  expect([status, stderr.replace(/Running as user .*\n/u, '')]).toEqual([0, '']);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

const burst = (path: string, traffic: object = { kind: 'burst', packets: 6 }) =>
  completeRun({
    seed: 7,
    nic: { numVfs: path === 'passthrough' ? 0 : 2 },
    vms: [{ count: 1, path, traffic }],
    run: { until: '2ms' },
  });

const LOADS: readonly (readonly [string, object])[] = [
  ['burst', { kind: 'burst', packets: 6, packetBytes: 60 }],
  ['poisson in', { kind: 'poisson', pps: 50_000, direction: 'rx', packetBytes: 300 }],
  ['requests', { kind: 'request-response', packetBytes: 60 }],
  ['requests from outside', { kind: 'request-response', packetBytes: 900, direction: 'rx' }],
  ['long requests', { kind: 'request-response', packetBytes: 6000 }],
  ['bulk', { kind: 'bulk' }],
  ['bulk in', { kind: 'bulk', direction: 'rx' }],
  ['pings', { kind: 'request-response', packetBytes: 98, protocol: 'icmp' }],
  [
    'pings from outside, IPv6',
    { kind: 'request-response', packetBytes: 118, protocol: 'icmp', direction: 'rx', ipVersion: 6 },
  ],
  ['requests over UDP', { kind: 'request-response', packetBytes: 200, protocol: 'udp' }],
  ['requests over IPv6', { kind: 'request-response', packetBytes: 400, ipVersion: 6 }],
  ['UDP over IPv6', { kind: 'burst', packets: 6, packetBytes: 900, ipVersion: 6 }],
  ['messages above the MTU', { kind: 'cbr', pps: 5000, packetBytes: 5000 }],
];
const BAD =
  '_ws.malformed || ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0 || _ws.expert.severity == error || _ws.expert.severity == warning';

describe.skipIf(!tshark)('tshark reads our captures (skipped where it is not installed)', () => {
  test.each(PATH_IDS)('%s: no malformed frame, checksums right', (path) => {
    const { bytes, counts } = everything(burst(path));
    expect(fields(bytes, ['frame.number'], BAD)).toEqual([]);
    const all = fields(bytes, ['frame.number']);
    expect(all.length).toBe(counts.reduce((a, b) => a + b, 0));
    expect(all.length).toBeGreaterThanOrEqual(12);
  });

  test.each([
    ['vdpa-vf', 'sriov', 'nvidia-connectx7'],
    ['vdpa-sf', 'sriov', 'nvidia-connectx7'],
    ['adi', 'sriov', 'intel-e810'],
    ['sf', 'bare-metal', 'nvidia-connectx7'],
  ] as const)('%s: every frame is seen where it passes, and nowhere else', (kind, path, device) => {
    const traffic = { kind: 'request-response', packetBytes: 200 };
    const run = completeRun({
      host: { scalableMode: true },
      nic: { device, numVfs: kind === 'vdpa-vf' ? 1 : 0 },
      vms: [{ count: 1, path, function: kind, traffic }],
      run: { until: '2ms' },
    });
    const { bytes, counts } = everything(run);
    expect(fields(bytes, ['frame.number'], BAD)).toEqual([]);
    const seenAt = (name: string) => {
      const { bytes: own } = captureOfRun(run, { taps: [name], from: 0, to: ALL });
      return fields(own, ['tcp.seq_raw', 'ip.src']).slice(0, 40);
    };
    const wire = seenAt('wire0');
    expect(wire).toHaveLength(40);
    // The interface it has, and the rings where those are virtio's.
    const ends = path === 'bare-metal' ? ['pf0'] : ['vm0:eth0'];
    const rings = kind.startsWith('vdpa') ? ['vm0:virtqueue'] : [];
    for (const name of [...ends, 'switch0']) expect([name, seenAt(name)]).toEqual([name, wire]);
    expect(seenAt('vm0:virtqueue')).toEqual(rings.length === 0 ? [] : wire);
    // No host software saw any of them.
    expect(seenAt('br0')).toEqual([]);
    expect(fields(bytes, ['frame.number'])).toHaveLength(counts.reduce((a, b) => a + b, 0));
  });

  test.each(LOADS)('%s: no malformed frame, no gap in a stream', (_name, traffic) => {
    const run = burst('virtio', traffic);
    const { bytes, counts } = captureOfRun(run, { taps: ['wire0'], from: 0, to: ALL });
    expect(counts[0]).toBeGreaterThan(2);
    expect(fields(bytes, ['frame.number', '_ws.expert.message'], BAD)).toEqual([]);
    const odd =
      'tcp.analysis.lost_segment || tcp.analysis.out_of_order || tcp.analysis.retransmission || tcp.analysis.ack_lost_segment';
    expect(fields(bytes, ['frame.number'], odd)).toEqual([]);
  });

  test('ping is echo requests and their replies, in turn, also between guests and over IPv6', () => {
    const ping = { kind: 'request-response', packetBytes: 98, protocol: 'icmp' };
    const outside = burst('virtio', ping);
    const { bytes } = captureOfRun(outside, { taps: ['wire0'], from: 0, to: ALL });
    const rows = fields(bytes, ['icmp.type', 'icmp.seq', 'ip.src', 'frame.len']);
    expect(rows.length).toBeGreaterThan(10);
    rows.forEach(([type, seq, from, length], n) => {
      const reply = n % 2 === 1;
      expect([type, seq, length]).toEqual([reply ? '0' : '8', String((n >> 1) + 1), '98']);
      expect(from).toBe(reply ? '192.0.2.1' : '192.0.2.10');
    });
    // What is not answered by then is the last at most.
    expect(fields(bytes, ['frame.number'], 'icmp.no_resp').length).toBeLessThanOrEqual(1);
    const between = completeRun({
      nic: { numVfs: 2 },
      vms: [
        { path: 'sriov', count: 1, traffic: { ...ping, ipVersion: 6, direction: { to: 'vm1' } } },
        { path: 'sriov', count: 1, traffic: { kind: 'single', direction: 'rx' } },
      ],
      run: { until: '2ms' },
    });
    const six = captureOfRun(between, { taps: ['vm1:eth0'], from: 0, to: ALL });
    const types = fields(six.bytes, ['icmpv6.type', 'ipv6.src', 'ipv6.dst'], 'icmpv6');
    expect(types.slice(0, 2)).toEqual([
      ['128', '2001:db8::a', '2001:db8::b'],
      ['129', '2001:db8::b', '2001:db8::a'],
    ]);
    expect(fields(six.bytes, ['frame.number'], `(${BAD}) || icmpv6.checksum.status == 0`)).toEqual(
      [],
    );
  });

  test('a byte that is wrong is found by the same questions', () => {
    const { bytes } = captureOfRun(burst('virtio'), { taps: ['wire0'], from: 0, to: ALL });
    const at = Buffer.from(bytes).indexOf('SR-IOV Lab packet 1');
    bytes[at] = 0x58;
    expect(fields(bytes, ['frame.number'], BAD)).toEqual([['1']]);
  });

  test('frames are as long as the metrics say, and as many', () => {
    const run = burst('sriov', { kind: 'cbr', pps: 20_000, packetBytes: 900 });
    const { bytes } = captureOfRun(run, { taps: ['wire0'], from: 0, to: ALL });
    const rows = fields(bytes, ['frame.len', 'frame.cap_len']);
    expect(rows.length).toBe(run.metrics().packets.delivered);
    expect(new Set(rows.flat())).toEqual(new Set(['900']));
  });

  test('interfaces, nanoseconds, directions and comments', () => {
    const run = burst('virtio', { kind: 'single' });
    const { bytes } = everything(run);
    const rows = fields(bytes, [
      'frame.interface_name',
      'frame.interface_description',
      'frame.time_epoch',
      'frame.packet_flags_direction',
      'frame.comment',
    ]);
    expect(rows.map(([name]) => name)).toEqual([
      'vm0:eth0',
      'vm0:virtqueue',
      'vnet0',
      'br0',
      'pf0',
      'switch0',
      'wire0',
    ]);
    expect(rows[2]?.slice(1)).toEqual([
      'tap of vm0 on the host',
      expect.stringMatching(/^\d+\.\d{9}$/u),
      expect.stringMatching(/1$/u),
      'packet 1 of vm0, at vnet0: in',
    ]);
    // The golden trace of the path: into the tap at 11.051 µs.
    expect(rows[2]?.[2]?.slice(-9)).toBe('000011051');
  });

  test('the payload names the packet', () => {
    const { bytes } = captureOfRun(burst('virtio'), { taps: ['wire0'], from: 0, to: ALL });
    const [[data = ''] = []] = fields(bytes, ['udp.payload']);
    expect(Buffer.from(data, 'hex').toString()).toMatch(/^SR-IOV Lab packet 1 of vm0, seed 7 \./u);
  });
});

test(
  'a run that is longer than its log is captured piece by piece, the same frames',
  { timeout: 60_000 },
  () => {
    const input = {
      nic: { numVfs: 1 },
      vms: [{ count: 1, path: 'sriov', traffic: { kind: 'cbr', pps: 400_000, packetBytes: 60 } }],
      run: { until: '30ms' },
    };
    const run = completeRun(input);
    expect(run.log.dropped).toBeGreaterThan(0);
    const order = { taps: ['wire0', 'switch0'], from: 0, to: ALL };
    const whole = captureOfRun(run, order);
    expect(whole.whole).toBe(true);
    expect(whole.counts[0]).toBe(run.metrics().packets.delivered);
    const pieces = captureOfRun(run, { ...order, maxRows: 70_000 });
    expect(Buffer.compare(pieces.bytes, whole.bytes)).toBe(0);
    const part = captureOfRun(run, { ...order, maxBytes: 6000 });
    expect([part.whole, part.counts[0]! + part.counts[1]!]).toEqual([false, 100]);
  },
);

/** The bytes of the frames, of each sender in its order. */
function bySender(bytes: Uint8Array): Record<string, string[]> {
  const read = readCapture(bytes, 'out.pcapng');
  if (!read.ok) throw new Error(JSON.stringify(read.issue));
  const { frames, macs } = read.capture;
  const found: Record<string, string[]> = {};
  for (const { src, bytes: length, data } of frames) {
    (found[macs[src]!] ??= []).push(`${String(length)} ${data ?? 'none'}`);
  }
  return found;
}

describe('round trip', () => {
  const again = (bytes: Uint8Array, path: string) => {
    const read = readCapture(bytes, 'out.pcapng');
    if (!read.ok) throw new Error(JSON.stringify(read.issue));
    expect(read.warnings).toEqual([]);
    return completeRun({
      nic: { numVfs: 1 },
      vms: [
        {
          count: 1,
          path,
          traffic: { kind: 'replay', direction: 'both', replay: captureToReplay(read.capture) },
        },
      ],
      run: { until: '20ms' },
    });
  };

  test.each([
    ['wire0', 'request-response', 'sriov'],
    ['vm0:eth0', 'request-response', 'virtio'],
    ['wire0', 'poisson', 'emulated'],
    ['br0', 'cbr', 'virtio'],
  ])('%s, %s on %s: exported, replayed, exported: the same frames', (tap, kind, path) => {
    const run = completeRun({
      nic: { numVfs: 1 },
      vms: [{ count: 1, path, traffic: { kind, pps: 20_000, packetBytes: 300, direction: 'tx' } }],
      run: { until: '2ms' },
    });
    const order = { taps: [tap], from: 0, to: ALL };
    const first = captureOfRun(run, order);
    expect(first.counts[0]).toBeGreaterThan(20);
    const second = captureOfRun(again(first.bytes, path), order);
    expect(second.counts).toEqual(first.counts);
    expect(bySender(second.bytes)).toEqual(bySender(first.bytes));
  });

  test('on another path they are the same frames too', () => {
    const order = { taps: ['wire0'], from: 0, to: ALL };
    const first = captureOfRun(burst('sriov', { kind: 'request-response' }), order);
    const second = captureOfRun(again(first.bytes, 'emulated'), order);
    expect(bySender(second.bytes)).toEqual(bySender(first.bytes));
  });
});
