import { Suspense, useId, useRef, useState } from 'react';
import type { PathId } from '../store/vocabulary';
import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import { TABS } from '../store/prefs';
import { changePath, useShown } from './change';
import { IconButton } from './IconButton';
import { later } from './later';
import { PageTools } from './PageTools';
import { useAway } from './use-away';
import { useMedia } from './use-media';
import controls from './controls.module.css';
import styles from './header.module.css';
import undo from './undo/undo.module.css';

const UndoTools = later(async () => (await import('./undo/UndoTools')).UndoTools);

/** Eight paths side by side would take two lines there. */
const PHONE = '(width < 40rem)';

export function Header() {
  const m = useMessages().shell;
  const toolsId = useId();
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const more = useRef<HTMLDivElement>(null);
  // In a lesson its own scenario runs until the learner has something to do.
  const free = useApp((s) => s.spotlight?.free ?? true);

  // On narrow pages the tools lie over others.
  useAway(open, [more, menu], () => {
    setOpen(false);
  });

  return (
    <header className={styles['header']}>
      <h1 className={styles['name']}>{m.name}</h1>
      <ViewTabs />
      <div className={undo['place']} data-free={free}>
        <Suspense>
          <UndoTools />
        </Suspense>
      </div>
      <div ref={more} className={styles['more']}>
        <IconButton
          icon="more"
          label={m.tools.more}
          expanded={open}
          controls={toolsId}
          onClick={() => {
            setOpen(!open);
          }}
        />
      </div>
      <div ref={menu} id={toolsId} className={styles['tools']} data-open={open}>
        <PageTools
          onDone={() => {
            setOpen(false);
          }}
        />
      </div>
      {free && <PathPicker />}
      {free && <BesidePicker />}
    </header>
  );
}

/** The paths the lab runs; before it has said so those with a name, so that nothing jumps when it does. */
function usePaths(): readonly PathId[] {
  const names = useMessages().shell.paths;
  const paths = useApp((s) => s.info?.paths);
  return paths ?? (Object.keys(names) as PathId[]);
}

function usePath(): PathId | undefined {
  return useShown(
    'vms.0.path',
    useApp((s) => s.info?.scenario.vms[0]?.path),
  );
}

function PathPicker() {
  const m = useMessages().shell;
  const name = useId();
  const paths = usePaths();
  const ready = useApp((s) => s.info !== null);
  const current = usePath();
  const phone = useMedia(PHONE);
  if (phone) {
    return (
      <label className={styles['beside']}>
        <span>{m.path}</span>
        <select
          className={controls['select']}
          disabled={!ready}
          value={current ?? ''}
          onChange={(event) => {
            changePath(0, event.currentTarget.value as PathId);
          }}
        >
          {paths.map((path) => (
            <option key={path} value={path}>
              {m.paths[path]}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <fieldset className={styles['paths']} disabled={!ready}>
      <legend className={styles['legend']}>{m.path}</legend>
      {paths.map((path) => (
        <label key={path} className={styles['path']}>
          <input
            type="radio"
            name={name}
            value={path}
            checked={path === current}
            onChange={() => {
              changePath(0, path);
            }}
          />
          <span>{m.paths[path]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function BesidePicker() {
  const m = useMessages().shell;
  const paths = usePaths();
  const ready = useApp((s) => s.info !== null);
  const current = usePath();
  const beside = useApp((s) => s.beside);
  const setBeside = useApp((s) => s.setBeside);
  return (
    <label className={styles['beside']}>
      <span>{m.beside}</span>
      <select
        className={controls['select']}
        disabled={!ready}
        value={beside === null || beside === current ? '' : beside}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setBeside(paths.find((path) => path === value) ?? null);
        }}
      >
        <option value="">{m.none}</option>
        {paths
          .filter((path) => path !== current)
          .map((path) => (
            <option key={path} value={path}>
              {m.paths[path]}
            </option>
          ))}
      </select>
    </label>
  );
}

function ViewTabs() {
  const m = useMessages().shell.views;
  const view = useApp((s) => s.view);
  const setView = useApp((s) => s.setView);
  return (
    <nav className={styles['views']} aria-label={m.label}>
      {TABS.map((each) => (
        <button
          key={each}
          type="button"
          className={styles['view']}
          aria-current={each === view ? 'page' : undefined}
          onClick={() => {
            setView(each);
          }}
        >
          {m[each]}
        </button>
      ))}
    </nav>
  );
}
