import type { PlaceKind } from '../engine/costs/places';
import type { Picos } from '../engine/units';
import type { Slice } from './state';
import { recall, remember } from './storage';

/** What a lesson lets be seen of the stage. */
export interface Spotlight {
  /** The one kind of part that the eye is led to; null: where it happens, if the step leads at all. */
  readonly primary: PlaceKind | null;
  /** One part stands out. Not where the learner is to find it: in tasks and in what is new. */
  readonly leads: boolean;
  /** Kinds of parts that are drawn; null: all. */
  readonly shown: readonly PlaceKind[] | null;
  /** The learner may change what runs: a task, or the end. */
  readonly free: boolean;
}

type Guidance = Pick<
  LessonSlice,
  | 'lessonStep'
  | 'lessonAt'
  | 'presenting'
  | 'spotlight'
  | 'heldAt'
  | 'asking'
  | 'horizon'
  | 'pointedKind'
>;

/** How far the lesson that is open has been taken. */
export interface LessonMark {
  readonly lesson: string;
  readonly step: string;
  /** Steps done, and of how many. */
  readonly done: number;
  readonly steps: number;
  /** Questions and tasks done rightly, and of how many. */
  readonly right: number;
  readonly of: number;
  readonly finished: boolean;
  /** What can be chosen where a question has options, in words, by its step. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** Of those words. */
  readonly language: string;
}

export interface LessonSlice {
  /** The lesson that is open: an id, or the address of a text. `course`: the list of them. Null: none. */
  readonly lesson: string | null;
  /** The step of it that is open, by its id. Null: where the learner was, or none yet. */
  readonly lessonStep: string | null;
  /** The lesson, or page of the course, that was open before this one, and its step. */
  readonly lessonBefore: Pick<LessonSlice, 'lesson' | 'lessonStep'> | null;
  /** The moment of that step that the address names; null once it was shown. */
  readonly lessonAt: Picos | null;
  /** The glossary lies over the page, open at a term of that id, or `all`. Null: it does not. */
  readonly glossary: string | null;
  /** The documentation lies over the page, open at that page or place. Null: it does not. */
  readonly docs: string | null;
  /** Somebody shows the page to others: answers are kept back until they are asked for. */
  readonly presenting: boolean;
  readonly spotlight: Spotlight | null;
  /** A question is open: nothing after this moment is shown. */
  readonly heldAt: Picos | null;
  /** A question is open: views that tell of more than the moment shown stay closed. */
  readonly asking: boolean;
  /** In a lesson nothing after this moment, or the one shown, is told unasked; null: everything may be. */
  readonly horizon: Picos | null;
  /** The kind of part that is pointed at in the picture, while a lesson is open. */
  readonly pointedKind: PlaceKind | null;
  /** Somebody new, who has not said yet what for. */
  readonly fresh: boolean;
  /** The first screen shows them what it is about: one packet on each of two ways, and how many VM exits it took. */
  readonly opening: boolean;
  /** Null: no lesson has been taken on this page. */
  readonly marked: LessonMark | null;
  readonly mark: (marked: LessonMark) => void;
  readonly begin: () => void;
  readonly openLesson: (lesson: string | null) => void;
  readonly openGlossary: (glossary: string | null) => void;
  readonly openDocs: (docs: string | null) => void;
  readonly guide: (by: Partial<Guidance>) => void;
}

/** The last moment that lists and marks tell of. */
export const tellsTo = ({
  horizon,
  cursor,
}: Pick<LessonSlice, 'horizon'> & { readonly cursor: Picos }): Picos =>
  horizon === null ? Infinity : Math.max(horizon, cursor);

/** A lesson sets the pace: what only experts need is put away. */
export const isPaced = ({ spotlight }: Pick<LessonSlice, 'spotlight'>): boolean =>
  spotlight !== null && !spotlight.free;

export const createLesson: Slice<LessonSlice> = (set) => ({
  lesson: null,
  lessonStep: null,
  lessonBefore: null,
  lessonAt: null,
  glossary: null,
  docs: null,
  presenting: false,
  spotlight: null,
  heldAt: null,
  asking: false,
  horizon: null,
  pointedKind: null,
  fresh: recall('started', ['yes']) === null,
  opening: false,
  marked: null,
  mark: (marked) => {
    set({ marked });
  },
  begin: () => {
    set({ fresh: false, opening: false });
    remember('started', 'yes');
  },
  openLesson: (lesson) => {
    set(({ lesson: before, lessonStep }) => ({
      lesson,
      lessonBefore: { lesson: before, lessonStep },
      opening: false,
      lessonStep: null,
      lessonAt: null,
      spotlight: null,
      heldAt: null,
      asking: false,
      horizon: null,
      pointedKind: null,
    }));
  },
  openGlossary: (glossary) => {
    set({ glossary });
  },
  openDocs: (docs) => {
    set({ docs });
  },
  guide: (by) => {
    set(by);
  },
});
