import { PLACE_KINDS } from '../engine/costs/places';
import type { FailureCode } from '../i18n/en/failures';
import type { Picos } from '../engine/units';
import type { Evidence, PageEvidence } from './facts/evidence';
import { readFact } from './facts/names';
import type { SweepEvidence } from './facts/sweep';
import {
  afterSolution,
  evidenceAt,
  inputOf,
  sweepOver,
  wholeRun,
  type StartRun,
  type WholeRun,
} from './headless';
import type { Claim, Lesson, Predict, Scene, SceneSweep, Step, Task, Text } from './lesson';
import { momentIn, type Moment } from './moment';
import { holds, valueOf, type Values } from './predicate/evaluate';
import type { FactName, Predicate, Value } from './predicate/expression';
import { factsIn } from './predicate/expression';
import { textsIn, valuesIn } from './texts';

/** Something the lesson says that its runs do not bear out. */
export interface Failure {
  readonly line: number;
  readonly column: number;
  readonly code: FailureCode;
  /** What of the lesson it is about, where the code does not say it. */
  readonly what: string;
  /** What the run has instead, with the first seed. */
  readonly shown: string;
  /** The first seed with which it was seen, and how many of all. */
  readonly seed: number;
  readonly times: number;
}

const NOBODY: PageEvidence = { view: 'stage', selected: null, commands: [] };

/** Something that did not come true with one seed. */
export type Found = Omit<Failure, 'times'>;

/** Runs every scenario of a lesson with one seed and tries all it says: moments, answers, figures, claims, tasks. */
export function tryLesson(lesson: Lesson, seed: number, start: StartRun): readonly Found[] {
  return new Check(lesson, seed, start).all().map((each) => ({ ...each, seed }));
}

/** The same of several seeds as one, in the order of the text. */
export function gathered(all: readonly Found[]): readonly Failure[] {
  const failures = new Map<string, Failure>();
  for (const found of all) {
    const { line, column, code, what } = found;
    const key = `${String(line)}:${String(column)}:${code} ${what}`;
    const before = failures.get(key);
    failures.set(
      key,
      before === undefined ? { ...found, times: 1 } : { ...before, times: before.times + 1 },
    );
  }
  return [...failures.values()].toSorted((a, b) => a.line - b.line);
}

/** {@link tryLesson} with each seed. */
export function checkClaims(
  lesson: Lesson,
  seeds: readonly number[],
  start: StartRun,
): readonly Failure[] {
  return gathered(seeds.flatMap((seed) => tryLesson(lesson, seed, start)));
}

class Check {
  private readonly lesson: Lesson;
  private readonly seed: number;
  private readonly start: StartRun;
  private readonly runs = new Map<string, WholeRun>();
  private readonly sweeps = new Map<string, SweepEvidence>();
  private readonly failures: Omit<Found, 'seed'>[] = [];

  constructor(lesson: Lesson, seed: number, start: StartRun) {
    this.lesson = lesson;
    this.seed = seed;
    this.start = start;
  }

  all(): readonly Omit<Found, 'seed'>[] {
    for (const step of this.lesson.steps) {
      for (const claim of step.claims) this.claim(claim, 'scene' in step ? step.scene : null);
      if (!('scene' in step)) continue;
      const at = this.scene(step, step.scene);
      if (at === null) continue;
      const evidence = evidenceAt(
        this.run(step.scene.scenario),
        at,
        NOBODY,
        // A task begins before anything is swept.
        step.kind === 'task' ? null : this.sweep(step.scene),
      );
      this.figures(
        step,
        textsIn(step).filter((text) => text !== doneIn(step)),
        evidence,
      );
      if (step.kind === 'predict' || step.kind === 'transfer') this.question(step, evidence);
      if (step.kind === 'task') this.task(step, evidence);
    }
    return this.failures;
  }

  private claim(claim: Claim, scene: Scene | null): void {
    const at = this.moment(claim, claim.at, claim.scenario);
    if (at === null) return;
    const sweep = scene && this.sweep({ ...scene, scenario: claim.scenario });
    const values = this.values(evidenceAt(this.run(claim.scenario), at, null, sweep));
    if (!holds(claim.that, values)) {
      this.fail(claim, 'claim', claim.text, said(claim.that, values));
    }
  }

