import { useMessages } from '../i18n/react';
import { useApp } from '../store';
import type { PageDialog } from '../store/page';
import { FileMenu } from './FileMenu';
import { IconButton } from './IconButton';
import controls from './controls.module.css';

const NEXT_THEME = { auto: 'dark', dark: 'light', light: 'auto', projector: 'auto' } as const;

interface Props {
  /** Something was opened elsewhere: where the tools are a menu, it is done. */
  readonly onDone: () => void;
}

export function PageTools({ onDone }: Props) {
  const m = useMessages().shell.tools;
  const locale = useApp((s) => s.locale);
  const setLocale = useApp((s) => s.setLocale);
  const theme = useApp((s) => s.theme);
  const setTheme = useApp((s) => s.setTheme);
  return (
    <>
      <button
        type="button"
        className={controls['icon']}
        title={m.languageHint}
        lang={locale === 'zh-CN' ? 'en' : 'zh-CN'}
        onClick={() => {
          setLocale(locale === 'zh-CN' ? 'en' : 'zh-CN');
        }}
      >
        {m.language}
      </button>
      <IconButton
        icon="theme"
        label={m.theme[theme]}
        onClick={() => {
          setTheme(NEXT_THEME[theme]);
        }}
      />
      <CourseButton onDone={onDone} />
      <GlossaryButton onDone={onDone} />
      <DockButton onDone={onDone} />
      <ShareButton onDone={onDone} />
      <FileMenu />
      <DumpButton onDone={onDone} />
      <ModelButton onDone={onDone} />
      <DialogButton name="settings" onDone={onDone} />
      <DialogButton name="help" onDone={onDone} />
    </>
  );
}

function DialogButton({ name, onDone }: Props & { readonly name: PageDialog }) {
  const m = useMessages().shell.tools;
  const openDialog = useApp((s) => s.openDialog);
  return (
    <IconButton
      icon={name}
      label={m[name]}
      onClick={() => {
        openDialog(name);
        onDone();
      }}
    />
  );
}

function CourseButton({ onDone }: Props) {
  const m = useMessages().shell.lesson;
  const open = useApp((s) => s.lesson !== null);
  const openLesson = useApp((s) => s.openLesson);
  return (
    <IconButton
      icon="lesson"
      label={m.course}
      pressed={open}
      onClick={() => {
        openLesson(open ? null : 'course');
        onDone();
      }}
    />
  );
}

function GlossaryButton({ onDone }: Props) {
  const m = useMessages().shell.tools;
  const openGlossary = useApp((s) => s.openGlossary);
  return (
    <IconButton
      icon="glossary"
      label={m.glossary}
      onClick={() => {
        openGlossary('all');
        onDone();
      }}
    />
  );
}

function DockButton({ onDone }: Props) {
  const m = useMessages().terminal;
  const inView = useApp((s) => s.view === 'terminal');
  const docked = useApp((s) => s.docked);
  const setDocked = useApp((s) => s.setDocked);
  return (
    <IconButton
      icon="terminal"
      label={m.dock}
      pressed={docked && !inView}
      disabled={inView}
      onClick={() => {
        setDocked(!docked);
        onDone();
      }}
    />
  );
}

function ShareButton({ onDone }: Pick<Props, 'onDone'>) {
  const m = useMessages().shell.tools;
  const setOffer = useApp((s) => s.setOffer);
  const ready = useApp((s) => s.info !== null);
  return (
    <IconButton
      icon="share"
      label={m.share}
      disabled={!ready}
      onClick={() => {
        setOffer('share');
        onDone();
      }}
    />
  );
}

function DumpButton({ onDone }: Props) {
  const m = useMessages().shell.tools;
  const openDump = useApp((s) => s.openDump);
  const ready = useApp((s) => s.info !== null);
  return (
    <IconButton
      icon="host"
      label={m.dump}
      disabled={!ready}
      onClick={() => {
        openDump('', '');
        onDone();
      }}
    />
  );
}

function ModelButton({ onDone }: Props) {
  const m = useMessages().shell;
  const shown = useApp((s) => s.view === 'model');
  const setView = useApp((s) => s.setView);
  return (
    <IconButton
      icon="model"
      label={m.tools.model}
      pressed={shown}
      onClick={() => {
        setView(shown ? 'stage' : 'model');
        onDone();
      }}
    />
  );
}
