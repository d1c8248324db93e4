import { FACT } from '../costs/facts';
import type { Run } from '../run';
import { PS_PER_MS, type Picos } from '../units';

/** How much of a run is looked through at a time. */
const STRETCH: Picos = PS_PER_MS;

/**
 * The packets of one guest in the order it made them. Ids are a run's own; the first, second, third packet of a guest
 * are what two runs have in common, also where packets wait for answers.
 */
export class PacketOrder {
  private readonly ids: number[] = [];
  private readonly times: Picos[] = [];
  private scanned: Picos = 0;
  private readonly run: Pick<Run, 'window' | 'reached'>;
  private readonly vm: number;

  constructor(run: Pick<Run, 'window' | 'reached'>, vm: number) {
    this.run = run;
    this.vm = vm;
  }

  /** Id of its packet number `n`, from 0; 0 while it has not made that many. */
  nth(n: number): number {
    while (this.ids.length <= n && this.scan());
    return this.ids[n] ?? 0;
  }

  /** When packet number `n` was made; null while it was not. */
  timeOf(n: number): Picos | null {
    return this.nth(n) === 0 ? null : (this.times[n] as number);
  }

  /** Number of its latest packet at `time`, or of its first; -1 while there is none. */
  latest(time: Picos): number {
    while (this.scanned <= time && this.scan());
    const last = this.times.findLastIndex((each) => each <= time);
    return last < 0 && this.nth(0) > 0 ? 0 : last;
  }

  /** Looks through the next stretch; false where nothing more is computed. */
  private scan(): boolean {
    const { reached } = this.run;
    if (this.scanned >= reached) return false;
    const { facts, to } = this.run.window(this.scanned, Math.min(this.scanned + STRETCH, reached));
    for (let i = 0; i < facts.count; i++) {
      if (facts.kind[i] !== FACT.sent || facts.vm[i] !== this.vm) continue;
      this.ids.push(facts.packet[i] as number);
      this.times.push(facts.time[i] as number);
    }
    const moved = to > this.scanned;
    this.scanned = to;
    return moved;
  }
}
