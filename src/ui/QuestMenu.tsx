import { useState } from 'react';
import { useMessages } from '../i18n/react';
import { lab, useApp } from '../store';
import { kept, questActs } from '../store/quest-acts';
import type { FaultKind } from '../store/vocabulary';
import { NumberField } from './NumberField';
import controls from './controls.module.css';
import styles from './quest.module.css';
import setUp from './set-up.module.css';

const MAX_SEED = 2 ** 32 - 1;

/** Starts a quest: which number, and which fault if one is to be practised. */
export function QuestMenu() {
  const { quests: m } = useMessages();
  const found = useApp((s) => s.questsFound) ?? kept();
  const [seed, setSeed] = useState(1);
  const [kind, setKind] = useState<FaultKind | ''>('');
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    await questActs({ lab, useApp }).start(kind === '' ? String(seed) : `${String(seed)}:${kind}`);
    setBusy(false);
  };
  return (
    <details className={setUp['more']}>
      <summary>{m.title}</summary>
      <div className={styles['start']}>
        <p>{m.about}</p>
        <label className={controls['field']}>
          <span className={controls['label']}>{m.fault}</span>
          <select
            className={controls['select']}
            value={kind}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setKind(kindsOf(m.faults).find((each) => each === value) ?? '');
            }}
          >
            <option value="">{m.any}</option>
            {kindsOf(m.faults).map((each) => (
              <option key={each} value={each}>
                {m.faults[each].name}
              </option>
            ))}
          </select>
        </label>
        <NumberField label={m.seed} value={seed} min={0} max={MAX_SEED} onCommit={setSeed} />
        <button
          type="button"
          className={controls['primary']}
          disabled={busy}
          onClick={() => void start()}
        >
          {m.start}
        </button>
        {found.length > 0 && <p>{m.found(found.length)}</p>}
      </div>
    </details>
  );
}

/** Every fault there is: those that have words. */
export function kindsOf(faults: Readonly<Record<FaultKind, unknown>>): readonly FaultKind[] {
  return Object.keys(faults) as FaultKind[];
}
