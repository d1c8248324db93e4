import { FACT } from './costs/facts';
import { Births } from './kernel/births';
import { ExitMarks } from './kernel/exit-marks';
import type { Recorder } from './kernel/recorder';
import type { Picos } from './units';

/** Kinds of facts that landmarks are made of, one bit each. */
export const LANDMARK_FACTS = (1 << FACT['vm-exit']) | (1 << FACT.sent);

/** What is remembered of a whole run, however long: its exits, thinned; births of packets; the first packets' ends. */
export class Landmarks {
  readonly exits = new ExitMarks();
  readonly births = new Births();
  /** Latest moment known of the first packet of each guest. */
  firstEnd: Picos = 0;
  private readonly firstPacket: number[] = [];
  private seenHops = 0;
  private seenFacts = 0;

  /** Guests of which a packet was seen. */
  get started(): number {
    return this.firstPacket.filter((packet) => packet !== undefined).length;
  }

  /** Looks through what was recorded since last time. */
  scan(rec: Recorder): void {
    rec.eachFact(this.seenFacts, (time, kind, vm, packet, _a, b) => {
      if (kind === FACT['vm-exit']) this.exits.add(time, b & 3, vm, (b & 16) !== 0);
      else if (kind === FACT.sent) {
        this.births.add(packet, time);
        this.firstPacket[vm] ??= packet;
      }
    });
    rec.eachHop(this.seenHops, (end, packet, vm) => {
      if (packet > 0 && vm >= 0 && this.firstPacket[vm] === packet && end > this.firstEnd)
        this.firstEnd = end;
    });
    this.seenHops = rec.hops;
    this.seenFacts = rec.facts;
  }

  /** The recorder was emptied. */
  restart(): void {
    this.seenHops = 0;
    this.seenFacts = 0;
  }
}
