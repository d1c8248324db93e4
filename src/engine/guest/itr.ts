/**
 * Interrupt throttling that the driver adapts to what the last interrupts brought (drivers/net/ethernet/intel:
 * ixgbevf_update_itr, ixgbevf_set_itr; e1000_update_itr, e1000_set_itr).
 */

const LOWEST = 0;
const LOW = 1;
const BULK = 2;
type Latency = typeof LOWEST | typeof LOW | typeof BULK;

/** What one direction has brought since the last look. */
interface Direction {
  packets: number;
  bytes: number;
  latency: Latency;
}

export interface Itr {
  rx: Direction;
  tx: Direction;
  /** ixgbevf: quarters of a microsecond, as EITR holds them. e1000: interrupts a second. */
  value: number;
}

const direction = (): Direction => ({ packets: 0, bytes: 0, latency: LOWEST });

/** IXGBE_20K_ITR: where ixgbevf starts. */
export const IXGBEVF_START = 200;
/** Interrupts a second where e1000 starts (e1000_check_options, dynamic conservative). */
export const E1000_START = 20_000;

export function createItr(value: number): Itr {
  return { rx: direction(), tx: direction(), value };
}

export function count(d: Direction, bytes: number): void {
  d.packets++;
  d.bytes += bytes;
}

/** EITR of each class: 100,000, 20,000 and 12,000 interrupts a second. */
const IXGBE_ITR: readonly number[] = [40, IXGBEVF_START, 336];

/** End of a poll: the new value of EITR, or -1 where it stays. */
export function nextIxgbevf(itr: Itr): number {
  for (const d of [itr.tx, itr.rx]) {
    const micros = itr.value >> 2;
    if (d.packets === 0 || micros === 0) continue;
    d.latency = byBytes(d.latency, Math.floor(d.bytes / micros));
    d.packets = d.bytes = 0;
  }
  const wanted = IXGBE_ITR[Math.max(itr.rx.latency, itr.tx.latency)] as number;
  if (wanted === itr.value) return -1;
  // Exponential smoothing.
  itr.value = Math.floor((10 * wanted * itr.value) / (9 * wanted + itr.value));
  return itr.value;
}

/** `rate` in bytes a microsecond. */
function byBytes(now: Latency, rate: number): Latency {
  if (now === LOWEST) return rate > 10 ? LOW : LOWEST;
  if (now === LOW) return rate > 20 ? BULK : rate <= 10 ? LOWEST : LOW;
  return rate <= 20 ? LOW : BULK;
}

const E1000_RATE: readonly number[] = [70_000, E1000_START, 4_000];
const E1000_UNIT_NS = 256;

/** End of a poll: the new value of ITR in units of 256 ns, or -1 where it stays. */
export function nextE1000(itr: Itr): number {
  for (const d of [itr.tx, itr.rx]) {
    d.latency = byPackets(d.latency, d.packets, d.bytes);
    // Mode 3, the default, never goes to the lowest class.
    if (d.latency === LOWEST) d.latency = LOW;
    d.packets = d.bytes = 0;
  }
  const wanted = E1000_RATE[Math.max(itr.rx.latency, itr.tx.latency)] as number;
  if (wanted === itr.value) return -1;
  itr.value = wanted > itr.value ? Math.min(itr.value + (wanted >> 2), wanted) : wanted;
  return Math.floor(1e9 / (itr.value * E1000_UNIT_NS));
}

function byPackets(now: Latency, packets: number, bytes: number): Latency {
  if (packets === 0) return now;
  const mean = Math.floor(bytes / packets);
  if (now === LOWEST) {
    if (mean > 8000) return BULK;
    return packets < 5 && bytes > 512 ? LOW : LOWEST;
  }
  if (now === LOW) {
    if (bytes > 10_000) {
      if (mean > 8000 || packets < 10 || mean > 1200) return BULK;
      return packets > 35 ? LOWEST : LOW;
    }
    if (mean > 2000) return BULK;
    return packets <= 2 && bytes < 512 ? LOWEST : LOW;
  }
  if (bytes > 25_000) return packets > 35 ? LOW : BULK;
  return bytes < 6_000 ? LOW : BULK;
}
