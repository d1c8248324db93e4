import { describe, expect, it } from 'vitest';
import { parseScenario } from '../scenario/parse';
import { completeHost, completeRun, sum } from '../testing';

interface Setting {
  readonly path: string;
  readonly direction?: 'tx' | 'rx';
  readonly tuning?: object;
  readonly host?: object;
  readonly traffic?: object;
}

const run = ({ path, direction = 'tx', tuning = {}, host = {}, traffic = {} }: Setting) => ({
  host,
  nic: { numVfs: 4 },
  vms: [
    {
      count: 1,
      path,
      traffic: { kind: 'cbr', direction, pps: 1000, ...traffic },
      tuning: { idlePoll: true, ...tuning },
    },
  ],
  run: { until: '19500us' },
});
const of = (setting: Setting) => completeHost(run(setting)).vm0;
const PACKETS = 20;
const L = 1;
const H = 3;

describe('ioeventfd', () => {
  it('off: each notification goes out to the VMM, and the guest waits for it', () => {
    const on = of({ path: 'virtio' });
    const off = of({ path: 'virtio', tuning: { ioeventfd: false } });
    expect([on.exitClasses[L], on.exitClasses[H]]).toEqual([PACKETS, 0]);
    expect([off.exitClasses[L], off.exitClasses[H]]).toEqual([0, PACKETS]);
    // The same exit reason: what differs is who answers.
    expect([on.exits[49], off.exits[49]]).toEqual([PACKETS, PACKETS]);
    const latency = (ioeventfd: boolean) =>
      completeRun(run({ path: 'virtio', tuning: { ioeventfd } })).metrics().latencyNs.p50;
    expect(latency(false)).toBeGreaterThan(latency(true) + 3000);
  });

  it('is needed by a back end outside the VMM', () => {
    const result = parseScenario(run({ path: 'vhost-net', tuning: { ioeventfd: false } }));
    expect(result.ok ? [] : result.issues.map((i) => `${i.path} ${i.rule ?? ''}`)).toEqual([
      'vms.0.tuning.ioeventfd needs-ioeventfd',
    ]);
  });
});

describe('napiTx', () => {
  it.each(['virtio', 'vhost-net', 'vhost-user'])(
    'off: %s sends without an interrupt a packet',
    (path) => {
      expect(of({ path }).irqVirtual).toBe(PACKETS);
      // The first used buffer after the start is always signalled.
      expect(of({ path, tuning: { napiTx: false } }).irqVirtual).toBe(1);
      expect(of({ path, direction: 'rx', tuning: { napiTx: false } }).irqVirtual).toBe(PACKETS);
    },
  );
});

describe('haltPollUs', () => {
  const pauses = { path: 'sriov', direction: 'rx', traffic: { pps: 40_000 } } as const;
  const awake = (haltPollUs: number) =>
    completeHost(run({ ...pauses, tuning: { idlePoll: false, haltPollUs } })).vm0;

  it('finds packets that come soon without a wake-up, and burns CPU of the host for it', () => {
    const [none, usual] = [awake(0), awake(200)];
    expect(none.wakeups).toBeGreaterThan(700);
    expect(usual.wakeups).toBeLessThan(20);
    const kvm = 1;
    expect(usual.cpu[kvm]).toBeGreaterThan(2 * (none.cpu[kvm] as number));
  });

  it('shorter than the pauses it is of no use', () => {
    expect(awake(10).wakeups).toBeGreaterThan(700);
  });
});

describe('pvEoi', () => {
  const noApicv = { apicv: false, postedInterrupts: false };

  it('takes the exit of an edge-triggered interrupt’s end away, not that of a level-triggered one', () => {
    for (const [path, withIt] of [
      ['virtio', PACKETS],
      ['sriov', PACKETS],
    ] as const) {
      const setting = { path, direction: 'rx', host: noApicv } as const;
      expect(sum(of(setting).exits)).toBe(2 * PACKETS);
      expect(sum(of({ ...setting, tuning: { pvEoi: true } }).exits)).toBe(withIt);
    }
    const e1000 = of({ path: 'emulated', host: noApicv, tuning: { pvEoi: true } });
    expect(e1000.exits[32]).toBe(PACKETS);
  });

  it('is not offered with APICv', () => {
    const result = parseScenario(run({ path: 'virtio', tuning: { pvEoi: true } }));
    expect(result.ok ? [] : result.issues.map((i) => `${i.path} ${i.rule ?? ''}`)).toEqual([
      'vms.0.tuning.pvEoi pv-eoi-without-apicv',
    ]);
  });
});

describe('pages of the guest’s memory', () => {
  const busy = (pages: string) =>
    of({ path: 'sriov', direction: 'rx', tuning: { pages }, traffic: { pps: 200_000 } });
  const missShare = (pages: string) => {
    const { iotlbHits, iotlbMisses } = busy(pages);
    return iotlbMisses / (iotlbHits + iotlbMisses);
  };

  it('small ones outnumber the IOTLB: a walk of four levels for each new buffer', () => {
    // Two buffers of 2 KiB a page, 256 pages in turn, 64 entries; three accesses a frame, one of them to a buffer.
    expect(missShare('4KiB')).toBeGreaterThan(0.15);
    expect(missShare('2MiB')).toBeLessThan(0.001);
    expect(busy('1GiB').iotlbMisses).toBe(1);
    expect(busy('2MiB').iotlbMisses).toBe(2);
  });

  it('shows in the latency', () => {
    const latency = (pages: string) =>
      completeRun(run({ path: 'sriov', direction: 'rx', tuning: { pages } })).metrics().latencyNs;
    expect(latency('4KiB').max).toBeGreaterThan(latency('1GiB').min);
  });
});
