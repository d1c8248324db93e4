const NS_PER_S = 1_000_000_000n;

/** How `-t` given so many times writes moments; it remembers the first and the one before. */
export function stamper(count: number): (ns: bigint) => string {
  let first: bigint | null = null;
  let before: bigint | null = null;
  return (ns) => {
    first ??= ns;
    const since = ns - (count === 3 ? (before ?? ns) : first);
    before = ns;
    if (count === 1) return '';
    if (count === 2) return `${String(ns / NS_PER_S)}.${micros(ns)} `;
    if (count === 3 || count === 5) return ` ${clock(since)} `;
    return `${count === 4 ? `${date(ns)} ` : ''}${clock(ns)} `;
  };
}

function micros(ns: bigint): string {
  return String((ns % NS_PER_S) / 1000n).padStart(6, '0');
}

/** `07:30:00.000011`, of a day. */
function clock(ns: bigint): string {
  const seconds = Number((ns / NS_PER_S) % 86_400n);
  const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  return `${parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')}.${micros(ns)}`;
}

function date(ns: bigint): string {
  return new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 10);
}
