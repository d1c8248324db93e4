import type { AppState } from '../store';
import { neighbourRate } from '../store/playback';
import { TABS } from '../store/prefs';

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the key was pressed: what the focused thing does with keys itself. */
export type Focus = 'page' | 'button' | 'arrows' | 'choice' | 'list' | 'field';

export type Act = (state: AppState) => void;

interface Shortcut {
  readonly name: string;
  readonly group: 'time' | 'page';
  /** As they are written on a keyboard; `Space` has a word in each language. */
  readonly caps: readonly string[];
  /** By the key's name, a capital or not. */
  readonly acts: Readonly<Record<string, Act>>;
  /** Focused controls that use these keys themselves; fields use all. */
  readonly notOn?: readonly Focus[];
}

const ARROWS_USED: readonly Focus[] = ['list', 'arrows', 'choice'];

const togglePlay: Act = (s) => {
  s.togglePlay();
};
const stepOn =
  (direction: 1 | -1, shift: boolean): Act =>
  (s) =>
    void s.step(direction, shift ? 'stage' : s.stepSize);
const faster =
  (direction: 1 | -1): Act =>
  (s) => {
    s.setRate(neighbourRate(s.rate, direction));
  };

/** Every key of the page: what acts, what the help lists, what the README says. Keys of single views are in `view-keys.ts`. */
export const SHORTCUTS = [
  // Presenters' remotes send a dot to blank the screen.
  { name: 'toggle', group: 'time', caps: ['Space', '.'], acts: { '.': togglePlay } },
  {
    name: 'hop',
    group: 'time',
    caps: ['→', '←'],
    acts: { ArrowRight: stepOn(1, false), ArrowLeft: stepOn(-1, false) },
    notOn: ARROWS_USED,
  },
  {
    name: 'stage',
    group: 'time',
    caps: ['Shift →', 'Shift ←'],
    acts: { 'Shift ArrowRight': stepOn(1, true), 'Shift ArrowLeft': stepOn(-1, true) },
    notOn: ARROWS_USED,
  },
  {
    name: 'speed',
    group: 'time',
    caps: ['↑', '↓'],
    acts: { ArrowUp: faster(1), ArrowDown: faster(-1) },
    notOn: ARROWS_USED,
  },
  {
    name: 'fork',
    group: 'time',
    caps: ['F'],
    acts: {
      f: () => {
        void import('./fork/page-forks').then(({ forks }) => forks.forkHere());
      },
    },
    notOn: ['list'],
  },
  {
    name: 'ends',
    group: 'time',
    caps: ['Home', 'End'],
    acts: {
      Home: (s) => {
        s.seek(0);
      },
      End: (s) => {
        s.seek(s.info?.end ?? 0);
      },
    },
    notOn: ARROWS_USED,
  },
  // Held with another key, they act wherever `undo/undo-keys.ts` says.
  { name: 'undo', group: 'page', caps: ['Ctrl Z', '⌘ Z'], acts: {} },
  { name: 'redo', group: 'page', caps: ['Ctrl Shift Z', '⌘ Shift Z', 'Ctrl Y'], acts: {} },
  {
    name: 'views',
    group: 'page',
    caps: ['1', '…', String(TABS.length)],
    acts: Object.fromEntries(
      TABS.map((view, i): [string, Act] => [
        String(i + 1),
        (s) => {
          s.setView(view);
        },
      ]),
    ),
  },
  {
    name: 'dock',
    group: 'page',
    caps: ['`'],
    acts: {
      '`': (s) => {
        s.setDocked(!s.docked);
      },
    },
  },
  {
    name: 'present',
    group: 'page',
    caps: ['P'],
    acts: {
      p: (s) => {
        if (!s.embed) s.guide({ presenting: !s.presenting });
      },
    },
    notOn: ['list'],
  },
  {
    name: 'describe',
    group: 'page',
    caps: ['D'],
    acts: {
      d: (s) => {
        s.describe();
      },
    },
    // A letter chooses in a list.
    notOn: ['list'],
  },
  {
    name: 'help',
    group: 'page',
    caps: ['?'],
    acts: {
      '?': (s) => {
        s.openDialog('help');
      },
    },
  },
] as const satisfies readonly Shortcut[];

export type ShortcutName = (typeof SHORTCUTS)[number]['name'];

const ALL: readonly Shortcut[] = SHORTCUTS;

/** Kinds of elements that use arrows or Space themselves. */
export function focusOf(element: Element | null): Focus {
  if (element === null) return 'page';
  if (
    element.matches(
      'input:not([type=range], [type=radio], [type=checkbox]), textarea, [contenteditable]',
    )
  ) {
    return 'field';
  }
  if (element.matches('input[type=range], input[type=radio]:checked')) return 'arrows';
  // Space chooses it.
  if (element.matches('input[type=radio]')) return 'choice';
  if (
    element.matches('select') ||
    element.closest('[role=grid], [role=tree], [role=treegrid], [role=listbox], [role=tablist]') !==
      null
  ) {
    return 'list';
  }
  if (
    element.matches('button, a[href], summary, input[type=checkbox], [role=button], [role=option]')
  ) {
    return 'button';
  }
  return 'page';
}

/** What the key press asks for; null where it is not the page's. */
export function actionOf(press: KeyPress, focus: Focus): Act | null {
  if (press.ctrlKey || press.metaKey || press.altKey || focus === 'field') return null;
  const { key, shiftKey } = press;
  if (key === ' ') return focus === 'page' || focus === 'arrows' ? togglePlay : null;
  const name = key.length === 1 ? key.toLowerCase() : `${shiftKey ? 'Shift ' : ''}${key}`;
  const found = ALL.find(({ acts, notOn }) => Object.hasOwn(acts, name) && !notOn?.includes(focus));
  return found?.acts[name] ?? null;
}
