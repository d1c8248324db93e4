import type { Picos } from '../units';

const FIRST_ROWS = 1024;
/** All births of a run are kept up to here; then those of every second packet, every fourth … */
const MOST = 131_072;

/** When packets were created, by rising id: what finds the stretch of a run that tells of a packet. */
export class Births {
  /** 1 while every packet is known; else only ids divisible by it are. */
  every = 1;
  private count = 0;
  private ids = new Int32Array(FIRST_ROWS);
  private times = new Float64Array(FIRST_ROWS);

  get bytes(): number {
    return this.ids.byteLength + this.times.byteLength;
  }

  /** Ids and times never go back. */
  add(id: number, time: Picos): void {
    if (id % this.every !== 0) return;
    if (this.count === MOST) {
      this.thin();
      if (id % this.every !== 0) return;
    }
    if (this.count === this.ids.length) this.grow();
    this.ids[this.count] = id;
    this.times[this.count] = time;
    this.count++;
  }

  /** A moment at or before the packet's creation, as late as is known; 0 before all others. */
  before(id: number): Picos {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const mid = (low + high) >>> 1;
      if ((this.ids[mid] as number) <= id) low = mid + 1;
      else high = mid;
    }
    return low === 0 ? 0 : (this.times[low - 1] as number);
  }

  private thin(): void {
    this.every *= 2;
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      const id = this.ids[i] as number;
      if (id % this.every !== 0) continue;
      this.ids[kept] = id;
      this.times[kept] = this.times[i] as number;
      kept++;
    }
    this.count = kept;
  }

  private grow(): void {
    const ids = new Int32Array(2 * this.count);
    ids.set(this.ids);
    this.ids = ids;
    const times = new Float64Array(2 * this.count);
    times.set(this.times);
    this.times = times;
  }
}
