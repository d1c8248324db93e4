import { describe, expect, test } from 'vitest';
import { headerOfBytes } from '../../engine/paths/captured-header';
import { frameHeaders } from '../../engine/paths/frame-headers';
import { buildHost } from '../../engine/paths/host';
import { frameOf } from './frame-of';
import { PATH_IDS } from '../../engine/scenario/scenario';
import { PacketBook } from '../../engine/taps/packet-book';
import { scenario as parsed } from '../../engine/testing';
import { topologyOf } from '../../engine/topology';

const TRAFFIC = [
  { kind: 'burst', packets: 5, packetBytes: 200 },
  { kind: 'bulk', packetBytes: 1500 },
  { kind: 'request-response', packetBytes: 200 },
  { kind: 'burst', packets: 2, packetBytes: 9014 },
] as const;

describe('the headers that filters read are those of the frames that captures show', () => {
  const each = PATH_IDS.flatMap((path) => TRAFFIC.map((traffic) => [path, traffic] as const));
  test.each(each)('%s, %o', (path, traffic) => {
    const scenario = parsed({
      nic: { numVfs: path === 'passthrough' ? 0 : 2 },
      vms: ['tx', 'rx', { to: 'vm0' }].map((direction) => ({
        count: 1,
        path,
        traffic: { ...traffic, direction },
        tuning: { mtu: 1500, tso: true },
      })),
      run: { until: '1ms' },
    });
    const host = buildHost(scenario);
    const { machine } = host;
    const read = frameHeaders(machine, host.plan);
    const world = { scenario, topology: topologyOf(scenario, host) };
    machine.rec.on = true;
    const seen = new Set<number>();
    for (let look = 0; look < 40; look++) {
      machine.sim.run(scenario.run.until, 50);
      const book = new PacketBook();
      book.add(machine.rec.takeFacts(() => true));
      const { alive, id } = machine.s.packets;
      for (const packet of id.filter((_, row) => alive[row])) {
        const frame = book.frameAt(packet, machine.now);
        if (frame === null) continue;
        const bytes = frameOf(world, frame, machine.bytesOf(packet));
        expect(read(packet)).toEqual({ ...headerOfBytes(bytes), length: bytes.length - 14 });
        seen.add(packet);
      }
    }
    expect(seen.size).toBeGreaterThan(0);
  });
});
