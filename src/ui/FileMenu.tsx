import { Suspense, useId, useRef, useState } from 'react';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { IconButton } from './IconButton';
import { later } from './later';
import { useAway } from './use-away';
import hidden from './hidden.module.css';
import styles from './file-menu.module.css';

const FileItems = later(async () => (await import('./FileItems')).FileItems);

/** What the page opens from files and saves as files. */
export function FileMenu() {
  const m = useMessages().shell.tools;
  const id = useId();
  const [open, setOpen] = useState(false);
  const [needed, setNeeded] = useState(false);
  const all = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const openFile = useApp((s) => s.openFile);
  useAway(open, [all], () => {
    setOpen(false);
  });
  return (
    <div ref={all} className={styles['files']}>
      <IconButton
        icon="open"
        label={m.files}
        expanded={open}
        controls={id}
        onClick={() => {
          setNeeded(true);
          setOpen(!open);
        }}
      />
      <div id={id} className={styles['menu']} hidden={!open}>
        {needed && (
          <Suspense>
            <FileItems
              onOpen={() => {
                input.current?.click();
              }}
              onDone={() => {
                setOpen(false);
              }}
            />
          </Suspense>
        )}
      </div>
      <input
        ref={input}
        className={hidden['hidden']}
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept=".json,.pcap,.pcapng,.cap,.txt,.log,.lspci,.md,application/json,application/vnd.tcpdump.pcap,text/plain"
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
