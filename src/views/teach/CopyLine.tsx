import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import controls from '../../ui/controls.module.css';
import styles from './teach.module.css';

/** A line to be copied, by a button or by hand. */
export function CopyLine({ text }: { readonly text: string }) {
  const m = useMessages().teach.page;
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid(m.copied);
    } catch {
      setSaid(m.copyFailed);
    }
  };
  return (
    <div className={styles['line']}>
      <code lang="en" translate="no" data-line>
        {text}
      </code>
      <button type="button" className={controls['button']} onClick={() => void copy()}>
        {m.copy}
      </button>
      <output>{said}</output>
    </div>
  );
}
