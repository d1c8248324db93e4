import type { PlaceKind } from '../engine/costs/places';
import type { SweepSetup } from '../engine/sweep/setup';
import type { Moment } from './moment';
import type { Operand, Predicate } from './predicate/expression';
import type { Paragraph } from './read/blocks';
import type { Position } from './read/issue';

export type Text = readonly Paragraph[];
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Views that a step can open. */
export const LESSON_VIEWS = [
  'stage',
  'compare',
  'pcie',
  'journey',
  'metrics',
  'sweep',
  'captures',
  'terminal',
] as const;

/** Figures by which a sweep is looked at. */
export const SWEEP_FIGURES = [
  'throughput',
  'pps',
  'exits',
  'p50',
  'p99',
  'hostCpu',
  'copies',
] as const;

/** Many runs over a step's scenario, and the figure that is drawn of them. */
export interface SceneSweep {
  readonly setup: SweepSetup;
  readonly figure: (typeof SWEEP_FIGURES)[number];
}

/** What stands on the stage while a step is shown. */
export interface Scene {
  /** One of the lesson's scenarios, by name. */
  readonly scenario: string;
  readonly view: (typeof LESSON_VIEWS)[number];
  /** The one part that the eye is led to; null: none. */
  readonly highlight: PlaceKind | null;
  /** Parts that are drawn from this step on. */
  readonly introduces: readonly PlaceKind[];
  /** Playing starts there, and stops here. */
  readonly from: Moment;
  readonly to: Moment;
  /** Computed when the question is answered; null: none. */
  readonly sweep: SceneSweep | null;
}

interface OfStep extends Position {
  /** `goals`, `parts`, `watch-1`, or what the author called it: the same in every language. */
  readonly id: string;
  readonly sources: readonly Text[];
  readonly claims: readonly Claim[];
}

export interface Option {
  /** Right where this holds at the end of the segment. */
  readonly when: Predicate;
  readonly text: Text;
  /** What is said to who chose it. */
  readonly because: Text;
}

export interface Wrong {
  /** About the answer, `guess`; null: every other wrong answer. */
  readonly when: Predicate | null;
  readonly text: Text;
}

export type Question =
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | {
      /** A number, or a part to be picked on the picture. */
      readonly kind: 'number' | 'pick';
      readonly answer: Operand;
      /** How far off a right number may be, as a part of it. */
      readonly within: number;
      readonly right: Text;
      readonly wrongs: readonly Wrong[];
    };

/** What an author says is done to solve a task, for the check of the lesson. */
export interface Solution {
  readonly set: readonly { readonly key: string; readonly value: unknown }[];
  readonly at: Moment;
  readonly view: (typeof LESSON_VIEWS)[number];
  readonly select: PlaceKind | null;
  readonly commands: readonly string[];
  /** The sweep that is run for it; null: none. */
  readonly sweep: SceneSweep | null;
}

export interface Predict extends OfStep {
  readonly kind: 'predict' | 'transfer';
  readonly scene: Scene;
  readonly text: Text;
  readonly question: Question;
  /** Said when the run has shown it. */
  readonly observe: Text;
}

export interface Task extends OfStep {
  readonly kind: 'task';
  readonly scene: Scene;
  readonly text: Text;
  readonly check: Predicate;
  /** A nudge, where to look, the answer. */
  readonly hints: readonly [Text, Text, Text];
  readonly done: Text;
  readonly solution: Solution;
}

export type Step =
  | (OfStep & { readonly kind: 'goals' | 'parts' | 'summary'; readonly text: Text })
  | (OfStep & { readonly kind: 'watch'; readonly scene: Scene; readonly text: Text })
  | (OfStep & { readonly kind: 'explain'; readonly text: Text; readonly model: Text })
  | Predict
  | Task;

/** Something the lesson's words say of its runs. */
export interface Claim extends Position {
  readonly text: string;
  readonly that: Predicate;
  readonly scenario: string;
  readonly at: Moment;
}

export interface LessonScenario {
  readonly name: string;
  /** As it stands in the text; it has been checked. */
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Lesson {
  readonly id: string;
  readonly number: number;
  readonly language: Language;
  readonly title: string;
  readonly minutes: number;
  readonly scenarios: readonly LessonScenario[];
  readonly steps: readonly Step[];
}