  /** The segment lies in its run; returns where it ends. */
  private scene(step: Step, scene: Scene): Picos | null {
    const from = this.moment(step, scene.from, scene.scenario);
    const to = this.moment(step, scene.to, scene.scenario);
    if (from === null || to === null) return null;
    if (from > to) this.fail(step, 'segment');
    return to;
  }

  private figures(step: Step, texts: readonly Text[], evidence: Evidence): void {
    for (const text of texts) {
      for (const operand of valuesIn(text)) {
        if (valueOf(operand, this.values(evidence)) === null) {
          const name = operand.kind === 'fact' ? operand.name.text : '';
          this.fail(step, 'figure', name);
        }
      }
    }
  }

  private question(step: Predict, evidence: Evidence): void {
    const { question } = step;
    const values = this.values(evidence);
    if (question.kind === 'choice') {
      const right = question.options.filter(({ when }) => holds(when, values)).length;
      if (right !== 1) this.fail(step, 'options', String(right));
      return;
    }
    const answer = valueOf(question.answer, values);
    const fits =
      question.kind === 'number'
        ? typeof answer === 'number'
        : PLACE_KINDS.some((kind) => kind === answer);
    if (!fits) this.fail(step, 'no-answer', '', String(answer));
    for (const { when } of question.wrongs) {
      if (when === null || !holds(when, { ...values, guess: answer })) continue;
      this.fail(step, 'reason', '', String(answer));
    }
  }

  private task(step: Task, before: Evidence): void {
    const { check, line, column } = step;
    const at = { line, column };
    if (holds(check, this.values(before))) this.fail(at, 'solved-before');
    let after: Evidence | null;
    try {
      after = afterSolution(this.lesson, step, this.seed, this.start);
    } catch (error) {
      this.fail(at, 'refused', error instanceof Error ? error.message : '');
      return;
    }
    if (after === null) {
      this.fail(at, 'solution-moment');
      return;
    }
    if (!holds(check, this.values(after))) {
      this.fail(at, 'unsolved', '', said(check, this.values(after)));
    }
    // What is read when it is done tells of the run that solved it.
    this.figures(step, [step.done], after);
  }

  private moment(at: Pick<Failure, 'line' | 'column'>, moment: Moment, scenario: string) {
    const found = momentIn(moment, this.run(scenario).window);
    if (found === null) this.fail(at, 'moment', momentText(moment));
    return found;
  }

  private values(evidence: Evidence): Values {
    return {
      fact: ({ steps, scenario }: FactName): Value => {
        if (scenario === null) return readFact(steps, evidence);
        const other = this.run(scenario);
        return readFact(steps, evidenceAt(other, other.run.end));
      },
    };
  }

  private sweep(scene: Pick<Scene, 'scenario' | 'sweep'>): SweepEvidence | null {
    if (scene.sweep === null) return null;
    const key = `${scene.scenario} ${JSON.stringify(scene.sweep.setup)}`;
    const known = this.sweeps.get(key);
    if (known !== undefined) return known;
    const made = this.sweepOf(scene.scenario, scene.sweep);
    this.sweeps.set(key, made);
    return made;
  }

  private sweepOf(scenario: string, sweep: SceneSweep): SweepEvidence {
    return sweepOver(inputOf(this.lesson, scenario, this.seed), this.run(scenario).run, sweep);
  }

  private run(scenario: string): WholeRun {
    const known = this.runs.get(scenario);
    if (known !== undefined) return known;
    const made = wholeRun(inputOf(this.lesson, scenario, this.seed), this.start);
    this.runs.set(scenario, made);
    return made;
  }

  private fail(
    { line, column }: Pick<Failure, 'line' | 'column'>,
    code: FailureCode,
    what = '',
    shown = '',
  ): void {
    this.failures.push({ line, column, code, what, shown });
  }
}

const doneIn = (step: Step): Text | null => (step.kind === 'task' ? step.done : null);

/** The figures a predicate was judged by. */
function said(predicate: Predicate, values: Values): string {
  return factsIn(predicate)
    .map((name) => `${name.text} = ${String(values.fact(name))}`)
    .join(', ');
}

function momentText(moment: Moment): string {
  return 'n' in moment
    ? `${moment.kind} ${String(moment.n)} of vm${String(moment.vm)}`
    : moment.kind;
}
