import { describe, expect, it } from 'vitest';
import { FACT, REG } from '../../costs/facts';
import { STEP } from '../../costs/steps';
import { PASID_ENTRIES, PASID_LEVELS } from '../../hw/iommu';
import { completeHost, completeRun, sum, traceOf } from '../../testing';

const HOST = { scalableMode: true };
const NIC = { device: 'intel-e810' };
/** A PASID TLP prefix, bytes. */
const PREFIX = 4;

const input = (traffic: object, more: object = {}, kind = 'adi') => ({
  host: HOST,
  nic: NIC,
  vms: [
    {
      count: 1,
      path: 'sriov',
      function: kind,
      traffic: { packetBytes: 1500, ...traffic },
      tuning: { idlePoll: true, ...more },
    },
  ],
  run: { until: '2ms' },
});

it.each(['tx', 'rx'] as const)('%s of one packet is the story we know', async (direction) => {
  const story = traceOf('sriov', direction, { host: HOST, nic: NIC, function: 'adi' });
  await expect(story).toMatchFileSnapshot(`./golden-adi-${direction}.txt`);
});

describe('beside a VF of the same card', () => {
  const both = (direction: string) =>
    (['vf', 'adi'] as const).map(
      (kind) =>
        completeHost(
          input({ kind: 'cbr', pps: 10_000, direction }, { interruptThrottleUs: 0 }, kind),
        ).vm0,
    );

  it('each request carries its PASID, and neither completions nor interrupt messages do', () => {
    const [vf, adi] = both('tx') as [ReturnType<typeof both>[0], ReturnType<typeof both>[0]];
    const n = adi!.delivered;
    expect(n).toBe(vf!.delivered);
    // Of a sent frame: a read of its descriptor, reads of 512 bytes of data, the write-back.
    const requests = 1 + Math.ceil(1500 / 512) + 1;
    expect(adi!.pcieUp - vf!.pcieUp).toBe(n * requests * PREFIX);
    expect(adi!.pcieDown).toBe(vf!.pcieDown);
  });

  it('takes as many exits, copies and register accesses', () => {
    const [vf, adi] = both('both');
    expect([sum(adi!.exits), adi!.copies]).toEqual([0, 0]);
    expect([...adi!.registers]).toEqual([...vf!.registers]);
    expect(adi!.irqPosted).toBe(vf!.irqPosted);
  });
});

describe('in the IOMMU', () => {
  it('a miss of the PASID cache is two entries read, once', () => {
    const run = completeRun(input({ kind: 'cbr', pps: 10_000, direction: 'tx' }));
    expect(run.metrics().iotlb.pasidMisses).toBe(1);
    const first = (kind: string) => {
      const one = completeRun(input({ kind: 'single', direction: 'tx' }, {}, kind));
      const host = one.metrics().latencyNs.p50;
      return { one, host };
    };
    // Both are looked up by PASID: that of a function is 0.
    expect(first('vf').one.metrics().iotlb.pasidMisses).toBe(1);
    expect(PASID_LEVELS).toBe(2);
  });

  it('in legacy mode nobody is looked up by PASID', () => {
    const run = completeRun({ ...input({ kind: 'cbr', pps: 10_000 }, {}, 'vf'), host: {} });
    expect(run.metrics().iotlb.pasidMisses).toBe(0);
  });

  it('more guests than the cache has entries push each other out', () => {
    const misses = (count: number) => {
      const run = completeRun({
        host: { ...HOST, cores: 60 },
        nic: { ...NIC, numVfs: 0 },
        vms: [
          {
            count,
            path: 'sriov',
            function: 'adi',
            traffic: { kind: 'cbr', pps: 20_000, direction: 'tx' },
          },
        ],
        run: { until: '500us' },
      });
      return run.metrics().iotlb.pasidMisses;
    };
    expect(misses(PASID_ENTRIES)).toBe(PASID_ENTRIES);
    expect(misses(PASID_ENTRIES + 8)).toBeGreaterThan(2 * PASID_ENTRIES);
  });

  it('a rogue is stopped by its own table though it shares the Routing ID, and the PASID is in the record', () => {
    const { host } = completeHost({
      host: HOST,
      nic: { ...NIC, numVfs: 0 },
      vms: [
        {
          count: 2,
          path: 'sriov',
          function: 'adi',
          traffic: { kind: 'cbr', pps: 50_000, direction: 'both' },
          attack: { kind: 'dma-write', every: 2, target: 'neighbour' },
        },
      ],
      run: { until: '1ms' },
    });
    const pf = host.plan.card.functions[0]!;
    expect(host.iommu.s.faults.last).toMatchObject({ source: pf.rid, reason: 0x05 });
    expect(host.nic.dma.rogue.s.trespasses).toEqual([]);
    const lines = host.dmar.s.lines.map(({ text }) => text);
    expect(lines.some((text) => /\[DMA Write PASID 0x[12]\] Request device/u.test(text))).toBe(
      true,
    );
  });
});

describe('what is not mapped', () => {
  const starting = input({ kind: 'cbr', pps: 10_000, direction: 'tx' }, { vfReset: true });

  it('is answered by software: the reset status by a heavy exit, once, before the mailbox', () => {
    const { vm0, host } = completeHost(starting);
    expect(vm0.registers[REG.vfResetStatus]).toBe(1);
    expect(vm0.exits[49]).toBe(1);
    expect(sum(vm0.exits)).toBe(1);
    // The mailbox is a page of the card, mapped as that of a VF.
    expect(vm0.registers[REG.vfMailbox]).toBeGreaterThan(0);
    expect(host.mailbox).not.toBeNull();
    expect(vm0.delivered).toBeGreaterThan(0);
  });

  it('a VF has it in a page of its own', () => {
    const { vm0 } = completeHost(
      input({ kind: 'cbr', pps: 10_000, direction: 'tx' }, { vfReset: true }, 'vf'),
    );
    expect(vm0.exits[49]).toBe(0);
  });

  it('the data path after that leaves no guest', () => {
    const run = completeRun(starting);
    const { hops } = run.window(0, run.end);
    const exits = Array.from({ length: hops.count }, (_, i) => hops.step[i]).filter(
      (step) => step === STEP['exit-light'],
    );
    expect(exits).toHaveLength(1);
  });
});

it('its PF needs no VFs, and the switch in the card knows it by its address', () => {
  const { vm0 } = completeHost({
    ...input({ kind: 'burst', packets: 10, direction: { to: 'vm1' } }),
    nic: { ...NIC, numVfs: 0 },
    vms: [
      {
        count: 1,
        function: 'adi',
        traffic: { kind: 'burst', packets: 10, direction: { to: 'vm1' } },
      },
      { count: 1, function: 'adi', traffic: { kind: 'single' } },
    ],
  });
  expect([vm0.delivered, vm0.wireOut]).toEqual([10, 0]);
});

it('a guest that never halts asks its device at the very start, and the record has that exit', () => {
  const run = completeRun(input({ kind: 'single' }, { vfReset: true }));
  const { facts } = run.window(0, run.end);
  const exits = Array.from({ length: facts.count }, (_, i) => i).filter(
    (i) => facts.kind[i] === FACT['vm-exit'],
  );
  expect(exits.length).toBeGreaterThan(0);
  expect(facts.time[exits[0] ?? -1]).toBe(0);
  expect(exits).toHaveLength(run.metrics().exits.total);
});
