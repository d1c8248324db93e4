import { rateFor } from './playback';
import { forget, recall, remember } from './storage';
import type { AppState, Slice } from './state';

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
/** `auto` follows the system. */
export const MOTIONS = ['auto', 'less', 'full'] as const;
export type Motion = (typeof MOTIONS)[number];
export const CONTRASTS = ['auto', 'more'] as const;
export type Contrast = (typeof CONTRASTS)[number];
/** Per cent; an address may ask for any size between. */
export const TEXT_SIZES = [100, 110, 125, 150, 175, 200] as const;
/** What an arrow key goes on by; with Shift it is a stage. */
export const STEP_SIZES = ['hop', 'exit', 'packet'] as const;
export type StepSize = (typeof STEP_SIZES)[number];

/** Settings that an address can name, beside language and theme. */
export type GivenPref = 'motion' | 'text' | 'hotkeys';

/** What the learner sets and is kept. */
interface Kept {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly motion: Motion;
  readonly contrast: Contrast;
  readonly text: number;
  readonly letterSize: LetterSize;
  readonly stepSize: StepSize;
  /** Simulated picoseconds per wall millisecond a run starts with; null: what suits the run. */
  readonly startRate: number | null;
  /** Single-key shortcuts can be turned off (WCAG 2.1.4). */
  readonly keys: boolean;
}

export interface PrefsSlice extends Kept {
  /** What the system wishes, while nothing else is set. */
  readonly systemLess: boolean;
  /** What holds: the setting, else the system's wish. */
  readonly reducedMotion: boolean;
  /** False where the browser keeps nothing: settings hold until the page is closed. */
  readonly keeps: boolean;
  /** What of them the address said: it goes on saying so. */
  readonly given: readonly GivenPref[];
  readonly embed: boolean;
  /** Parts of the page not to show, as `hide=` in the address names them. */
  readonly hide: ReadonlySet<string>;
  readonly view: View;
  /** The terminal stands below the other views. */
  readonly docked: boolean;
  readonly setLocale: (locale: Locale) => void;
  readonly setTheme: (theme: Theme) => void;
  readonly setMotion: (motion: Motion) => void;
  readonly followSystem: (systemLess: boolean) => void;
  readonly setContrast: (contrast: Contrast) => void;
  readonly setText: (text: number) => void;
  readonly setStepSize: (stepSize: StepSize) => void;
  readonly setStartRate: (startRate: number | null) => void;
  readonly setView: (view: View) => void;
  readonly setDocked: (docked: boolean) => void;
  readonly setLetterSize: (letterSize: LetterSize) => void;
  readonly setKeys: (keys: boolean) => void;
  readonly resetPrefs: () => void;
}

const lessMotion = (motion: Motion, systemLess: boolean) =>
  motion === 'auto' ? systemLess : motion === 'less';

const standard = (): Kept => ({
  locale: browserLocale(),
  theme: 'auto',
  motion: 'auto',
  contrast: 'auto',
  text: 100,
  letterSize: '13',
  stepSize: 'hop',
  startRate: null,
  keys: true,
});

/** What was kept, checked: others may have written there. */
function recalled(): Kept {
  const before = standard();
  const rate = Number(recall('rate', START_RATES.map(String)));
  return {
    locale: recall('locale', ['en', 'zh-CN']) ?? before.locale,
    theme: recall('theme', THEMES) ?? before.theme,
    motion: recall('motion', MOTIONS) ?? before.motion,
    contrast: recall('contrast', CONTRASTS) ?? before.contrast,
    text: Number(recall('text', TEXT_SIZES.map(String)) ?? before.text),
    letterSize: recall('letters', LETTER_SIZES) ?? before.letterSize,
    stepSize: recall('step', STEP_SIZES) ?? before.stepSize,
    startRate: rate === 0 ? before.startRate : rate,
    keys: recall('keys', ['on', 'off']) !== 'off',
  };
}

/** The names under which they are kept. */
const NAMES: Readonly<Record<keyof Kept, string>> = {
  locale: 'locale',
  theme: 'theme',
  motion: 'motion',
  contrast: 'contrast',
  text: 'text',
  letterSize: 'letters',
  stepSize: 'step',
  startRate: 'rate',
  keys: 'keys',
};

/** Picoseconds per millisecond: 10 ns to 100 µs of the run in a second. */
export const START_RATES: readonly number[] = [1e1, 1e2, 1e3, 1e4, 1e5];

const KEYS_SAID = { true: 'on', false: 'off' } as const;

export const createPrefs: Slice<PrefsSlice> = (set, get) => {
  /** Takes effect at once; in an embed the page around it has the say of the next time. */
  const take = <K extends keyof Kept>(key: K, value: Kept[K], also: Partial<AppState> = {}) => {
    const text = typeof value === 'boolean' ? KEYS_SAID[`${value}`] : String(value);
    const keeps = get().embed || remember(NAMES[key], text);
    set({ [key]: value, keeps, ...also });
  };
  return {
    ...recalled(),
    systemLess: false,
    reducedMotion: lessMotion(recalled().motion, false),
    keeps: true,
    given: [],
    embed: false,
    hide: new Set(),
    view: 'stage',
    docked: false,
    setLocale: (locale) => {
      if (locale === 'pseudo') set({ locale });
      else take('locale', locale);
    },
    setTheme: (theme) => {
      take('theme', theme);
    },
    setMotion: (motion) => {
      take('motion', motion, { reducedMotion: lessMotion(motion, get().systemLess) });
    },
    followSystem: (systemLess) => {
      set({ systemLess, reducedMotion: lessMotion(get().motion, systemLess) });
    },
    setContrast: (contrast) => {
      take('contrast', contrast);
    },
    setText: (text) => {
      take('text', text);
    },
    setStepSize: (stepSize) => {
      take('stepSize', stepSize);
    },
    setStartRate: (startRate) => {
      const { info } = get();
      take('startRate', startRate);
      if (info !== null) {
        set({ rate: startRate ?? rateFor(info.firstJourneyEnd), rateByHand: false });
      }
    },
    setView: (view) => {
      set({ view });
    },
    setDocked: (docked) => {
      set({ docked });
    },
    setLetterSize: (letterSize) => {
      take('letterSize', letterSize);
    },
    setKeys: (keys) => {
      take('keys', keys);
    },
    resetPrefs: () => {
      if (!get().embed) Object.values(NAMES).forEach(forget);
      const { systemLess } = get();
      set({ ...standard(), reducedMotion: systemLess });
    },
  };
};

/** The colours a theme means on a system that is dark or not. */
export const coloursOf = (theme: Theme, systemDark: boolean): Exclude<Theme, 'auto'> =>
  theme !== 'auto' ? theme : systemDark ? 'dark' : 'light';

function browserLocale(): Locale {
  const language = typeof navigator === 'undefined' ? '' : navigator.language;
  return /^zh\b/iu.test(language) ? 'zh-CN' : 'en';
}
