import { describe, expect, test } from 'vitest';
import { headerOfBytes } from '../../engine/paths/captured-header';
import { frameHeaders } from '../../engine/paths/frame-headers';
import { buildHost } from '../../engine/paths/host';
import { PacketBook } from '../../engine/taps/packet-book';
import { scenario as parsed } from '../../engine/testing';
import { topologyOf } from '../../engine/topology';
import { LinePrinter } from '../tcpdump/line';
import { decodeFrame } from './decode';
import { frameOf } from './frame-of';

const printer = () =>
  new LinePrinter({ link: false, numeric: true, verbose: 0, quiet: false, absolute: false });

/** Frames that say where the guest is after it was moved, as captures show them, with what filters read of them. */
function announcements(path: string) {
  const scenario = parsed({
    vms: [{ count: 1, path, traffic: { kind: 'cbr', pps: 5_000 } }],
    migration: { at: '100us', dirtyPagesPerSecond: 1_000 },
    run: { until: '20ms' },
  });
  const host = buildHost(scenario);
  const { machine } = host;
  const world = { scenario, topology: topologyOf(scenario, host) };
  const read = frameHeaders(machine, host.plan);
  machine.rec.on = true;
  const found = new Map<number, { bytes: Uint8Array; header: unknown }>();
  while (machine.sim.run(scenario.run.until, 1) > 0) {
    const book = new PacketBook();
    book.add(machine.rec.takeFacts(() => true));
    const { alive, id } = machine.s.packets;
    for (const packet of id.filter((_, row) => alive[row])) {
      const frame = book.frameAt(packet, machine.now);
      if (frame?.origin.announces !== true || found.has(packet)) continue;
      const bytes = frameOf(world, frame, machine.bytesOf(packet));
      found.set(packet, { bytes, header: read(packet) });
    }
  }
  return [...found.values()];
}

describe.each([
  ['emulated', /^ARP, Reverse Request who-is ([0-9a-f:]{17}) tell \1, length 46$/u, 'RARP'],
  ['virtio', /^ARP, Request who-has ([0-9.]+) tell \1, length 46$/u, 'ARP'],
  ['vhost-net', /^ARP, Request who-has ([0-9.]+) tell \1, length 46$/u, 'ARP'],
] as const)('a guest on %s that was moved', (path, line, type) => {
  const all = announcements(path);

  test('says where it is, as its driver or its VMM does', () => {
    expect(all.length).toBeGreaterThan(0);
    for (const { bytes } of all) {
      expect(printer().line(bytes)).toMatch(line);
      const [eth] = decodeFrame(bytes);
      expect(JSON.stringify(eth)).toContain(type);
    }
  });

  test('has headers that filters read as captures show them', () => {
    for (const { bytes, header } of all)
      expect(header).toEqual({ ...headerOfBytes(bytes), length: bytes.length - 14 });
  });
});
