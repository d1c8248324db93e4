import { describe, expect, it } from 'vitest';
import { completeRun } from '../engine/testing';
import type { Lane, LaneSet } from './compare-api';
import { createSim } from './sim';

const lane = (path: Lane['path'], set: Lane['set'] = {}): Lane => ({ path, set });

function opened(lanes: readonly Lane[], input: unknown = {}) {
  const sim = createSim();
  const result = sim.open(input, 'emulated');
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const set = sim.openLanes(result.info.run, lanes);
  if (set === null) throw new Error('no lanes');
  return { sim, info: result.info, set };
}

function computed({ sim, set }: ReturnType<typeof opened>, id = set.id) {
  while (sim.extendLanes(id, 50)?.done === false);
}

const refusals = (set: LaneSet) =>
  set.lanes.map((each) => (each.ok ? null : each.issues.map(({ rule, path }) => rule ?? path)));

describe('lanes', () => {
  it('are runs of the page’s scenario, each with its own path, without the guest beside', () => {
    const { set, info } = opened([lane('emulated'), lane('virtio'), lane('sriov')]);
    const paths = set.lanes.map((each) => each.ok && each.topology.vms.map(({ path }) => path));
    expect(paths).toEqual([
      ['emulated', 'emulated'],
      ['virtio', 'virtio'],
      ['sriov', 'sriov'],
    ]);
    expect(set.base).toBe(0);
    expect(set.lanes.every((each) => each.ok && each.end === info.end)).toBe(true);
  });

  it('are computed in step', () => {
    const open = opened([lane('emulated'), lane('bare-metal')]);
    let last = 0;
    for (let i = 0; i < 10_000; i++) {
      const progress = open.sim.extendLanes(open.set.id, 1);
      if (progress === null) throw new Error('stale');
      expect(progress.reached).toBeGreaterThanOrEqual(last);
      last = progress.reached;
      if (progress.done) break;
    }
    expect(last).toBe(open.info.end);
  });

  it('say why one is impossible, and the others go on', () => {
    const posted = { 'host.apicv': false, 'host.postedInterrupts': true };
    const open = opened([
      lane('sriov', posted),
      lane('virtio'),
      lane('sriov', { 'host.iommu': false }),
      lane('sriov', { 'nic.numVfs': 0 }),
    ]);
    expect(refusals(open.set)).toEqual([['posting-needs-apicv'], null, ['needs-iommu'], []]);
    expect(open.set.base).toBe(1);
    computed(open);
    const packet = open.sim.comparePacket(open.set.id, { n: 0 });
    expect(packet?.lanes.map((each) => each !== null)).toEqual([false, true, false, false]);
    expect(packet?.settled).toBe(true);
  });

  it('may have functions that no one card has, from a guest that has another', () => {
    const input = { nic: { device: 'nvidia-connectx7' }, vms: [{ count: 1, function: 'vdpa-vf' }] };
    const adi = {
      'vms.0.function': 'adi',
      'nic.device': 'intel-e810',
      'host.scalableMode': true,
    };
    const open = opened(
      [
        lane('sriov', { 'vms.0.function': 'vf' }),
        lane('sriov'),
        lane('sriov', adi),
        lane('virtio'),
      ],
      input,
    );
    expect(refusals(open.set)).toEqual([null, null, null, null]);
    const kinds = open.set.lanes.map(
      (each) => each.ok && [each.topology.card.device.id, each.topology.vms[0]?.function],
    );
    expect(kinds).toEqual([
      ['nvidia-connectx7', 'vf'],
      ['nvidia-connectx7', 'vdpa-vf'],
      ['intel-e810', 'adi'],
      ['nvidia-connectx7', 'vf'],
    ]);
    computed(open);
    const packet = open.sim.comparePacket(open.set.id, { n: 0 });
    // Every lane's first packet arrives.
    const ends = packet?.lanes.map((each) => each?.milestones.some(({ id }) => id === 'delivered'));
    expect(ends).toEqual([true, true, true, true]);
  });

  it('leave behind what the page’s guest has and their path has not', () => {
    const input = { vms: [{ count: 1, failover: true, attack: { kind: 'dma-write' } }] };
    const { set } = opened([lane('sriov'), lane('virtio'), lane('emulated')], input);
    expect(refusals(set)).toEqual([null, null, null]);
  });

  it('no such setting is refused by the scenario’s own check', () => {
    const { set } = opened([lane('virtio', { 'vms.0.tuning.turbo': true }), lane('virtio')]);
    expect(refusals(set)).toEqual([['vms.0.tuning.turbo'], null]);
  });

  it('of another set, or another run, answer nothing', () => {
    const { sim, set, info } = opened([lane('virtio'), lane('sriov')]);
    const next = sim.openLanes(info.run, [lane('virtio')]);
    expect(next?.id).not.toBe(set.id);
    expect(sim.extendLanes(set.id, 1)).toBeNull();
    expect(sim.comparePacket(set.id, { n: 0 })).toBeNull();
    expect(sim.compareRuns(set.id)).toBeNull();
    sim.open({ seed: 2 }, null);
    expect(sim.openLanes(info.run, [lane('virtio')])).toBeNull();
  });

  it('that were there before keep what they have computed', () => {
    const open = opened([lane('virtio'), lane('sriov')]);
    computed(open);
    const again = open.sim.openLanes(open.info.run, [lane('sriov'), lane('virtio')]);
    expect(open.sim.extendLanes(again?.id ?? 0, 0)?.done).toBe(true);
  });

  it('have the VFs that were made at the prompt', () => {
    const sim = createSim();
    const input = { nic: { numVfs: 3 }, vms: [{ count: 1 }] };
    sim.open(input, null);
    sim.shellRun('echo 0 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs', 80);
    const { edits } = sim.hostNews();
    const lines = edits.map(({ at, shell }) => ({ at: `${String(at)}ps`, shell }));
    const result = sim.open({ vms: [{ count: 1, path: 'virtio' }], edits: lines }, null);
    if (!result.ok) throw new Error(JSON.stringify(result.issues));
    const set = sim.openLanes(result.info.run, [lane('virtio'), lane('sriov')]);
    // The card has no VF left for the guest.
    expect(set === null ? null : refusals(set)).toEqual([null, []]);
  });
});

