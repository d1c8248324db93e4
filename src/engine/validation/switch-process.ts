import { pricesOf } from '../costs/profiles';
import type { Check } from './check';

const GHZ = 2.5;
const PROFILE = { profile: 'skylake-mitigated', cpuGHz: GHZ } as const;

/** Frames a second, millions, that one core passes `passes` times each from a port to another. */
function passed(passes: number, bytes: number): number {
  const { pmdPacket, copyFixed, copyByte } = pricesOf(PROFILE);
  return 1e6 / (passes * (2 * pmdPacket + copyFixed + bytes * copyByte));
}

/** What 10 Gb/s carry of frames of `bytes` with FCS, millions a second. */
const wire = (bytes: number) => 10e3 / ((bytes + 20) * 8);

const check = (
  figure: string,
  how: string,
  value: () => number,
  more: Pick<Check, 'isInput' | 'why'> = {},
): Check => ({
  figure,
  kind: 'throughput',
  profile: PROFILE.profile,
  how,
  probe: { type: 'formula', value },
  ...more,
});

const RINGS =
  'The published switch slows down with every guest, by 80 ns a frame: its batches shrink and its caches fill. The model’s empty rings cost a look each, which a busy switch hardly notices.';

const LOOP = 'frames to a guest that polls and back, two passes through a switch on one core';

const looped = (bytes: number) => Math.min(passed(2, bytes), wire(bytes));

/** A polling switch between card and guests that poll too: the core’s price of a pass, or the wire. */
export const SWITCH: readonly Check[] = [
  check('ovsperf.pvp.64B.10flows', LOOP, () => looped(64) * 1e6, { isInput: true }),
  check('ovsperf.pvp.256B.10flows', LOOP, () => looped(256) * 1e6),
  check('ovsperf.pvp.1024B.10flows', LOOP, () => looped(1024) * 1e6),
  check('ovsperf.pvp.1024B.1000flows', LOOP, () => looped(1024) * 1e6),
  check('ovsperf.pvp.1514B.100000flows', LOOP, () => looped(1514) * 1e6),
  check('cncf19.8180.1core.1vm', LOOP, () => passed(2, 64)),
  check('cncf19.6150.1core.1vm', LOOP, () => passed(2, 64)),
  check('cncf19.8180.1core.chain2', 'the same through two guests: three passes', () =>
    passed(3, 64),
  ),
  check('cncf19.8180.1core.2vm', LOOP, () => passed(2, 64)),
  ...['8180.1core.4vm', '8180.1core.6vm', '8180.1core.8vm', '6150.1core.2vm'].map((which) =>
    check(`cncf19.${which}`, LOOP, () => passed(2, 64), { why: RINGS }),
  ),
];
