import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import { readProgressFile, type Progress, type ProgressFile } from '../../lessons/progress';
import { textOf } from '../../store/file-text';
import { MADE_WITH } from '../../store/vocabulary';
import controls from '../../ui/controls.module.css';
import { saveText } from '../../ui/save-text';
import { FileButton } from './FileButton';
import course from './course.module.css';
import { forgetAll, progress, takeIn, useStored } from './kept';
import styles from './lesson.module.css';

/** A file of progress is small; what is larger is something else. */
const MOST_BYTES = 2 ** 20;

/** The learner's progress: saved as a file, taken from one, or begun anew. */
export function ProgressTools({ onChange }: { readonly onChange: (now: Progress) => void }) {
  const m = useMessages().lesson.map;
  const stored = useStored();
  const [asking, setAsking] = useState(false);
  const [taken, setTaken] = useState<Taken | null>(null);
  const open = async (file: File) => {
    const found =
      file.size > MOST_BYTES
        ? null
        : readProgressFile(textOf(new Uint8Array(await file.arrayBuffer())));
    if (found !== null && found.newer === undefined) onChange(takeIn(found.progress));
    setTaken({ name: file.name, found });
  };
  return (
    <section aria-label={m.progress} className={course['teach']}>
      <h4 className={styles['kind']}>{m.progress}</h4>
      {!stored && <p role="alert">{m.notKept}</p>}
      <div className={styles['turn']}>
        <Button label={m.save} onPress={saveProgress} />
        <FileButton
          label={m.load}
          accept=".json,application/json"
          onFile={(file) => {
            void open(file);
          }}
        />
        {!asking && (
          <Button
            label={m.reset}
            onPress={() => {
              setAsking(true);
            }}
          />
        )}
      </div>
      {asking && (
        <p role="alert" className={course['really']}>
          {m.really}{' '}
          <Button
            label={m.yes}
            onPress={() => {
              onChange(forgetAll());
              setAsking(false);
            }}
          />
          <Button
            label={m.no}
            onPress={() => {
              setAsking(false);
            }}
          />
        </p>
      )}
      {taken !== null && <Told taken={taken} />}
    </section>
  );
}

/** Says in a lesson that the browser keeps nothing, or no longer does, with the way out. */
export function NotKept() {
  const m = useMessages().lesson.map;
  const stored = useStored();
  if (stored) return null;
  return (
    <p role="alert" className={styles['hint']}>
      {m.notKept} <Button label={m.save} onPress={saveProgress} />
    </p>
  );
}

function saveProgress(): void {
  const text = JSON.stringify({ ...progress(), madeWith: MADE_WITH }, null, 2);
  saveText(text, 'sriov-lab-progress.json', 'application/json');
}

interface Taken {
  readonly name: string;
  /** Null: it is no file of progress. */
  readonly found: ProgressFile | null;
}

/** What became of a file. */
function Told({ taken: { name, found } }: { readonly taken: Taken }) {
  const m = useMessages().lesson.map;
  if (found === null) return <p role="alert">{m.notProgress(name)}</p>;
  const { progress: read, damaged, newer } = found;
  if (newer !== undefined) return <p role="alert">{m.newerProgress(name, String(newer))}</p>;
  return (
    <output>
      {m.loaded(String(Object.keys(read.lessons).length), name)}{' '}
      {damaged.length > 0 && m.damaged(damaged.join(', '))}
    </output>
  );
}

function Button({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <button type="button" className={controls['button']} onClick={onPress}>
      {label}
    </button>
  );
}
