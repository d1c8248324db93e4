import { describe, expect, it } from 'vitest';
import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import { completeHost, completeRun, sum } from '../testing';

const two = (path: string, vcpusPerCore: number, traffic: object, more: object = {}) => ({
  host: { vcpusPerCore },
  nic: { numVfs: 4 },
  vms: [{ count: 2, path, traffic: { kind: 'cbr', direction: 'rx', ...traffic }, ...more }],
  run: { until: '50ms' },
});
const BULK = { kind: 'bulk', direction: 'tx', packetBytes: 100 };

describe('vCPUs on one CPU', () => {
  it('are pinned as many to a CPU as is said, back-end threads after them', () => {
    const cpus = (vcpusPerCore: number) =>
      completeHost({
        host: { vcpusPerCore },
        vms: [{ count: 4, path: 'vhost-net', traffic: { kind: 'single' } }],
        run: { until: '1us' },
      }).host.plan.vms.map((vm) => [vm.cpus[0], vm.workerCpus[0]]);
    expect(cpus(1).map(([cpu]) => cpu)).toEqual([1, 2, 3, 4]);
    expect(cpus(2)).toEqual([
      [1, 3],
      [1, 4],
      [2, 5],
      [2, 6],
    ]);
  });

  it('get half of it each, in slices of 3 ms', () => {
    const [own, shared] = [1, 2].map((n) => completeHost(two('sriov', n, BULK)).host);
    const sent = (host: typeof own) => host!.machine.s.tallies.map((t) => t.delivered);
    const [alone = 0] = sent(own);
    for (const half of sent(shared).slice(0, 2)) {
      expect(half).toBeGreaterThan(0.4 * alone);
      expect(half).toBeLessThan(0.6 * alone);
    }
    const switches = sum(shared!.machine.s.tallies.map((t) => t.contextSwitches));
    expect(switches).toBeGreaterThan(50 / 3 - 2);
    expect(switches).toBeLessThan(50 / 3 + 4);
  });

  it('of several that never halt one runs when the run begins, and each does its work in order', () => {
    const run = completeRun({
      host: { cores: 4 },
      nic: { numVfs: 8 },
      vms: [{ count: 8, path: 'sriov', traffic: { kind: 'bulk' }, tuning: { idlePoll: true } }],
      run: { until: '50us' },
    });
    const { hops } = run.window(0, run.end);
    const handedOver = new Map<number, number>();
    const tooEarly: number[] = [];
    for (let i = 0; i < hops.count; i++) {
      const [step, packet] = [hops.step[i], hops.packet[i] as number];
      if (step === STEP['app-send']) handedOver.set(packet, hops.end[i] as number);
      const start = hops.start[i] as number;
      if (step === STEP['driver-xmit'] && !((handedOver.get(packet) ?? Infinity) <= start))
        tooEarly.push(packet);
    }
    expect(tooEarly).toEqual([]);
    expect(handedOver.size).toBeGreaterThan(3);
  });

  it('one that only polls is thrown out too', () => {
    for (const tuning of [{ idlePoll: true }, { guestPolling: true }]) {
      const { host } = completeHost(two('sriov', 2, { pps: 100 }, { tuning }));
      const [a, b] = host.machine.s.tallies;
      expect(Math.min(a!.cpu[0]!, b!.cpu[0]!)).toBeGreaterThan(0.4 * 50e9);
      // The tick that ends a slice is an exit, but not one of I/O.
      expect(a!.idleExits[1]).toBeGreaterThan(5);
    }
  });

  it('a receiver that was preempted sees its packet a slice later', () => {
    const worst = (n: number) => {
      const run = completeRun({
        ...two('sriov', n, { pps: 500 }),
        vms: [
          { count: 1, path: 'sriov', traffic: { kind: 'cbr', direction: 'rx', pps: 500 } },
          { count: 1, path: 'sriov', traffic: BULK },
        ],
      });
      return run.metrics().vms[0]!.latencyNs;
    };
    const [own, shared] = [worst(1), worst(2)];
    expect(own.max).toBeLessThan(100_000);
    expect(shared.max).toBeGreaterThan(20 * own.max);
    expect(shared.max).toBeLessThan(3_500_000);
  });

  it('posted interrupts of one that is out wait in its descriptor: no notification, no exit', () => {
    const run = completeRun({
      ...two('sriov', 2, {}),
      vms: [
        {
          count: 1,
          path: 'sriov',
          traffic: { kind: 'cbr', direction: 'rx', pps: 20_000 },
          tuning: { idlePoll: true },
        },
        { count: 1, path: 'sriov', traffic: BULK },
      ],
    });
    const { facts } = run.window(0, run.end);
    const times = (kind: number) => {
      const at: number[] = [];
      for (let i = 0; i < facts.count; i++) {
        if (facts.kind[i] === kind && facts.vm[i] === 0) at.push(facts.time[i] as number);
      }
      return at;
    };
    const [posted, injected] = [times(FACT['irq-posted']), times(FACT['irq-injected'])];
    const waited = posted.map((at) => (injected.find((then) => then >= at) ?? run.end) - at);
    expect(Math.max(...waited)).toBeGreaterThan(2e9);
    expect(Math.min(...waited)).toBeLessThan(5e6);
    expect(run.metrics().vms[0]!.exits.total).toBe(0);
  });

  it('halt polling is given up while another wants the CPU', () => {
    const polled = (n: number) => {
      const { vm0 } = completeHost({
        ...two('sriov', n, {}),
        vms: [
          { count: 1, path: 'sriov', traffic: { kind: 'cbr', direction: 'rx', pps: 20_000 } },
          { count: 1, path: 'sriov', traffic: BULK },
        ],
      });
      return vm0.cpu[1] as number;
    };
    expect(polled(2)).toBeLessThan(polled(1) / 2);
  });
});

describe('workerAffinity', () => {
  const of = (path: string, workerAffinity: string) =>
    completeRun({
      vms: [
        {
          count: 1,
          path,
          traffic: { kind: 'bulk', direction: 'tx', packetBytes: 1500 },
          tuning: { workerAffinity },
        },
      ],
      run: { until: '20ms' },
    }).metrics();

  it.each(['virtio', 'vhost-net'])('%s: on the CPU of its guest both take turns', (path) => {
    const [beside, inPlace] = [of(path, 'other'), of(path, 'same')];
    expect(inPlace.throughputGbps).toBeLessThan(0.75 * beside.throughputGbps);
    expect(inPlace.contextSwitches).toBeGreaterThan(5 * beside.contextSwitches);
    const cores = ({ cpu }: typeof beside) => cpu.guest + cpu.kvm + cpu.vmm + cpu.vhost;
    expect(cores(inPlace)).toBeLessThan(1.01);
    expect(cores(beside)).toBeGreaterThan(1.4);
  });
});
