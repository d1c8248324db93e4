import { expect, vi } from 'vitest';
import { createSim } from '../worker/sim';
import type { RunInfo } from '../worker/api';
import { createForks } from './forks';
import { futuresNow } from './futures';
import { app } from './testing-history';

export const RUN = { run: { until: '600us' } };
export const AT = 300e6;

/** A run that stands where it is to be forked. */
export async function forked() {
  const made = await app(RUN, { api: createSim() });
  const forks = createForks(made, made);
  const { now, rest, lab } = made;
  now().setBeside(null);
  await rest();
  const done = () => vi.waitFor(() => expect(now().done).toBe(true));
  const trace = async (to: number) => {
    await done();
    const { run } = now().info as RunInfo;
    const window = await lab.ask(null, (sim) => sim.window(run, 0, to));
    return JSON.stringify(window?.facts);
  };
  await done();
  now().seek(AT);
  await rest();
  return { ...made, ...forks, trace, tabs: () => futuresNow(now()) };
}
