import { useEffect, useState } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { looksLikeDump } from '../store/dump';
import { focusOf } from './shortcuts';
import styles from './drop.module.css';

/** A file may be dropped anywhere on the page; an `lspci` dump may be pasted there too, outside of fields. */
export function DropZone() {
  const m = useMessages().shell;
  const [over, setOver] = useState(false);

  useEffect(() => {
    const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const drag = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void useApp.getState().openFile(file);
    };
    const paste = (event: ClipboardEvent) => {
      const { info, dump, openDump } = useApp.getState();
      if (info === null || dump !== null || focusOf(document.activeElement) === 'field') return;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (looksLikeDump(text)) openDump(text, '');
    };
    window.addEventListener('paste', paste);
    window.addEventListener('dragenter', drag);
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('paste', paste);
      window.removeEventListener('dragenter', drag);
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);

  return over ? <div className={styles['drop']}>{m.drop}</div> : null;
}
