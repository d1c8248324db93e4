import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVICES, deviceById } from '../engine/pci/devices';
import { vfLimits, type LimitWhy, type VfLimits } from '../engine/pci/limits';
import { limits as en } from './en/limits';
import type { Like } from './like';
import { limits as zh } from './zh-cn/limits';

/** The sentence for a limit; each function takes the numbers of its own id. */
function sentence(m: Like<typeof en>, why: LimitWhy): string {
  const say = m.why[why.id] as (w: LimitWhy) => string;
  return say(why);
}

const limitsOf = (id: string, ari: boolean, busesPerRootPort: number): VfLimits =>
  vfLimits(deviceById(id)!, { ari, busesPerRootPort });

const whyOf = ({ all, binding }: VfLimits) => all.find((l) => l.id === binding)!.why;

describe('the reasons for limits', () => {
  it('say in English what binds on the cards of the lessons', () => {
    expect(sentence(en, whyOf(limitsOf('intel-82599', true, 8)))).toBe(
      'The ixgbe driver accepts 63 VFs per PF: of the 64 pools of queues it keeps one for the PF itself. 2 PFs make 126.',
    );
    expect(sentence(en, whyOf(limitsOf('intel-82599', false, 1)))).toBe(
      'The root port has one bus number, 3b. Already the first VF lies 1 bus number above its PF.',
    );
    expect(sentence(en, whyOf(limitsOf('nvidia-connectx5', false, 8)))).toMatch(
      /^Without ARI forwarding the root port reaches only functions 0 to 7 of device 0 on the card’s own bus, and the PFs take 2 of them\. /u,
    );
  });

  it('are whole sentences in both languages for every card on every host', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DEVICES),
        fc.boolean(),
        fc.integer({ min: 1, max: 16 }),
        fc.integer({ min: 0, max: 2 ** 30 }),
        (device, ari, busesPerRootPort, mmioWindow) => {
          for (const { why } of vfLimits(device, { ari, busesPerRootPort, mmioWindow }).all) {
            expect(sentence(en, why)).toMatch(/^[A-Z].*\.$/);
            expect(sentence(zh, why)).toMatch(/。$/);
            expect(sentence(en, why) + sentence(zh, why)).not.toMatch(
              /undefined|NaN|Infinity|null/,
            );
          }
        },
      ),
    );
  });
});
