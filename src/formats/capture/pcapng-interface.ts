/** What an interface description block says about the frames that name it. */
export interface Interface {
  readonly linkType: number;
  /** Most bytes captured of a frame; 0 = all. */
  readonly snapLength: number;
  readonly fcsBytes: number;
  /** A time stamp counts `numerator / denominator` nanoseconds. */
  readonly tick: { readonly numerator: bigint; readonly denominator: bigint };
  /** Seconds to add to every time stamp. */
  readonly offsetSeconds: bigint;
}

const END_OF_OPTIONS = 0;
const IF_TSRESOL = 9;
const IF_FCSLEN = 13;
const IF_TSOFFSET = 14;

const NS_PER_S = 1_000_000_000n;

/** Reads the block at `offset`, whose size has been checked; a damaged option ends the options. */
export function readInterface(
  view: DataView,
  offset: number,
  size: number,
  little: boolean,
): Interface {
  let resolution = 6;
  let fcsBytes = 0;
  let offsetSeconds = 0n;
  const end = offset + size - 4;
  let at = offset + 16;
  while (at + 4 <= end) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    const value = at + 4;
    if (code === END_OF_OPTIONS || value + length > end) break;
    if (code === IF_TSRESOL && length === 1) resolution = view.getUint8(value);
    if (code === IF_FCSLEN && length === 1) fcsBytes = view.getUint8(value);
    if (code === IF_TSOFFSET && length === 8) offsetSeconds = view.getBigInt64(value, little);
    at = value + Math.ceil(length / 4) * 4;
  }
  return {
    linkType: view.getUint16(offset + 8, little),
    snapLength: view.getUint32(offset + 12, little),
    fcsBytes,
    tick: tickOf(resolution),
    offsetSeconds,
  };
}

/** The top bit chooses between powers of ten and of two, the rest is the negative exponent. */
function tickOf(resolution: number): Interface['tick'] {
  const exponent = BigInt(resolution & 0x7f);
  const base = (resolution & 0x80) === 0 ? 10n : 2n;
  return { numerator: NS_PER_S, denominator: base ** exponent };
}

/** Absolute time of a frame; fractions of a nanosecond are dropped. */
export function timeOf(
  high: number,
  low: number,
  { tick, offsetSeconds }: Interface,
): { readonly seconds: number; readonly ns: number } {
  const ticks = (BigInt(high) << 32n) | BigInt(low);
  const ns = (ticks * tick.numerator) / tick.denominator + offsetSeconds * NS_PER_S;
  return { seconds: Number(ns / NS_PER_S), ns: Number(ns % NS_PER_S) };
}
