import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import styles from './text.module.css';

/** What of a block is typed: of a session the commands, of anything else all. */
function typed(text: string, kind: string): string {
  if (!kind.startsWith('console')) return text;
  const lines = text.split('\n').filter((line) => line.startsWith('# '));
  return lines.map((line) => line.slice(2)).join('\n');
}

export function Code({ text, kind }: { readonly text: string; readonly kind: string }) {
  const m = useMessages().docs;
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typed(text, kind));
      setSaid(m.copied);
    } catch {
      setSaid(m.copyFailed);
    }
  };
  return (
    <div className={styles['code']} data-kind={kind}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- or it could not be scrolled by keys */}
      <pre tabIndex={0}>
        <code lang="en" translate="no">
          {text}
        </code>
      </pre>
      <div className={styles['copy']}>
        <output>{said}</output>
        <button type="button" className={controls['button']} onClick={() => void copy()}>
          {m.copy}
        </button>
      </div>
    </div>
  );
}
