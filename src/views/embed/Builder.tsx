import { useEffect, useRef, useState } from 'react';
import { besideHome, type Shown } from '../../embed/lines';
import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import { useApp } from '../../store';
import { CloseButton } from '../../ui/CloseButton';
import { useLessons } from '../lesson/use-lessons';
import styles from './builder.module.css';
import { begin, homeOf, shownBy, type Choices } from './choices';
import { FrameFields } from './FrameFields';
import { Line } from './Line';
import { PageFields } from './PageFields';
import { fileName } from '../picture/file-name';
import { Preview, type Size } from './Preview';
import { SceneFields } from './SceneFields';

/** Before the preview has said how tall the lab is, px. */
const FIRST_SIZE: Size = { width: 800, height: 720 };

/** Click together what a course page shows; the frame below is that page's, and the line below it makes it. */
export function Builder({ onClose }: { readonly onClose: () => void }) {
  const messages = useMessages();
  const m = messages.embed;
  const dialog = useRef<HTMLDialogElement>(null);
  const language = useApp((s) => (s.locale === 'zh-CN' ? 'zh-CN' : 'en'));
  const ready = useApp((s) => s.info !== null);
  const lessons = useLessons(language);
  const [begun, setBegun] = useState<{ readonly choices: Choices; readonly now: Shown } | null>(
    null,
  );
  const [shown, setShown] = useState<Shown | null>(null);
  const [size, setSize] = useState(FIRST_SIZE);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useEffect(() => {
    if (ready) void begin().then(setBegun);
  }, [ready]);
  useEffect(() => {
    if (begun === null) return;
    let current = true;
    void shownBy(begun.choices, begun.now).then((made) => {
      if (current) setShown(made);
    });
    return () => {
      current = false;
    };
  }, [begun]);
  const choose = (by: Partial<Choices>) => {
    setBegun((was) => was && { ...was, choices: { ...was.choices, ...by } });
  };
  return (
    <dialog
      ref={dialog}
      className={styles['builder']}
      aria-labelledby="builder-title"
      data-builder={shown !== null}
      onClose={onClose}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
    >
      <div className={styles['head']}>
        <h2 id="builder-title">{m.title}</h2>
        <CloseButton label={m.close} />
      </div>
      <p>{m.what}</p>
      {begun !== null && shown !== null && (
        <div className={styles['parts']}>
          <div className={styles['choices']}>
            <SceneFields {...begun} lessons={lessons} choose={choose} />
            <PageFields choices={begun.choices} choose={choose} />
            <FrameFields
              choices={begun.choices}
              title={titleOf(begun.choices, lessons, messages)}
              choose={choose}
            />
          </div>
          <div className={styles['made']}>
            <Preview
              shown={shown}
              onSize={setSize}
              title={titleOf(begun.choices, lessons, messages)}
            />
            <Line
              drawn={drawnOf(begun.choices)}
              embedded={{
                ...shown,
                ...size,
                home: homeOf(begun.choices.home) ?? '',
                title: titleOf(begun.choices, lessons, messages),
                picture: picturesOf(begun.choices),
                link: m.line.link,
              }}
            />
          </div>
        </div>
      )}
    </dialog>
  );
}

/** As the author says; else the name of what is shown. */
function titleOf(
  { title, from, example, lesson }: Choices,
  lessons: readonly Lesson[],
  { presets, embed, shell }: ReturnType<typeof useMessages>,
): string {
  if (title !== null && title.trim() !== '') return title;
  if (from === 'example') return presets[example].name;
  if (from === 'now') {
    const guests = useApp.getState().info?.topology.vms ?? [];
    const ways = [...new Set(guests.map(({ path }) => shell.paths[path]))];
    return embed.frame.now(ways.join(' · '));
  }
  return lessons.find(({ id }) => id === lesson)?.title ?? embed.scene.course;
}

/** The picture that is made with the lab of an example, below where the lab lies; null: the author draws one. */
function drawnOf({ from, example, said }: Choices): string | null {
  const language = said['lang'] === 'zh-CN' ? '.zh-CN' : '';
  return from === 'example' ? `pictures/${example}${language}.svg` : null;
}

function picturesOf(choices: Choices) {
  const { from, example, lesson, home } = choices;
  const drawn = drawnOf(choices);
  if (drawn !== null) {
    return { page: besideHome(homeOf(home) ?? '', drawn), print: `sriov-lab-${example}.png` };
  }
  if (from === 'lesson')
    return { page: `sriov-lab-${lesson}.svg`, print: `sriov-lab-${lesson}.png` };
  // As it is saved when the moment on the screen is drawn; a page may show several.
  const { info, cursor } = useApp.getState();
  const path = info?.scenario.vms[0]?.path ?? 'emulated';
  return { page: fileName(path, cursor, 'svg'), print: fileName(path, cursor, 'png') };
}
