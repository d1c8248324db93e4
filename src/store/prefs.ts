import { recall, remember } from './storage';
import type { Slice } from './state';

export type Locale = 'en' | 'zh-CN' | 'pseudo';
export const THEMES = ['auto', 'dark', 'light', 'projector'] as const;
export type Theme = (typeof THEMES)[number];
export const VIEWS = [
  'stage',
  'compare',
  'pcie',
  'journey',
  'metrics',
  'captures',
  'sweep',
  'terminal',
  'model',
] as const;
export type View = (typeof VIEWS)[number];
/** Those with a tab, in their order: the keys 1, 2, 3, … choose them. */
export const TABS = VIEWS.filter((view) => view !== 'model');
/** Sizes of the terminal's letters, CSS pixels. */
export const LETTER_SIZES = ['10', '11', '12', '13', '14', '16', '18', '20', '24'] as const;
export type LetterSize = (typeof LETTER_SIZES)[number];

export interface PrefsSlice {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly reducedMotion: boolean;
  readonly embed: boolean;
  /** Parts of the page not to show, as `hide=` in the address names them. */
  readonly hide: ReadonlySet<string>;
  readonly view: View;
  /** The terminal stands below the other views. */
  readonly docked: boolean;
  readonly letterSize: LetterSize;
  /** Single-key shortcuts can be turned off (WCAG 2.1.4). */
  readonly keys: boolean;
  readonly setLocale: (locale: Locale) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setReducedMotion: (reducedMotion: boolean) => void;
  readonly setView: (view: View) => void;
  readonly setDocked: (docked: boolean) => void;
  readonly setLetterSize: (letterSize: LetterSize) => void;
  readonly setKeys: (keys: boolean) => void;
}

export const createPrefs: Slice<PrefsSlice> = (set) => ({
  locale: recall('locale', ['en', 'zh-CN']) ?? browserLocale(),
  theme: recall('theme', THEMES) ?? 'auto',
  reducedMotion: rememberedMotion() ?? false,
  embed: false,
  hide: new Set(),
  view: 'stage',
  docked: false,
  letterSize: recall('letters', LETTER_SIZES) ?? '13',
  keys: recall('keys', ['on', 'off']) !== 'off',
  setLocale: (locale) => {
    set({ locale });
    if (locale !== 'pseudo') remember('locale', locale);
  },
  setTheme: (theme) => {
    set({ theme });
    remember('theme', theme);
  },
  setReducedMotion: (reducedMotion) => {
    set({ reducedMotion });
    remember('motion', reducedMotion ? 'less' : 'full');
  },
  setView: (view) => {
    set({ view });
  },
  setDocked: (docked) => {
    set({ docked });
  },
  setLetterSize: (letterSize) => {
    set({ letterSize });
    remember('letters', letterSize);
  },
  setKeys: (keys) => {
    set({ keys });
    remember('keys', keys ? 'on' : 'off');
  },
});

/** The colours a theme means on a system that is dark or not. */
export const coloursOf = (theme: Theme, systemDark: boolean): Exclude<Theme, 'auto'> =>
  theme !== 'auto' ? theme : systemDark ? 'dark' : 'light';

function browserLocale(): Locale {
  const language = typeof navigator === 'undefined' ? '' : navigator.language;
  return /^zh\b/iu.test(language) ? 'zh-CN' : 'en';
}

/** What the learner chose about motion before, if anything; it goes before the system's wish. */
export function rememberedMotion(): boolean | null {
  const motion = recall('motion', ['less', 'full']);
  return motion === null ? null : motion === 'less';
}
