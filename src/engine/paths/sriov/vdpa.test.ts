import { describe, expect, it } from 'vitest';
import { REG } from '../../costs/facts';
import { STEP, type StepId } from '../../costs/steps';
import { VIRTIO_NET_HDR } from '../../hw/nic-wiring';
import { ENTRIES } from '../../hw/virtio-queues';
import { RX, TX } from '../../hw/virtio-rings';
import { completeHost, completeRun, sum, traceOf } from '../../testing';

const NIC = { device: 'nvidia-connectx7' };
const FRAME = 1500;

const input = (traffic: object, more: object = {}, host: object = {}, kind = 'vdpa-vf') => ({
  host,
  nic: NIC,
  vms: [
    {
      count: 1,
      path: 'sriov',
      function: kind,
      traffic: { packetBytes: FRAME, ...traffic },
      tuning: { idlePoll: true, ...more },
    },
  ],
  run: { until: '2ms' },
});

/** How often each kind of hop is in a run. */
function counts(scenario: object) {
  const run = completeRun(scenario);
  const { hops } = run.window(0, run.end);
  const all = new Map<number, number>();
  for (let i = 0; i < hops.count; i++) {
    const step = hops.step[i] as number;
    all.set(step, (all.get(step) ?? 0) + 1);
  }
  return (id: StepId) => all.get(STEP[id]) ?? 0;
}

it.each(['tx', 'rx'] as const)('%s of one packet is the story we know', async (direction) => {
  const story = traceOf('sriov', direction, { nic: NIC, function: 'vdpa-vf' });
  await expect(story).toMatchFileSnapshot(`./golden-vdpa-${direction}.txt`);
});

describe('what the card does over PCIe', () => {
  const requests = (bytes: number) => Math.ceil(bytes / 512);

  it('for a sent frame: index, entry, descriptor and data in; element, index, flags; a message', () => {
    // So far apart that nothing is shared: one frame each 100 µs.
    const { host, vm0 } = completeHost(input({ kind: 'cbr', pps: 10_000, direction: 'tx' }));
    const { tlpRead, tlpWrite, tlpCompletion, maxPayload } = host.machine.prices;
    const n = vm0.delivered;
    expect(n).toBeGreaterThan(15);
    const data = FRAME + VIRTIO_NET_HDR;
    const completions = (bytes: number) => bytes + Math.ceil(bytes / maxPayload) * tlpCompletion;
    const reads = [4, 4, 16, data, 4];
    const up =
      sum(reads.map((bytes) => requests(bytes) * tlpRead)) +
      sum([8, 4, 4].map((bytes) => bytes + tlpWrite));
    const down = sum(reads.map(completions)) + 4 + tlpWrite;
    expect(vm0.pcieUp).toBe(n * up);
    expect(vm0.pcieDown).toBe(n * down);
  });

  it('takes more of PCIe and longer than a VF with a ring of its own', () => {
    const one = (kind: string) =>
      completeRun(input({ kind: 'single', direction: 'tx' }, {}, {}, kind)).metrics();
    const [vf, vdpa] = [one('vf'), one('vdpa-vf')];
    expect(vdpa.pcie.bytesUp).toBeGreaterThan(vf.pcie.bytesUp);
    expect(vdpa.latencyNs.p50).toBeGreaterThan(vf.latencyNs.p50 + 1000);
    expect(vdpa.copies.count).toBe(0);
  });

  it('reads entries by the batch, descriptors one by one', () => {
    const batch = 40;
    const of = counts(input({ kind: 'burst', packets: batch, batch, direction: 'tx' }));
    expect(of('doorbell')).toBe(1);
    expect(of('vring-index')).toBe(1);
    expect(of('vring-entries')).toBe(Math.ceil(batch / ENTRIES));
    expect(of('dma-read-descriptor')).toBe(batch);
    expect(of('vring-used')).toBe(batch);
    expect(of('vring-used-index')).toBe(batch);
    // One read of the flags can answer for several frames.
    expect(of('vring-flags')).toBeLessThanOrEqual(batch);
  });

  it('knows the buffers of a receive ring before frames come', () => {
    const of = counts(input({ kind: 'single', direction: 'rx' }));
    expect([of('vring-index'), of('vring-entries'), of('dma-read-descriptor')]).toEqual([0, 0, 0]);
    expect([of('dma-write'), of('vring-used'), of('vring-used-index')]).toEqual([1, 1, 1]);
  });
});

