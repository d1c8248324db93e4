import { describe, expect, it } from 'vitest';
import type { PathId } from '../scenario/scenario';
import { completeHost, sum } from '../testing';

interface Settings {
  readonly apicv: boolean;
  readonly posted: boolean;
  readonly irqAffinity: 'same' | 'other';
}

const GROUPS = 20;

/** Groups of `batch` frames, far enough apart that each is done with before the next; the guest never halts. */
function fixedBatches(
  path: PathId,
  direction: 'tx' | 'rx',
  batch: number,
  s: Settings,
  everyMs = 2,
) {
  return completeHost({
    host: { apicv: s.apicv, postedInterrupts: s.posted },
    nic: { numVfs: path === 'passthrough' ? 0 : 4 },
    vms: [
      {
        count: 1,
        path,
        traffic: { kind: 'cbr', direction, batch, pps: (batch * 1000) / everyMs },
        tuning: { idlePoll: true, irqAffinity: s.irqAffinity },
      },
    ],
    run: { until: `${String((GROUPS - 1) * everyMs + everyMs / 2)}ms` },
  });
}

const APICV: Settings = { apicv: true, posted: true, irqAffinity: 'other' };
const REMAPPED_SAME: Settings = { apicv: true, posted: false, irqAffinity: 'same' };
const REMAPPED_OTHER: Settings = { apicv: true, posted: false, irqAffinity: 'other' };
const NO_APICV: Settings = { apicv: false, posted: false, irqAffinity: 'same' };
const BATCHES = [1, 8, 64];
const H = 3;
const L = 1;
const LX = 2;

