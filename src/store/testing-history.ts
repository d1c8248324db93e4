import { createApp } from '.';
import { createFakeSim, linkTo } from '../worker/testing';
import type { FakeSim } from '../worker/testing';
import { createHistory } from './history';
import type { Editable } from './run';
import { withValue } from './url-scenario';

export const SHORT = { run: { until: '20us' } };

const open: (() => void)[] = [];
let clock = 0;
let apartMs = 0;

/** Edits are seconds apart, unless a test says otherwise. */
export function apart(ms = 5_000): void {
  apartMs = ms;
}

export function closeAll(): void {
  for (const close of open.splice(0)) close();
}

/** The store with its history. */
export async function app(input: Editable = SHORT, fake: Pick<FakeSim, 'api'> = createFakeSim()) {
  const made = createApp(() => {
    const link = linkTo(fake);
    open.push(link.close);
    return link;
  });
  const history = createHistory(made, () => (clock += apartMs));
  open.push(history.stop);
  await made.lab.boot(input, { cursor: 0, start: 'paused', chooseRate: false });
  const now = () => made.useApp.getState();
  const rest = async () => {
    do await new Promise((settle) => setTimeout(settle));
    while (now().wanted !== null || now().busy);
  };
  await rest();
  const set = async (path: string, value: unknown) => {
    now().edit((before) => withValue(before, path, value) as Editable);
    await rest();
  };
  return {
    ...made,
    ...history,
    now,
    rest,
    set,
    scenario: () => JSON.stringify(now().info?.scenarioInput),
    steps: () => history.useHistory.getState(),
    done: () => history.useHistory.getState().past.map(({ changes }) => changes),
  };
}
