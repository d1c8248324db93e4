import { formatPicos } from '../../i18n/format';
import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import { StagePicture } from '../../scene/StagePicture';
import { usePalette } from '../../scene/use-palette';
import { useApp } from '../../store';
import { useDemo } from '../../store/demo-desk';
import controls from '../../ui/controls.module.css';
import { plain } from './demo-of-lesson';
import { follow } from './hall';
import { TalkClock } from './TalkClock';
import { Troubles } from './Troubles';
import { comingMoment, comingStep, usePictured, type Coming } from './use-next';
import { useOpenLesson } from './use-open-lesson';
import styles from './notes.module.css';

const SIZE = { width: 640, height: 380 } as const;

/** The window of the notes has the page's colours, and its style sheet only soon. */
const PAGE = { current: document.documentElement };

interface Place {
  readonly title: string;
  readonly notes: string;
}

interface Talk {
  readonly now: Place;
  readonly next: Place | null;
  readonly key: string;
  readonly ask: (() => Promise<Coming | null>) | null;
}

/** For the presenter's eyes: what is said now, what comes next, and the time. */
export function Notes() {
  const messages = useMessages();
  const m = messages.hall.notes;
  const talk = useTalkNow();
  const troubles = useDemo((s) => s.troubles);
  const playing = useApp((s) => s.playing);
  const computing = useApp((s) => s.coming !== null);
  return (
    <div className={styles['notes']} data-notes>
      <TalkClock />
      <section aria-label={m.now} data-now>
        <h2>{m.now}</h2>
        <h3>{talk.now.title}</h3>
        <p className={styles['text']}>{talk.now.notes === '' ? m.none : talk.now.notes}</p>
        {computing && <p>{m.computing}</p>}
        <Troubles troubles={troubles} />
      </section>
      <div className={styles['turn']}>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            follow('previous');
          }}
        >
          {m.previous}
        </button>
        <button
          type="button"
          className={controls['primary']}
          onClick={() => {
            follow('next');
          }}
        >
          {m.next}
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            useApp.getState().togglePlay();
          }}
        >
          {playing ? m.pause : m.play}
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            follow('black');
          }}
        >
          {m.black}
        </button>
      </div>
      <section aria-label={m.coming} data-coming>
        <h2>{m.coming}</h2>
        {talk.next === null ? (
          <p>{m.last}</p>
        ) : (
          <>
            <h3>{talk.next.title}</h3>
            <NextPicture talk={talk} />
            <p className={styles['text']}>{talk.next.notes}</p>
          </>
        )}
      </section>
    </div>
  );
}

function NextPicture({ talk }: { readonly talk: Talk }) {
  const messages = useMessages();
  const m = messages.hall.notes;
  const palette = usePalette(PAGE);
  const pictured = usePictured(talk.ask, talk.key);
  return (
    <div className={styles['picture']}>
      {talk.ask !== null && (pictured === null || palette === null) && <p>{m.drawing}</p>}
      {pictured !== null && palette !== null && (
        <figure>
          <StagePicture
            {...SIZE}
            topology={pictured.topology}
            window={pictured.window}
            at={pictured.at}
            spotlight={pictured.coming.spotlight}
            palette={palette}
          />
          <figcaption>
            {formatPicos(pictured.at)}
            {pictured.coming.view !== 'stage' &&
              pictured.coming.view !== 'model' &&
              ` · ${messages.shell.views[pictured.coming.view]}`}
          </figcaption>
        </figure>
      )}
    </div>
  );
}

/** Where the talk is: in a lesson, in a demo, or at a run of nobody's. */
function useTalkNow(): Talk {
  const messages = useMessages();
  const m = messages.hall;
  const { moments } = useDemo((s) => s.demo);
  const at = useDemo((s) => s.at);
  const walking = useDemo((s) => s.walking);
  const { lesson } = useOpenLesson();
  const step = useApp((s) => s.lessonStep);
  if (lesson !== null) {
    const index = lesson.steps.findIndex(({ id }) => id === step);
    const placeOf = (i: number): Place | null => stepAt(lesson, i, messages.lesson.kinds);
    const next = placeOf(index + 1);
    return {
      now: placeOf(index) ?? { title: lesson.title, notes: '' },
      next,
      key: `${lesson.id} ${lesson.language} ${String(index + 1)}`,
      ask: next === null ? null : () => Promise.resolve(comingStep(lesson, index + 1)),
    };
  }
  const place = (i: number): Place | null => {
    const moment = moments[i];
    if (moment === undefined) return null;
    const number = m.demo.place(String(i + 1), String(moments.length));
    return { title: `${number} ${moment.title}`, notes: moment.notes };
  };
  const from = walking ? at : -1;
  const coming = moments[from + 1];
  return {
    now: place(from) ?? { title: m.notes.free, notes: '' },
    next: place(from + 1),
    key: coming?.address ?? '',
    ask: coming === undefined ? null : () => comingMoment(coming),
  };
}

function stepAt(
  lesson: Lesson,
  index: number,
  kinds: Readonly<Record<Lesson['steps'][number]['kind'], string>>,
): Place | null {
  const step = lesson.steps[index];
  if (step === undefined) return null;
  const title = `${String(index + 1)} · ${kinds[step.kind]}`;
  return { title, notes: plain(step.text, null, () => '…') };
}
