// What a learning platform is told of one lesson, whatever language it speaks.
import * as v from 'valibot';
import type { LessonMark } from '../../store/lesson';

export interface Answer {
  /** The step's id in the lesson. */
  readonly id: string;
  readonly kind: 'choice' | 'number' | 'text' | 'none';
  /** The letter of what was chosen, or what was typed. */
  readonly given: string;
  readonly right: boolean;
  /** What could be chosen, in words; empty where nothing was to choose from. */
  readonly options: readonly string[];
}

/** Of the first option `a`: platforms know choices by letters. */
export const letterOf = (option: number): string => String.fromCodePoint(97 + option);

export interface Report {
  readonly mark: LessonMark;
  /** Given since the last report. */
  readonly answers: readonly Answer[];
  /** What the lesson is taken up from again. */
  readonly state: unknown;
  /** Since the lesson was opened, s. */
  readonly seconds: number;
  /** At least the share that passes, when all is done; null before. */
  readonly passed: boolean | null;
}

/** A platform that listens. Nothing of it throws or rejects: what cannot be reported is lost, and the lesson goes on. */
export interface Platform {
  /** What was kept when this learner was last here. */
  readonly kept: unknown;
  /** The share of the questions that passes, 0 to 1. */
  readonly passing: number;
  readonly report: (report: Report) => Promise<void>;
  /** The page is being left; said once. */
  readonly end: (report: Report | null) => void;
}

export const PASSING = 0.6;

const taken = v.object({
  answers: v.record(
    v.string(),
    v.object({
      guess: v.nullable(v.union([v.number(), v.string()])),
      right: v.nullable(v.boolean()),
      shown: v.boolean(),
    }),
  ),
});

/** Answers of a lesson's state that are settled and not yet among `told`. */
export function answersOf(
  state: unknown,
  told: ReadonlySet<string>,
  choices: LessonMark['choices'],
): readonly Answer[] {
  const read = v.safeParse(taken, state);
  if (!read.success) return [];
  return Object.entries(read.output.answers).flatMap(([id, { guess, right, shown }]): Answer[] => {
    if (!shown || told.has(id)) return [];
    const options = choices[id] ?? [];
    const settled = { id, right: right === true, options };
    if (typeof guess === 'number' && guess in options)
      return [{ ...settled, kind: 'choice', given: letterOf(guess) }];
    const kind = guess === null ? 'none' : typeof guess === 'number' ? 'number' : 'text';
    return [{ ...settled, kind, given: String(guess ?? '') }];
  });
}

/** 0 to 1. */
export const scaled = ({ right, of }: LessonMark) => (of === 0 ? 1 : right / of);

/** ISO 8601, to the second. */
export function isoDuration(seconds: number): string {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return `PT${String(h)}H${String(m)}M${String(s)}S`;
}
