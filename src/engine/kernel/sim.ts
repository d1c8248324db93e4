import type { Picos } from '../units';
import { Agenda, type AgendaState } from './agenda';
import { clonePlain, plainBytes } from './clone';

/** A piece of the simulated host that owns plain state and reacts to events. */
export interface Part {
  readonly name: string;
  /** Plain data; replaced as a whole by `restore`, so never kept in a variable across events. */
  s: object;
  on(kind: number, a: number, b: number): void;
}

/** A whole run at one moment: plain data, independent of the run that goes on. */
export interface SimSnapshot {
  readonly now: Picos;
  readonly events: number;
  readonly agenda: AgendaState;
  readonly parts: readonly { readonly name: string; readonly s: object }[];
}

const KIND_BITS = 6;
const KIND_MASK = (1 << KIND_BITS) - 1;

/** The event loop: owns time, order and the list of parts. */
export class Sim {
  readonly agenda = new Agenda();
  /** Events processed since the start; part of the snapshot. */
  events = 0;
  private readonly parts: Part[] = [];

  /** Time of the last event; only the event loop sets it. */
  now: Picos = 0;

  /**
   * Registers a part and returns its index. The order of registration must be the same in every run
   * of a scenario, since events and snapshots know parts by index.
   */
  add(part: Part): number {
    return this.parts.push(part) - 1;
  }

  /**
   * Schedules `kind` (0 … 63) for part `index` at absolute time `time`.
   * Throws when `time` lies before now or is not finite, naming the part and both times.
   */
  at(time: Picos, index: number, kind: number, a: number, b: number): void {
    const agenda = this.agenda;
    if (!(time >= this.now && time < Infinity)) this.refuse(index, kind, time);
    agenda.staged[0] = time;
    agenda.commit((index << KIND_BITS) | kind, a, b);
  }

  /**
   * Runs events with time ≤ `until`, at most `maxEvents` of them; returns how many were processed.
   * `now` stays at the last event.
   */
  run(until: Picos, maxEvents = Infinity): number {
    const { agenda, parts } = this;
    let done = 0;
    while (done < maxEvents) {
      const at = agenda.take(until);
      if (at === 0) break;
      this.now = agenda.now[0] as number;
      const { words } = agenda;
      const what = words[at] as number;
      done++;
      this.events++;
      const part = parts[what >>> KIND_BITS] as Part;
      part.on(what & KIND_MASK, words[at + 1] as number, words[at + 2] as number);
    }
    return done;
  }

  /** About what the agenda and the parts' states take in memory. */
  get bytes(): number {
    return this.parts.reduce((sum, part) => sum + plainBytes(part.s), this.agenda.bytes);
  }

  /** Independent copy of agenda, parts' states, `events` and `now`. */
  snapshot(): SimSnapshot {
    return {
      now: this.now,
      events: this.events,
      agenda: this.agenda.save(),
      parts: this.parts.map((part) => ({ name: part.name, s: clonePart(part) })),
    };
  }

  /** Back to the moment of `snap`, which stays usable. Throws when the parts are not the same ones. */
  restore(snap: SimSnapshot): void {
    const names = this.parts.map((p) => p.name).join(', ');
    const saved = snap.parts.map((p) => p.name).join(', ');
    if (names !== saved) throw new Error(`snapshot of parts [${saved}] restored into [${names}]`);
    snap.parts.forEach(({ s }, i) => {
      (this.parts[i] as Part).s = clonePlain(s);
    });
    this.agenda.load(snap.agenda);
    this.now = snap.now;
    this.events = snap.events;
  }

  private refuse(index: number, kind: number, time: Picos): never {
    const name = this.parts[index]?.name ?? `part ${String(index)}`;
    throw new RangeError(
      `${name}: event ${String(kind)} at ${String(time)} ps, but it is already ${String(this.now)} ps`,
    );
  }
}

function clonePart(part: Part): object {
  try {
    return clonePlain(part.s);
  } catch (error) {
    throw new TypeError(`state of ${part.name}: ${(error as Error).message}`, { cause: error });
  }
}
