import { Suspense } from 'react';
import { createPortal } from 'react-dom';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { later } from '../../ui/later';

const Builder = later(async () => (await import('./Builder')).Builder);

/** `?lesson=embed`: makes the line that shows the lab in somebody's page. Closed, it leaves what was open before. */
export function BuilderPage() {
  const m = useMessages().embed;
  const close = () => {
    const { lessonBefore, openLesson, guide } = useApp.getState();
    openLesson(lessonBefore?.lesson ?? null);
    guide({ lessonStep: lessonBefore?.lessonStep ?? null });
  };
  return (
    <>
      <p data-step="embed">{m.behind}</p>
      {createPortal(
        <Suspense>
          <Builder onClose={close} />
        </Suspense>,
        document.body,
      )}
    </>
  );
}
