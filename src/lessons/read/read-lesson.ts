import { parseScenarioText } from '../../engine/scenario/parse';
import { LANGUAGES, type Language, type Lesson, type LessonScenario, type Step } from '../lesson';
import type { Attribute } from './attributes';
import { readBlocks, type Block, type Fenced } from './blocks';
import { Fields } from './fields';
import { Complaints, type LessonIssue } from './issue';
import { readStep } from './steps';

export type LessonResult =
  | { readonly ok: true; readonly lesson: Lesson }
  | { readonly ok: false; readonly issues: readonly LessonIssue[] };

const TOP = { line: 1, column: 1 };
const KEYS = ['id', 'number', 'title', 'minutes', 'language'];
/** Addresses name the page's own lists so. */
const ID = /^(?!(?:course|parts|teach)$)[a-z][a-z0-9-]{0,40}$/u;
const MOST_ISSUES = 50;
const MOST_STEPS = 40;
const FEWEST_PREDICTIONS = 3;

/** Reads a lesson's text. Either the whole lesson or what is wrong with it, every place; never throws. */
export function readLesson(text: string): LessonResult {
  const complaints = new Complaints();
  const { front, scenarios, blocks } = readBlocks(text, complaints);
  const [first] = complaints.issues;
  if (first !== undefined && front.size === 0) return { ok: false, issues: [first] };
  const head = readFront(front, complaints);
  const inputs = scenarios.flatMap((each) => readScenario(each, complaints));
  const fields = new Fields(
    complaints,
    inputs.map(({ name }) => name),
  );
  if (inputs.length === 0) complaints.add(TOP, 'missing', '', '```scenario NAME');
  for (const name of repeated(scenarios.map((each) => each.name))) {
    complaints.add(
      scenarios.findLast((each) => each.name === name) ?? TOP,
      'given-twice',
      name,
      'each name once',
    );
  }
  const steps = numbered(blocks.slice(0, MOST_STEPS), fields);
  checkOrder(blocks, steps, complaints);
  if (complaints.issues.length > 0) {
    const issues = complaints.issues.toSorted((a, b) => a.line - b.line || a.column - b.column);
    return { ok: false, issues: issues.slice(0, MOST_ISSUES) };
  }
  return { ok: true, lesson: { ...head, scenarios: inputs, steps } };
}

function readFront(
  front: ReadonlyMap<string, Attribute>,
  complaints: Complaints,
): Pick<Lesson, 'id' | 'number' | 'title' | 'minutes' | 'language'> {
  for (const [key, { line }] of front) {
    if (KEYS.includes(key)) continue;
    complaints.add({ line, column: 1 }, 'unknown-key', key, KEYS.join(', '));
  }
  const read = (key: string, pattern: RegExp, allowed: string): string => {
    const found = front.get(key);
    if (found !== undefined && pattern.test(found.value)) return found.value;
    complaints.add(
      found ?? TOP,
      found === undefined ? 'missing' : 'bad-value',
      found?.value ?? '',
      `${key}: ${allowed}`,
    );
    return '';
  };
  const language = read(
    'language',
    new RegExp(`^(?:${LANGUAGES.join('|')})$`, 'u'),
    LANGUAGES.join(', '),
  );
  return {
    id: read('id', ID, 'small letters, digits and -, and not course, parts or teach'),
    number: Number(read('number', /^\d{1,2}$/u, '0 to 99, its place in a course')),
    title: read('title', /^[^<>]{1,80}$/u, 'up to 80 characters'),
    minutes: Number(read('minutes', /^(?:[5-9]|1\d|20)$/u, '5 to 20')),
    language: language as Language,
  };
}

function readScenario(fenced: Fenced, complaints: Complaints): readonly LessonScenario[] {
  const { name, json, line } = fenced;
  const parsed = parseScenarioText(json);
  if (parsed.ok) {
    return [{ name, input: JSON.parse(json) as LessonScenario['input'] }];
  }
  for (const { path, found, allowed } of parsed.issues) {
    complaints.add(
      { line: lineOf(json, path, line), column: 1 },
      'scenario',
      `${path || name}: ${found}`,
      allowed,
    );
  }
  // Its name is known, so that the rest can be judged.
  return [{ name, input: {} }];
}

/** The line on which the last key of a JSON path stands, as far as a look at the text tells. */
function lineOf(json: string, path: string, first: number): number {
  const key = path.split('.').findLast((step) => !/^\d+$/u.test(step)) ?? '';
  const row = json.split('\n').findIndex((text) => key !== '' && text.includes(`"${key}"`));
  return first + Math.max(0, row);
}

function numbered(blocks: readonly Block[], fields: Fields): readonly Step[] {
  const counts = new Map<string, number>();
  return blocks.flatMap((block) => {
    const number = (counts.get(block.name) ?? 0) + 1;
    counts.set(block.name, number);
    const step = readStep(block, number, fields);
    return step === null ? [] : [step];
  });
}

/** A lesson begins with its goals and parts, ends with its summary, and asks before it shows. */
function checkOrder(
  blocks: readonly Block[],
  steps: readonly Step[],
  complaints: Complaints,
): void {
  const last = blocks.at(-1);
  const expect = (block: Block | undefined, name: string) => {
    if (block?.name !== name) {
      complaints.add(block ?? TOP, 'missing', block?.name ?? '', `:::${name} here`);
    }
  };
  expect(blocks[0], 'goals');
  expect(blocks[1], 'parts');
  expect(last, 'summary');
  const count = (...kinds: readonly Step['kind'][]) =>
    steps.filter(({ kind }) => kinds.includes(kind)).length;
  const wanted: readonly (readonly [number, number, number, string])[] = [
    [count('predict', 'transfer'), FEWEST_PREDICTIONS, 20, ':::predict and :::transfer'],
    [count('transfer'), 1, 3, ':::transfer'],
    [count('explain'), 1, 5, ':::explain'],
    [count('task'), 1, 3, ':::task'],
    [count('goals'), 1, 1, ':::goals'],
    [count('parts'), 1, 1, ':::parts'],
    [count('summary'), 1, 1, ':::summary'],
    [blocks.length, 1, MOST_STEPS, 'blocks'],
  ];
  for (const [found, least, most, what] of wanted) {
    if (found >= least && found <= most) continue;
    complaints.add(TOP, 'count', `${String(found)} ${what}`, `${String(least)} to ${String(most)}`);
  }
  for (const id of repeated(steps.map((step) => step.id))) {
    const place = steps.findLast((step) => step.id === id) ?? TOP;
    complaints.add(place, 'given-twice', id, 'each id once');
  }
}

const repeated = (names: readonly string[]) =>
  new Set(names.filter((name, i) => names.indexOf(name) !== i));
