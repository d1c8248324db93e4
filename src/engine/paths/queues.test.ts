import { describe, expect, it } from 'vitest';
import { FACT, STEERINGS } from '../costs/facts';
import type { PathId } from '../scenario/scenario';
import { completeHost, completeRun, sum } from '../testing';

interface Setting {
  readonly path: PathId;
  readonly queues: number;
  readonly flows: number;
  readonly traffic?: object;
  readonly host?: object;
  readonly device?: string;
}

const input = ({ path, queues, flows, traffic = {}, host = {}, device }: Setting) => ({
  host: { cores: 12, ...host },
  nic: { device: device ?? 'intel-e810', numVfs: path === 'passthrough' ? 0 : 2 },
  vms: [
    {
      count: 1,
      path,
      traffic: { kind: 'bulk', packetBytes: 60, batch: 8, flows, ...traffic },
      tuning: { queues },
    },
  ],
  run: { until: '1ms' },
});
const delivered = (setting: Setting) => completeHost(input(setting)).vm0.delivered;

/** Paths whose device has several queues, and those where each has somebody of its own who serves it. */
const SEVERAL = [
  'virtio',
  'vhost-net',
  'vhost-user',
  'passthrough',
  'sriov',
  'bare-metal',
] as const;
const SERVED_APART = SEVERAL.filter((path) => path !== 'virtio');

describe.each(SEVERAL)('%s with four queue pairs', (path) => {
  it.each(['tx', 'rx'] as const)('%s: one flow takes one of them and is no faster', (direction) => {
    const traffic = { direction };
    const one = completeHost(input({ path, queues: 1, flows: 1, traffic }));
    const four = completeHost(input({ path, queues: 4, flows: 1, traffic }));
    expect(four.vm0.delivered).toBeLessThan(1.03 * one.vm0.delivered);
    expect(four.vm0.delivered).toBeGreaterThan(0.97 * one.vm0.delivered);
    const run = completeRun(input({ path, queues: 4, flows: 1, traffic }));
    expect(queuesUsed(run).size).toBe(1);
  });

  it('keeps a flow on the queue of its vCPU, and flows on all of them', () => {
    const run = completeRun(input({ path, queues: 4, flows: 8 }));
    const used = queuesUsed(run);
    expect(new Set(used.keys())).toEqual(new Set([0, 1, 2, 3]));
    for (const [queue, flows] of used) expect(flows).toEqual(new Set([queue, queue + 4]));
  });
});

/** Flows that took each queue pair. */
function queuesUsed(run: ReturnType<typeof completeRun>): ReadonlyMap<number, ReadonlySet<number>> {
  const { facts } = run.window(0, run.end);
  const used = new Map<number, Set<number>>();
  for (let i = 0; i < facts.count; i++) {
    const queue = facts.b[i] as number;
    if (facts.kind[i] !== FACT.flow || queue < 0) continue;
    used.set(queue, (used.get(queue) ?? new Set()).add(facts.a[i] as number));
  }
  return used;
}

describe.each(SERVED_APART)('%s', (path) => {
  it('sends four times as much on four flows with four queue pairs', () => {
    const one = delivered({ path, queues: 1, flows: 4 });
    const four = delivered({ path, queues: 4, flows: 4 });
    expect(four / one).toBeGreaterThan(3.8);
    expect(four / one).toBeLessThan(4.2);
  });
});

describe('what more queues cost and what still limits', () => {
  it('vhost-net: a worker a queue pair, and each takes a CPU', () => {
    const run = (queues: number) => completeRun(input({ path: 'vhost-net', queues, flows: 4 }));
    const [one, four] = [run(1).metrics(), run(4).metrics()];
    const workers = (of: ReturnType<typeof run>) =>
      of.topology.threads.filter(({ kind }) => kind === 'vhost').length;
    expect([workers(run(1)), workers(run(4))]).toEqual([1, 4]);
    expect(four.cpu.vhost / one.cpu.vhost).toBeCloseTo(4, 0);
    expect(four.cpu.guest / one.cpu.guest).toBeCloseTo(4, 0);
    // What a packet costs stays the same.
    expect(four.exits.perPacket).toBeCloseTo(one.exits.perPacket, 2);
  });

  it('virtio: one main loop serves all queue pairs, so they do not help it', () => {
    const one = delivered({ path: 'virtio', queues: 1, flows: 4 });
    expect(delivered({ path: 'virtio', queues: 4, flows: 4 }) / one).toBeLessThan(1.1);
  });

  it('the wire: four queues of 1500-byte frames fill 10 Gb/s and no more', () => {
    const { throughputGbps } = completeRun(
      input({
        path: 'bare-metal',
        queues: 4,
        flows: 8,
        device: 'intel-82599',
        traffic: { packetBytes: 1514 },
      }),
    ).metrics();
    expect(throughputGbps).toBeGreaterThan(9.2);
    expect(throughputGbps).toBeLessThan(10);
  });

  it('on one CPU four vCPUs have the throughput of one', () => {
    const host = { vcpusPerCore: 4, postedInterrupts: true };
    const one = delivered({ path: 'sriov', queues: 1, flows: 4, host });
    expect(delivered({ path: 'sriov', queues: 4, flows: 4, host }) / one).toBeLessThan(1.1);
  });
});

