import { DROP, FACT, type DropCause } from '../engine/costs/facts';
import type { Run } from '../engine/run';
import { scenarioToJson } from '../engine/scenario/to-json';
import { parseScenario } from '../engine/scenario/parse';
import type { Scenario } from '../engine/scenario/scenario';
import type { Picos } from '../engine/units';
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
  /** The first frame that the run shown loses by it; null where it loses none. */
  readonly first: { readonly at: Picos; readonly packet: number } | null;
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

/** The first frame that was lost for a reason. */
function firstLost(run: Run, cause: DropCause): QuestAnswer['first'] {
  const { facts } = run.window(0, run.reached);
  for (let i = 0; i < facts.time.length; i++) {
    if (facts.kind[i] !== FACT.dropped || facts.a[i] !== DROP[cause]) continue;
    return { at: facts.time[i] as number, packet: facts.packet[i] as number };
  }
  return null;
}

export function questApi(
  shown: () => { readonly run: Run; readonly runs: Scenario } | null,
): QuestApi {
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
      const evidence = EVIDENCE[answer.kind];
      const now = shown();
      const first =
        evidence.drop === null || now === null ? null : firstLost(now.run, evidence.drop);
      return { ...answer, evidence, first };
    },
    examineQuest: () => {
      const now = shown();
      if (now === null) throw new Error('No scenario was opened yet');
      const repair = begun().examine(now.runs);
      const complaints = repair.is === 'ill' ? begun().complaintsOf(repair.symptoms) : [];
      return { repair, complaints };
    },
  };
}