describe('a packet on all lanes', () => {
  const open = opened([lane('emulated'), lane('sriov'), lane('sriov', { 'host.apicv': false })]);
  computed(open);
  const at = (n: number) => open.sim.comparePacket(open.set.id, { n });

  it('was made at the same moment', () => {
    for (const n of [0, 1, 57]) {
      const born = at(n)?.lanes.map((each) => each?.trace.from);
      expect(new Set(born).size).toBe(1);
      expect(open.sim.comparePacket(open.set.id, { at: born?.[0] ?? 0 })?.n).toBe(n);
    }
  });

  it('knows its neighbours', () => {
    expect(at(0)?.before).toBeNull();
    expect(at(0)?.after).toBe(at(1)?.lanes[0]?.trace.from);
    expect(at(1)?.before).toBe(at(0)?.lanes[0]?.trace.from);
    expect(at(99)?.after).toBeNull();
  });

  it('differs from the first lane by what the two runs say themselves', () => {
    const delta = (lane: number, what: string) =>
      at(0)?.differences[lane]?.find((each) => each.what === what)?.delta;
    expect(at(0)?.differences[0]).toBeNull();
    // By hand from the golden traces: seven exits, two copies.
    expect(delta(1, 'exits')).toBe(-7);
    expect(delta(1, 'copies')).toBe(-2);
    expect(delta(1, 'irq-posted')).toBe(1);
    expect(delta(2, 'irq-posted')).toBe(0);
  });

  it('is null where a lane has not come to it', () => {
    expect(at(1_000_000)?.lanes).toEqual([null, null, null]);
  });

  it('whole runs have their books side by side', () => {
    const runs = open.sim.compareRuns(open.set.id);
    const own = completeRun({ vms: [{ path: 'emulated' }] }).metrics();
    const theirs = completeRun({}).metrics();
    expect(runs?.at).toBe(open.info.end);
    const exits = runs?.differences[1]?.find(({ what }) => what === 'exits');
    expect(exits).toMatchObject({ base: own.exits.total, other: theirs.exits.total });
    expect(runs?.metrics[0]).toEqual(own);
  });
});
