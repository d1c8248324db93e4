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
  type KeptSweep,
} from './demo';
import { addressOfMoment, foreseeAddress, openAddress } from './open-address';
import type { Notice } from './notice';
import type { Editable } from './run';
import { forget, recallText, remember } from './storage';
import { essence } from './sweep-order';
import type { UrlProblem } from './url';
import { useApp } from '.';

const KEY = 'demo';
/** The moment that is shown to people: a page that is loaded anew before them goes on from it. */
const SHOWN_KEY = 'demo-shown';
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

/** Where the walk was when the page was loaded anew; -1: there was none. Who follows an address begins with what it says. */
function goesOnAt({ moments }: Demo): number {
  const [how] = globalThis.performance.getEntriesByType('navigation');
  const isNew = how === undefined || ('type' in how && how.type === 'navigate');
  const goesOn = !isNew && useApp.getState().presenting;
  const at = Number(goesOn ? (recallText(SHOWN_KEY) ?? -1) : -1);
  return Number.isInteger(at) && at < moments.length ? at : -1;
}

const demo = kept();
const at = goesOnAt(demo);

export const useDemo = create<DemoDesk>()(() => ({
  demo,
  at,
  walking: at >= 0,
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

/** What is on the page, as a moment keeps it; null: there is nothing yet. */
async function shownNow(): Promise<Pick<DemoMoment, 'address' | 'parts' | 'sweep'> | null> {
  const address = await addressOfMoment();
  const { spotlight, view, sweep, sweepLook } = useApp.getState();
  const kept = { setup: sweep?.setup, figure: sweepLook.figure };
  if (address === null) return null;
  return {
    address,
    parts: spotlight?.shown ?? undefined,
    sweep: view === 'sweep' && kept.setup !== undefined ? (kept as KeptSweep) : undefined,
  };
}

/** Keeps what is on the stage, after the moment at hand. Null: there is nothing yet, or no room. */
export async function keepMoment(title: string): Promise<number | null> {
  const now = await shownNow();
  if (now === null) return null;
  const { demo, at } = get();
  const place = at < 0 ? demo.moments.length : at + 1;
  const next = withMoment(demo, { title, notes: '', ...now }, place);
  if (next === demo) return null;
  change(next, { at: place, troubles: [] });
  return place;
}

/** The moment at a place shows from now on what is on the stage. */
export async function keepInstead(at: number): Promise<void> {
  const now = await shownNow();
  if (now !== null) change(reworded(get().demo, at, now), { at, troubles: [] });
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
  if (read.made !== undefined) return { kind: 'other-model', name, made: read.made };
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
  remember(SHOWN_KEY, String(at));
  const { lesson, openLesson } = useApp.getState();
  // A lesson would put its own scene in the place of the moment.
  if (lesson !== null && lesson !== 'demo') openLesson(null);
  const troubles = await openAddress(moment.address);
  if (troubles === null || get().at !== at) return;
  useDemo.setState({ troubles });
  const { parts, sweep } = moment;
  const shown =
    parts === undefined ? null : { primary: null, leads: false, shown: parts, free: true };
  useApp.getState().guide({ spotlight: shown });
  if (sweep !== undefined) runAgain(sweep);
  // What comes is there before it is asked for.
  const next = get().demo.moments[at + direction];
  if (next !== undefined && get().walking) void foreseeAddress(next.address);
}

/** The sweep of a moment: as it was kept, of the run that is there now. Its results are the same each time. */
function runAgain({ setup, figure }: KeptSweep): void {
  const { info, sweep, sweepLook, setSweep, lookAtSweep, runSweep } = useApp.getState();
  if (sweepLook.figure !== figure) lookAtSweep({ figure, along: null, place: {}, chosen: null });
  const there =
    sweep?.state === 'complete' &&
    JSON.stringify(sweep.setup) === JSON.stringify(setup) &&
    sweep.essence === essence(info?.scenarioInput as Editable, sweep.axes);
  if (there) return;
  setSweep(setup);
  runSweep();
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
  forget(SHOWN_KEY);
  const { lesson, guide } = useApp.getState();
  // A lesson says itself what is drawn.
  if (lesson === null || lesson === 'demo') guide({ spotlight: null });
  void foreseeAddress(null);
}
