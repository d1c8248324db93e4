import type { PathId } from '../store/vocabulary';
import { useMessages } from '../i18n/react';
import { Note } from './Note';
import styles from './notices.module.css';

interface Props {
  readonly path: PathId;
  /** What was taken out of the scenario: `vms.0.tuning.queues`. */
  readonly places: readonly string[];
  readonly onDismiss: () => void;
}

/** What the guests had that their new path has not. */
export function PathNotice({ path, places, onDismiss }: Props) {
  const { shell, tunings } = useMessages();
  const m = tunings.taken;
  const names: Readonly<Record<string, string>> = {
    ...tunings.names,
    ...m.names,
  };
  const lost = places.map((place) => {
    const key = place.split('.').at(-1) ?? place;
    return names[key] ?? key;
  });
  return (
    <Note title={m.title(shell.paths[path])} dismiss={shell.problems.dismiss} onDismiss={onDismiss}>
      <ul className={styles['lines']}>
        {lost.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </Note>
  );
}