describe.each(BATCHES)('batches of %i', (batch) => {
  const packets = GROUPS * batch;

  describe.each([
    ['with APICv', APICV],
    ['without APICv', NO_APICV],
  ] as const)('emulated %s', (_, settings) => {
    it('sends with one doorbell and one interrupt a batch: 6 heavy exits, 1 light', () => {
      const { vm0 } = fixedBatches('emulated', 'tx', batch, settings);
      expect(vm0.delivered).toBe(packets);
      expect(vm0.exitClasses[H]).toBe(6 * GROUPS);
      expect(vm0.exitClasses[L]).toBe(GROUPS);
      // A level-triggered line: EOI_INDUCED with APICv, an MSR write without.
      expect(vm0.exits[settings.apicv ? 45 : 32]).toBe(GROUPS);
    });

    it('receives with 5 heavy exits an interrupt and one coalesced RDT write for 16 buffers', () => {
      const { vm0, host } = fixedBatches('emulated', 'rx', batch, settings);
      const { interrupts } = host.e1000Irq.causes(0);
      expect(vm0.delivered).toBe(packets);
      expect(vm0.exitClasses[H]).toBe(5 * interrupts);
      expect(vm0.exitClasses[LX]).toBeGreaterThanOrEqual(Math.ceil(packets / 16));
      expect(vm0.exitClasses[LX]).toBeLessThanOrEqual(Math.ceil(packets / 16) + interrupts);
      const kicks = vm0.exits[1] as number;
      expect(vm0.exitClasses[L]).toBe(interrupts + kicks);
      // Without APICv a foreign thread has to kick the running vCPU out, at least once a batch.
      expect(kicks >= GROUPS).toBe(!settings.apicv);
      expect(kicks === 0).toBe(settings.apicv);
    });
  });

  describe.each([
    ['with APICv', APICV],
    ['without APICv', NO_APICV],
  ] as const)('emulated-rtl8139 %s', (_, settings) => {
    it('sends with 4 heavy exits and 1 light a packet, however many at once: nothing is batched', () => {
      const { vm0, host } = fixedBatches('emulated-rtl8139', 'tx', batch, settings, 8);
      expect(vm0.delivered).toBe(packets);
      expect(host.rtl8139.registers(0).interrupts).toBe(packets);
      expect(vm0.exitClasses[H]).toBe(4 * packets);
      expect(vm0.exitClasses[L]).toBe(packets);
      expect(vm0.exits[settings.apicv ? 45 : 32]).toBe(packets);
    });

    it('receives with 8 heavy exits an interrupt, and 1 for each further round of its poll', () => {
      const { vm0, host } = fixedBatches('emulated-rtl8139', 'rx', batch, settings);
      const { interrupts } = host.rtl8139.registers(0);
      expect(vm0.delivered).toBe(packets);
      const heavy = vm0.exitClasses[H] as number;
      expect(heavy).toBeGreaterThanOrEqual(8 * interrupts);
      // A round takes at most 16 frames.
      expect(heavy - 8 * interrupts).toBeLessThanOrEqual(packets / 16);
      const kicks = vm0.exits[1] as number;
      expect(vm0.exitClasses[L]).toBe(interrupts + kicks);
      expect(kicks >= GROUPS).toBe(!settings.apicv);
    });
  });

  it.each(['virtio', 'vhost-net'] as const)(
    '%s sends with one kick a batch and nothing else with APICv',
    (path) => {
      const { vm0 } = fixedBatches(path, 'tx', batch, APICV);
      expect(vm0.delivered).toBe(packets);
      expect(sum(vm0.exits)).toBe(GROUPS);
      expect(vm0.exits[49]).toBe(GROUPS);
      expect(vm0.exitClasses[L]).toBe(GROUPS);
    },
  );

  it.each(['virtio', 'vhost-net'] as const)(
    '%s pays two exits an interrupt without APICv',
    (path) => {
      const { vm0 } = fixedBatches(path, 'tx', batch, NO_APICV);
      expect(sum(vm0.exits)).toBe(vm0.kicks + 2 * vm0.irqVirtual);
      const rx = fixedBatches(path, 'rx', batch, NO_APICV).vm0;
      expect(sum(rx.exits)).toBe(2 * rx.irqVirtual);
      // The VMM signals frame by frame, the vhost worker once a batch.
      expect(vm0.irqVirtual === GROUPS && rx.irqVirtual === GROUPS).toBe(
        path === 'vhost-net' || batch === 1,
      );
    },
  );

  it.each(['virtio', 'vhost-net'] as const)('%s receives without an exit with APICv', (path) => {
    const { vm0 } = fixedBatches(path, 'rx', batch, APICV);
    expect(vm0.delivered).toBe(packets);
    expect(sum(vm0.exits)).toBe(0);
  });

  describe('vhost-user', () => {
    it.each(['tx', 'rx'] as const)('%s: no exit and no kick with APICv', (direction) => {
      const { vm0 } = fixedBatches('vhost-user', direction, batch, APICV);
      expect(vm0.delivered).toBe(packets);
      expect(sum(vm0.exits)).toBe(0);
      expect(vm0.kicks).toBe(0);
      expect(vm0.irqVirtual).toBeGreaterThanOrEqual(GROUPS);
    });

    it.each(['tx', 'rx'] as const)('%s: two exits an interrupt without', (direction) => {
      const { vm0 } = fixedBatches('vhost-user', direction, batch, NO_APICV);
      expect(sum(vm0.exits)).toBe(2 * vm0.irqVirtual);
    });
  });

  it.each(['tx', 'rx'] as const)('bare-metal, %s: nothing to exit from', (direction) => {
    const { vm0 } = fixedBatches('bare-metal', direction, batch, NO_APICV);
    expect(vm0.delivered).toBe(packets);
    expect([sum(vm0.exits), sum(vm0.idleExits), vm0.irqVirtual, vm0.copies]).toEqual([0, 0, 0, 0]);
    expect(vm0.iotlbHits + vm0.iotlbMisses).toBe(0);
  });

  describe.each(['passthrough', 'sriov'] as const)('%s', (path) => {
    it.each(['tx', 'rx'] as const)('%s: no exit at all with posted interrupts', (direction) => {
      const { vm0 } = fixedBatches(path, direction, batch, APICV);
      expect(vm0.delivered).toBe(packets);
      expect(sum(vm0.exits)).toBe(0);
      expect(vm0.irqPosted).toBe(vm0.irqPhysical);
      expect(vm0.copies).toBe(0);
    });

    it.each(['tx', 'rx'] as const)(
      '%s remapped: one exit where the interrupt hits the guest’s own CPU',
      (direction) => {
        const { vm0 } = fixedBatches(path, direction, batch, REMAPPED_SAME);
        expect(vm0.exits[1]).toBe(vm0.irqPhysical);
        expect(sum(vm0.exits)).toBe(vm0.irqPhysical);
        expect(vm0.irqPhysical === GROUPS).toBe(batch === 1);
      },
    );

    it.each(['tx', 'rx'] as const)('%s remapped to another CPU: none', (direction) => {
      expect(sum(fixedBatches(path, direction, batch, REMAPPED_OTHER).vm0.exits)).toBe(0);
    });

    it.each(['same', 'other'] as const)(
      'without APICv two an interrupt, on whichever CPU it lands (%s)',
      (irqAffinity) => {
        const { vm0 } = fixedBatches(path, 'rx', batch, { ...NO_APICV, irqAffinity });
        expect(sum(vm0.exits)).toBe(2 * vm0.irqPhysical);
        expect(vm0.exits[32]).toBe(vm0.irqPhysical);
      },
    );
  });
});

