// SCORM 1.2 (CMI001, "SCORM Run-Time Environment" 1.2) and SCORM 2004, 4th edition (RTE 4.1, 4.2): the same talk in two dialects.
import { pack, unpack } from '../../store/url-packed';
import { isoDuration, letterOf, PASSING, scaled, type Platform, type Report } from './record';

export type Dialect = 'scorm12' | 'scorm2004';

type Api = Readonly<Record<string, ((...texts: string[]) => unknown) | undefined>>;
type Values = readonly (readonly [element: string, value: string])[];

const WORDS = {
  scorm12: { name: 'API', call: 'LMS', end: 'LMSFinish', longest: 4_096 },
  scorm2004: { name: 'API_1484_11', call: '', end: 'Terminate', longest: 64_000 },
} as const;

/** What of a lesson is its result, and what of that is a figure. */
const RESULT = /score|status|progress_measure/u;
const SCORE = /score/u;

/** Frames are looked through upwards at most so far, as the specification has it. */
const DEEPEST = 500;

/** The platform's object, in a frame around this one or in the window that opened it or them. */
export function findApi(from: Window, name: string): Api | null {
  const above = (start: Window): Api | null => {
    let at = start;
    for (let i = 0; i < DEEPEST; i++) {
      // A frame of another origin cannot be looked into.
      try {
        const found = (at as unknown as Record<string, Api | undefined>)[name];
        if (found !== undefined && found !== null) return found;
      } catch {
        return null;
      }
      if (at.parent === at) return null;
      at = at.parent;
    }
    return null;
  };
  const openers = [from.opener, from.top?.opener] as readonly (Window | null | undefined)[];
  return [from, ...openers].reduce<Api | null>(
    (found, start) => found ?? (start ? above(start) : null),
    null,
  );
}

/** Null where there is no platform, or it does not want to begin. */
export async function scorm(dialect: Dialect, from: Window = window): Promise<Platform | null> {
  const words = WORDS[dialect];
  const api = findApi(from, words.name);
  const call = (method: string, ...texts: string[]): string => {
    try {
      return String(api?.[method]?.(...texts));
    } catch {
      return 'false';
    }
  };
  const get = (element: string) => call(`${words.call}GetValue`, element);
  const set = (values: Values) => {
    for (const [element, value] of values) call(`${words.call}SetValue`, element, value);
  };
  const commit = () => call(`${words.call}Commit`, '');
  if (api === null || call(`${words.call}Initialize`, '') !== 'true') return null;
  const isOld = dialect === 'scorm12';
  const [pass, scale] = isOld
    ? (['cmi.student_data.mastery_score', 100] as const)
    : (['cmi.scaled_passing_score', 1] as const);
  const asked = get(pass);
  // Who only looks, or looks back, changes no result.
  const isOnRecord = !/^(?:browse|review)$/u.test(get(isOld ? 'cmi.core.lesson_mode' : 'cmi.mode'));
  const status = get(isOld ? 'cmi.core.lesson_status' : 'cmi.completion_status');
  // A lesson that was done once is no less done when it is begun again.
  const wasDone = /^(?:passed|failed|completed)$/u.test(status);
  if (isOnRecord && isOld && /^(?:not attempted)?$/u.test(status)) {
    set([['cmi.core.lesson_status', 'incomplete']]);
    commit();
  }
  let told = Number(get('cmi.interactions._count')) || 0;
  // A platform with a mark to pass judges whatever score it has, also that of a lesson in the middle.
  const withoutScore = (of: Values) =>
    asked === '' ? of : of.filter(([name]) => !SCORE.test(name));
  const values = (report: Report): Values => {
    const all = (isOld ? scorm12 : scorm2004)(report, told);
    if (report.passed !== null) return all;
    return wasDone ? all.filter(([name]) => !RESULT.test(name)) : withoutScore(all);
  };
  let ended = false;
  return {
    kept: await unpacked(get('cmi.suspend_data')),
    passing: passingOf(asked, scale),
    report: async (report) => {
      if (ended || !isOnRecord) return;
      // At once, as the page may be left while the rest is packed.
      set(values(report));
      told += report.answers.length;
      const suspended = await packed(report.state, words.longest);
      if (ended) return;
      if (suspended !== null) set([['cmi.suspend_data', suspended]]);
      commit();
    },
    end: (report) => {
      if (ended) return;
      ended = true;
      if (report !== null && isOnRecord) {
        set(values(report));
        commit();
      }
      call(words.end, '');
    },
  };
}

