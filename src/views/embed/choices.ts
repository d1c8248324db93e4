import { useApp } from '../../store';
import type { PRESET_IDS } from '../../store/presets';
import { COURSE } from '../../lessons/course';
import { NOTHING, readUrl, writeUrl } from '../../store/url';
import { shownState } from '../../store/url-sync';
import { SIMPLE } from '../../store/url-scenario';
import { PARAMETERS } from '../../store/url-values';
import { apart, type Shown } from '../../embed/lines';

/** What an author has chosen so far. */
export interface Choices {
  readonly from: 'now' | 'example' | 'lesson';
  readonly example: (typeof PRESET_IDS)[number];
  /** An id of the course, or `course`. */
  readonly lesson: string;
  /** Empty: where the learner is. */
  readonly step: string;
  /** Parameters of the page, as they are typed; without those that say nothing. */
  readonly said: Readonly<Record<string, string>>;
  /** Null: what is shown says it. */
  readonly title: string | null;
  /** Where the lab lies, as it was typed. */
  readonly home: string;
}

const SCENE: ReadonlySet<string> = new Set(SIMPLE.map(({ name }) => name));
/** Those that something else on the page of the builder says, or that are about who presents. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...SCENE,
  'quest',
  'lesson',
  'step',
  'embed',
  'present',
  'part',
  'kiosk',
  'v',
]);
/** The parameters that are chosen one by one: whatever the address takes, but for the above. */
export const OFFERED = PARAMETERS.filter(({ name }) => !ELSEWHERE.has(name));

/** What the lab shows at this moment, without the course. */
const shownNow = async (): Promise<Shown> => apart(await writeUrl((await shownState()) ?? NOTHING));

/** Where an author begins: with what was on the screen when the builder was opened. */
export async function begin(): Promise<{ readonly choices: Choices; readonly now: Shown }> {
  const now = await shownNow();
  const { lessonBefore } = useApp.getState();
  const lesson = lessonBefore?.lesson ?? '';
  const from = COURSE.includes(lesson) ? 'lesson' : 'now';
  const choices: Choices = {
    from,
    example: 'one-packet-each-path',
    lesson: from === 'lesson' ? lesson : 'course',
    step: from === 'lesson' ? (lessonBefore?.lessonStep ?? '') : '',
    said: {},
    title: null,
    home: window.location.href.replace(/[?#].*$/su, ''),
  };
  return { choices: { ...choices, said: saidFirst(choices, now) }, now };
}

/** What a source of the scenario says by itself of the page; how it looks stays as it was chosen. */
export function saidFirst({ from, example, said }: Choices, now: Shown): Choices['said'] {
  const { lang = langOf(now), theme, hide } = said;
  const looks = Object.entries({ lang, theme, hide }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, text] as const],
  );
  const rest =
    from === 'now'
      ? now.parameters.filter(([name]) => OFFERED.some((each) => each.name === name))
      : from === 'example' && example !== 'first-screen'
        ? [['beside', 'none'] as const]
        : [];
  return Object.fromEntries([...rest, ...looks]);
}

const langOf = ({ parameters }: Shown): string =>
  parameters.find(([name]) => name === 'lang')?.[1] ?? 'en';

/** The address that the choices amount to, in the order addresses are written. */
export async function shownBy(choices: Choices, now: Shown): Promise<Shown> {
  const { parameters, packed } = await scene(choices, now);
  const said = Object.entries(choices.said).filter(([, text]) => text !== '');
  const order = (name: string) => PARAMETERS.findIndex((each) => each.name === name);
  const all = [...parameters, ...said];
  return { parameters: all.toSorted(([a], [b]) => order(a) - order(b)), packed };
}

async function scene({ from, example, lesson, step }: Choices, now: Shown): Promise<Shown> {
  if (from === 'now') {
    const { parameters, packed } = now;
    return {
      parameters: parameters.filter(([name]) => SCENE.has(name) || name === 'quest'),
      packed,
    };
  }
  if (from === 'example') {
    const { PRESETS } = await import('../../store/presets');
    return apart(await writeUrl({ ...NOTHING, scenarioInput: PRESETS[example] }));
  }
  const at = step === '' ? [] : [['step', step] as const];
  return { parameters: [['lesson', lesson], ...at], packed: '' };
}

/** Names of the parameters that the address would not follow. */
export async function refused({ said }: Choices): Promise<ReadonlySet<string>> {
  const { problems } = await readUrl(`?${new URLSearchParams(said).toString()}`, '');
  return new Set(problems.map(({ name }) => name));
}

/** The folder or page where the lab lies; null: that is no address of a page. */
export function homeOf(text: string): string | null {
  if (!URL.canParse(text.trim())) return null;
  const url = new URL(text.trim());
  if (!['http:', 'https:', 'file:'].includes(url.protocol)) return null;
  url.search = '';
  url.hash = '';
  const last = url.pathname.slice(url.pathname.lastIndexOf('/') + 1);
  if (last !== '' && !last.includes('.')) url.pathname += '/';
  return url.href;
}

/** Whether others can open a page at that address. */
export const isPublic = (home: string): boolean =>
  /^https?:/u.test(home) && !/^https?:\/\/(?:localhost|127\.|\[::1\])/u.test(home);
