import { useEffect, useRef, useState } from 'react';
import { useMessages } from '../../i18n/react';
import { useApp } from '../../store';
import controls from '../../ui/controls.module.css';
import hidden from '../../ui/hidden.module.css';
import { DumpFindings } from './DumpFindings';
import { SaveDump } from './SaveDump';
import styles from './dump.module.css';

/** Browsers edit a text of some hundred kilobytes at a crawl: of a longer one the start is shown, and none is typed. */
const EDITABLE_CHARS = 16_000;

/** Paste, open or drop the `lspci` of a real host and see what it holds; save the one of the simulated host. */
export function DumpDialog() {
  const m = useMessages().dump;
  const dialog = useRef<HTMLDialogElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const dump = useApp((s) => s.dump);
  const openDump = useApp((s) => s.openDump);
  const openFile = useApp((s) => s.openFile);
  const setSerials = useApp((s) => s.setDumpSerials);
  const takeDump = useApp((s) => s.takeDump);
  const close = useApp((s) => s.closeDump);
  const open = dump !== null;

  useEffect(() => {
    if (!open) return;
    dialog.current?.showModal();
    area.current?.focus();
  }, [open]);

  if (dump === null) return null;
  const { name, text, serials, result } = dump;
  const long = text.length > EDITABLE_CHARS;
  return (
    <dialog ref={dialog} className={styles['dialog']} aria-labelledby="dump-title" onClose={close}>
      <h2 id="dump-title">{m.title}</h2>
      <p className={styles['promise']}>{m.nothingLeaves}</p>
      <section aria-labelledby="dump-read">
        <h3 id="dump-read">{m.read}</h3>
        <p className={styles['how']}>
          {m.how} <Command /> {m.paste}
        </p>
        <textarea
          ref={area}
          className={styles['text']}
          aria-label={m.text}
          placeholder={PLACEHOLDER}
          rows={7}
          spellCheck={false}
          autoComplete="off"
          translate="no"
          readOnly={long}
          value={long ? `${text.slice(0, EDITABLE_CHARS)}\n…` : text}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain');
            if (!long && pasted.length < EDITABLE_CHARS) return;
            event.preventDefault();
            openDump(pasted, '');
          }}
          onChange={(event) => {
            openDump(event.currentTarget.value, '');
          }}
        />
        <div className={styles['line']}>
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              input.current?.click();
            }}
          >
            {m.open}
          </button>
          <input
            ref={input}
            className={hidden['hidden']}
            type="file"
            tabIndex={-1}
            aria-hidden="true"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file !== undefined) void openFile(file);
              event.currentTarget.value = '';
            }}
          />
          {text !== '' && (
            <button
              type="button"
              className={controls['button']}
              onClick={() => {
                openDump('', '');
                area.current?.focus();
              }}
            >
              {m.empty}
            </button>
          )}
          {name !== '' && <span>{m.file(name)}</span>}
          <label className={controls['check']} title={m.serialsHint}>
            <input
              type="checkbox"
              checked={serials}
              onChange={(event) => {
                setSerials(event.currentTarget.checked);
              }}
            />
            <span>{m.serials}</span>
          </label>
        </div>
        <div className={styles['findings']} aria-live="polite">
          {text.trim() !== '' && (result === null ? m.reading : <DumpFindings result={result} />)}
        </div>
      </section>
      <SaveDump />
      <div className={styles['buttons']}>
        <button
          type="button"
          className={controls['primary']}
          disabled={result?.ok !== true}
          onClick={() => void takeDump()}
        >
          {m.take}
        </button>
        <button type="button" className={controls['button']} onClick={close}>
          {m.close}
        </button>
      </div>
    </dialog>
  );
}

/** The first lines of a dump, as they look on every host. */
const PLACEHOLDER = '3b:00.0 Ethernet controller: …\n00: 86 80 fb 10 06 04 10 00 …';

function Command() {
  const m = useMessages().dump;
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(m.command);
      setCopied(true);
    } catch {
      // The command stands there to be selected.
      setCopied(false);
    }
  };
  return (
    <span className={styles['command']}>
      <code lang="en" translate="no">
        {m.command}
      </code>
      <button type="button" className={controls['button']} onClick={() => void copy()}>
        {m.copy}
      </button>
      <output>{copied && m.copied}</output>
    </span>
  );
}
