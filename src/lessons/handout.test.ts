import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Run } from '../engine/run';
import type { Scenario } from '../engine/scenario/scenario';
import { PciIds } from '../formats/lspci/ids';
import { afterTyping } from '../shell/after-typing';
import { handoutOf, type Block, type KeyBlock } from './handout';
import { LANGUAGES, type Lesson, type Step, type Text } from './lesson';
import { figureIn, materialOf, type Material } from './material';
import type { Inline } from './read/inline';
import { readLesson } from './read/read-lesson';
import { inlineIn, valuesIn } from './texts';

const content = new URL('content/', import.meta.url);
const FILES = [
  'TEMPLATE.md',
  ...readdirSync(content, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .flatMap(({ name }) => LANGUAGES.map((language) => `content/${name}/${language}.md`)),
];

function lessonOf(file: string): Lesson {
  const read = readLesson(readFileSync(new URL(file, import.meta.url), 'utf8'));
  if (!read.ok) throw new Error(`${file} is not a lesson`);
  return read.lesson;
}

const NO_NAMES = new PciIds('');
const start = (scenario: Scenario, lines: readonly string[]) =>
  new Run(afterTyping(scenario, NO_NAMES, lines));

/** Runs are the same in every language. */
const made = new Map<string, Material>();
function materialFor(lesson: Lesson): Material {
  const known = made.get(lesson.id) ?? materialOf(lesson, start);
  made.set(lesson.id, known);
  return known;
}

const plain = (pieces: readonly Inline[]): string =>
  pieces
    .map((piece) => {
      if ('children' in piece) return plain(piece.children);
      return piece.kind === 'value' ? '#' : piece.text;
    })
    .join('');
const said = (text: Text): string => text.map(({ pieces }) => plain(pieces)).join('\n');

function textsOf(block: Block | KeyBlock): readonly Text[] {
  if (block.kind === 'options') return block.options;
  if (block.kind === 'option') return [block.text, block.because];
  return 'text' in block ? [block.text] : [];
}

describe.each(FILES)('%s on paper', (file) => {
  const lesson = lessonOf(file);
  const material = materialFor(lesson);
  const { sheets, key } = handoutOf(lesson, material);
  const questions = lesson.steps.flatMap((step, i) =>
    step.kind === 'predict' || step.kind === 'transfer' ? [{ ...step, i }] : [],
  );

  test('has every step in its order, and a blank of its kind for each that asks', () => {
    const shape = (step: Step) => {
      if (step.kind === 'predict' || step.kind === 'transfer') {
        const blank = { choice: ['options'], number: ['number'], pick: [] };
        return ['text', 'picture from', ...blank[step.question.kind]];
      }
      const others = {
        goals: ['text'],
        parts: ['text', 'picture from'],
        watch: ['text', 'picture to'],
        explain: ['text', 'lines'],
        task: ['text', 'picture from', 'lines'],
        summary: ['text'],
      };
      return others[step.kind];
    };
    expect(
      sheets.map(({ blocks }) =>
        blocks.map((block) => (block.kind === 'picture' ? `picture ${block.at}` : block.kind)),
      ),
    ).toEqual(lesson.steps.map(shape));
    const marked = sheets.filter(({ blocks }) =>
      blocks.some((block) => block.kind === 'picture' && block.mark),
    );
    expect(marked.map(({ step }) => step)).toEqual(
      questions.filter(({ question }) => question.kind === 'pick').map(({ i }) => i),
    );
    const boxes = sheets.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'options' ? [block.options.length] : [])),
    );
    expect(boxes).toEqual(
      questions.flatMap(({ question }) =>
        question.kind === 'choice' ? [question.options.length] : [],
      ),
    );
  });

  test('says no answer, and no reason for one, outside of the key', () => {
    const open = sheets.flatMap(({ blocks }) => blocks.flatMap(textsOf)).map(said);
    const kept = key.flatMap(({ blocks }) =>
      blocks.flatMap((block) =>
        block.kind === 'option' ? [block.because] : textsOf(block).map((text) => text),
      ),
    );
    expect(kept.length).toBeGreaterThan(questions.length);
    for (const text of kept.map(said)) {
      expect(open.filter((each) => each.includes(text))).toEqual([]);
    }
  });

  test('prints no figure that one of its questions asks for', () => {
    for (const { i, question, scene } of questions) {
      if (question.kind === 'choice' || question.answer.kind !== 'fact') continue;
      const { text } = question.answer.name;
      const own = sheets.filter(({ step }) => {
        const other = lesson.steps[step]!;
        return step === i || ('scene' in other && other.scene.scenario === scene.scenario);
      });
      const printed = own
        .flatMap(({ blocks }) => blocks.flatMap(textsOf).flatMap(valuesIn))
        .flatMap((of) => (of.kind === 'fact' ? [of.name.text] : []));
      expect(printed).not.toContain(text);
    }
  });

  test('tells no number in the question that asks for it', () => {
    for (const { i } of questions) {
      const { answer } = material[i]!;
      // Small numbers stand in texts for other things.
      if (typeof answer !== 'number' || answer < 20) continue;
      const own = sheets
        .filter(({ step }) => step === i)
        .flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'text').flatMap(textsOf))
        .map(said);
      const told = new RegExp(`(?<![\\d.,])${String(answer)}(?![\\d.,]?\\d)`, 'u');
      expect(own.filter((text) => told.test(text))).toEqual([]);
    }
  });

  test('has the engine’s answer to every question in the key, each figure with a value', () => {
    for (const { i } of questions) {
      const blocks = key.find(({ step }) => step === i)?.blocks ?? [];
      const answers = blocks.filter(
        (block) =>
          (block.kind === 'option' && block.right) ||
          (block.kind === 'value' && block.value !== null),
      );
      expect(answers).toHaveLength(1);
    }
    for (const { step, blocks } of key) {
      const figures = blocks.flatMap(textsOf).flatMap(valuesIn);
      const known = material[step]!.solved ?? material[step]!.figures;
      for (const of of figures) expect(figureIn(known, of)).not.toBeNull();
    }
    expect(inlineIn(lesson.steps[0]!.text).length).toBeGreaterThan(0);
  });

  test('crosses from thread to thread', () => {
    const there = structuredClone(material);
    const small = (each: Material) => each.map(({ figures, answer }) => ({ figures, answer }));
    expect(small(there)).toEqual(small(material));
  });
});
