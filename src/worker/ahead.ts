import { Run } from '../engine/run';
import type { Scenario } from '../engine/scenario/scenario';
import type { Picos } from '../engine/units';

/** Events between two looks at the clock. */
const EVENTS_A_LOOK = 4_000;

/** One run that will be asked for soon, computed while the thread has nothing else to do. The same scenario is the same run. */
export class Ahead {
  private made: { readonly key: string; readonly run: Run } | null = null;

  foresee(scenario: Scenario | null): void {
    if (scenario === null) this.made = null;
    else {
      const key = JSON.stringify(scenario);
      if (this.made?.key !== key) this.made = { key, run: new Run(scenario) };
    }
  }

  /** True: nothing is left to compute. */
  extend(until: Picos, budgetMs: number): boolean {
    const run = this.made?.run;
    if (run === undefined) return true;
    const end = performance.now() + budgetMs;
    let done = run.reached >= Math.min(until, run.end);
    while (!done && performance.now() < end) {
      done = run.extend(EVENTS_A_LOOK) || run.reached >= until;
    }
    return done;
  }

  /** The run of the scenario where it was foreseen, else a new one. */
  runOf(scenario: Scenario): Run {
    const { made } = this;
    if (made?.key !== JSON.stringify(scenario)) return new Run(scenario);
    this.made = null;
    return made.run;
  }
}
