/** Who sent a packet to whom, as it is packed into the fact `sent`. */
export interface Sender {
  /** Numbers of guests; -1 = the outside, -2 = everybody. */
  readonly src: number;
  readonly dst: number;
  readonly flags: number;
  readonly frames: number;
}

const OUTSIDE = -1;
/** Bits of each: 64 guests and the two others; five flags; up to 128 frames. */
const SRC = 1;
const DST = 8;
const FLAGS = 15;
const FRAMES = 20;
const NAME = 0x7f;

/** Field `b` of the fact; bit 0 says that the outside sent it. */
export function packSender(src: number, dst: number, flags: number, frames: number): number {
  const rx = src === OUTSIDE ? 1 : 0;
  return rx | ((src + 1) << SRC) | ((dst + 2) << DST) | (flags << FLAGS) | (frames << FRAMES);
}

export function unpackSender(b: number): Sender {
  return {
    src: ((b >> SRC) & NAME) - 1,
    dst: ((b >> DST) & NAME) - 2,
    flags: (b >> FLAGS) & 0x1f,
    frames: (b >> FRAMES) & 0xff,
  };
}
