import type { PathId, Scenario } from '../engine/scenario/scenario';
import {
  examine,
  judge,
  placesOf,
  type Diagnosis,
  type PlaceChoice,
  type Repair,
  type Verdict,
} from './check';
import { makeQuest } from './make';
import { mendingOf, type Mending } from './mending';
import type { FaultKind, Quest, Site } from './quest';
import { SIGNS, type Sign } from './signs';
import { symptoms, type Symptom } from './symptoms';
import { worldOf, worldOfInput, type World } from './world';

/** What a guest does, as its user tells it. */
export interface Complaint extends Symptom {
  readonly path: PathId;
  /** Its frames come from outside, go there, or go to another guest. */
  readonly way: 'in' | 'out' | 'to';
  /** Guest that it sends to; -1 where that is nobody. */
  readonly peer: number;
}

/** What is told of a quest before it is solved. */
export interface QuestPicture {
  readonly complaints: readonly Complaint[];
  /** Guests that have nothing to complain of. */
  readonly well: readonly number[];
  readonly places: readonly PlaceChoice[];
}

/** What was wrong, where, how it shows, and how it is put right. */
export interface Answer extends Mending {
  readonly kind: FaultKind;
  readonly site: Site;
  readonly signs: readonly Sign[];
}

/** A quest that somebody is at: the host in order and the faulty one have both run. */
export class Round {
  readonly quest: Quest;
  private readonly healthy: World;
  private readonly faulty: World;

  constructor(seed: number, asked: FaultKind | null) {
    this.quest = makeQuest(seed, asked);
    this.healthy = worldOfInput(this.quest.healthy);
    this.faulty = worldOfInput(this.quest.faulty);
  }

  picture(): QuestPicture {
    const complaints = this.complaintsOf(symptoms(this.healthy.metrics, this.faulty.metrics));
    const ill = new Set(complaints.map(({ vm }) => vm));
    const all = this.faulty.plan.vms.map(({ index }) => index);
    return {
      complaints,
      well: all.filter((vm) => !ill.has(vm)),
      places: placesOf(this.faulty),
    };
  }

  judge(diagnosis: Diagnosis): Verdict {
    return judge(this.quest, this.faulty, diagnosis);
  }

  /** Of a scenario with the VFs and switches that its host has by now. */
  examine(now: Scenario): Repair {
    const { healthy, faulty } = this;
    return examine(this.quest, { healthy, faulty, now: worldOf(now) });
  }

  complaintsOf(found: readonly Symptom[]): readonly Complaint[] {
    return found.map((symptom) => {
      const { path, traffic } = this.faulty.plan.vms[symptom.vm]?.config ?? {};
      const direction = traffic?.direction ?? 'rx';
      const peer = typeof direction === 'object' ? Number(direction.to.slice('vm'.length)) : -1;
      const way = peer >= 0 ? 'to' : direction === 'tx' ? 'out' : 'in';
      return { ...symptom, path: path ?? 'sriov', way, peer };
    });
  }

  answer(): Answer {
    const { kind, site } = this.quest;
    const mending = mendingOf(this.faulty, this.healthy);
    return { kind, site, signs: SIGNS[kind](this.faulty), ...mending };
  }
}
