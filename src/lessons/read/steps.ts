import { PLACE_KINDS } from '../../engine/costs/places';
import type { Claim, Solution, Step, Text } from '../lesson';
import { LESSON_VIEWS } from '../lesson';
import { checkNames, NO_ATTRIBUTES, type Attributes } from './attributes';
import type { Block, Paragraph } from './blocks';
import type { Fields } from './fields';
import { QUESTION_TAGS, readQuestion } from './question';

const SCENE = ['id', 'scenario', 'view', 'highlight', 'introduces', 'from', 'to', 'sweep'] as const;
const ANYWHERE = ['claim', 'source'] as const;

/** The blocks of a lesson: the attributes they take and the tags that stand in them. */
export const BLOCKS = {
  goals: { attributes: [], tags: [] },
  parts: { attributes: [], tags: [] },
  watch: { attributes: SCENE, tags: [] },
  predict: { attributes: [...SCENE, 'kind', 'answer', 'within'], tags: QUESTION_TAGS },
  transfer: { attributes: [...SCENE, 'kind', 'answer', 'within'], tags: QUESTION_TAGS },
  explain: { attributes: ['id'], tags: ['model'] },
  task: { attributes: [...SCENE, 'check'], tags: ['hint', 'done', 'solution'] },
  summary: { attributes: [], tags: [] },
} as const satisfies Record<
  string,
  { readonly attributes: readonly string[]; readonly tags: readonly string[] }
>;
export const BLOCK_NAMES = Object.keys(BLOCKS) as readonly Step['kind'][];

const FEWEST_GOALS = 2;
const SUMMARY_LINES = 5;
const HINTS = 3;

export function readStep(block: Block, number: number, fields: Fields): Step | null {
  const { complaints } = fields;
  const kind = BLOCK_NAMES.find((name) => name === block.name);
  if (kind === undefined) {
    complaints.add(block, 'unknown-tag', block.name, BLOCK_NAMES.join(', '));
    return null;
  }
  const tags: readonly string[] = [...BLOCKS[kind].tags, ...ANYWHERE];
  checkNames(block.attributes, BLOCKS[kind].attributes, complaints);
  for (const part of block.parts) {
    if (part.name === '' || tags.includes(part.name)) continue;
    complaints.add(part, 'unknown-tag', part.name, tags.join(', '));
  }
  const text = block.parts.find(({ name }) => name === '')?.text ?? [];
  if (text.length === 0) complaints.add(block, 'missing', '', `text in :::${kind}`);
  const { line, column } = block;
  const base = {
    id: idOf(block, kind, number, fields),
    sources: textsOf(block, 'source'),
    claims: readClaims(block, fields),
    line,
    column,
  };
  switch (kind) {
    case 'goals':
      checkList(text, block, FEWEST_GOALS, 5, fields);
      return { ...base, kind, text };
    case 'parts':
      checkList(text, block, 1, 7, fields);
      checkParts(text, block, fields);
      return { ...base, kind, text };
    case 'summary':
      checkList(text, block, SUMMARY_LINES, SUMMARY_LINES, fields);
      return { ...base, kind, text };
    case 'watch':
      return { ...base, kind, text, scene: fields.scene(block.attributes, block) };
    case 'explain':
      return { ...base, kind, text, model: needed(block, 'model', fields) };
    case 'predict':
    case 'transfer':
      return {
        ...base,
        kind,
        text,
        scene: fields.scene(block.attributes, block),
        question: readQuestion(block, fields),
        observe: needed(block, 'observe', fields),
      };
    case 'task':
      return {
        ...base,
        kind,
        text,
        scene: fields.scene(block.attributes, block),
        check: fields.predicate(block.attributes.get('check'), block),
        hints: readHints(block, fields),
        done: needed(block, 'done', fields),
        solution: readSolution(block, fields),
      };
  }
}

function idOf(block: Block, kind: Step['kind'], number: number, fields: Fields): string {
  const named = block.attributes.get('id');
  if (named !== undefined && !/^[a-z][a-z0-9-]{0,30}$/u.test(named.value)) {
    fields.complaints.add(named, 'bad-value', named.value, 'small letters, digits and -');
  }
  if (named !== undefined) return named.value;
  return kind === 'goals' || kind === 'parts' || kind === 'summary'
    ? kind
    : `${kind}-${String(number)}`;
}

