import { use } from 'react';
import type { Evidence } from '../../lessons/facts/evidence';
import type { Lesson, Task } from '../../lessons/lesson';
import { figureIn } from '../../lessons/material';
import { valuesIn } from '../../lessons/texts';
import { useMaterial } from '../teach/use-material';
import { Words, WordsContext } from './Words';

interface Props {
  readonly lesson: Lesson;
  readonly step: Task;
  /** The run that solved it; null where nobody saw it: the task was given up, or solved on another day. */
  readonly solved: Evidence | null;
}

/** What is read when a task is over. Its figures are those of the run that solved it, else of the author's own solution. */
export function SolvedWords({ lesson, step, solved }: Props) {
  const words = use(WordsContext);
  if (solved === null && valuesIn(step.done).length > 0) {
    return <BySolution lesson={lesson} step={step} />;
  }
  return (
    <WordsContext value={{ ...words, evidence: solved }}>
      <Words text={step.done} />
    </WordsContext>
  );
}

function BySolution({ lesson, step }: Omit<Props, 'solved'>) {
  const words = use(WordsContext);
  const { made } = useMaterial(lesson);
  const figures =
    made.kind === 'made' ? (made.material[lesson.steps.indexOf(step)]?.solved ?? null) : null;
  return (
    <WordsContext
      value={{
        ...words,
        evidence: null,
        ...(figures === null ? {} : { known: (of) => figureIn(figures, of) }),
      }}
    >
      <Words text={step.done} />
    </WordsContext>
  );
}
