import { Checkpoints } from './kernel/checkpoints';
import { plainBytes } from './kernel/clone';
import type { Sim, SimSnapshot } from './kernel/sim';
import type { Picos } from './units';

const EVENTS_PER_CHECKPOINT = 4_000;
/** The longer a run, the further apart are its checkpoints: a new one each time it has grown by one part in this. */
const CHECKPOINTS_A_RUN = 128;
const MOST_CHECKPOINTS = 256;
/** All checkpoints together stay below this; a large host gets fewer of them, further apart. */
const CHECKPOINT_BYTES = 96 * 1024 * 1024;
/** A snapshot of this size is worth taking every EVENTS_PER_CHECKPOINT events. */
const SMALL_SNAPSHOT = 512 * 1024;

/** The checkpoints of one run: from which any moment of it is computed again. */
export class History {
  private readonly checkpoints = new Checkpoints<SimSnapshot>(MOST_CHECKPOINTS, CHECKPOINT_BYTES);
  /** Events at which the next one is due. */
  private next = 0;

  get bytes(): number {
    return this.checkpoints.bytes;
  }

  /** Keeps the present moment if it is time for a checkpoint. */
  follow(sim: Sim): void {
    if (sim.events < this.next) return;
    const snapshot = sim.snapshot();
    const bytes = plainBytes(snapshot);
    this.checkpoints.add(snapshot, bytes);
    const sparse = Math.min(8, Math.max(1, bytes / SMALL_SNAPSHOT));
    // Of large ones so few find room that taking more would be in vain.
    const room = Math.min(CHECKPOINTS_A_RUN, (2 * CHECKPOINT_BYTES) / bytes);
    const gap = Math.max(EVENTS_PER_CHECKPOINT * sparse, sim.events / room);
    this.next = sim.events + Math.round(gap);
  }

  /** The last one at or before `at`. */
  before(at: Picos): SimSnapshot {
    const snap = this.checkpoints.nearest(Math.max(0, at)) ?? this.checkpoints.list()[0];
    if (!snap) throw new Error('run: no checkpoint');
    return snap;
  }
}
