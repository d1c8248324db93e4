import { useId } from 'react';
import type { Shown } from '../../embed/lines';
import { useMessages } from '../../i18n/react';
import type { Lesson } from '../../lessons/lesson';
import { PRESET_IDS } from '../../store/presets';
import controls from '../../ui/controls.module.css';
import styles from './builder.module.css';
import { saidFirst, type Choices } from './choices';

interface Props {
  readonly choices: Choices;
  readonly now: Shown;
  readonly lessons: readonly Lesson[];
  readonly choose: (by: Partial<Choices>) => void;
}

const SOURCES = ['now', 'example', 'lesson'] as const;

/** Whose scenario it is. */
export function SceneFields({ choices, now, lessons, choose }: Props) {
  const messages = useMessages();
  const m = messages.embed.scene;
  const id = useId();
  const { from, example, lesson, step } = choices;
  const steps = lessons.find((each) => each.id === lesson)?.steps ?? [];
  /** What the page says follows what runs. */
  const take = (by: Partial<Choices>) => {
    choose({ ...by, said: saidFirst({ ...choices, ...by }, now) });
  };
  return (
    <fieldset className={styles['group']}>
      <legend>{m.label}</legend>
      {SOURCES.map((source) => (
        <label key={source} className={controls['check']}>
          <input
            type="radio"
            name={id}
            checked={from === source}
            onChange={() => {
              take({ from: source });
            }}
          />
          <span>{m[source]}</span>
        </label>
      ))}
      {from === 'example' && (
        <select
          className={controls['select']}
          aria-label={m.example}
          value={example}
          onChange={(event) => {
            take({
              example: PRESET_IDS.find((each) => each === event.currentTarget.value) ?? example,
            });
          }}
        >
          {PRESET_IDS.map((each) => (
            <option key={each} value={each}>
              {messages.presets[each].name}
            </option>
          ))}
        </select>
      )}
      {from === 'lesson' && (
        <>
          <select
            className={controls['select']}
            aria-label={m.lesson}
            value={lesson}
            onChange={(event) => {
              choose({ lesson: event.currentTarget.value, step: '' });
            }}
          >
            <option value="course">{m.course}</option>
            {lessons.map((each) => (
              <option key={each.id} value={each.id}>
                {messages.lesson.number(String(each.number), each.title)}
              </option>
            ))}
          </select>
          {steps.length > 0 && (
            <label className={controls['inline']}>
              <span className={controls['label']}>{m.step}</span>
              <select
                className={controls['select']}
                value={step}
                onChange={(event) => {
                  choose({ step: event.currentTarget.value });
                }}
              >
                <option value="">{m.anyStep}</option>
                {steps.map((each, i) => (
                  <option key={each.id} value={each.id}>
                    {m.nth(String(i + 1), messages.lesson.kinds[each.kind])}
                  </option>
                ))}
              </select>
            </label>
          )}
        </>
      )}
    </fieldset>
  );
}