describe('copies by CPUs of the host, for each delivered packet', () => {
  // io-paths.md section 10
  it.each([
    ['emulated', 2, 2],
    ['emulated-rtl8139', 2, 2],
    ['virtio', 1, 2],
    ['vhost-net', 1, 1],
    ['vhost-user', 1, 1],
    ['passthrough', 0, 0],
    ['sriov', 0, 0],
    ['bare-metal', 0, 0],
  ] as const)('%s: %i to send, %i to receive, however many are under way', (path, tx, rx) => {
    const per = (direction: 'tx' | 'rx') => {
      const { vm0 } = completeHost({
        nic: { numVfs: path === 'passthrough' ? 0 : 4 },
        vms: [{ count: 1, path, traffic: { kind: 'bulk', direction } }],
        run: { until: '1ms' },
      });
      return vm0.deliveredCopies / vm0.delivered;
    };
    expect([per('tx'), per('rx')]).toEqual([tx, rx]);
  });
});

describe('one request and its answer, guest idle in between', () => {
  const pingPong = (path: PathId, posted = true) =>
    completeHost({
      host: { postedInterrupts: posted },
      nic: { numVfs: path === 'passthrough' ? 0 : 4 },
      vms: [
        {
          count: 1,
          path,
          traffic: { kind: 'request-response', direction: 'rx', packetBytes: 106 },
        },
      ],
      run: { until: '20ms' },
    }).vm0;

  // io-paths.md 4.6 and section 10; one transaction = one frame in, one out.
  it.each([
    ['virtio', 1, 3],
    ['vhost-net', 1, 2],
    ['vhost-user', 0, 2],
    ['passthrough', 0, 0],
    ['sriov', 0, 0],
    ['bare-metal', 0, 0],
  ] as const)('%s: %i exits, %i copies', (path, exits, copies) => {
    const vm0 = pingPong(path);
    const transactions = vm0.delivered / 2;
    expect(transactions).toBeGreaterThan(200);
    expect(sum(vm0.exits) / transactions).toBeCloseTo(exits, 1);
    expect(vm0.copies / transactions).toBeCloseTo(copies, 1);
  });

  it('emulated: at most 11 heavy and 3 light exits, 4 copies', () => {
    const vm0 = pingPong('emulated');
    const transactions = vm0.delivered / 2;
    expect(transactions).toBeGreaterThan(50);
    const heavy = (vm0.exitClasses[H] as number) / transactions;
    expect(heavy).toBeLessThanOrEqual(11.01);
    expect(heavy).toBeGreaterThan(5.9);
    expect(vm0.copies / transactions).toBeCloseTo(4, 1);
  });

  it('shows HLT and its timer in every path, apart from the exits of I/O', () => {
    for (const path of ['emulated', 'virtio', 'sriov'] as const) {
      const vm0 = pingPong(path);
      expect(vm0.idleExits[12]).toBeGreaterThan(50);
      expect(vm0.idleExits[32]).toBeGreaterThan(50);
      expect(vm0.exits[12]).toBe(0);
    }
  });
});
