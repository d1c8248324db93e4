/**
 * Quantities that carry their unit: `12.5us`, `64GiB`, `10Gbps`. Spaces around the unit are allowed,
 * a bare number is not: the reader of a scenario should never have to guess.
 */
export interface Dimension {
  /** Factor of each unit to the base unit, smallest first. */
  readonly units: Readonly<Record<string, number>>;
}

/** Base unit: picoseconds. */
export const TIME: Dimension = {
  units: { ps: 1, ns: 1e3, us: 1e6, µs: 1e6, μs: 1e6, ms: 1e9, s: 1e12 },
};

/** Base unit: bytes. */
export const SIZE: Dimension = {
  units: {
    B: 1,
    kB: 1e3,
    KiB: 2 ** 10,
    MB: 1e6,
    MiB: 2 ** 20,
    GB: 1e9,
    GiB: 2 ** 30,
    TB: 1e12,
    TiB: 2 ** 40,
  },
};

/** Base unit: bits per second. */
export const RATE: Dimension = {
  units: { bps: 1, kbps: 1e3, Mbps: 1e6, Gbps: 1e9, Tbps: 1e12 },
};

/** A regular expression (as source) that accepts exactly what {@link parseQuantity} reads. */
export function quantityPattern(dimension: Dimension): string {
  return `^ *([0-9]{1,20}(?:\\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?) *(${Object.keys(dimension.units).join('|')}) *$`;
}

const patterns = new Map<Dimension, RegExp>();

function patternOf(dimension: Dimension): RegExp {
  let pattern = patterns.get(dimension);
  if (pattern === undefined) {
    pattern = new RegExp(quantityPattern(dimension));
    patterns.set(dimension, pattern);
  }
  return pattern;
}

/** In whole base units (rounded), or null when the text is no quantity of that dimension. */
export function parseQuantity(text: string, dimension: Dimension): number | null {
  const match = patternOf(dimension).exec(text);
  const factor = dimension.units[match?.[2] ?? ''];
  if (match === null || factor === undefined) return null;
  const value = Math.round(Number(match[1]) * factor);
  return Number.isFinite(value) ? value : null;
}

/** The shortest text that reads back as exactly `value`: a whole number in the largest fitting unit. */
export function formatQuantity(value: number, dimension: Dimension): string {
  let best = '';
  for (const [unit, factor] of Object.entries(dimension.units)) {
    const text = `${String(value / factor)}${unit}`;
    const shorter = best === '' || text.length <= best.length;
    if (isPlain(unit) && shorter && parseQuantity(text, dimension) === value) best = text;
  }
  return best;
}

/** Units that any keyboard and any URL can hold. */
function isPlain(unit: string): boolean {
  return /^[A-Za-z]+$/.test(unit);
}
