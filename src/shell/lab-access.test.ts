import { expect, it } from 'vitest';
import { Run } from '../engine/run';
import { parseScenario } from '../engine/scenario/parse';
import { createLabAccess } from './lab-access';

/** The commands' view at the end of a run. */
function seen(input: unknown) {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const run = new Run(parsed.scenario);
  while (!run.extend(100_000));
  const access = createLabAccess(
    () => ({ run, at: run.end }),
    (pf) => (pf === 0 ? 'enp59s0f0' : null),
  );
  return { access, metrics: run.metrics() };
}

const guest = (direction: unknown, path = 'vhost-net') => ({
  count: 1,
  path,
  traffic: { kind: 'burst', packets: 10, packetBytes: 1000, direction },
});

it('has nothing to say before a run is shown', () => {
  const access = createLabAccess(
    () => null,
    () => 'enp59s0f0',
  );
  expect(access.exits()).toEqual([]);
  expect(access.counters?.('enp59s0f0')).toBeNull();
});

it('counts a frame where it comes into the host and where it leaves it', () => {
  const { access } = seen({ vms: [guest('tx'), guest('rx')], run: { until: '20ms' } });
  const counted = (name: string) => access.counters?.(name);
  const none = { rxBytes: 0, rxPackets: 0, rxDropped: 0, txBytes: 0, txPackets: 0, txDropped: 0 };
  expect(counted('vnet0')).toEqual({ ...none, rxPackets: 10, rxBytes: 10_000 });
  expect(counted('vnet1')).toEqual({ ...none, txPackets: 10, txBytes: 10_000 });
  expect(counted('enp59s0f0')).toEqual({
    ...none,
    rxPackets: 10,
    rxBytes: 10_000,
    txPackets: 10,
    txBytes: 10_000,
  });
  // It forwards, and gets nothing itself.
  expect(counted('br0')).toEqual(none);
  expect(counted('enp59s0f0v0')).toBeNull();
});

it('shows no frame of a guest with a VF anywhere on the host', () => {
  const { access, metrics } = seen({ vms: [guest('both', 'sriov')], run: { until: '20ms' } });
  expect(metrics.packets.delivered).toBe(20);
  expect(access.taps.flatMap((tap) => access.capture(tap))).toEqual([]);
  expect(access.counters?.('enp59s0f0')).toBeNull();
});

it('counts what did not fit the tap as dropped there, and not as sent', () => {
  const traffic = { kind: 'cbr', direction: 'rx', pps: 1_500_000, packetBytes: 60 };
  const { access, metrics } = seen({
    vms: [{ count: 1, path: 'emulated', traffic }],
    run: { until: '3ms' },
  });
  const dropped = metrics.packets.dropped['tap-full'] ?? 0;
  expect(dropped).toBeGreaterThan(0);
  const tap = access.counters?.('vnet0');
  expect(tap?.txDropped).toBe(dropped);
  expect(tap?.txBytes).toBe(60 * (tap?.txPackets ?? 0));
  const uplink = access.counters?.('enp59s0f0');
  // Bridge work on its way at the end of the run is in neither.
  expect((tap?.txPackets ?? 0) + dropped).toBeLessThanOrEqual(uplink?.rxPackets ?? 0);
});

it('knows how far off the mean time of an exit may be', () => {
  const { access } = seen({ vms: [guest('both', 'emulated')], run: { until: '20ms' } });
  const rows = access.exits();
  expect(rows.length).toBeGreaterThan(2);
  for (const { samples, totalNs, minNs, maxNs, relativeDeviation = NaN } of rows) {
    const mean = totalNs / samples;
    expect(relativeDeviation > 0).toBe(samples > 1 && minNs !== maxNs);
    // No deviation is larger than that of samples at both ends.
    const most = (maxNs - minNs) / 2 / Math.sqrt(Math.max(1, samples - 1));
    expect(relativeDeviation).toBeLessThanOrEqual((100 * most) / mean + 1e-9);
  }
});

it('has the kernel print what the IOMMU stopped, up to the moment that is looked at', () => {
  const attack = { kind: 'dma-read', every: 2, target: 'neighbour' };
  const { access } = seen({ vms: [{ ...guest('tx', 'sriov'), attack }], run: { until: '5ms' } });
  const lines = access.printed?.() ?? [];
  expect(lines[1]?.text).toMatch(
    /^DMAR: \[DMA Read NO_PASID\] Request device \[3b:10\.0\] fault addr 0x\w+ \[fault reason 0x06\] PTE Read access is not set$/,
  );
  expect(lines[1]?.level).toBe(3);
});
