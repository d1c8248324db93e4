import { PRESET_IDS } from '../store/vocabulary';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import styles from './examples.module.css';

/** Scenarios made for courses: one press opens one. */
export function Examples() {
  const messages = useMessages();
  const openPreset = useApp((s) => s.openPreset);
  return (
    <details className={styles['examples']}>
      <summary>{messages.shell.setUp.examples}</summary>
      <ul>
        {PRESET_IDS.map((id) => {
          const { name, what } = messages.presets[id];
          return (
            <li key={id}>
              <button
                type="button"
                onClick={() => {
                  void openPreset(id, name);
                }}
              >
                <strong>{name}</strong>
                <span>{what}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
