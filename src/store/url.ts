import type { Issue, PathId } from '../engine/scenario/scenario';
import type { Picos } from '../engine/units';
import type { Locale, Motion, Theme, View } from './prefs';
import { MOTIONS, THEMES, VIEWS } from './prefs';
import type { Lane } from '../worker/compare-api';
import { readLanes, writeLanes } from './url-lanes';
import { PART } from './part';
import { pack, unpack } from './url-packed';
import type { PackedFault } from './url-packed';
import { parameterOf, SIMPLE, splitInput, withValue } from './url-scenario';
import type { Input } from './url-scenario';
import { readTime, writeTime } from './url-time';
import {
  allowed,
  DOCS,
  ID,
  isLesson,
  isPath,
  PANES,
  readKiosk,
  readNote,
  readSpeed,
  readTextSize,
  VERSION,
} from './url-values';
import type { Pane } from './url-values';

export { dropIssues, parameterOf } from './url-scenario';
export { PANES } from './url-values';

/** What an address says. Null: it says nothing, so the page's own default holds. */
export interface UrlState {
  /** For the worker to check; see {@link problemOf} and `dropIssues` for what it refuses. */
  readonly scenarioInput: Input;
  /** The path of the guest to compare with. */
  readonly beside: PathId | 'none' | null;
  /** What stands side by side in the view of that name. */
  readonly compare: readonly Lane[] | 'futures' | null;
  readonly t: Picos | null;
  /** A fault quest, as `7` or `7:mtu`; which there are the worker knows. */
  readonly quest: string | null;
  /** Simulated seconds per wall second. */
  readonly speed: number | null;
  readonly view: View | null;
  /** `view=pcie,terminal`: the terminal below the view. */
  readonly docked: boolean;
  readonly lang: Locale | null;
  readonly theme: Theme | null;
  readonly motion: Motion | null;
  /** Size of the page's text, per cent. */
  readonly text: number | null;
  /** Whether single keys act. */
  readonly hotkeys: boolean | null;
  readonly embed: boolean;
  readonly hide: readonly Pane[];
  /** The lesson that is open: an id, or the address of its text. */
  readonly lesson: string | null;
  /** The step of it to begin at, by its id. */
  readonly step: string | null;
  /** The glossary is open at that term, or as a whole: `all`. */
  readonly glossary: string | null;
  /** The documentation is open at that page, or at a place in it: `embed:sandbox`. Which there are, it says itself. */
  readonly docs: string | null;
  /** Answers are kept back until they are asked for. */
  readonly present: boolean;
  /** The part of the picture that has the light: `vmm`, `driver.vm0`. */
  readonly part: string | null;
  /** What the sender wrote for whoever opens the address. */
  readonly note: string | null;
  /** The model's version that the sender saw; addresses without one are taken as they come. */
  readonly v: string | null;
  readonly problems: readonly UrlProblem[];
}

/** One parameter that was not followed. Words are made from it in i18n. */
export interface UrlProblem {
  readonly name: string;
  readonly code: 'unknown' | 'bad-value' | 'given-twice' | 'refused' | PackedFault;
  /** Shortened for display. */
  readonly found: string;
  readonly allowed: string;
  /** With code `refused`: what the check of the scenario said. */
  readonly issue?: Issue;
}

const LANGUAGES: Readonly<Record<string, Locale>> = {
  en: 'en',
  zh: 'zh-CN',
  'zh-cn': 'zh-CN',
  // For tests: brackets around every text that comes from the catalogue.
  pseudo: 'pseudo',
};
const MAX_PROBLEMS = 50;
const LONGEST_SHOWN = 48;

type Writable = { -readonly [K in keyof UrlState]: UrlState[K] };
type Draft = Omit<Writable, 'problems'> & { readonly problems: UrlProblem[] };

/** What an empty address says. */
export const NOTHING: Omit<UrlState, 'problems'> = {
  scenarioInput: {},
  beside: null,
  compare: null,
  t: null,
  quest: null,
  speed: null,
  view: null,
  docked: false,
  lang: null,
  theme: null,
  motion: null,
  text: null,
  hotkeys: null,
  embed: false,
  hide: [],
  lesson: null,
  step: null,
  glossary: null,
  docs: null,
  present: false,
  part: null,
  note: null,
  v: null,
};

/**
 * Reads `location.search` and `location.hash`. What is wrong is listed and left out, the rest holds.
 * Simple parameters win over the same values in `#s=`. Never rejects.
 */
export async function readUrl(search: string, hash: string): Promise<UrlState> {
  const state: Draft = { ...NOTHING, problems: [] };
  await readHash(hash, state);
  const seen = new Set<string>();
  for (const [name, text] of new URLSearchParams(search)) {
    const code = seen.has(name) ? 'given-twice' : readParameter(name, text, state);
    seen.add(name);
    if (code !== null && state.problems.length < MAX_PROBLEMS) {
      state.problems.push({ name: short(name), code, found: short(text), allowed: allowed(name) });
    }
  }
  return state;
}

