import type { Lesson, Step } from './lesson';

/** What a learner answered to one question, locked before the run. */
export interface Answer {
  /** A number, the kind of a part, or the index of an option; null: skipped. */
  readonly guess: number | string | null;
  /** As the engine judged it; null until the run has shown it, and where it was skipped. */
  readonly right: boolean | null;
  /** The run has been shown to its end. */
  readonly shown: boolean;
}

/** How far a learner is in one lesson: plain data that survives a reload. Keyed by ids of steps. */
export interface LessonState {
  readonly lesson: string;
  readonly step: number;
  /** The last step that was reached. */
  readonly furthest: number;
  readonly answers: Readonly<Record<string, Answer>>;
  /** Sentences of the learner's own; they stay here. */
  readonly sentences: Readonly<Record<string, string>>;
  /** Explanations whose model answer has been opened. */
  readonly opened: readonly string[];
  /** Hints opened, 0 to 3. */
  readonly hints: Readonly<Record<string, number>>;
  /** Tasks that are done, or given up. */
  readonly tasks: Readonly<Record<string, 'solved' | 'given-up'>>;
  readonly finished: boolean;
}

export type LessonEvent =
  | { readonly kind: 'answer'; readonly guess: number | string }
  | { readonly kind: 'skip' | 'open' | 'hint' | 'solved' | 'give-up' }
  | { readonly kind: 'shown'; readonly right: boolean }
  | { readonly kind: 'write'; readonly sentence: string }
  | { readonly kind: 'next' | 'back' | 'restart' }
  | { readonly kind: 'go'; readonly step: number };

export const HINTS = 3;
const LONGEST_SENTENCE = 2_000;

export function begin({ id }: Pick<Lesson, 'id'>): LessonState {
  return {
    lesson: id,
    step: 0,
    furthest: 0,
    answers: {},
    sentences: {},
    opened: [],
    hints: {},
    tasks: {},
    finished: false,
  };
}

export function stepOf({ steps }: Lesson, { step }: LessonState): Step {
  const found = steps[step] ?? steps[0];
  if (found === undefined) throw new Error('a lesson has steps');
  return found;
}

/** The state at a step that somebody was sent to, whatever of the steps before is done; the same one where there is no such step. */
export function enter({ steps }: Lesson, state: LessonState, id: string | null): LessonState {
  const step = steps.findIndex((each) => each.id === id);
  return step === -1 ? state : { ...state, step, furthest: Math.max(state.furthest, step) };
}

/** Whether the learner has done what a step asks, so that the next one opens. */
export function isComplete(step: Step, state: LessonState): boolean {
  switch (step.kind) {
    case 'goals':
    case 'parts':
    case 'watch':
    case 'summary':
      return true;
    case 'predict':
    case 'transfer':
      return state.answers[step.id]?.shown === true;
    case 'explain':
      return state.opened.includes(step.id);
    case 'task':
      return state.tasks[step.id] !== undefined;
  }
}

/** True while the run must not go on: a question is open. */
export function isAsking(step: Step, state: LessonState): boolean {
  return isQuestion(step) && state.answers[step.id] === undefined;
}

const isQuestion = ({ kind }: Step) => kind === 'predict' || kind === 'transfer';

/** The state after an event; the same one where the event does not apply to the step at hand. */
export function advance(lesson: Lesson, state: LessonState, event: LessonEvent): LessonState {
  const step = stepOf(lesson, state);
  const { id } = step;
  const last = lesson.steps.length - 1;
  switch (event.kind) {
    case 'answer':
    case 'skip': {
      if (!isAsking(step, state)) return state;
      const guess = event.kind === 'answer' ? event.guess : null;
      return withAnswer(state, id, { guess, right: null, shown: false });
    }
    case 'shown': {
      const answer = state.answers[id];
      if (!isQuestion(step) || answer === undefined || answer.shown) return state;
      const right = answer.guess === null ? null : event.right;
      return withAnswer(state, id, { ...answer, right, shown: true });
    }
    case 'write':
      if (step.kind !== 'explain') return state;
      return {
        ...state,
        sentences: { ...state.sentences, [id]: event.sentence.slice(0, LONGEST_SENTENCE) },
      };
    case 'open':
      if (step.kind !== 'explain' || state.opened.includes(id)) return state;
      return { ...state, opened: [...state.opened, id] };
    case 'hint': {
      const open = state.hints[id] ?? 0;
      if (step.kind !== 'task' || open >= HINTS) return state;
      return { ...state, hints: { ...state.hints, [id]: open + 1 } };
    }
    case 'solved':
      if (step.kind !== 'task' || state.tasks[id] !== undefined) return state;
      return { ...state, tasks: { ...state.tasks, [id]: 'solved' } };
    case 'give-up':
      // Only who has read the answer may pass without having done it.
      if (step.kind !== 'task' || state.tasks[id] !== undefined) return state;
      if ((state.hints[id] ?? 0) < HINTS) return state;
      return { ...state, tasks: { ...state.tasks, [id]: 'given-up' } };
    case 'next': {
      if (!isComplete(step, state)) return state;
      if (state.step === last) return { ...state, finished: true };
      const next = state.step + 1;
      return { ...state, step: next, furthest: Math.max(state.furthest, next) };
    }
    case 'back':
      return { ...state, step: Math.max(0, state.step - 1) };
    case 'go':
      if (!Number.isInteger(event.step) || event.step < 0 || event.step > state.furthest)
        return state;
      return { ...state, step: event.step };
    case 'restart':
      return begin(lesson);
  }
}

function withAnswer(state: LessonState, id: string, answer: Answer): LessonState {
  return { ...state, answers: { ...state.answers, [id]: answer } };
}

/** Right answers, of how many questions and tasks. */
export function scoreOf(
  { steps }: Lesson,
  { answers, tasks }: LessonState,
): { readonly right: number; readonly of: number } {
  const asked = steps.filter((step) => isQuestion(step) || step.kind === 'task');
  const right = asked.filter(
    ({ id }) => answers[id]?.right === true || tasks[id] === 'solved',
  ).length;
  return { right, of: asked.length };
}
