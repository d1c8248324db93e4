import { describe, expect, test } from 'vitest';
import { loadMessages } from '../i18n';
import { askText, kindText, optionText, stepTexts, whyText } from '../i18n/quiz-telling';
import { parseScenario } from '../engine/scenario/parse';
import { readFact } from '../lessons/facts/names';
import { judgeAnswer, readAnswer, writeAnswer } from './judge';
import { kindsAsked, questionOf } from './make';
import { QUIZ_KINDS, type Question, type QuizKind } from './question';
import { kindsOf, MAX_QUIZ_SEED, QUIZ_LESSONS } from './topics';
import { worldOf } from './world';

const SEEDS = Array.from({ length: 50 }, (_, seed) => seed * 7919);
const languages = await Promise.all([loadMessages('en'), loadMessages('zh-CN')]);

/** A figure of the question, or of its scenario, as a number. */
const figure = ({ figures }: Question, name: string): number => Number(figures[name]);

const COPIES: Readonly<Record<string, readonly [tx: number, rx: number]>> = {
  emulated: [2, 2],
  'emulated-rtl8139': [2, 2],
  virtio: [1, 2],
  'vhost-net': [1, 1],
  'vhost-user': [1, 1],
  sriov: [0, 0],
};

/** What the answer is by a formula that knows nothing of the engine; kinds without one are not here. */
const FORMULAS: Partial<Readonly<Record<QuizKind, (question: Question) => number | string>>> = {
  'routing-id': (q) => {
    const [bus = 0, dev = 0, fn = 0] = String(q.figures['pf'])
      .split(/[:.]/u)
      .map((part) => Number.parseInt(part, 16));
    return bus * 256 + dev * 8 + fn + figure(q, 'offset') + figure(q, 'n') * figure(q, 'stride');
  },
  'vf-bus': (q) => Number.parseInt(String(q.figures['pf']), 16) + (figure(q, 'low') >> 8),
  'same-bus': (q) => {
    const fn = Number(String(q.figures['pf']).at(-1));
    let [count, at] = [0, fn + figure(q, 'offset')];
    for (let i = 0; i < figure(q, 'total'); i++, at += figure(q, 'stride')) if (at < 256) count++;
    return count;
  },
  'vf-bar': (q) =>
    figure(q, 'base') + figure(q, 'n') * 1024 * Number.parseInt(String(q.figures['size']), 10),
  'no-device': (q) => figure(q, 'guests') - figure(q, 'vfs'),
  vectors: (q) => figure(q, 'n') * figure(q, 'each') + figure(q, 'fixed'),
  'routing-ids-of': (q) => (q.ask === 'sf' ? 0 : figure(q, 'n')),
  copies: (q) =>
    figure(q, 'packets') *
    (COPIES[String(q.figures['path'])]?.[q.ask === 'tx' ? 0 : 1] ?? Number.NaN),
  'iommu-reads': (q) => {
    const levels = { '4 KiB': 4, '2 MiB': 3, '1 GiB': 2 }[String(q.figures['pages'])] ?? 0;
    return levels * figure(q, 'misses');
  },
  iova: (q) => {
    const size = 2 ** figure(q, 'bits');
    return Math.floor(figure(q, 'entry') / 4096) * 4096 + (figure(q, 'iova') % size);
  },
  broadcast: (q) => figure(q, 'guests') ** 2,
  'wire-bytes': (q) => figure(q, 'packets') * (figure(q, 'bytes') + 24),
  spoof: (q) => {
    const { source, check, own, other } = q.figures;
    if (source === '@foreign' && check === '@on') return 'spoof-check';
    return own === other ? 'arrives' : 'vlan';
  },
  movable: (q) => {
    const guests = q.figures['guests'];
    return Array.isArray(guests) ? guests.filter((name) => name !== '@guest-vf').length : -1;
  },
  'exits-of-run': (q) => {
    const [path, packets, rx] = [
      String(q.figures['path']),
      figure(q, 'packets'),
      q.ask.endsWith('rx'),
    ];
    const each: Readonly<Record<string, number>> = {
      emulated: 7,
      'emulated-rtl8139': rx ? 9 : 5,
      virtio: rx ? 0 : 1,
      'vhost-net': rx ? 0 : 1,
      'vhost-user': 0,
      sriov: q.figures['posted'] === '@on' ? 0 : 1,
    };
    return packets * (each[path] ?? Number.NaN);
  },
  throttle: (q) =>
    Math.min(
      (figure(q, 'ms') * 1000) / figure(q, 'us'),
      (figure(q, 'ms') * figure(q, 'pps')) / 1000,
    ),
};

