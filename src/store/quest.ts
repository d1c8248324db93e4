import type { FaultKind, QuestAnswer, QuestRepair, QuestStart, Site, Verdict } from './vocabulary';
import type { Slice } from './state';

/** What was said of one diagnosis. */
export interface Judgement {
  readonly kind: FaultKind;
  readonly site: Site;
  readonly verdict: Verdict;
}

/** The quest that the page is at. */
export interface QuestState extends QuestStart {
  /** `7`, `7:mtu`: as the address has it. */
  readonly name: string;
  /** Its host as it was opened first, as JSON; empty where another scenario was. */
  readonly found: string;
  /** How many hints were asked for, 0 to 3. */
  readonly hints: number;
  /** Diagnoses that were wrong. */
  readonly wrong: number;
  readonly judged: Judgement | null;
  readonly repaired: QuestRepair | null;
  /** Told when it was found, mended or given up, and for the hints. */
  readonly answer: QuestAnswer | null;
  readonly ended: 'found' | 'given-up' | null;
  /** Wall time of its start and end, ms; and commands that were typed before it, and by its end. */
  readonly began: number;
  readonly endedAt: number;
  readonly typedBefore: number;
  readonly typedAfter: number;
}

export interface QuestSlice {
  readonly quest: QuestState | null;
  /** Names of quests that were found out in this browser; null until that was looked up. */
  readonly questsFound: readonly string[] | null;
}

/** What is done with a quest is in `quest-acts.ts`, which is loaded with the first. */
export const createQuest: Slice<QuestSlice> = () => ({ quest: null, questsFound: null });
