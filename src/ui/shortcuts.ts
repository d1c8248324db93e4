import type { AppState } from '../store';
import { neighbourRate } from '../store/playback';
import { TABS } from '../store/prefs';

/** What a key does on the page, in the order the help lists them. */
export const SHORTCUTS = [
  'toggle',
  'hop',
  'stage',
  'speed',
  'ends',
  'views',
  'dock',
  'present',
  'help',
] as const;

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** Where the key was pressed: what the focused thing does with keys itself. */
export type Focus = 'page' | 'button' | 'arrows' | 'choice' | 'list' | 'field';

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
export function actionOf(
  press: KeyPress,
  focus: Focus,
): ((state: AppState) => void) | 'help' | null {
  if (press.ctrlKey || press.metaKey || press.altKey || focus === 'field') return null;
  const { key } = press;
  if (key === '?') return 'help';
  // Of a presenter's few buttons, the one that blanks the screen sends a dot.
  if (key === '.' || (key === ' ' && (focus === 'page' || focus === 'arrows')))
    return (s) => {
      s.togglePlay();
    };
  const numbered = /^[1-9]$/u.test(key) ? TABS[Number(key) - 1] : undefined;
  if (numbered !== undefined)
    return (s) => {
      s.setView(numbered);
    };
  if (key === 'p')
    return (s) => {
      if (!s.embed) s.guide({ presenting: !s.presenting });
    };
  if (key === '`')
    return (s) => {
      s.setDocked(!s.docked);
    };
  if (focus === 'list' || focus === 'arrows' || focus === 'choice') return null;
  const grain = press.shiftKey ? 'stage' : 'hop';
  switch (key) {
    case 'ArrowRight':
      return (s) => void s.step(1, grain);
    case 'ArrowLeft':
      return (s) => void s.step(-1, grain);
    case 'ArrowUp':
      return (s) => {
        s.setRate(neighbourRate(s.rate, 1));
      };
    case 'ArrowDown':
      return (s) => {
        s.setRate(neighbourRate(s.rate, -1));
      };
    case 'Home':
      return (s) => {
        s.seek(0);
      };
    case 'End':
      return (s) => {
        s.seek(s.info?.end ?? 0);
      };
    default:
      return null;
  }
}
