import type { Lesson, Step, Text } from './lesson';
import type { Material } from './material';
import type { Operand, Value } from './predicate/expression';
import type { Inline } from './read/inline';
import { sceneOf } from './scene-of';

/** What a printed lesson is made of, one after the other. */
export type Block =
  | { readonly kind: 'text'; readonly text: Text }
  /** The stage at the beginning or the end of the step's segment; `mark`: a part of it is to be marked. */
  | { readonly kind: 'picture'; readonly at: 'from' | 'to'; readonly mark: boolean }
  /** One box each. */
  | { readonly kind: 'options'; readonly options: readonly Text[] }
  | { readonly kind: 'number' }
  /** Room to write, in lines. */
  | { readonly kind: 'lines'; readonly count: number };

/** What stands in the key. */
export type KeyBlock =
  | {
      readonly kind: 'option';
      readonly text: Text;
      readonly right: boolean;
      readonly because: Text;
    }
  | { readonly kind: 'value'; readonly value: Value; readonly of: Operand }
  | {
      readonly kind: 'because' | 'mistake' | 'observe' | 'model' | 'hint' | 'done' | 'source';
      readonly text: Text;
    };

interface OfStep<T> {
  /** Index of the step in the lesson. */
  readonly step: number;
  readonly blocks: readonly T[];
}

/** A lesson on paper: the sheets that learners get, and what is kept from them. */
export interface Handout {
  readonly sheets: readonly OfStep<Block>[];
  readonly key: readonly OfStep<KeyBlock>[];
}

const LINES = { explain: 4, task: 6 } as const;

/** The engine's own answers stand in the key alone; figures that are asked for are blanks everywhere else. */
export function handoutOf(lesson: Lesson, material: Material): Handout {
  const asked = answersOf(lesson);
  return {
    sheets: lesson.steps.map((step, i) => ({
      step: i,
      blocks: sheetOf(step).map((block) => blanked(block, asked, scenarioAt(lesson, i))),
    })),
    key: lesson.steps
      .map((step, i) => ({ step: i, blocks: keyOf(step, material[i]) }))
      .filter(({ blocks }) => blocks.length > 0),
  };
}

function sheetOf(step: Step): readonly Block[] {
  const text: Block = { kind: 'text', text: step.text };
  const picture = (at: 'from' | 'to', mark = false): Block => ({ kind: 'picture', at, mark });
  switch (step.kind) {
    case 'goals':
    case 'summary':
      return [text];
    case 'parts':
      return [text, picture('from')];
    case 'watch':
      return [text, picture('to')];
    case 'explain':
      return [text, { kind: 'lines', count: LINES.explain }];
    case 'task':
      return [text, picture('from'), { kind: 'lines', count: LINES.task }];
    case 'predict':
    case 'transfer': {
      // Its end would show what is asked.
      const { question } = step;
      const shown = picture('from', question.kind === 'pick');
      if (question.kind === 'choice') {
        const options = question.options.map((option) => option.text);
        return [text, shown, { kind: 'options', options }];
      }
      return question.kind === 'pick' ? [text, shown] : [text, shown, { kind: 'number' }];
    }
  }
}

function keyOf(step: Step, material: Material[number] | undefined): readonly KeyBlock[] {
  const sources: readonly KeyBlock[] = step.sources.map((text) => ({ kind: 'source', text }));
  switch (step.kind) {
    case 'goals':
    case 'parts':
    case 'watch':
    case 'summary':
      return sources;
    case 'explain':
      return [{ kind: 'model', text: step.model }, ...sources];
    case 'task':
      return [{ kind: 'hint', text: step.hints[2] }, { kind: 'done', text: step.done }, ...sources];
    case 'predict':
    case 'transfer': {
      if (material === undefined) throw new Error(`nothing was run for ${step.id}`);
      const { question } = step;
      const { answer } = material;
      const observe: readonly KeyBlock[] = [{ kind: 'observe', text: step.observe }, ...sources];
      if (question.kind === 'choice') {
        const options = question.options.map(({ text, because }, i): KeyBlock => ({
          kind: 'option',
          text,
          because,
          right: i === answer,
        }));
        return [...options, ...observe];
      }
      return [
        { kind: 'value', value: answer, of: question.answer },
        { kind: 'because', text: question.right },
        ...question.wrongs.map(({ text }): KeyBlock => ({ kind: 'mistake', text })),
        ...observe,
      ];
    }
  }
}

/** Answers that are figures, each with the scenario it is one of. */
function answersOf({ steps }: Lesson): ReadonlySet<string> {
  return new Set(
    steps.flatMap((step) =>
      (step.kind === 'predict' || step.kind === 'transfer') && step.question.kind !== 'choice'
        ? [figure(step.question.answer, step.scene.scenario)]
        : [],
    ),
  );
}

const figure = (of: Operand, scenario: string): string =>
  `${scenario} ${of.kind === 'fact' ? of.name.text : of.kind}`;

const scenarioAt = (lesson: Lesson, step: number): string =>
  sceneOf(lesson, step)?.scene.scenario ?? '';

function blanked(block: Block, asked: ReadonlySet<string>, scenario: string): Block {
  const isAsked = (of: Operand) => asked.has(figure(of, scenario));
  const of = (text: Text): Text =>
    text.map((paragraph) => ({ ...paragraph, pieces: withBlanks(paragraph.pieces, isAsked) }));
  if (block.kind === 'text') return { ...block, text: of(block.text) };
  if (block.kind === 'options') return { ...block, options: block.options.map(of) };
  return block;
}

const BLANK: Inline = { kind: 'text', text: '______' };

function withBlanks(
  pieces: readonly Inline[],
  isAsked: (of: Operand) => boolean,
): readonly Inline[] {
  return pieces.map((piece): Inline => {
    if (piece.kind === 'value') return isAsked(piece.of) ? BLANK : piece;
    return 'children' in piece
      ? { ...piece, children: withBlanks(piece.children, isAsked) }
      : piece;
  });
}
