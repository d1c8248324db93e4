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

describe('interruptThrottle: adaptive', () => {
  const load = (interruptThrottle: string, pps: number, packetBytes: number) => {
    const setting = {
      path: 'sriov',
      direction: 'rx',
      traffic: { kind: 'poisson', pps, packetBytes },
      tuning: { interruptThrottle, interruptThrottleUs: 20 },
    } as const;
    const { vm0, host } = completeHost(run(setting));
    const { fn } = host.plan.vms[0] as { fn: number };
    return { ...vm0, interval: host.nic.msix.vector(fn).interval / 1e6 };
  };
  const VTEITR = 20;

  it('few small frames: down to the 10 µs of the lowest class, by a write without an exit', () => {
    const { interval, registers, exits } = load('adaptive', 20_000, 100);
    // The smoothing approaches it from 50 µs; EITR counts in steps of 2 µs.
    expect(interval).toBe(10);
    expect(registers[VTEITR]).toBeGreaterThan(3);
    expect(sum(exits)).toBe(0);
  });

  it('half the wire in full frames: the bulk class, so fewer interrupts than a fixed throttle', () => {
    const bulk = load('adaptive', 400_000, 1500);
    // 84 µs are wanted; the driver's whole numbers stop short of it, at 326 quarters, of which EITR keeps 320.
    expect(bulk.interval).toBe(80);
    expect(bulk.irqPhysical).toBeLessThan(1.2 * (19_500 / 80));
    expect(load('fixed', 400_000, 1500).irqPhysical).toBeGreaterThan(2 * bulk.irqPhysical);
  });

  it('few small frames wait less than under the throttle the driver began with', () => {
    const latency = (tuning: object) =>
      completeRun(
        run({
          path: 'sriov',
          direction: 'rx',
          tuning,
          traffic: { kind: 'poisson', pps: 20_000, packetBytes: 100 },
        }),
      ).metrics().latencyNs;
    const held = latency({ interruptThrottleUs: 50 });
    const adaptive = latency({ interruptThrottle: 'adaptive' });
    expect(adaptive.p50).toBeLessThan(held.p50 / 1.5);
    expect(adaptive.p99).toBeLessThan(held.p99 / 1.5);
  });

  it('e1000: 250 µs for bulk, written into the coalesced ring; below 128 µs the model holds it up', () => {
    const e1000 = (pps: number) =>
      completeHost(
        run({
          path: 'emulated',
          direction: 'rx',
          traffic: { pps, packetBytes: 1500 },
          tuning: { interruptThrottle: 'adaptive' },
        }),
      );
    const busy = e1000(100_000);
    const ITR = 6;
    expect(busy.vm0.registers[ITR]).toBeGreaterThan(0);
    // 1e9 / (4000 · 256 ns), whole units.
    expect(busy.host.e1000Irq.causes(0).throttle).toBe(976 * 256_000);
    expect(e1000(2_000).host.e1000Irq.causes(0).throttle).toBe(128_000_000);
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
