import { figureIn, type Figures, type Material } from '../../lessons/material';
import type { Lesson, Step, Text } from '../../lessons/lesson';
import type { Operand, Value } from '../../lessons/predicate/expression';
import type { Inline } from '../../lessons/read/inline';
import { sceneIn } from '../../lessons/scene-of';
import { LONGEST_NOTES, LONGEST_TITLE, type Demo, type DemoMoment } from '../../store/demo';
import { spotlightOf } from '../lesson/scenes';
import { NOTHING, writeUrl } from '../../store/url';

interface Words {
  readonly kinds: Readonly<Record<Step['kind'], string>>;
  readonly before: (kind: string) => string;
  readonly after: (kind: string) => string;
  readonly figure: (value: Value, of: Operand) => string;
}

/** A lesson's scenes as moments, before and after each segment, with its words as the presenter's notes. */
export async function demoOfLesson(
  lesson: Lesson,
  material: Material,
  { kinds, before, after, figure }: Words,
): Promise<Demo> {
  const moments: DemoMoment[] = [];
  for (const [i, step] of lesson.steps.entries()) {
    const scene = sceneIn(step);
    const made = material[i];
    if (scene === null || made === undefined) continue;
    const { input } = lesson.scenarios.find(({ name }) => name === scene.scenario) ?? { input: {} };
    const kind = `${String(i + 1)} · ${kinds[step.kind]}`;
    const add = async (title: string, at: number, texts: readonly Text[]) => {
      const address = await writeUrl({
        ...NOTHING,
        scenarioInput: input,
        beside: 'none',
        t: at,
        view: scene.view === 'stage' ? null : scene.view,
        part: scene.highlight,
      });
      const notes = texts.map((text) => plain(text, made.figures, figure)).join('\n\n');
      moments.push({
        title: title.slice(0, LONGEST_TITLE),
        notes: notes.slice(0, LONGEST_NOTES),
        address,
        parts: spotlightOf(lesson, i).shown ?? undefined,
        sweep: scene.sweep ?? undefined,
      });
    };
    const asks = step.kind === 'predict' || step.kind === 'transfer';
    const still = made.to <= made.from;
    await add(still ? kind : before(kind), made.from, [step.text]);
    if (!still) await add(after(kind), made.to, asks ? [step.observe] : []);
  }
  return { title: lesson.title.slice(0, LONGEST_TITLE), moments };
}

/** Its lines without marks, figures as numbers. */
export function plain(text: Text, figures: Figures | null, figure: Words['figure']): string {
  const piece = (each: Inline): string => {
    if ('children' in each) return each.children.map(piece).join('');
    return each.kind === 'value'
      ? figure(figures && figureIn(figures, each.of), each.of)
      : each.text;
  };
  return text.map(({ pieces }) => pieces.map(piece).join('')).join('\n');
}
