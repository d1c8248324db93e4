import { describe, expect, it } from 'vitest';
import { FACT } from '../costs/facts';
import { PATH_IDS } from '../scenario/scenario';
import type { Run } from '../run';
import { completeRun } from '../testing';
import { cpuTime } from './cpu-time';
import { hopCharges, packetTime } from './packet-time';

const run = (path: string, traffic: object, more: object = {}) =>
  completeRun({
    nic: { numVfs: path === 'passthrough' ? 0 : 1 },
    vms: [{ count: 1, path, traffic }],
    run: { until: '3ms' },
    ...more,
  });

/** Every packet that arrived, with what the engine itself counted as its latency, ns. */
function delivered(of: Run): readonly (readonly [packet: number, ns: number])[] {
  const { facts } = of.window(0, of.end);
  return Array.from({ length: facts.count }, (_, i) => i)
    .filter((i) => facts.kind[i] === FACT.delivered)
    .map((i) => [facts.packet[i] as number, facts.a[i] as number] as const);
}

const total = (parts: readonly { readonly ps: number }[]) =>
  parts.reduce((sum, { ps }) => sum + ps, 0);

const TRAFFIC = [
  { kind: 'single', direction: 'tx' },
  { kind: 'single', direction: 'rx' },
  { kind: 'burst', packets: 40, batch: 40, direction: 'both' },
  { kind: 'poisson', pps: 40_000, direction: 'both' },
] as const;

describe.each(PATH_IDS)('the time of a packet on %s', (path) => {
  it.each(TRAFFIC)('is its stretches and its charges, to the picosecond: %o', (traffic) => {
    const of = run(path, traffic);
    const packets = delivered(of);
    expect(packets.length).toBeGreaterThan(0);
    for (const [packet, ns] of packets) {
      const time = packetTime(of, packet);
      if (time === null) throw new Error(String(packet));
      const whole = time.delivered - time.sent;
      expect(Math.trunc(whole / 1000)).toBe(ns);
      expect(total(time.charges)).toBe(whole);
      expect(time.stretches[0]?.start).toBe(time.sent);
      expect(time.stretches.at(-1)?.end).toBe(time.delivered);
      time.stretches.forEach(({ start, end, charges }, i) => {
        expect(start).toBe(time.stretches[i - 1]?.end ?? time.sent);
        expect(total(charges)).toBe(end - start);
      });
    }
  });

  it('of a lone packet is priced: nothing of it only waits', () => {
    for (const direction of ['tx', 'rx']) {
      const time = packetTime(run(path, { kind: 'single', direction }), 1);
      expect(time?.charges.filter(({ due, ps }) => due === 'waiting' && ps > 1000)).toEqual([]);
    }
  });

  it('is what the host’s CPUs did for a guest, by step and by price', () => {
    const of = run(path, { kind: 'poisson', pps: 40_000, direction: 'both' });
    const [vm0] = of.metrics().vms;
    if (vm0 === undefined) throw new Error('no guest');
    const { kvm, vmm, vhost, pmd, softirq } = vm0.cpu;
    const cpu = cpuTime(of, of.reached, 0);
    const busy = (kvm + vmm + vhost + pmd + softirq) * of.reached;
    expect(Math.abs(cpu.ps - busy)).toBeLessThan(1 + busy * 1e-9);
    expect(Math.abs(total(cpu.steps) - cpu.ps)).toBeLessThan(1);
    expect(Math.abs(total(cpu.charges) - cpu.ps)).toBeLessThan(1 + cpu.ps * 1e-9);
  });
});

describe('softirqs', () => {
  const softirq = (path: string) => {
    const metrics = run(path, { kind: 'cbr', pps: 200_000, direction: 'rx' }).metrics();
    return { own: metrics.vms[0]?.cpu, all: metrics.cpu };
  };

  it.each(['vhost-net', 'virtio', 'emulated'])(
    'are paid by the guest whose packets they carry: %s',
    (path) => {
      const { own, all } = softirq(path);
      expect(own?.softirq).toBeGreaterThan(0.1);
      expect((own?.softirq ?? 0) / all.softirq).toBeGreaterThan(0.8);
    },
  );

  it('of a program of the host are its own work', () => {
    const { own, all } = softirq('bare-metal');
    expect((own?.guest ?? 0) / all.guest).toBeGreaterThan(0.9);
  });

  it('have nothing to do for a VF whose interrupts are posted', () => {
    expect(softirq('sriov').own?.softirq).toBeLessThan(0.01);
  });
});

describe('charges', () => {
  it('of an emulated register are those of the table', () => {
    const of = run('emulated', { kind: 'single', direction: 'tx' });
    const time = packetTime(of, 1);
    const ns = (due: string) => (time?.charges.find((each) => each.due === due)?.ps ?? 0) / 1000;
    // One heavy exit before the frame leaves, half of whose entry comes after: io-paths 2.1.
    expect(ns('deviceRegister')).toBe(4000);
    expect(ns('mmioEmul')).toBe(800);
    expect(ns('userRoundtrip')).toBeCloseTo(4167 / 2 / 2.7, 0);
    const copied = time?.charges.find(({ due }) => due === 'copyByte');
    expect(copied?.times).toBeCloseTo(3 * (time?.bytes ?? NaN), 6);
  });

  it('change by what a price changes', () => {
    const latency = (costs: object) => {
      const time = packetTime(run('sriov', { kind: 'single', direction: 'tx' }, { costs }), 1);
      return (time?.delivered ?? 0) - (time?.sent ?? 0);
    };
    // Descriptor and data: two reads, one behind the other.
    expect(latency({ dmaRead: 700 }) - latency({})).toBe(200_000);
  });

  it('name the levels that a miss of the IOTLB walks', () => {
    const of = run('sriov', { kind: 'single', direction: 'tx' });
    const walk = (times: number) => ({ due: 'iotlbWalkLevel', ps: times * 110_000, times });
    const read = packetTime(of, 1)?.stretches.find(({ step }) => step === 'dma-read');
    if (read === undefined) throw new Error('no read');
    expect(read.charges).toContainEqual(walk(of.walkLevels(0)));
    expect(hopCharges(of, 1, read)).toEqual(read.charges);
  });

  it('show a packet behind others as waiting', () => {
    const of = run('sriov', { kind: 'burst', packets: 60, batch: 60, direction: 'tx' });
    const last = packetTime(of, 60);
    const waited = last?.charges.find(({ due }) => due === 'waiting')?.ps ?? 0;
    expect(waited / ((last?.delivered ?? 0) - (last?.sent ?? 0))).toBeGreaterThan(0.5);
  });

  it('end where the packet is not there or not yet arrived', () => {
    expect(packetTime(run('sriov', { kind: 'single', direction: 'tx' }), 99)).toBeNull();
    const short = run('emulated', { kind: 'single', direction: 'tx' }, { run: { until: '5us' } });
    expect(packetTime(short, 1)).toBeNull();
  });
});
