import type { createApp } from '.';
import type { QuestState } from './quest';
import type { Editable } from './run';
import { recallText, remember } from './storage';
import type { FaultKind, Site } from './vocabulary';

const MOST_HINTS = 3;
const KEY = 'quests';
const MOST_KEPT = 200;

/** Quests that were found in this browser. */
export function kept(): readonly string[] {
  return (recallText(KEY) ?? '').split(' ').filter((name) => /^[\w:-]+$/u.test(name));
}

export interface QuestActs {
  /** Opens the host of a quest; without its host where another scenario is to be shown with it. False: no such quest. */
  readonly start: (name: string, open?: boolean) => Promise<boolean>;
  readonly judge: (kind: FaultKind, site: Site) => Promise<void>;
  /** Is the host as it is shown mended? */
  readonly examine: () => Promise<void>;
  readonly hint: () => Promise<void>;
  readonly giveUp: () => Promise<void>;
  readonly leave: () => void;
}

/** What is done with a quest. */
export function questActs({
  lab,
  useApp,
}: Pick<ReturnType<typeof createApp>, 'lab' | 'useApp'>): QuestActs {
  const get = useApp.getState;
  const set = useApp.setState;
  const change = (part: Partial<QuestState>) => {
    const { quest } = get();
    if (quest !== null) set({ quest: { ...quest, ...part } });
  };
  const end = (ended: 'found' | 'given-up') => {
    const { quest, commands, questsFound } = get();
    if (quest === null || quest.ended !== null) return;
    change({ ended, endedAt: Date.now(), typedAfter: commands.length });
    const known = questsFound ?? kept();
    if (ended !== 'found' || known.includes(quest.name)) return;
    const found = [...known, quest.name].slice(-MOST_KEPT);
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
    start: async (name, open = true) => {
      const start = await lab.ask(null, (sim) => sim.startQuest(name));
      if (start === null) return false;
      const { commands } = get();
      const fresh = { hints: 0, wrong: 0, judged: null, repaired: null, answer: null };
      const times = { began: Date.now(), endedAt: 0, typedAfter: 0 };
      const quest = { ...start, ...fresh, ...times, name, ended: null };
      set({ quest: { ...quest, found: '', typedBefore: commands.length }, beside: null });
      if (open) {
        set({ floor: get().floor + 1 });
        const opened = await lab.editAnew(() => start.input as Editable);
        if (opened?.ok === true && still(name)) {
          change({ found: JSON.stringify(opened.info.scenarioInput) });
        }
      }
      return true;
    },
    judge: async (kind, site) => {
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
    examine: async () => {
      const { quest } = get();
      if (quest === null) return;
      const repaired = await lab.ask(null, (sim) => sim.examineQuest());
      if (repaired === null || !still(quest.name)) return;
      change({ repaired });
      if (repaired.repair.is !== 'mended') return;
      await tell();
      if (still(quest.name)) end('found');
    },
    hint: async () => {
      const { quest } = get();
      if (quest === null) return;
      if (quest.answer === null) await tell();
      if (still(quest.name)) change({ hints: Math.min(MOST_HINTS, quest.hints + 1) });
    },
    giveUp: async () => {
      const { quest } = get();
      if (quest === null) return;
      await tell();
      if (still(quest.name)) end('given-up');
    },
    leave: () => {
      set({ quest: null });
    },
  };
}
