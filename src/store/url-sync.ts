import type { AppState } from './state';
import type { Editable } from './run';
import { PANES, writeUrl } from './url';
import type { UrlState } from './url';
import { DEFAULT_LANES } from './url-lanes';
import { partOf } from './part';
import { useApp } from '.';

/** Changes within this time make one entry, wall ms. */
const SETTLE_MS = 300;

let timer: ReturnType<typeof setTimeout> | undefined;

/** What of the state the address bar shows; a new object only when it has to be written anew. */
function shown(s: AppState) {
  return [
    s.info,
    s.beside,
    s.lanes,
    s.futures,
    s.playing,
    s.playing ? null : s.cursor,
    s.rate,
    s.view,
    s.docked,
    s.quest?.name,
    s.locale,
    s.theme,
    s.motion,
    s.text,
    s.keys,
    s.lesson,
    s.lessonStep,
    s.glossary,
    s.docs,
    s.presenting,
    s.presenting ? s.selected : null,
    s.note,
  ];
}

/** What an address says that reproduces what is on the screen; null before anything is. */
export async function shownState(): Promise<Omit<UrlState, 'problems'> | null> {
  const {
    info,
    beside,
    futures,
    lanes,
    cursor,
    rate,
    rateByHand,
    view,
    docked,
    quest,
    locale,
    theme,
    motion,
    text,
    keys,
    given,
    embed,
    hide,
    lesson,
    lessonStep,
    glossary,
    docs,
    presenting,
    selected,
    note,
  } = useApp.getState();
  if (info === null) return null;
  const kept = futures === null ? null : await import('./futures-kept');
  const own = kept === null ? info.scenarioInput : kept.withFutures({ info, futures, beside });
  // An address has no words for all that may differ in lanes that are the futures.
  const now = kept?.lanesNow({ info, futures, beside }) ?? null;
  const areFutures = now !== null && JSON.stringify(lanes) === JSON.stringify(now);
  return {
    scenarioInput: questHost(quest, info.scenarioInput) ? {} : (own as Editable),
    quest: quest?.name ?? null,
    beside: besideOf(quest, beside),
    compare: lanes === DEFAULT_LANES ? null : areFutures ? 'futures' : lanes,
    t: cursor,
    speed: rateByHand ? rate / 1e9 : null,
    view: view === 'stage' ? null : view,
    docked: docked && view !== 'terminal',
    lang: locale,
    theme: theme === 'auto' ? null : theme,
    motion: given.includes('motion') ? motion : null,
    text: given.includes('text') ? text : null,
    hotkeys: given.includes('hotkeys') ? keys : null,
    embed,
    lesson,
    step: lessonStep,
    glossary,
    docs,
    present: presenting,
    hide: PANES.filter((pane) => hide.has(pane)),
    part: presenting ? partOf(selected, info.topology) : null,
    note,
    v: null,
  };
}

/** The address that reproduces what is on the screen. */
async function address(): Promise<string> {
  const state = await shownState();
  return state === null ? '' : writeUrl(state);
}

/** The host of the quest is as it was found: its name says it all. */
function questHost(quest: AppState['quest'], input: unknown): boolean {
  return quest !== null && quest.found === JSON.stringify(input);
}

/** Who is beside when the address says nothing: nobody in a quest, else an emulated guest. */
function besideOf(quest: AppState['quest'], beside: AppState['beside']) {
  const usual = quest === null ? 'emulated' : null;
  return beside === usual ? null : (beside ?? 'none');
}

/** Writes the address now, before it is copied. */
export async function flushUrl(): Promise<void> {
  clearTimeout(timer);
  const before = new URLSearchParams(location.search);
  let text = await address();
  // Links do not carry them on; the page keeps them, also where a visitor loads it again.
  for (const name of ['kiosk', 'lms']) {
    const kept = before.get(name);
    if (kept !== null) text = text.replace(/^\??/u, `?${name}=${encodeURIComponent(kept)}&`);
  }
  try {
    history.replaceState(null, '', text === '' ? location.pathname : text);
  } catch {
    // A frame without an origin of its own has no address to change.
  }
}

/** Keeps the address bar in step with the page: on pause and on change, never per frame. */
export function syncUrl(): () => void {
  const unsubscribe = useApp.subscribe(
    shown,
    () => {
      clearTimeout(timer);
      if (useApp.getState().playing) return;
      timer = setTimeout(() => void flushUrl(), SETTLE_MS);
    },
    { equalityFn: (a, b) => a.every((value, i) => value === b[i]) },
  );
  // A link to another scenario on this page changes the hash alone; what writes the address here does not fire this.
  const followed = () => {
    if (location.hash.includes('=')) location.reload();
  };
  window.addEventListener('hashchange', followed);
  return () => {
    clearTimeout(timer);
    window.removeEventListener('hashchange', followed);
    unsubscribe();
  };
}
