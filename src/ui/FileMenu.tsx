import { Suspense, useId, useRef, useState } from 'react';
import { formatPicos } from '../i18n/format';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { IconButton } from './IconButton';
import { later } from './later';
import { saveText } from './save-text';
import { useAway } from './use-away';
import controls from './controls.module.css';
import hidden from './hidden.module.css';
import styles from './file-menu.module.css';

const OnDevice = later(async () => (await import('./OnDevice')).OnDevice);

/** What the page opens from files and saves as files. */
export function FileMenu() {
  const m = useMessages().shell.fileMenu;
  const id = useId();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  /** Share of a trace that is written; null while none is. */
  const [share, setShare] = useState<number | null>(null);
  const cancelled = useRef(false);
  const all = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const openFile = useApp((s) => s.openFile);
  const traceOfRun = useApp((s) => s.traceOfRun);
  const info = useApp((s) => s.info);
  useAway(open, [all], () => {
    setOpen(false);
  });

  const saveScenario = () => {
    if (info === null) return;
    saveText(
      `${JSON.stringify(info.scenarioInput, null, 2)}\n`,
      'scenario.json',
      'application/json',
    );
    setOpen(false);
  };
  const saveTrace = async () => {
    if (info === null) return;
    cancelled.current = false;
    setSaid('');
    const trace = await traceOfRun((done) => {
      setShare(done);
      return !cancelled.current;
    });
    setShare(null);
    if (trace === null) return;
    saveText(trace.text, 'trace.json', 'application/json');
    if (trace.to < info.end) setSaid(m.traceCut(formatPicos(trace.to), formatPicos(info.end)));
    else setOpen(false);
  };

  return (
    <div ref={all} className={styles['files']}>
      <IconButton
        icon="open"
        label={m.label}
        expanded={open}
        controls={id}
        onClick={() => {
          setSaid('');
          setOpen(!open);
        }}
      />
      <div id={id} className={styles['menu']} hidden={!open}>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            input.current?.click();
          }}
        >
          {m.open}
        </button>
        <p>{m.openHint}</p>
        <button
          type="button"
          className={controls['button']}
          disabled={info === null}
          onClick={saveScenario}
        >
          {m.saveScenario}
        </button>
        <button
          type="button"
          className={controls['button']}
          disabled={info === null || share !== null}
          onClick={() => void saveTrace()}
        >
          {m.saveTrace}
        </button>
        <p>{m.traceHint}</p>
        {share !== null && (
          <p className={styles['tracing']}>
            <progress value={share} aria-label={m.tracing} />
            <button
              type="button"
              className={controls['button']}
              onClick={() => {
                cancelled.current = true;
              }}
            >
              {m.cancelTrace}
            </button>
          </p>
        )}
        <output>{share === null ? said : m.tracing}</output>
        {open && (
          <Suspense>
            <OnDevice />
          </Suspense>
        )}
      </div>
      <input
        ref={input}
        className={hidden['hidden']}
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept=".json,.pcap,.pcapng,.cap,.txt,.log,.lspci,application/json,application/vnd.tcpdump.pcap,text/plain"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void openFile(file);
          event.currentTarget.value = '';
          setOpen(false);
        }}
      />
    </div>
  );
}
