// SCORM 1.2 (CMI001, "SCORM Run-Time Environment" 1.2) and SCORM 2004, 4th edition (RTE 4.1, 4.2): the same talk in two dialects.
import { pack, unpack } from '../../store/url-packed';
import { isoDuration, PASSING, scaled, type Platform, type Report } from './record';

export type Dialect = 'scorm12' | 'scorm2004';

type Api = Readonly<Record<string, ((...texts: string[]) => unknown) | undefined>>;
type Values = readonly (readonly [element: string, value: string])[];

const WORDS = {
  scorm12: { name: 'API', call: 'LMS', end: 'LMSFinish', longest: 4_096 },
  scorm2004: { name: 'API_1484_11', call: '', end: 'Terminate', longest: 64_000 },
} as const;

/** Frames are looked through upwards at most so far, as the specification has it. */
const DEEPEST = 500;

/** The platform's object, in a frame around this one or in the window that opened it. */
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
  const opener = from.opener as Window | null;
  return above(from) ?? (opener === null ? null : above(opener));
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
  const commit = (values: Values) => {
    for (const [element, value] of values) call(`${words.call}SetValue`, element, value);
    call(`${words.call}Commit`, '');
  };
  if (api === null || call(`${words.call}Initialize`, '') !== 'true') return null;
  const values = dialect === 'scorm12' ? scorm12 : scorm2004;
  const passing = passingOf(dialect, get);
  if (dialect === 'scorm12') {
    const status = get('cmi.core.lesson_status');
    if (status === 'not attempted' || status === '') {
      commit([['cmi.core.lesson_status', 'incomplete']]);
    }
  }
  let told = Number(get('cmi.interactions._count')) || 0;
  let ended = false;
  return {
    kept: await unpacked(get('cmi.suspend_data')),
    passing,
    report: async (report) => {
      const suspended = await packed(report.state, words.longest);
      if (ended) return;
      commit([
        ...values(report, told),
        ...(suspended === null ? [] : [['cmi.suspend_data', suspended] as const]),
      ]);
      told += report.answers.length;
    },
    end: (report) => {
      if (ended) return;
      ended = true;
      if (report !== null) commit(values(report, told));
      call(words.end, '');
    },
  };
}

function passingOf(dialect: Dialect, get: (element: string) => string): number {
  const text =
    dialect === 'scorm12' ? get('cmi.student_data.mastery_score') : get('cmi.scaled_passing_score');
  const share = Number(text) / (dialect === 'scorm12' ? 100 : 1);
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
  ];
}

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
      [`${at}.type`, kind === 'number' ? 'numeric' : 'fill-in'],
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
