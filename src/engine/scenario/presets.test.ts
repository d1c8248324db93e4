import { describe, expect, it } from 'vitest';
import { PATH_IDS } from './scenario';
import { completeRun } from '../testing';
import { parseScenario } from './parse';
import { PRESET_IDS, presetOf, PRESETS, type PresetId } from './presets';

const run = (id: PresetId) => completeRun(PRESETS[id]);
const guestsOf = (id: PresetId) => run(id).metrics().vms;

describe('presets', () => {
  it.each(PRESET_IDS)('%s parses, and every guest has its device', (id) => {
    const parsed = parseScenario(PRESETS[id]);
    expect(parsed).toMatchObject({ ok: true });
    const { topology } = completeRun({ ...PRESETS[id], run: { until: '1us' } });
    expect(topology.vms.filter(({ withoutDevice }) => withoutDevice)).toEqual([]);
  });

  it('are found by name and by nothing else', () => {
    expect(presetOf('vf-to-vf')).toBe(PRESETS['vf-to-vf']);
    expect(presetOf('toString')).toBeNull();
    expect(presetOf('')).toBeNull();
  });
});

// Each shows what its description says.
describe('what a preset shows', () => {
  it('one-packet-each-path: every path delivers one, software switches by exits, direct paths without', () => {
    const { vms } = run('one-packet-each-path').topology;
    expect(vms.map(({ path }) => path)).toEqual(PATH_IDS);
    const guests = guestsOf('one-packet-each-path');
    expect(guests.map(({ packets }) => packets.delivered)).toEqual(PATH_IDS.map(() => 1));
    const exits = guests.map((guest) => guest.exits.total);
    expect(exits.slice(0, 4).every((count) => count > 0)).toBe(true);
    expect(exits.slice(4)).toEqual([0, 0, 0, 0]);
  });

  it('exit-storm: several exits for every packet', () => {
    for (const { exits } of guestsOf('exit-storm')) expect(exits.perPacket).toBeGreaterThan(5);
  });

  it('virtio-kicks: fewer kicks for a packet at the higher rate', () => {
    const [slow, fast] = guestsOf('virtio-kicks').map(({ exits }) => exits.perPacket);
    expect(slow).toBeGreaterThan(0.8);
    expect(fast).toBeLessThan(0.2);
  });

  it('event-index-off: an interrupt after every packet without it', () => {
    const [on, off] = guestsOf('event-index-off').map(
      ({ interrupts, packets }) => interrupts.virtual / packets.delivered,
    );
    expect(off).toBeGreaterThan(0.95);
    expect(on).toBeLessThan(0.5);
  });

  it('interrupts-posted: none exits; interrupts-remapped: nearly each does', () => {
    for (const { exits, interrupts } of guestsOf('interrupts-posted')) {
      expect(exits.total).toBe(0);
      expect(interrupts.posted).toBeGreaterThan(100);
    }
    for (const { exits, interrupts } of guestsOf('interrupts-remapped')) {
      expect(exits.byReason['EXTERNAL_INTERRUPT']).toBeGreaterThan(0.9 * interrupts.virtual);
    }
  });

  it('vf-to-vf: frames from VF to VF never reach the wire, but cross PCIe twice', () => {
    const { packets, wire, pcie } = run('vf-to-vf').metrics();
    const bytes = 1500 * packets.delivered;
    expect(wire.bytesOut).toBeLessThan(0.1 * bytes);
    expect(pcie.bytesUp).toBeGreaterThan(0.9 * bytes);
    expect(pcie.bytesDown).toBeGreaterThan(0.9 * bytes);
  });

  it('bridge-and-vf: all arrive at the VF, none comes back, though it leaves the card', () => {
    const [bridged, vf] = guestsOf('bridge-and-vf').map(({ packets }) => packets);
    expect(bridged?.dropped).toEqual({});
    expect(bridged?.delivered).toBeGreaterThan(10);
    expect(vf?.delivered).toBe(0);
    expect(run('bridge-and-vf').metrics().wire.bytesOut).toBeGreaterThan(1500 * 10);
  });

  it('host-firewall: the bridge obeys, the VF’s frames arrive', () => {
    const [bridged, vf] = guestsOf('host-firewall');
    expect(bridged?.packets.dropped.firewall).toBeGreaterThan(45);
    expect(bridged?.packets.delivered).toBe(0);
    expect(vf?.packets.dropped).toEqual({});
    expect(vf?.packets.delivered).toBeGreaterThan(45);
  });

  it('load-balancer: both guests are given flows, and nothing is lost', () => {
    const { packets } = run('load-balancer').metrics();
    expect(packets.dropped).toEqual({});
    expect(packets.delivered).toBeGreaterThan(350);
  });

  it('card-firewall: the card drops for one guest, and no CPU takes part', () => {
    const [first, second] = guestsOf('card-firewall');
    expect(first?.packets.dropped['switch-acl']).toBeGreaterThan(190);
    expect(first?.packets.delivered).toBe(0);
    expect(first?.exits.total).toBe(0);
    expect(second?.packets.dropped).toEqual({});
  });

  it('switchdev: the first frame goes over the host, the rest stays in the card', () => {
    const { latencyNs, packets } = guestsOf('switchdev')[0]!;
    expect(packets.delivered).toBeGreaterThan(35);
    expect(latencyNs.max).toBeGreaterThan(latencyNs.p50 + 4_000);
    expect(run('switchdev').metrics().cpu.softirq).toBeGreaterThan(0);
  });

  it('full-ring: the neighbour of a full ring waits and loses', () => {
    const [, neighbour] = guestsOf('full-ring');
    expect(neighbour?.packets.delivered).toBeLessThan(0.7 * (neighbour?.packets.sent ?? 0));
    expect(neighbour?.latencyNs.p50).toBeGreaterThan(200_000);
  });

  it('line-rate-64-bytes: the wire is full and nothing is lost', () => {
    const { packets, wire } = run('line-rate-64-bytes').metrics();
    expect(wire.utilisation).toBeGreaterThan(0.99);
    expect(packets.dropped).toEqual({});
    expect(packets.delivered).toBeGreaterThan(14_000);
  });

  it('overload: the tap drops for vhost-net, the card for the VF', () => {
    const [vhost, vf] = guestsOf('overload').map(({ packets }) => packets.dropped);
    expect(vhost?.['tap-full']).toBeGreaterThan(100);
    expect(vf?.['ring-full']).toBeGreaterThan(100);
  });

  it('many-vfs: more pages in use than the IOTLB holds', () => {
    const few = run('first-screen').metrics().iotlb;
    const many = run('many-vfs').metrics().iotlb;
    const share = ({ hits, misses }: typeof few) => misses / (hits + misses);
    expect(share(many)).toBeGreaterThan(10 * share(few));
  });

  it('four-queues: four flows are four times as fast on four times the cores, one has no use of them', () => {
    const [one, four] = guestsOf('four-queues');
    expect((four?.pps ?? 0) / (one?.pps ?? 1)).toBeCloseTo(4, 1);
    const cores = (cpu: Readonly<Record<string, number>> = {}) =>
      (cpu['guest'] ?? 0) + (cpu['vhost'] ?? 0);
    expect(cores(four?.cpu) / cores(one?.cpu)).toBeCloseTo(4, 0);
    expect(four?.exits.perPacket).toBeCloseTo(one?.exits.perPacket ?? 0, 2);
  });

  it('after-sr-iov: whatever the card gives, no exit and no copy; a virtio ring costs it more of PCIe', () => {
    const guests = guestsOf('after-sr-iov');
    expect(guests.map(({ packets }) => packets.delivered)).toEqual([1, 1, 1, 1]);
    expect(guests.map(({ exits }) => exits.total)).toEqual([0, 0, 0, 0]);
    expect(guests.map(({ copies }) => copies.count)).toEqual([0, 0, 0, 0]);
    const [vf, onVf, onSf] = guests.map(({ pcie }) => pcie.bytesUp);
    expect(onVf).toBeGreaterThan(vf ?? Infinity);
    expect(onSf).toBe(onVf);
  });

  it('scalable-iov: interfaces of one Routing ID, told apart by their PASIDs', () => {
    const [vf, ...adis] = guestsOf('scalable-iov');
    // A start leaves the guest once; the data path never does.
    expect(vf?.exits.total).toBe(0);
    expect(adis.map(({ exits }) => exits.total)).toEqual([1, 1, 1]);
    expect(adis.map(({ iotlb }) => iotlb.pasidMisses)).toEqual([1, 1, 1]);
    expect(adis.every(({ packets }) => packets.delivered > 20)).toBe(true);
  });

  it('rogue-guest: the IOMMU stops what would overwrite the neighbour', () => {
    const [rogue, neighbour] = guestsOf('rogue-guest').map(({ packets }) => packets.dropped);
    expect(rogue?.['iommu-fault']).toBeGreaterThan(20);
    expect(neighbour).toEqual({});
    expect(run('rogue-guest').printed(2e9)[1]?.text).toContain('DMA Write NO_PASID');
  });

  it('rogue-guest-no-iommu: the neighbour loses packets, and no log says so', () => {
    const [rogue, neighbour] = guestsOf('rogue-guest-no-iommu').map(
      ({ packets }) => packets.dropped,
    );
    expect(rogue?.['stray-write']).toBeGreaterThan(20);
    expect(neighbour?.overwritten).toBeGreaterThan(0);
    expect(run('rogue-guest-no-iommu').printed(2e9)).toEqual([]);
  });

  it('failover-pair: moved, and back on a VF before the run ends', () => {
    const report = run('failover-pair').migrationAt(10e9);
    expect(report).toMatchObject({ phase: 'moved', primary: { isUp: true } });
    expect(report?.primary?.back).toBeGreaterThan(report?.resumedAt ?? Infinity);
    expect(guestsOf('failover-pair')[0]?.packets.delivered).toBeGreaterThan(350);
  });

  it('card-saves-vf: moved with its VF, whose state is part of what moved', () => {
    const report = run('card-saves-vf').migrationAt(10e9);
    expect(report).toMatchObject({ phase: 'moved', device: { moved: 4096 } });
    expect(report?.device?.steps.at(-1)).toMatchObject({ side: 'destination', state: 'running' });
  });

  it('request-response: latency decides how many there are', () => {
    const [emulated, vhost, vf] = guestsOf('request-response').map(
      ({ packets }) => packets.delivered,
    );
    expect(vhost).toBeGreaterThan(2 * (emulated ?? 0));
    expect(vf).toBeGreaterThan(1.1 * (vhost ?? 0));
  });
});
