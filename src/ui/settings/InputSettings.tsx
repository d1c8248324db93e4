import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { Group } from './Field';
import controls from '../controls.module.css';
import styles from './settings.module.css';

export function InputSettings() {
  const m = useMessages().settings;
  const keys = useApp((s) => s.keys);
  const setKeys = useApp((s) => s.setKeys);
  const openDialog = useApp((s) => s.openDialog);
  return (
    <Group name={m.groups.input}>
      <label className={controls['check']}>
        <input
          type="checkbox"
          checked={keys}
          aria-describedby="keys-hint"
          onChange={(event) => {
            setKeys(event.currentTarget.checked);
          }}
        />
        <span>{m.keys}</span>
      </label>
      <p id="keys-hint" className={controls['hint']}>
        {m.keysHint}
      </p>
      <div className={styles['buttons']}>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            openDialog('help');
          }}
        >
          {m.all}
        </button>
      </div>
    </Group>
  );
}