function checkList(text: Text, block: Block, least: number, most: number, fields: Fields): void {
  const items = text.filter(({ kind }) => kind === 'item').length;
  const allowed = least === most ? `${String(most)} items` : `${String(least)} to ${String(most)}`;
  if (text.length > items) fields.complaints.add(block, 'not-a-list', block.name, '- item');
  if (items < least || items > most) {
    fields.complaints.add(block, 'count', `${String(items)} items`, allowed);
  }
}

function checkParts(text: Text, block: Block, fields: Fields): void {
  const whole = text.every(({ pieces }) => pieces.some(({ kind }) => kind === 'part'));
  if (!whole) fields.complaints.add(block, 'missing', '', '[words]{part=NAME} in every item');
}

function textsOf(block: Block, name: string): readonly (readonly Paragraph[])[] {
  return block.parts.filter((part) => part.name === name).map(({ text }) => text);
}

function needed(block: Block, name: string, fields: Fields): Text {
  const found = textsOf(block, name);
  if (found.length !== 1 || found[0]?.length === 0) {
    fields.complaints.add(block, 'count', `${String(found.length)} ::${name}`, 'one, with a text');
  }
  return found[0] ?? [];
}

function readHints(block: Block, fields: Fields): readonly [Text, Text, Text] {
  const found = textsOf(block, 'hint');
  const whole = found.length === HINTS && found.every((text) => text.length > 0);
  if (!whole) {
    const allowed = 'three: a nudge, where to look, the answer';
    fields.complaints.add(block, 'count', `${String(found.length)} ::hint`, allowed);
  }
  const [nudge = [], where = [], answer = []] = found;
  return [nudge, where, answer];
}

function readClaims(block: Block, fields: Fields): readonly Claim[] {
  return block.parts
    .filter(({ name }) => name === 'claim')
    .map((part) => {
      const { attributes, line, column } = part;
      checkNames(attributes, ['that', 'scenario', 'at'], fields.complaints);
      const at = attributes.get('at');
      const that = attributes.get('that');
      return {
        line,
        column,
        text: that?.value ?? '',
        that: fields.predicate(that, part, { scenarios: fields.scenarios }),
        scenario: fields.scenario(inherited(attributes, block.attributes), part),
        at: at === undefined ? { kind: 'end' } : fields.moment(at),
      };
    });
}

/** A claim is about its block's scenario unless it names another. */
function inherited(own: Attributes, outer: Attributes): Attributes {
  const named = own.get('scenario') ?? outer.get('scenario');
  return named === undefined ? new Map() : new Map([['scenario', named]]);
}

function readSolution(block: Block, fields: Fields): Solution {
  const part = block.parts.find(({ name }) => name === 'solution');
  if (part === undefined) {
    fields.complaints.add(block, 'missing', '', '::solution{…} that the check of the lesson tries');
  }
  const attributes = part?.attributes ?? NO_ATTRIBUTES;
  checkNames(attributes, ['set', 'at', 'view', 'select', 'command', 'sweep'], fields.complaints);
  const at = attributes.get('at');
  return {
    set: readSet(attributes, fields),
    at: at === undefined ? { kind: 'end' } : fields.moment(at),
    view: fields.oneOf(attributes.get('view'), LESSON_VIEWS) ?? 'stage',
    select: fields.oneOf(attributes.get('select'), PLACE_KINDS),
    commands:
      attributes
        .get('command')
        ?.value.split(';')
        .map((line) => line.trim()) ?? [],
    sweep: fields.sweep(attributes.get('sweep')),
  };
}

/** `set="vms.0.traffic.packets=32; nic.numVfs=4"`. */
function readSet(attributes: Attributes, fields: Fields): Solution['set'] {
  const set = attributes.get('set');
  if (set === undefined) return [];
  return set.value.split(';').flatMap((text) => {
    const [, key = '', value = ''] = /^([a-zA-Z]\w*(?:\.\w+)*)=(.+)$/su.exec(text.trim()) ?? [];
    if (key === '' || /(?:^|\.)(?:__proto__|constructor|prototype)(?:\.|$)/u.test(key)) {
      fields.complaints.add(set, 'bad-value', text, 'key.of.the.scenario=value; …');
      return [];
    }
    return [{ key, value: jsonOrText(value) }];
  });
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