function passingOf(text: string, scale: number): number {
  const share = Number(text) / scale;
  return text !== '' && share > 0 && share <= 1 ? share : PASSING;
}

function scorm12({ mark, answers, seconds, passed }: Report, told: number): Values {
  return [
    ['cmi.core.lesson_location', mark.step],
    ['cmi.core.score.min', '0'],
    ['cmi.core.score.max', '100'],
    ['cmi.core.score.raw', percent(mark)],
    ['cmi.core.lesson_status', passed === null ? 'incomplete' : passed ? 'passed' : 'failed'],
    ['cmi.core.session_time', clock(seconds)],
    ['cmi.core.exit', passed === null ? 'suspend' : ''],
    ...interactions(answers, told, { response: 'student_response', wrong: 'wrong' }),
  ];
}

function scorm2004({ mark, answers, seconds, passed }: Report, told: number): Values {
  const verdict = passed === null ? 'unknown' : passed ? 'passed' : 'failed';
  return [
    ['cmi.location', mark.step],
    ['cmi.score.min', '0'],
    ['cmi.score.max', '100'],
    ['cmi.score.raw', percent(mark)],
    ['cmi.score.scaled', scaled(mark).toFixed(4)],
    ['cmi.progress_measure', (mark.done / mark.steps).toFixed(4)],
    ['cmi.completion_status', mark.finished ? 'completed' : 'incomplete'],
    ['cmi.success_status', verdict],
    ['cmi.session_time', isoDuration(seconds)],
    ['cmi.exit', mark.finished ? 'normal' : 'suspend'],
    ...interactions(answers, told, { response: 'learner_response', wrong: 'incorrect' }),
    // SCORM 1.2 has no place for words.
    ...answers.flatMap(({ options }, i): Values => {
      if (options.length === 0) return [];
      const listed = options.map((words, option) => `${letterOf(option)}: ${words}`).join(' · ');
      return [[`cmi.interactions.${String(told + i)}.description`, listed.slice(0, 250)]];
    }),
  ];
}

const TYPE = { choice: 'choice', number: 'numeric', text: 'fill-in', none: 'fill-in' } as const;

/** Behind those that were told before. */
function interactions(
  answers: Report['answers'],
  told: number,
  { response, wrong }: { readonly response: string; readonly wrong: string },
): Values {
  return answers.flatMap(({ id, kind, given, right }, i): Values => {
    const at = `cmi.interactions.${String(told + i)}`;
    return [
      [`${at}.id`, id],
      [`${at}.type`, TYPE[kind]],
      [`${at}.${response}`, given],
      [`${at}.result`, right ? 'correct' : wrong],
    ];
  });
}

const percent = (mark: Report['mark']) => String(Math.round(scaled(mark) * 100));

/** HHHH:MM:SS.SS */
function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number) => String(n % 60).padStart(2, '0');
  const hours = String(Math.min(9_999, Math.floor(whole / 3_600))).padStart(4, '0');
  return `${hours}:${two(Math.floor(whole / 60))}:${two(whole)}.00`;
}

/** As much of the state as there is room for: sentences in the learner's own words go first. */
async function packed(state: unknown, longest: number): Promise<string | null> {
  if (typeof state !== 'object' || state === null) return null;
  for (const kept of [state, { ...state, sentences: {} }]) {
    const text = await pack(kept);
    if (text.length <= longest) return text;
  }
  return null;
}

async function unpacked(text: string): Promise<unknown> {
  const read = await unpack(text);
  return read.ok ? read.value : null;
}
