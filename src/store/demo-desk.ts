import { create } from 'zustand';
import {
  moved,
  NO_DEMO,
  readDemo,
  reworded,
  without,
  withMoment,
  writeDemo,
  type Demo,
  type DemoMoment,
} from './demo';
import { addressOfMoment, foreseeAddress, openAddress } from './open-address';
import type { Notice } from './notice';
import { recallText, remember } from './storage';
import type { UrlProblem } from './url';
import { useApp } from '.';

const KEY = 'demo';
const MOST_UNDONE = 30;

/** What was done last, and the list before it. */
interface Done {
  readonly what: 'removed' | 'replaced';
  readonly title: string;
  readonly before: Demo;
}

interface DemoDesk {
  readonly demo: Demo;
  /** The moment that was opened last, -1 for none. */
  readonly at: number;
  /** It is walked through: what goes on goes to its next moment. */
  readonly walking: boolean;
  /** Why the moment at hand is not on the screen as it was kept. */
  readonly troubles: readonly UrlProblem[];
  readonly done: readonly Done[];
  /** The browser keeps it for the next visit. */
  readonly stored: boolean;
}

/** The demo that was kept, as far as it can be read. */
function kept(): Demo {
  const text = recallText(KEY);
  const read = text === null ? null : readDemo(text);
  return read?.ok === true ? read.demo : NO_DEMO;
}

export const useDemo = create<DemoDesk>()(() => ({
  demo: kept(),
  at: -1,
  walking: false,
  troubles: [],
  done: [],
  stored: true,
}));

const get = useDemo.getState;

function change(demo: Demo, more: Partial<DemoDesk> = {}): void {
  useDemo.setState({ demo, ...more, stored: remember(KEY, writeDemo(demo)) });
}

/** As {@link change}, with a way back. */
function changeUndoably(demo: Demo, what: Done['what'], title: string, at: number): void {
  const { demo: before, done } = get();
  const worthIt = before.moments.length > 0;
  change(demo, {
    at,
    troubles: [],
    done: worthIt ? [...done, { what, title, before }].slice(-MOST_UNDONE) : done,
  });
}

/** Keeps what is on the stage, after the moment at hand. Null: there is nothing yet, or no room. */
export async function keepMoment(title: string): Promise<number | null> {
  const address = await addressOfMoment();
  if (address === null) return null;
  const { demo, at } = get();
  const place = at < 0 ? demo.moments.length : at + 1;
  const next = withMoment(demo, { title, notes: '', address }, place);
  if (next === demo) return null;
  change(next, { at: place, troubles: [] });
  return place;
}

/** The moment at a place shows from now on what is on the stage. */
export async function keepInstead(at: number): Promise<void> {
  const address = await addressOfMoment();
  if (address !== null) change(reworded(get().demo, at, { address }), { at, troubles: [] });
}

export const reword = (at: number, words: Partial<DemoMoment>): void => {
  change(reworded(get().demo, at, words));
};

export const entitle = (title: string): void => {
  change({ ...get().demo, title });
};

export function moveMoment(from: number, to: number): void {
  const { demo, at } = get();
  const next = moved(demo, from, to);
  if (next === demo) return;
  const current = demo.moments[at];
  change(next, { at: current === undefined ? -1 : next.moments.indexOf(current) });
}

export function removeMoment(gone: number): void {
  const { demo, at } = get();
  const title = demo.moments[gone]?.title ?? '';
  changeUndoably(without(demo, gone), 'removed', title, gone < at ? at - 1 : gone === at ? -1 : at);
}

/** Another list in the place of this one. */
export function takeDemo(demo: Demo): void {
  changeUndoably(demo, 'replaced', get().demo.title, -1);
}

/** Opens a demo's file, with the page on which it is edited; what became of it. */
export function openDemoText(text: string, name: string): Notice {
  const read = readDemo(text);
  if (!read.ok) return { kind: 'demo-refused', name, issues: read.issues };
  takeDemo(read.demo);
  if (!useApp.getState().presenting) useApp.getState().openLesson('demo');
  return { kind: 'demo-opened', name, moments: read.demo.moments.length };
}

export function undoLast(): void {
  const { done } = get();
  const last = done.at(-1);
  if (last !== undefined) change(last.before, { at: -1, done: done.slice(0, -1) });
}

/** Opens a moment; one that is not as it was kept says why, and the walk goes on from it. */
export async function openMoment(at: number, direction: 1 | -1 = 1): Promise<void> {
  const moment = get().demo.moments[at];
  if (moment === undefined) return;
  useDemo.setState({ at, walking: true, troubles: [] });
  const { lesson, openLesson } = useApp.getState();
  // A lesson would put its own scene in the place of the moment.
  if (lesson !== null && lesson !== 'demo') openLesson(null);
  const troubles = await openAddress(moment.address);
  if (troubles === null || get().at !== at) return;
  useDemo.setState({ troubles });
  // What comes is there before it is asked for.
  const next = get().demo.moments[at + direction];
  if (next !== undefined && get().walking) void foreseeAddress(next.address);
}

/** To the next or previous moment; false where no demo is being walked through. */
export function walk(direction: 1 | -1): boolean {
  const { demo, at, walking } = get();
  if (!walking || demo.moments.length === 0) return false;
  const to = at + direction;
  if (to >= 0 && to < demo.moments.length) void openMoment(to, direction);
  return true;
}

export function stopWalk(): void {
  useDemo.setState({ walking: false, troubles: [] });
  void foreseeAddress(null);
}
