import { useMessages } from '../../i18n/react';
import course from './course.module.css';
import styles from './lesson.module.css';
import type { Loaded } from './load';

/** Why a lesson does not open: every place in its text, what was found there and what is allowed. */
export function Broken({ what }: { readonly what: Exclude<Loaded, { readonly kind: 'ready' }> }) {
  const m = useMessages().lesson;
  if (what.kind !== 'broken') {
    return <p role="alert">{m.broken[what.kind](what.name)}</p>;
  }
  return (
    <div role="alert" className={course['broken']}>
      <h4 className={styles['kind']}>{m.broken.title(what.name)}</h4>
      <ol>
        {what.issues.map(({ line, column, code, found, allowed }, i) => (
          <li key={i}>
            <strong>{m.broken.line(String(line), String(column))}</strong> {m.problems[code]}
            <span>{found === '' ? m.broken.nothing : m.broken.found(found)}</span>
            <span>{m.broken.allowed(allowed)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
