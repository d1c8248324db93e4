import { useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import { LETTER_SIZES } from '../../store/prefs';
import { transcriptText } from '../../store/transcript';
import { IconButton } from '../../ui/IconButton';
import hidden from '../../ui/hidden.module.css';
import styles from './terminal.module.css';

const SAID_MS = 4_000;

/** Letters larger and smaller, copy everything, clear. */
export function Tools() {
  const m = useMessages().terminal;
  const size = useApp((s) => s.letterSize);
  const setSize = useApp((s) => s.setLetterSize);
  const clear = useApp((s) => s.clearTerminal);
  const [said, setSaid] = useState('');
  const at = LETTER_SIZES.indexOf(size);
  const [smaller, larger] = [LETTER_SIZES[at - 1], LETTER_SIZES[at + 1]];

  const copy = async () => {
    let words: string = m.copied;
    try {
      await navigator.clipboard.writeText(transcriptText(useApp.getState().transcript));
    } catch {
      words = m.copyFailed;
    }
    setSaid(words);
    setTimeout(() => {
      setSaid('');
    }, SAID_MS);
  };

  return (
    <div className={styles['tools']}>
      <output className={said === '' ? hidden['hidden'] : styles['said']}>{said}</output>
      <IconButton
        icon="minus"
        label={m.smaller}
        disabled={smaller === undefined}
        onClick={() => {
          if (smaller !== undefined) setSize(smaller);
        }}
      />
      <IconButton
        icon="plus"
        label={m.larger}
        disabled={larger === undefined}
        onClick={() => {
          if (larger !== undefined) setSize(larger);
        }}
      />
      <IconButton icon="copy" label={m.copy} onClick={() => void copy()} />
      <IconButton icon="clear" label={m.clear} onClick={clear} />
    </div>
  );
}
