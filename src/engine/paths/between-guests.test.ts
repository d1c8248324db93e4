import { describe, expect, it } from 'vitest';
import { PATH_IDS, type PathId } from '../scenario/scenario';
import { completeHost } from '../testing';

const exchange = (a: PathId, b: PathId, idlePoll: boolean) =>
  completeHost({
    nic: { vfsPerPf: [a === 'sriov' || b === 'sriov' ? 4 : 0, 0] },
    vms: [
      {
        count: 1,
        path: a,
        traffic: { kind: 'request-response', direction: { to: 'vm1' } },
        tuning: { idlePoll },
      },
      // Its one packet comes from the wire at the beginning.
      {
        count: 1,
        path: b,
        traffic: { kind: 'cbr', direction: 'rx', pps: 1 },
        tuning: { idlePoll },
      },
    ],
    run: { until: '2ms' },
  }).vm0;

/** The switch in the card does not know who sits behind software of the host (VEB.7). */
const SOFTWARE: readonly PathId[] = [
  'emulated',
  'emulated-rtl8139',
  'virtio',
  'vhost-net',
  'vhost-user',
];
const isLost = (a: PathId, b: PathId) => a === 'sriov' && SOFTWARE.includes(b);
const pairs = PATH_IDS.flatMap((a) => PATH_IDS.map((b) => [a, b] as const));

describe.each([
  ['that halt', false],
  ['that never halt', true],
])('requests between guests %s', (_, idlePoll) => {
  it.each(pairs.filter(([a, b]) => !isLost(a, b) && !isLost(b, a)))(
    '%s asks, %s answers',
    (a, b) => {
      const { sent, delivered } = exchange(a, b, idlePoll);
      expect(delivered).toBeGreaterThan(10);
      expect(sent - delivered).toBeLessThanOrEqual(1);
    },
  );
});
