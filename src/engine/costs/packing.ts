/** Who sent a packet to whom, as it is packed into the fact `sent`. */
export interface Sender {
  /** Numbers of guests, or below 0 as in hw/packets.ts. */
  readonly src: number;
  readonly dst: number;
  readonly flags: number;
  readonly frames: number;
}

const OUTSIDE = -1;
/** Addresses that are no guest's. */
const OTHERS = 5;
/** Bits of each: 64 guests and the five others; the first six flags; up to 128 frames. */
const SRC = 1;
const DST = 8;
const FLAGS = 15;
const FRAMES = 21;
const FLAG_BITS = 0x3f;
const NAME = 0x7f;

/** Field `b` of the fact; bit 0 says that the outside sent it. */
export function packSender(src: number, dst: number, flags: number, frames: number): number {
  const rx = src === OUTSIDE ? 1 : 0;
  return (
    rx |
    ((src + OTHERS) << SRC) |
    ((dst + OTHERS) << DST) |
    ((flags & FLAG_BITS) << FLAGS) |
    (frames << FRAMES)
  );
}

export function unpackSender(b: number): Sender {
  return {
    src: ((b >> SRC) & NAME) - OTHERS,
    dst: ((b >> DST) & NAME) - OTHERS,
    flags: (b >> FLAGS) & FLAG_BITS,
    frames: (b >> FRAMES) & 0xff,
  };
}
