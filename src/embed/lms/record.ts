// What a learning platform is told of one lesson, whatever language it speaks.
import * as v from 'valibot';
import type { LessonMark } from '../../store/lesson';

export interface Answer {
  /** The step's id in the lesson. */
  readonly id: string;
  readonly kind: 'number' | 'text' | 'none';
  readonly given: string;
  readonly right: boolean;
}

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
export function answersOf(state: unknown, told: ReadonlySet<string>): readonly Answer[] {
  const read = v.safeParse(taken, state);
  if (!read.success) return [];
  return Object.entries(read.output.answers).flatMap(([id, { guess, right, shown }]): Answer[] => {
    if (!shown || told.has(id)) return [];
    const kind = guess === null ? 'none' : typeof guess === 'number' ? 'number' : 'text';
    return [{ id, kind, given: String(guess ?? ''), right: right === true }];
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
