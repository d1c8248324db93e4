import { scenarioToJson } from '../engine/scenario/to-json';
import { parseScenario } from '../engine/scenario/parse';
import type { Scenario } from '../engine/scenario/scenario';
import type { Repair, Verdict } from '../quests/check';
import { EVIDENCE, type Evidence } from '../quests/mending';
import type { FaultKind, Site } from '../quests/quest';
import { readQuestName } from '../quests/quest';
import { Round, type Answer, type Complaint, type QuestPicture } from '../quests/round';

/** A quest that begins. */
export interface QuestStart extends QuestPicture {
  readonly seed: number;
  readonly asked: FaultKind | null;
  /** The host with its fault, as a scenario file. */
  readonly input: unknown;
}

/** The answer, and where of the lab's tools it could be seen. */
export interface QuestAnswer extends Answer {
  readonly evidence: Evidence;
}

export interface QuestRepair {
  readonly repair: Repair;
  /** Of whom still complains. */
  readonly complaints: readonly Complaint[];
}

/** A host with one fault. The answer stays here until it is asked for. */
export interface QuestApi {
  /** Null where the name is none: `7`, `7:mtu`. */
  startQuest(name: string): QuestStart | null;
  judgeQuest(kind: FaultKind, site: Site): Verdict;
  answerQuest(): QuestAnswer;
  /** Of the host as it is shown now. */
  examineQuest(): QuestRepair;
}

export function questApi(shown: () => Scenario | null): QuestApi {
  let round: Round | null = null;
  const begun = (): Round => {
    if (round === null) throw new Error('No quest was started yet');
    return round;
  };
  return {
    startQuest: (name) => {
      const read = readQuestName(name);
      if (read === null) return null;
      round = new Round(read.seed, read.asked);
      const parsed = parseScenario(round.quest.faulty);
      const input = parsed.ok ? scenarioToJson(parsed.scenario) : round.quest.faulty;
      return { ...read, input, ...round.picture() };
    },
    judgeQuest: (kind, site) => begun().judge({ kind, site }),
    answerQuest: () => {
      const answer = begun().answer();
      return { ...answer, evidence: EVIDENCE[answer.kind] };
    },
    examineQuest: () => {
      const now = shown();
      if (now === null) throw new Error('No scenario was opened yet');
      const repair = begun().examine(now);
      const complaints = repair.is === 'ill' ? begun().complaintsOf(repair.symptoms) : [];
      return { repair, complaints };
    },
  };
}
