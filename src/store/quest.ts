import type { FaultKind, QuestAnswer, QuestRepair, QuestStart, Site, Verdict } from './vocabulary';
import type { Lab } from './lab';
import type { Editable } from './run';
import type { Slice } from './state';
import { recallText, remember } from './storage';

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
  /** Names of quests that were found out in this browser. */
  readonly questsFound: readonly string[];
  /** Opens the host of a quest; without its host where another scenario is to be shown with it. */
  readonly startQuest: (name: string, open?: boolean) => Promise<boolean>;
  readonly judgeQuest: (kind: FaultKind, site: Site) => Promise<void>;
  readonly examineQuest: () => Promise<void>;
  readonly hintQuest: () => Promise<void>;
  readonly giveUpQuest: () => Promise<void>;
  readonly leaveQuest: () => void;
}

const MOST_HINTS = 3;
const KEY = 'quests';
const MOST_KEPT = 200;

function kept(): readonly string[] {
  return (recallText(KEY) ?? '').split(' ').filter((name) => /^[\w:-]+$/u.test(name));
}

export const createQuest =
  (lab: Lab): Slice<QuestSlice> =>
  (set, get) => {
    const change = (part: Partial<QuestState>) => {
      const { quest } = get();
      if (quest !== null) set({ quest: { ...quest, ...part } });
    };
    const end = (ended: 'found' | 'given-up') => {
      const { quest, commands, questsFound } = get();
      if (quest === null || quest.ended !== null) return;
      change({ ended, endedAt: Date.now(), typedAfter: commands.length });
      if (ended !== 'found' || questsFound.includes(quest.name)) return;
      const found = [...questsFound, quest.name].slice(-MOST_KEPT);
      set({ questsFound: found });
      remember(KEY, found.join(' '));
    };
    /** Replies of a quest that was left meanwhile are nobody's. */
    const still = (name: string) => get().quest?.name === name;
    const tell = async () => {
      const answer = await lab.ask(null, (sim) => sim.answerQuest());
      if (answer !== null) change({ answer });
    };
    return {
      quest: null,
      questsFound: kept(),
      startQuest: async (name, open = true) => {
        const start = await lab.ask(null, (sim) => sim.startQuest(name));
        if (start === null) return false;
        const { commands } = get();
        const fresh = { hints: 0, wrong: 0, judged: null, repaired: null, answer: null };
        const times = { began: Date.now(), endedAt: 0, typedAfter: 0 };
        const quest = { ...start, ...fresh, ...times, name, ended: null };
        set({ quest: { ...quest, found: '', typedBefore: commands.length }, beside: null });
        if (open) {
          const opened = await lab.editAnew(() => start.input as Editable);
          if (opened?.ok === true && still(name)) {
            change({ found: JSON.stringify(opened.info.scenarioInput) });
          }
        }
        return true;
      },
      judgeQuest: async (kind, site) => {
        const { quest } = get();
        if (quest === null) return;
        const verdict = await lab.ask(null, (sim) => sim.judgeQuest(kind, site));
        if (verdict === null || !still(quest.name)) return;
        const right = verdict.is === 'right';
        change({ judged: { kind, site, verdict }, wrong: quest.wrong + (right ? 0 : 1) });
        if (!right) return;
        await tell();
        if (still(quest.name)) end('found');
      },
      examineQuest: async () => {
        const { quest } = get();
        if (quest === null) return;
        const repaired = await lab.ask(null, (sim) => sim.examineQuest());
        if (repaired === null || !still(quest.name)) return;
        change({ repaired });
        if (repaired.repair.is !== 'mended') return;
        await tell();
        if (still(quest.name)) end('found');
      },
      hintQuest: async () => {
        const { quest } = get();
        if (quest === null) return;
        if (quest.answer === null) await tell();
        if (still(quest.name)) change({ hints: Math.min(MOST_HINTS, quest.hints + 1) });
      },
      giveUpQuest: async () => {
        const { quest } = get();
        if (quest === null) return;
        await tell();
        if (still(quest.name)) end('given-up');
      },
      leaveQuest: () => {
        set({ quest: null });
      },
    };
  };
