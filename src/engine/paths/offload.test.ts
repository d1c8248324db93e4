import { describe, expect, it } from 'vitest';
import type { PathId } from '../scenario/scenario';
import { PATH_IDS } from '../scenario/scenario';
import { completeHost, completeRun, sum } from '../testing';

const nicOf = (path: PathId) => ({ numVfs: path === 'passthrough' ? 0 : 4 });
const GUESTS = PATH_IDS.filter((path) => path !== 'bare-metal');

/** 45 full frames in one call. */
const burst = (path: PathId, tuning: object, packets = 45) =>
  completeHost({
    nic: nicOf(path),
    vms: [
      {
        count: 1,
        path,
        traffic: { kind: 'burst', direction: 'tx', packets, packetBytes: 1514, batch: 64 },
        tuning: { mtu: 1500, idlePoll: true, ...tuning },
      },
    ],
    run: { until: '2ms' },
  });

describe('tso', () => {
  it.each(PATH_IDS)('%s: the wire carries the same frames', (path) => {
    const [whole, single] = [burst(path, { tso: true }), burst(path, {})];
    for (const { vm0, host } of [whole, single]) {
      expect([vm0.sent, vm0.delivered, sum(vm0.dropped)]).toEqual([45, 45, 0]);
      expect(vm0.deliveredBytes).toBe(45 * 1514);
      expect(sum(host.machine.s.packets.alive)).toBe(0);
    }
    expect(whole.vm0.latency.count).toBe(45);
  });

  // io-paths.md R18: cut in QEMU (emulated), in the card (all others); one entry of the ring, one pass.
  it.each([
    ['emulated', 1, 1 + 45],
    ['emulated-rtl8139', 1, 1 + 45],
    ['virtio', 1, 1],
    ['vhost-net', 1, 1],
    ['vhost-user', 0, 1],
    ['passthrough', 1, 0],
    ['sriov', 1, 0],
  ] as const)('%s: %i doorbell, %i copies for 45 frames', (path, doorbells, copies) => {
    const { vm0 } = burst(path, { tso: true });
    const TX = { emulated: 0, 'emulated-rtl8139': 17, passthrough: 12, sriov: 9 } as const;
    const register = path in TX ? TX[path as keyof typeof TX] : 7;
    expect([vm0.registers[register], vm0.copies]).toEqual([doorbells, copies]);
    // The bytes are copied as often as without; what is saved is the work once a packet.
    const [perFrame, before] = [vm0.deliveredCopies / 45, burst(path, {}).vm0];
    expect(perFrame).toBe(before.deliveredCopies / 45);
  });

  it('passes the tap and the bridge once, and the card cuts', () => {
    const taps = (tuning: object) => {
      const run = completeRun({
        vms: [
          {
            count: 1,
            path: 'vhost-net',
            traffic: { kind: 'burst', direction: 'tx', packets: 45, packetBytes: 1514 },
            tuning: { mtu: 1500, ...tuning },
          },
        ],
        run: { until: '2ms' },
      });
      const { facts } = run.window(0, run.end);
      const sizes = new Map<number, number>();
      for (let i = 0; i < facts.count; i++) {
        if (facts.kind[i] !== 19) continue;
        const bytes = facts.c[i] as number;
        sizes.set(bytes, (sizes.get(bytes) ?? 0) + 1);
      }
      return sizes;
    };
    // At the tap, the bridge and the PF: one packet of 66 + 45 · 1448 bytes.
    expect(taps({ tso: true })).toEqual(new Map([[65_226, 3]]));
    expect(taps({})).toEqual(new Map([[1514, 3 * 45]]));
  });

  it.each(GUESTS)('%s: bulk takes less of the CPUs for each frame', (path) => {
    const perFrame = (tso: boolean) => {
      const { vm0 } = completeHost({
        nic: nicOf(path),
        vms: [
          {
            count: 1,
            path,
            traffic: { kind: 'bulk', direction: 'tx', packetBytes: 1514 },
            tuning: { mtu: 1500, tso },
          },
        ],
        run: { until: '4ms' },
      });
      return { cost: sum(vm0.cpu) / vm0.delivered, delivered: vm0.delivered };
    };
    const [whole, single] = [perFrame(true), perFrame(false)];
    expect(whole.cost).toBeLessThan(single.cost);
    expect(whole.delivered).toBeGreaterThan(0.9 * single.delivered);
  });

  it('fills the wire where single frames cannot', () => {
    const gbps = (tso: boolean) =>
      completeRun({
        nic: { numVfs: 4 },
        vms: [
          {
            count: 1,
            path: 'vhost-net',
            traffic: { kind: 'bulk', direction: 'tx', packetBytes: 1514 },
            tuning: { mtu: 1500, tso },
          },
        ],
        run: { until: '10ms' },
      }).metrics().throughputGbps;
    expect(gbps(false)).toBeLessThan(7.5);
    expect(gbps(true)).toBeGreaterThan(9.4);
  });
});

describe('mtu', () => {
  const one = (packetBytes: number, mtu: number, extra: object = {}) =>
    completeHost({
      nic: { numVfs: 4 },
      vms: [
        {
          count: 1,
          path: 'sriov',
          traffic: { kind: 'single', direction: 'tx', packetBytes, ...extra },
          tuning: { mtu },
        },
      ],
      run: { until: '2ms' },
    }).vm0;

  it('a longer message is cut into frames', () => {
    expect(one(9014, 9000).delivered).toBe(1);
    // 8948 bytes of payload in frames of at most 1448.
    const cut = one(9014, 1500);
    expect([cut.sent, cut.delivered]).toEqual([7, 7]);
    expect(cut.deliveredBytes).toBe(7 * (66 + Math.ceil(8948 / 7)));
  });

  it.each(PATH_IDS)('%s: what is too long for the receiver is dropped and counted', (path) => {
    const { vm0 } = completeHost({
      nic: nicOf(path),
      vms: [
        {
          count: 1,
          path,
          traffic: { kind: 'burst', direction: 'rx', packets: 10, packetBytes: 2000 },
          tuning: { mtu: 1500 },
        },
      ],
      run: { until: '2ms' },
    });
    const MTU = 6;
    expect([vm0.sent, vm0.delivered, vm0.dropped[MTU]]).toEqual([10, 0, 10]);
  });

  it('a request in several frames has one answer, as long', () => {
    const answered = completeHost({
      nic: { numVfs: 4 },
      vms: [
        {
          count: 1,
          path: 'sriov',
          traffic: { kind: 'request-response', direction: 'tx', packetBytes: 1514 },
          tuning: { mtu: 1500 },
        },
      ],
      run: { until: '1ms' },
    }).vm0;
    const asked = completeHost({
      nic: { numVfs: 4 },
      vms: [
        {
          count: 2,
          path: 'sriov',
          traffic: { kind: 'request-response', direction: { to: 'vm1' }, packetBytes: 3000 },
          tuning: { mtu: 1500, tso: true },
        },
      ],
      run: { until: '1ms' },
    }).vm0;
    expect(answered.delivered).toBeGreaterThan(10);
    // Three frames there, three back: never more than one exchange at a time.
    expect(asked.delivered).toBeGreaterThan(30);
    expect(asked.sent - asked.delivered).toBeLessThanOrEqual(3);
    expect(asked.sent % 3).toBe(0);
  });
});