/** What is wrong with a question, whatever its words. */
function faultsOf({ scenario, form }: Question): readonly string[] {
  const wrong: readonly (number | string)[] = form.mistakes.map(({ answer }) => answer);
  const found: Readonly<Record<string, boolean>> = {
    'the scenario is refused': !parseScenario(scenario).ok,
    'no mistake is known': wrong.length === 0,
    'a mistake is the answer': wrong.includes(form.answer),
    'a mistake comes twice': new Set(wrong).size < wrong.length,
    'the answer is judged wrong': !judgeAnswer(form, form.answer).right,
    'a mistake has another reason': form.mistakes.some(
      ({ answer, why }) => judgeAnswer(form, answer).why !== why,
    ),
    ...(form.is === 'choice'
      ? {
          'too few options': form.options.length < 3,
          'the options are not the answer and the mistakes':
            form.options.length !== wrong.length + 1 ||
            ![...wrong, form.answer].every((each) => form.options.includes(String(each))),
        }
      : {
          'the answer is no number': !Number.isFinite(form.answer),
          'as it is written it is not read again':
            readAnswer(writeAnswer(form.answer, form.notation), form.notation) !== form.answer,
        }),
  };
  return Object.keys(found).filter((fault) => found[fault]);
}

/** Kinds of which two mistakes may have one reason. */
const ONE_REASON: readonly QuizKind[] = ['routing-ids-of', 'tap', 'exits-per-packet'];

/** Texts that are missing, not filled in, or said of two mistakes. */
function unsaid(m: (typeof languages)[number], question: Question): readonly string[] {
  const { form, steps, kind } = question;
  const options = form.is === 'choice' ? form.options : [];
  const reasons = form.mistakes.map(({ why }) => whyText(m, question, why));
  const solution = stepTexts(m, question);
  const texts = [
    kindText(m, question),
    askText(m, question),
    whyText(m, question, 'other'),
    ...options.map((option) => optionText(m, question, option)),
    ...reasons,
    ...solution,
  ];
  const twice = reasons.filter((text, i) => reasons.indexOf(text) !== i);
  return [
    ...texts.filter((text) => text.trim() === '' || /[{}@]|undefined|NaN/u.test(text)),
    ...(solution.length === steps.length ? [] : ['steps']),
    ...(ONE_REASON.includes(kind) ? [] : twice),
  ];
}

/** Kinds whose fact says that the answer is right, and is not the answer itself. */
const COUNTED: readonly QuizKind[] = ['tap', 'spoof', 'iommu-reads', 'exits-per-packet'];

/** Whether the run of the question's scenario says the same. */
function isBorneOut({ fact, scenario, form, kind }: Question): boolean {
  if (fact === null) return true;
  const steps = fact
    .replaceAll(/\[(?<n>\d+)\]/gu, '.$<n>')
    .replaceAll(/\['(?<word>[^']+)'\]/gu, '.$<word>')
    .split('.')
    .map((step) => (/^\d+$/u.test(step) ? Number(step) : step));
  const value = readFact(steps, worldOf(scenario).evidence);
  if (!COUNTED.includes(kind)) return value === form.answer;
  // Of some paths there are no exits at all.
  return Number(value) > 0 || (kind === 'exits-per-packet' && value === 0);
}