/** The address, from `?` on, that reads back as this state; empty where nothing is to be said. */
export async function writeUrl(state: Omit<UrlState, 'problems'>): Promise<string> {
  // Nothing of a quest's host is to be read in the address.
  const { texts, rest } =
    state.quest === null
      ? splitInput(state.scenarioInput)
      : { texts: [], rest: state.scenarioInput };
  const parameters: (readonly [string, string])[] = [...texts];
  const add = (name: string, text: string | null) => {
    if (text !== null && text !== '') parameters.push([name, text]);
  };
  add('quest', state.quest);
  add('beside', state.beside);
  add('compare', state.compare === null ? null : writeLanes(state.compare));
  add('part', state.part);
  add('t', state.t === null ? null : writeTime(state.t));
  add('speed', state.speed === null ? null : String(state.speed));
  add('view', state.docked ? `${state.view ?? 'stage'},terminal` : state.view);
  add('lang', state.lang);
  add('theme', state.theme);
  add('motion', state.motion);
  add('text', state.text === null ? null : String(state.text));
  add('hotkeys', state.hotkeys === null ? null : state.hotkeys ? '1' : '0');
  add('embed', state.embed ? '1' : null);
  add('lesson', state.lesson);
  add('step', state.step);
  add('glossary', state.glossary);
  add('docs', state.docs);
  add('present', state.present ? '1' : null);
  add('hide', state.hide.join(','));
  add('note', state.note);
  add('v', state.v);
  const query = parameters.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join('&');
  const hash = Object.keys(rest).length === 0 ? '' : `#s=${await pack(rest)}`;
  if (query === '' && hash === '') return '';
  // The `?` stands also before nothing: a bare `#…` would leave the former query in place.
  return `?${query.replace(/%2C/gu, ',').replace(/%3A/gu, ':')}${hash}`;
}

/** An issue of the scenario's check as a problem of the address it came from. */
export function problemOf(issue: Issue): UrlProblem {
  const { path, found, allowed: text } = issue;
  return { name: parameterOf(path) ?? 's', code: 'refused', found, allowed: text, issue };
}

/** A moment after the end of the run; its end is shown instead. */
export function lateProblem(t: Picos, end: Picos): UrlProblem {
  return { name: 't', code: 'bad-value', found: writeTime(t), allowed: `0s – ${writeTime(end)}` };
}

async function readHash(hash: string, state: Draft): Promise<void> {
  // `#s=` is ours; a hash without `=` is an anchor inside the page.
  const [, name = '', packed = ''] = /^#?([^=]*)=(.*)$/su.exec(hash) ?? [];
  if (name === '') return;
  if (name !== 's') {
    state.problems.push({
      name: short(`#${name}`),
      code: 'unknown',
      found: short(packed),
      allowed: '#s',
    });
    return;
  }
  const unpacked = await unpack(packed);
  if (unpacked.ok) state.scenarioInput = unpacked.value;
  else state.problems.push({ name: 's', code: unpacked.fault, found: short(packed), allowed: '' });
}

/** Takes one parameter over; the code of its problem if it cannot. */
function readParameter(name: string, text: string, state: Draft): UrlProblem['code'] | null {
  const simple = SIMPLE.find((each) => each.name === name);
  if (simple !== undefined) {
    state.scenarioInput = withValue(state.scenarioInput, simple.path, simple.read(text));
    return null;
  }
  switch (name) {
    case 'beside':
      return take(state, 'beside', text === 'none' || isPath(text) ? text : null);
    case 'compare':
      return take(state, 'compare', readLanes(text));
    case 't':
      return take(state, 't', readTime(text));
    case 'part':
      return take(state, 'part', PART.test(text) ? text : null);
    case 'quest':
      return take(state, 'quest', /^\d{1,10}(?::[a-z-]{1,20})?$/u.test(text) ? text : null);
    case 'speed':
      return take(state, 'speed', readSpeed(text));
    case 'view': {
      const [, above] = /^(?!terminal)(\w+),terminal$/u.exec(text) ?? [];
      state.docked = above !== undefined;
      return take(state, 'view', VIEWS.find((view) => view === (above ?? text)) ?? null);
    }
    case 'lang': {
      const key = text.toLowerCase();
      return take(state, 'lang', Object.hasOwn(LANGUAGES, key) ? (LANGUAGES[key] ?? null) : null);
    }
    case 'theme':
      return take(state, 'theme', THEMES.find((theme) => theme === text) ?? null);
    case 'motion':
      return take(state, 'motion', MOTIONS.find((motion) => motion === text) ?? null);
    case 'text':
      return take(state, 'text', readTextSize(text));
    case 'hotkeys':
      return take(state, 'hotkeys', text === '1' ? true : text === '0' ? false : null);
    // Read before the page is there.
    case 'lms':
      return null;
    case 'kiosk':
      // Who opens the page follows it; of what is on the screen it says nothing.
      return readKiosk(text) === null ? 'bad-value' : null;
    case 'embed':
    case 'present':
      if (text !== '0' && text !== '1') return 'bad-value';
      state[name] = text === '1';
      return null;
    case 'step':
      return take(state, 'step', ID.test(text) ? text : null);
    case 'glossary':
      return take(state, 'glossary', ID.test(text) ? text : null);
    case 'docs':
      return take(state, 'docs', DOCS.test(text) ? text : null);
    case 'hide': {
      const asked = text.split(',').filter((each) => each !== '');
      state.hide = PANES.filter((pane) => asked.includes(pane));
      return asked.every((each) => (PANES as readonly string[]).includes(each))
        ? null
        : 'bad-value';
    }
    case 'lesson':
      return take(state, 'lesson', isLesson(text) ? text : null);
    case 'note':
      return take(state, 'note', readNote(text));
    case 'v':
      return take(state, 'v', VERSION.test(text) ? text : null);
    default:
      return 'unknown';
  }
}

function take<
  K extends Exclude<
    keyof Draft,
    'scenarioInput' | 'docked' | 'embed' | 'hide' | 'present' | 'problems'
  >,
>(state: Draft, key: K, value: Draft[K]): 'bad-value' | null {
  if (value === null) return 'bad-value';
  state[key] = value;
  return null;
}

/** Cut at a whole character. */
function short(text: string): string {
  if (text.length <= LONGEST_SHOWN) return text;
  return `${text.slice(0, LONGEST_SHOWN).replace(/[\uD800-\uDBFF]$/u, '')}…`;
}