describe('received frames', () => {
  const rx = { kind: 'cbr', direction: 'rx', pps: 3_000_000, batch: 1 };

  it.each(['passthrough', 'sriov'] as const)('%s: RSS spreads flows', (path) => {
    const one = delivered({ path, queues: 1, flows: 16, traffic: rx });
    expect(delivered({ path, queues: 4, flows: 16, traffic: rx })).toBeGreaterThan(2 * one);
  });

  it('bare-metal: spread flows need their interrupts spread too', () => {
    const of = (queues: number, irqAffinity: string) => {
      const given = input({ path: 'bare-metal', queues, flows: 16, traffic: rx });
      const [vm] = given.vms;
      return completeHost({ ...given, vms: [{ ...vm, tuning: { queues, irqAffinity } }] }).vm0;
    };
    const one = of(1, 'same').delivered;
    expect(of(4, 'same').delivered).toBeGreaterThan(2 * one);
    // Four vectors, one CPU that takes them.
    expect(of(4, 'other').delivered).toBeLessThan(1.1 * one);
  });

  it('each vector of a VF interrupts the vCPU of its queue', () => {
    const { host } = completeHost(
      input({ path: 'sriov', queues: 4, flows: 16, traffic: { ...rx, pps: 100_000 } }),
    );
    const threads = host.cpus.s.threads.filter(({ kind }) => kind === 'vcpu');
    expect(threads.map(({ vm, cpu }) => [vm, cpu])).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [0, 4],
    ]);
    for (const { busy } of threads) expect(busy).toBeGreaterThan(0);
    const [first, ...others] = host.plan.vms[0]?.queues ?? [];
    expect(others).toHaveLength(3);
    for (const queue of [first, ...others])
      expect(host.nic.queue(queue as number).rxDone).toBeGreaterThan(0);
  });

  it('a throttle holds each vector back by itself', () => {
    const irqs = (queues: number) =>
      completeHost({
        ...input({ path: 'sriov', queues, flows: 16, traffic: { ...rx, pps: 1_000_000 } }),
        run: { until: '2ms' },
      }).vm0.irqPhysical;
    // 20 µs apart: at most 50,000 a second from each of them.
    expect(irqs(1)).toBeLessThanOrEqual(101);
    expect(irqs(4)).toBeGreaterThan(2 * irqs(1));
    expect(irqs(4)).toBeLessThanOrEqual(404);
  });

  it('a tap gives back on the queue a flow came by, and others by their hash', () => {
    const rr = completeRun(
      input({ path: 'vhost-net', queues: 4, flows: 8, traffic: { kind: 'request-response' } }),
    );
    const by = (run: typeof rr, steering: (typeof STEERINGS)[number]) => {
      const { facts } = run.window(0, run.end);
      return Array.from({ length: facts.count }, (_, i) => i).filter(
        (i) => facts.kind[i] === FACT.flow && facts.c[i] === STEERINGS.indexOf(steering),
      ).length;
    };
    expect(by(rr, 'tun-flow')).toBeGreaterThan(100);
    expect(by(rr, 'tun-hash')).toBe(0);
    const one = completeRun(input({ path: 'vhost-net', queues: 4, flows: 8, traffic: rx }));
    expect(by(one, 'tun-flow')).toBe(0);
    expect(by(one, 'tun-hash')).toBeGreaterThan(100);
  });
});

describe('a guest with several vCPUs', () => {
  it('is moved as a whole', () => {
    const { host, vm0 } = completeHost({
      ...input({ path: 'vhost-net', queues: 4, flows: 8, traffic: { kind: 'cbr', pps: 20_000 } }),
      run: { until: '20ms' },
      migration: { memory: '4MiB' },
    });
    expect(host.migration?.s.phase).toBe('moved');
    // Four vCPUs and four workers stood still, and none is held any more.
    const own = host.cpus.s.threads.filter(({ vm }) => vm === 0);
    expect(own).toHaveLength(8);
    for (const thread of own) expect(thread.held).toBe(false);
    const { sent, delivered: there, dropped } = vm0;
    expect(sent - there - sum(dropped)).toBeLessThan(8);
  });

  it('begins to send on all of them when the driver of its VF is up', () => {
    const { vm0 } = completeHost({
      host: { cores: 8 },
      vms: [
        {
          count: 1,
          path: 'sriov',
          traffic: { kind: 'cbr', pps: 20_000, flows: 4 },
          tuning: { queues: 2, vfReset: true },
        },
      ],
      run: { until: '20ms' },
    });
    expect(vm0.sent - vm0.delivered - sum(vm0.dropped)).toBeLessThan(5);
    expect(vm0.delivered).toBeGreaterThan(300);
  });
});
