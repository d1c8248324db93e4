import { useApp } from '../../store';
import { NOTHING, writeUrl } from '../../store/url';
import type { UrlState } from '../../store/url';
import { shownState } from '../../store/url-sync';
import { readNote } from '../../store/url-values';
import { MODEL_VERSION } from '../../store/vocabulary';
import { isLessonRun } from '../lesson/scenes';
import { isOwn } from '../../store/own-lessons';

/** What goes into an address besides the scenario. */
export interface Wish {
  /** The very moment; without it whoever opens the address begins at the start. */
  readonly moment: boolean;
  /** As it was typed; '' for none. */
  readonly note: string;
}

export interface Link {
  readonly href: string;
  /** The same, apart: parameters as they are typed, and the scenario that does not fit them. */
  readonly parameters: readonly (readonly [name: string, text: string])[];
  readonly packed: string;
  /** It opens the lesson that is open here. */
  readonly ofLesson: boolean;
}

/** Longer addresses are cut by some programs that pass them on. */
export const LONG_LINK = 2_000;
/** Longer ones are not handed out at all: the file is. */
export const LONGEST_LINK = 16_000;

/** The page's own address, without what it shows. */
export const pageAddress = (): string => window.location.href.split(/[?#]/u, 1)[0] ?? '';

/** Others can open a page at that address. */
export const isPublic = (address: string): boolean =>
  /^https?:\/\/(?!localhost\b|127\.|\[::1\])/u.test(address);

/** The address of what is on the screen, to be handed out. */
export async function linkTo({ moment, note }: Wish): Promise<Link | null> {
  const state = await shownState();
  if (state === null) return null;
  const { lesson, step, t, lang } = state;
  const learning = lesson !== null && useApp.getState().spotlight !== null;
  const ofLesson = learning && isLessonRun() && !isOwn(lesson);
  const shown: Omit<UrlState, 'problems'> = ofLesson
    ? // The lesson knows its scenario.
      { ...NOTHING, lang, lesson, step, t }
    : { ...state, lesson: null, step: null, glossary: null };
  const text = await writeUrl({
    ...shown,
    t: moment ? shown.t : null,
    step: moment ? shown.step : null,
    // These are about who looks at it here.
    theme: null,
    embed: false,
    hide: [],
    present: false,
    note: readNote(note),
    v: MODEL_VERSION,
  });
  const [query = '', packed = ''] = text.split('#s=');
  const parameters = [...new URLSearchParams(query)];
  return { href: pageAddress() + text, parameters, packed, ofLesson };
}
