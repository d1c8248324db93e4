import { useId } from 'react';
import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import styles from './builder.module.css';
import { homeOf, isPublic, type Choices } from './choices';

interface Props {
  readonly choices: Choices;
  /** What it is called where the author says nothing. */
  readonly title: string;
  readonly choose: (by: Partial<Choices>) => void;
}

/** What the frame is called, and where the lab in it lies. */
export function FrameFields({ choices, title, choose }: Props) {
  const m = useMessages().embed.frame;
  const id = useId();
  const home = homeOf(choices.home);
  return (
    <fieldset className={styles['group']}>
      <legend>{m.label}</legend>
      <label className={controls['field']}>
        <span className={controls['label']}>{m.title}</span>
        <input
          className={styles['wide']}
          value={choices.title ?? title}
          onChange={(event) => {
            choose({ title: event.currentTarget.value });
          }}
        />
      </label>
      <div className={controls['field']}>
        <label className={controls['label']} htmlFor={id}>
          {m.home}
        </label>
        <input
          id={id}
          className={styles['wide']}
          type="url"
          value={choices.home}
          spellCheck={false}
          aria-invalid={home === null}
          aria-describedby={`${id}-home`}
          onChange={(event) => {
            choose({ home: event.currentTarget.value });
          }}
        />
        <p id={`${id}-home`} className={controls['refusal']}>
          {home === null ? m.badHome : isPublic(home) ? '' : m.local}
        </p>
      </div>
    </fieldset>
  );
}