describe('kicks', () => {
  const traffic = { kind: 'cbr', pps: 10_000, direction: 'tx' };

  it('are posted writes of the guest where the page is mapped', () => {
    const { vm0 } = completeHost(input(traffic));
    expect(vm0.kicks).toBe(0);
    expect(sum(vm0.exits)).toBe(0);
    expect(vm0.registers[REG.virtioNotifyTx]).toBe(vm0.delivered);
  });

  it('are exits without it, each a light one, and the data path stays as it is', () => {
    const { vm0 } = completeHost(input(traffic, { mappedDoorbell: false }));
    expect(vm0.kicks).toBe(vm0.delivered);
    expect(vm0.exits[49]).toBe(vm0.delivered);
    expect(sum(vm0.exits)).toBe(vm0.delivered);
    const of = counts(input(traffic, { mappedDoorbell: false }));
    expect([of('vdpa-kick'), of('doorbell')]).toEqual([vm0.delivered, vm0.delivered]);
    expect([of('direct-write'), of('thread-wake')]).toEqual([0, 0]);
  });
});

describe('interrupts', () => {
  const traffic = { kind: 'cbr', pps: 10_000, direction: 'rx' };

  it('are posted, a vector for each queue', () => {
    const { vm0 } = completeHost(input(traffic));
    expect(vm0.irqPosted).toBe(vm0.delivered);
    expect(sum(vm0.exits)).toBe(0);
  });

  it('go by vhost-vdpa where they cannot be posted', () => {
    const of = counts(input(traffic, {}, { postedInterrupts: false }));
    expect(of('vdpa-irq')).toBeGreaterThan(15);
    expect(of('vfio-irq')).toBe(0);
  });

  it('are left out while the driver polls', () => {
    const { vm0 } = completeHost(input({ kind: 'bulk', direction: 'rx' }));
    expect(vm0.irqSuppressed).toBeGreaterThan(vm0.irqPhysical);
  });

  it('are none for a program that polls', () => {
    const { vm0 } = completeHost(
      input({ kind: 'cbr', pps: 100_000, direction: 'both' }, { guestPolling: true }),
    );
    expect(vm0.irqPhysical).toBe(0);
    expect(vm0.delivered).toBeGreaterThan(300);
  });
});

it('the card and the driver agree on both rings when all is done', () => {
  const { host } = completeHost(input({ kind: 'burst', packets: 600, batch: 16, direction: 'tx' }));
  const [rx, tx] = [host.rings.rx(0), host.rings.tx(0)];
  const queue = host.plan.vms[0]!.queue;
  expect([tx.lastAvail, tx.usedIdx]).toEqual([tx.availIdx, tx.availIdx]);
  expect(host.nic.virtio.seen(queue, TX)).toBe(tx.availIdx);
  expect(host.nic.virtio.seen(queue, RX)).toBe(rx.availIdx);
});

describe('on a scalable function', () => {
  it('does the same as on a VF, and no VF is needed', () => {
    const figures = (kind: string) => {
      const { latencyNs, pcie, exits } = completeRun(
        input({ kind: 'cbr', pps: 10_000, direction: 'both' }, {}, {}, kind),
      ).metrics();
      return { latencyNs, pcie, exits };
    };
    expect(figures('vdpa-sf')).toEqual(figures('vdpa-vf'));
    const { host } = completeHost({
      ...input({ kind: 'single' }, {}, {}, 'vdpa-sf'),
      nic: { ...NIC, numVfs: 0 },
    });
    expect(host.machine.tally(0).delivered).toBe(1);
  });

  it('its accesses carry the Routing ID of the PF, and it is no function of the card', () => {
    const { host } = completeHost(input({ kind: 'single' }, {}, {}, 'vdpa-sf'));
    const { card, vms } = host.plan;
    const [vm] = vms;
    expect(vm!.fn).toBe(card.functions.length);
    expect(host.nic.wiring(vm!.queue).rid).toBe(card.functions[0]!.rid);
    expect(host.machine.places.some(({ kind }) => kind === 'sf')).toBe(true);
  });
});

describe('between guests', () => {
  const device = (kind: string) =>
    kind === 'sf' ? { path: 'bare-metal', function: 'sf' } : { path: 'sriov', function: kind };
  const KINDS = ['vf', 'vdpa-vf', 'vdpa-sf', 'sf'];
  const pairs = KINDS.flatMap((from) => KINDS.map((to) => [from, to] as const));

  it.each(pairs)('%s to %s: all arrive, by the switch in the card alone', (from, to) => {
    const { host, vm0 } = completeHost({
      nic: NIC,
      vms: [
        {
          count: 1,
          ...device(from),
          traffic: { kind: 'burst', packets: 20, direction: { to: 'vm1' } },
        },
        { count: 1, ...device(to), traffic: { kind: 'single', direction: { to: 'vm0' } } },
      ],
      run: { until: '1ms' },
    });
    expect(vm0.delivered).toBe(20);
    // Two programs of the host talk over its stack and need no card.
    const crosses = from !== 'sf' || to !== 'sf';
    expect(vm0.wireOut).toBe(0);
    expect(vm0.copies).toBe(0);
    // In and out of memory once each, whoever pays for it; else nothing at all.
    const { bytesUp, bytesDown } = host.link.s;
    expect(Math.min(bytesUp, bytesDown) >= 20 * 1500).toBe(crosses);
    expect(bytesUp > 0).toBe(crosses);
  });
});
