import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVICES, deviceById } from './devices';
import type { PcieHost } from './host-bus';
import { liftOf } from './lift';
import { LIMIT_IDS, vfLimits, type LimitId } from './limits';

const MiB = 1024 ** 2;

/** The limits that bind one after the other as each is lifted, with the number at each. */
function ladder(
  id: string,
  host: PcieHost,
): readonly (readonly [LimitId, number, string | null])[] {
  const steps: (readonly [LimitId, number, string | null])[] = [];
  let device = deviceById(id)!;
  let at = host;
  for (let i = 0; i < 12; i++) {
    const { binding, max } = vfLimits(device, at);
    const lift = liftOf(binding, device, at);
    steps.push([binding, max, lift?.by.kind ?? null]);
    if (lift === null) break;
    ({ device, host: at } = lift);
  }
  return steps;
}

describe('lifting the limit that binds', () => {
  it('goes from ARI to buses to the card on a ConnectX-5', () => {
    expect(ladder('nvidia-connectx5', { ari: false, busesPerRootPort: 1 }).slice(0, 3)).toEqual([
      ['ari-reach', 6, 'ari'],
      ['total-vfs', 16, 'card'],
      ['driver-max', 28, 'card'],
    ]);
  });

  it('goes from the window to the bus numbers to the controller on an E810', () => {
    const host = { ari: true, busesPerRootPort: 1, mmioWindow: 18 * MiB };
    expect(ladder('intel-e810', host)).toEqual([
      ['memory-window', 128, 'window'],
      ['bus-numbers', 248, 'buses'],
      ['device-total', 256, null],
    ]);
    expect(liftOf('memory-window', deviceById('intel-e810')!, host)?.by).toEqual({
      kind: 'window',
      from: 18 * MiB,
      to: 36 * MiB,
    });
  });

  it('says nothing of a limit that is not there, nor of the register', () => {
    const host = { ari: true, busesPerRootPort: 8 };
    expect(liftOf('memory-window', deviceById('intel-e810')!, host)).toBeNull();
    expect(liftOf('num-vfs-register', deviceById('intel-e810')!, host)).toBeNull();
  });

  it('never makes it worse, and ends', () => {
    const hosts = fc.record({
      ari: fc.boolean(),
      busesPerRootPort: fc.integer({ min: 1, max: 200 }),
      mmioWindow: fc.integer({ min: 0, max: 64 * MiB }),
      mmioWindow32: fc.integer({ min: 0, max: 64 * MiB }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...DEVICES), hosts, (device, host) => {
        const { max } = vfLimits(device, host);
        const lifted = LIMIT_IDS.map((id) => liftOf(id, device, host)?.limits.max ?? max);
        expect(Math.min(...lifted)).toBeGreaterThanOrEqual(max);
        expect(ladder(device.id, host).at(-1)?.[2]).toBeNull();
      }),
    );
  });
});
