import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { openMoment, useDemo, walk } from '../../store/demo-desk';
import controls from '../../ui/controls.module.css';
import styles from './hall.module.css';

/** The moment is not on the screen yet: the one before is. */
function Shown({ title = '' }: { readonly title: string | undefined }) {
  const m = useMessages().hall.demo;
  const share = useApp((s) => (s.coming === null ? null : Math.floor(s.coming * 50) / 50));
  return (
    <>
      {share === null && title}
      <output>{share !== null && m.computing}</output>
      {share !== null && <progress value={share} aria-label={m.computing} />}
    </>
  );
}

/** Where in the demo the presenter is, and the way on and back. */
export function DemoWalk() {
  const m = useMessages().hall.demo;
  const { moments } = useDemo((s) => s.demo);
  const at = useDemo((s) => s.at);
  const walking = useDemo((s) => s.walking);
  if (moments.length === 0) return null;
  if (!walking)
    return (
      <button
        type="button"
        className={controls['button']}
        onClick={() => void openMoment(Math.max(0, at))}
      >
        {m.start(String(moments.length))}
      </button>
    );
  const step = (direction: 1 | -1, label: string, sign: string) => (
    <button
      type="button"
      className={controls['button']}
      aria-label={label}
      disabled={moments[at + direction] === undefined}
      onClick={() => {
        walk(direction);
      }}
    >
      {sign}
    </button>
  );
  return (
    <nav className={styles['walk']} aria-label={m.walk}>
      {step(-1, m.previous, '‹')}
      <span data-moment={at} title={moments[at]?.title}>
        <b>{m.place(String(at + 1), String(moments.length))}</b>{' '}
        <Shown title={moments[at]?.title} />
      </span>
      {step(1, m.next, '›')}
    </nav>
  );
}
