import type { Lesson, Step } from './lesson';
import { inlineIn, textsIn } from './texts';

/**
 * What a lesson's texts have in common in all languages, line by line: steps, segments, answers, checks, claims, and which
 * parts and figures each text names. Where two differ, somebody changed one and not the other.
 */
export function skeletonOf({ id, number, minutes, scenarios, steps }: Lesson): readonly string[] {
  return [
    `${id} ${String(number)} ${String(minutes)}`,
    ...scenarios.map(({ name, input }) => `scenario ${name} ${JSON.stringify(input)}`),
    ...steps.flatMap(stepLines),
  ];
}

function stepLines(step: Step): readonly string[] {
  const name = `${step.kind} ${step.id}`;
  return [
    name,
    ...Object.entries(step)
      .filter(([key]) => ['scene', 'question', 'check', 'solution'].includes(key))
      .map(([key, value]) => `${name} ${key} ${bare(value)}`),
    ...step.claims.map(
      ({ text, scenario, at }) => `${name} claims ${text} ${scenario} ${bare(at)}`,
    ),
    ...textsIn(step).map((text, i) => `${name} text ${String(i)} ${named(text)}`),
  ];
}

/** Without places in the text and without words. */
function bare(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) =>
    ['line', 'column', 'because', 'right'].includes(key) || isWords(key, inner) ? undefined : inner,
  );
}

/** A fact's name is text too, and the same everywhere. */
const isWords = (key: string, value: unknown) => key === 'text' && Array.isArray(value);

function named(text: Parameters<typeof inlineIn>[0]): string {
  return inlineIn(text)
    .flatMap((piece) => {
      if (piece.kind === 'part') return [`part ${piece.part}`];
      if (piece.kind === 'value') return [`value ${bare(piece.of)}`];
      return piece.kind === 'link' ? ['link'] : [];
    })
    .toSorted()
    .join(', ');
}
