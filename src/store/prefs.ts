import { recall, remember } from './storage';
import type { Slice } from './state';

export type Locale = 'en' | 'zh-CN' | 'pseudo';
export type Theme = 'auto' | 'dark' | 'light';
export const VIEWS = ['stage', 'pcie'] as const;
export type View = (typeof VIEWS)[number];

export interface PrefsSlice {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly reducedMotion: boolean;
  readonly embed: boolean;
  /** Parts of the page not to show, as `hide=` in the address names them. */
  readonly hide: ReadonlySet<string>;
  readonly view: View;
  /** Single-key shortcuts can be turned off (WCAG 2.1.4). */
  readonly keys: boolean;
  readonly setLocale: (locale: Locale) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setReducedMotion: (reducedMotion: boolean) => void;
  readonly setView: (view: View) => void;
  readonly setKeys: (keys: boolean) => void;
}

export const createPrefs: Slice<PrefsSlice> = (set) => ({
  locale: recall('locale', ['en', 'zh-CN']) ?? browserLocale(),
  theme: recall('theme', ['auto', 'dark', 'light']) ?? 'auto',
  reducedMotion: rememberedMotion() ?? false,
  embed: false,
  hide: new Set(),
  view: 'stage',
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
  setKeys: (keys) => {
    set({ keys });
    remember('keys', keys ? 'on' : 'off');
  },
});

function browserLocale(): Locale {
  const language = typeof navigator === 'undefined' ? '' : navigator.language;
  return /^zh\b/iu.test(language) ? 'zh-CN' : 'en';
}

/** What the learner chose about motion before, if anything; it goes before the system's wish. */
export function rememberedMotion(): boolean | null {
  const motion = recall('motion', ['less', 'full']);
  return motion === null ? null : motion === 'less';
}
