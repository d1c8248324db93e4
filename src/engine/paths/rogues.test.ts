import { describe, expect, it } from 'vitest';
import { DROP, FACT } from '../costs/facts';
import type { Tally } from '../hw/ledger';
import { completeHost, completeRun, sum } from '../testing';

const TRAFFIC = { kind: 'cbr', pps: 100_000, packetBytes: 1000 };

function two(attack: unknown, direction: string, host: object = {}, tuning: object = {}) {
  const traffic = { ...TRAFFIC, direction };
  return {
    host,
    nic: { numVfs: 2 },
    vms: [
      { count: 1, path: 'sriov', traffic, tuning, attack },
      { count: 1, path: 'sriov', traffic, tuning },
    ],
    run: { until: '2ms' },
  };
}

/** Both guests' books at the end of a run. */
function books(input: unknown) {
  const { host } = completeHost(input);
  const [rogue, victim] = host.machine.s.tallies as [Tally, Tally];
  return { host, rogue, victim, trespasses: host.nic.dma.rogue.s.trespasses };
}

const lost = (t: Tally, cause: keyof typeof DROP) => t.dropped[DROP[cause]];

describe('a rogue guest behind the IOMMU', () => {
  it.each([
    ['dma-read', 'tx'],
    ['dma-write', 'rx'],
  ])('loses its own frames by a stray %s and harms nobody', (kind, direction) => {
    const { host, rogue, victim, trespasses } = books(
      two({ kind, every: 4, target: 'neighbour' }, direction),
    );
    const { faults } = host.iommu.s;
    expect(lost(rogue, 'iommu-fault')).toBeGreaterThan(40);
    // A fault is counted when the request is refused; the frame ends when that is known to the card.
    expect(faults.count - Number(lost(rogue, 'iommu-fault'))).toBeLessThan(3);
    expect(rogue.sent / faults.count).toBeCloseTo(4, 0);
    expect(trespasses).toEqual([]);
    expect(sum(victim.dropped)).toBe(0);
    expect(faults.last).toMatchObject({ reason: kind === 'dma-read' ? 6 : 5, level: 3, vm: 0 });
  });

  it('is told of in the kernel log: ten attempts in five seconds, three a fault', () => {
    const { host } = books(two({ kind: 'dma-read', every: 10, target: 'neighbour' }, 'tx'));
    const f = host.plan.card.functions[host.plan.vms[0]?.fn ?? -1];
    const read = `DMAR: [DMA Read NO_PASID] Request device [${f?.bdf.slice(-7) ?? ''}] fault addr 0x`;
    const texts = host.dmar.s.lines.map(({ text }) => text);
    expect(texts).toHaveLength(7);
    expect(texts.filter((text) => text.startsWith(read))).toHaveLength(3);
    expect(texts[0]).toBe('DMAR: DRHD: handling fault status reg 2');
    expect(texts[1]).toMatch(/0x140\w+ \[fault reason 0x06\] PTE Read access is not set$/);
    expect(texts[2]).toBe('DMAR: DRHD: handling fault status reg 102');
  });

  it('has its log line at the moment of the run, and not before', () => {
    const run = completeRun(two({ kind: 'dma-write', every: 10, target: 'host' }, 'rx'));
    const [first] = run.printed(run.end);
    expect(run.printed(0)).toEqual([]);
    expect(run.printed((first?.at ?? 0) - 1)).toEqual([]);
    expect(run.printed(first?.at ?? 0)).toHaveLength(2);
  });

  it.each([
    ['neighbour', 0x26],
    ['host', 0x25],
  ])('cannot forge an interrupt of its %s', (target, reason) => {
    const { host, victim } = books(two({ kind: 'msi', every: 3, target }, 'tx'));
    const honest = books(two(null, 'tx'));
    expect(host.iommu.s.faults.last).toMatchObject({ reason, vm: 0 });
    expect(victim.irqVirtual).toBe(honest.victim.irqVirtual);
    expect(host.dmar.s.lines[1]?.text).toContain('[INTR-REMAP] Request device');
  });
});

describe('a rogue guest without the IOMMU', () => {
  const off = { iommu: false, unsafeDma: true };

  it('overwrites frames of its neighbour, which are lost', () => {
    const { host, rogue, victim, trespasses } = books(
      two({ kind: 'dma-write', every: 1, target: 'neighbour' }, 'rx', off, {
        interruptThrottleUs: 100,
      }),
    );
    expect(lost(victim, 'overwritten')).toBeGreaterThan(0);
    expect(lost(rogue, 'stray-write')).toBeGreaterThan(100);
    expect(rogue.delivered).toBe(0);
    expect(trespasses.at(-1)?.where).toMatchObject({ owner: 'guest', vm: 1, region: 'rx' });
    expect(host.iommu.s.faults.count).toBe(0);
    expect(host.dmar.s.lines).toEqual([]);
  });

  it('reads its neighbour’s memory and sends it away', () => {
    const { rogue, trespasses } = books(
      two({ kind: 'dma-read', every: 2, target: 'neighbour' }, 'tx', off),
    );
    expect(sum(rogue.dropped)).toBe(0);
    expect(trespasses.at(-1)).toMatchObject({ write: false, where: { owner: 'guest', vm: 1 } });
  });

  it('reaches the buffers of the host', () => {
    const { trespasses } = books(two({ kind: 'dma-write', every: 5, target: 'host' }, 'rx', off));
    expect(trespasses.at(-1)?.where).toMatchObject({ owner: 'host-buffers', region: 'rx' });
  });

  it('translates nothing', () => {
    const { rogue } = books(two(null, 'tx', off));
    expect([rogue.iotlbHits, rogue.iotlbMisses]).toEqual([0, 0]);
  });
});

describe('without interrupt remapping', () => {
  it('a forged message is an interrupt of the neighbour', () => {
    const unsafe = { interruptRemapping: false };
    const forged = two({ kind: 'msi', every: 2, target: 'neighbour' }, 'tx', unsafe);
    const { host, victim } = books(forged);
    const honest = books(two(null, 'tx', unsafe));
    expect(host.nic.dma.rogue.s.through[host.plan.vms[0]?.queue ?? -1]).toBeGreaterThan(50);
    expect(victim.irqVirtual).toBeGreaterThan(honest.victim.irqVirtual + 50);
    const run = completeRun(forged);
    const { facts } = run.window(0, run.end);
    const hit = facts.kind.findIndex((kind) => kind === FACT['irq-forged']);
    expect(facts.a[hit]).toBe(1);
  });

  it('names nobody where the neighbour polls its device: the host takes it as spurious', () => {
    const unsafe = { interruptRemapping: false, apicv: false };
    const polling = { guestPolling: true };
    const forged = two({ kind: 'msi', every: 2, target: 'neighbour' }, 'tx', unsafe, polling);
    const { host, victim } = books(forged);
    expect(host.nic.dma.rogue.s.through[host.plan.vms[0]?.queue ?? -1]).toBeGreaterThan(50);
    expect(victim.irqVirtual).toBe(0);
  });
});