describe.each(QUIZ_KINDS)('%s', (kind) => {
  const questions = SEEDS.map((seed) => questionOf(kind, seed));

  test('is well formed with every seed', () => {
    expect(questions.flatMap(faultsOf)).toEqual([]);
  });

  test('is the same for the same seed', () => {
    for (const question of questions.slice(0, 4)) {
      expect(questionOf(kind, question.seed)).toEqual(question);
    }
  });

  test('differs from learner to learner', () => {
    const asked = new Set(questions.map(({ figures, ask }) => JSON.stringify([ask, figures])));
    expect(asked.size).toBeGreaterThan(4);
    expect(new Set(questions.map(({ form }) => form.answer)).size).toBeGreaterThan(1);
  });

  test.each([0, 1])('has all its words in both languages (%i)', (language) => {
    const m = languages[language];
    expect(m && questions.flatMap((question) => unsaid(m, question))).toEqual([]);
  });

  test('is answered by the run that is opened in the lab', () => {
    expect(questions.slice(0, 10).filter((question) => !isBorneOut(question))).toEqual([]);
  });
});

/** Whether an answer is what its formula says, as nearly as the question asks for it. */
function agrees({ form }: Question, expected: number | string): boolean {
  if (form.is === 'choice' || form.within === 0) return form.answer === expected;
  return Math.abs(Number(expected) - form.answer) <= Math.max(1, form.within * form.answer);
}

test.each(Object.entries(FORMULAS))('%s agrees with a formula of its own', (kind, formula) => {
  const off = SEEDS.map((seed) => questionOf(kind as QuizKind, seed)).filter(
    (question) => !agrees(question, formula(question)),
  );
  expect(off).toEqual([]);
});

describe('a quiz', () => {
  test('asks every kind before one comes again, then with other figures', () => {
    const asked = kindsAsked(7, QUIZ_KINDS, 30);
    expect(asked).toHaveLength(30);
    expect(new Set(asked.slice(0, QUIZ_KINDS.length).map(({ kind }) => kind)).size).toBe(
      QUIZ_KINDS.length,
    );
    expect(new Set(asked.map(({ kind, seed }) => `${kind} ${String(seed)}`)).size).toBe(30);
    expect(kindsAsked(7, QUIZ_KINDS, 30)).toEqual(asked);
    expect(kindsAsked(8, QUIZ_KINDS, 5)).not.toEqual(kindsAsked(7, QUIZ_KINDS, 5));
    expect(kindsAsked(MAX_QUIZ_SEED, [], 5)).toEqual([]);
  });

  test('can be of some lessons', () => {
    expect(kindsOf([])).toEqual(QUIZ_KINDS);
    expect(kindsOf([9])).toEqual(['same-bus', 'vf-max', 'binding']);
    expect(QUIZ_LESSONS).toEqual([1, 2, 3, 4, 5, 6, 7, 9, 10, 11]);
    expect(kindsOf(QUIZ_LESSONS)).toEqual(QUIZ_KINDS);
  });
});

test.each([
  ['3b:10.2', 'bdf', 0x3b82],
  ['0000:3B:1f.7', 'bdf', 0x3bff],
  ['3b:20.0', 'bdf', null],
  ['0x3b82', 'bdf', 0x3b82],
  ['15234', 'bdf', 15234],
  ['12,345', 'count', 12345],
  ['3b', 'bus', 0x3b],
  ['59', 'bus', 0x59],
  ['1c000', 'hex', 0x1c000],
  ['0x1C000', 'hex', 0x1c000],
  ['3b', 'count', null],
  ['-4', 'count', null],
  ['', 'count', null],
  ['1e999', 'count', null],
  ['<b>', 'hex', null],
] as const)('%j as %s is read as %s', (text, notation, value) => {
  expect(readAnswer(text, notation)).toBe(value);
});
