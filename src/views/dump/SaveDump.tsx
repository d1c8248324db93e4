import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import styles from './dump.module.css';

const FILE_NAME = 'host.txt';

/** Saves what `lspci -vvvxxxx` prints on the simulated host. */
export function SaveDump() {
  const m = useMessages().dump;
  const exportDump = useApp((s) => s.exportDump);
  const [serials, setSerials] = useState(false);
  const save = async () => {
    const text = await exportDump(serials);
    if (text !== null) saveText(text, FILE_NAME);
  };
  return (
    <section aria-labelledby="dump-save" className={styles['save']}>
      <h3 id="dump-save">{m.save}</h3>
      <p>{m.saveHint}</p>
      <div className={styles['line']}>
        <button type="button" className={controls['button']} onClick={() => void save()}>
          {m.saveButton}
        </button>
        <label className={controls['check']}>
          <input
            type="checkbox"
            checked={serials}
            onChange={(event) => {
              setSerials(event.currentTarget.checked);
            }}
          />
          <span>{m.saveSerials}</span>
        </label>
      </div>
    </section>
  );
}
