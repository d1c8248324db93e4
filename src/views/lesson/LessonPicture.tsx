import { useEffect, useState } from 'react';
import { COURSE } from '../../lessons/course';
import { sceneOf } from '../../lessons/scene-of';
import { useApp } from '../../store';
import { isPage } from '../teach/use-open-lesson';
import { loadLesson } from './load';
import { setScene, spotlightOf } from './scenes';

/** The scene of a lesson's step for a page that has the words: nothing is asked here, so nothing is held back. */
export function LessonPicture() {
  const name = useApp((s) => s.lesson);
  const stepId = useApp((s) => s.lessonStep);
  const language = useApp((s) => (s.locale === 'zh-CN' ? 'zh-CN' : 'en'));
  const [shown, setShown] = useState<string | null>(null);
  const wanted = `${name ?? ''} ${stepId ?? ''}`;
  useEffect(() => {
    if (name === null || isPage(name)) return;
    let current = true;
    const isCurrent = () => current;
    // The words of another language have the same scenes.
    void show(name, stepId, language, isCurrent).finally(() => {
      if (current) setShown(wanted);
    });
    return () => {
      current = false;
      useApp.getState().guide({ spotlight: null });
    };
  }, [name, stepId, language, wanted]);
  const isOver = shown === wanted || name === null || isPage(name);
  return isOver ? null : <i hidden data-loading />;
}

async function show(
  name: string,
  stepId: string | null,
  language: 'en' | 'zh-CN',
  isCurrent: () => boolean,
): Promise<void> {
  const what = await loadLesson(name, language);
  if (!isCurrent()) return;
  if (what.kind !== 'ready') {
    const problem = { name: 'lesson', code: 'bad-value', found: name } as const;
    useApp.setState(({ problems }) => ({
      problems: [...problems, { ...problem, allowed: COURSE.join(', ') }],
    }));
    return;
  }
  const { lesson } = what;
  const index = Math.max(
    0,
    lesson.steps.findIndex(({ id }) => id === stepId),
  );
  const found = sceneOf(lesson, index);
  if (found === null) return;
  const { guide, seek, setView, lessonAt, view } = useApp.getState();
  guide({ spotlight: spotlightOf(lesson, index) });
  if (found.at === 'own' && view === 'stage') setView(found.scene.view);
  const segment = await setScene(lesson, found.scene, null);
  if (segment === null || !isCurrent()) return;
  seek(lessonAt ?? (found.at === 'end' ? segment.to : segment.from));
  guide({ lessonAt: null });
}
