import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { startSession } from './session';
import type { AppPort, SessionWords } from './session';
import { terminalTheme } from './theme';

const SCROLLBACK_ROWS = 10_000;
/** Text on the terminal's ground, whatever colour a command asks for. */
const LEAST_CONTRAST = 4.5;

export interface TerminalWords extends SessionWords {
  /** What the command line is called. */
  readonly input: string;
}

export interface OpenTerminal {
  readonly focus: () => void;
  /** As a key of the screen's own row does: the same text a keyboard would send. */
  readonly feed: (data: string) => void;
  readonly setLetterSize: (pixels: number) => void;
  readonly close: () => void;
}

interface Wishes {
  readonly words: TerminalWords;
  readonly letterSize: number;
  /** Id of the text that tells how to leave. */
  readonly describedBy: string;
  /** Escape was pressed: Tab moves on now. False: it completes again. */
  readonly onLeaving: (leaving: boolean) => void;
  /** Ctrl-` was pressed. */
  readonly onPutAway: () => void;
}

/** A terminal in `place`, as large as it, with a session at the host's shell. */
export function openTerminal(place: HTMLElement, app: AppPort, wishes: Wishes): OpenTerminal {
  const terminal = new Terminal({
    cursorBlink: false,
    fontFamily: getComputedStyle(place).getPropertyValue('--font-mono').trim(),
    fontSize: wishes.letterSize,
    lineHeight: 1.2,
    minimumContrastRatio: LEAST_CONTRAST,
    screenReaderMode: true,
    scrollback: SCROLLBACK_ROWS,
    theme: terminalTheme(place),
    // Links in the output of a command lead nowhere.
    linkHandler: { activate: () => undefined },
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(place);
  fit.fit();

  terminal.textarea?.setAttribute('aria-label', wishes.words.input);
  terminal.textarea?.setAttribute('aria-describedby', wishes.describedBy);
  // The page's own log is read: whole lines once, not every redrawn prompt, nor rows that are empty.
  place.querySelector('.live-region')?.setAttribute('aria-live', 'off');
  place.querySelector('.xterm-accessibility')?.setAttribute('aria-hidden', 'true');

  const session = startSession(
    {
      get columns() {
        return terminal.cols;
      },
      get rows() {
        return terminal.rows;
      },
      write: (text) => {
        terminal.write(text);
      },
    },
    app,
    wishes.words,
  );

  let leaving = false;
  const setLeaving = (now: boolean) => {
    if (now === leaving) return;
    leaving = now;
    wishes.onLeaving(now);
  };
  terminal.attachCustomKeyEventHandler((event) => {
    const keep = keeps(event, terminal, leaving);
    if (event.type === 'keydown') {
      if (event.ctrlKey && event.key === '`') wishes.onPutAway();
      if (event.key === 'Escape') setLeaving(true);
      else if (keep && !event.isComposing) setLeaving(false);
      if (event.key === 'PageUp') terminal.scrollPages(-1);
      if (event.key === 'PageDown') terminal.scrollPages(1);
    }
    return keep;
  });
  terminal.textarea?.addEventListener('blur', () => {
    setLeaving(false);
  });

  // With a screen reader's mode on, the terminal leaves out text that comes without a key: dictation, emoji pickers.
  let pressed = false;
  const { textarea } = terminal;
  textarea?.addEventListener('keydown', () => {
    pressed = true;
  });
  textarea?.addEventListener('keyup', () => {
    pressed = false;
  });
  textarea?.addEventListener('input', (event) => {
    const { data, inputType, isComposing } = event as InputEvent;
    if (pressed || isComposing || inputType !== 'insertText' || data === null) return;
    session.feed(data);
    textarea.value = '';
  });

  const typed = terminal.onData((data) => {
    session.feed(data);
  });
  const refit = () => {
    const wanted = fit.proposeDimensions();
    if (wanted === undefined || !Number.isFinite(wanted.cols)) return;
    if (wanted.cols === terminal.cols && wanted.rows === terminal.rows) return;
    session.resized(() => {
      terminal.resize(wanted.cols, wanted.rows);
    });
  };
  const size = new ResizeObserver(refit);
  size.observe(place);
  const colours = new MutationObserver(() => {
    terminal.options.theme = terminalTheme(place);
  });
  colours.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] });

  return {
    focus: () => {
      terminal.focus();
    },
    feed: (data) => {
      terminal.scrollToBottom();
      session.feed(data);
    },
    setLetterSize: (pixels) => {
      terminal.options.fontSize = pixels;
      refit();
    },
    close: () => {
      size.disconnect();
      colours.disconnect();
      typed.dispose();
      session.end();
      terminal.dispose();
    },
  };
}

/** Whether a key is the terminal's; the others do what they do on a page. */
function keeps(event: KeyboardEvent, terminal: Terminal, leaving: boolean): boolean {
  const { key, ctrlKey, metaKey, shiftKey } = event;
  if (key === 'Tab') return !leaving;
  if (key === 'Escape' || key === 'PageUp' || key === 'PageDown' || /^F\d+$/u.test(key))
    return false;
  if (metaKey) return false;
  if (!ctrlKey) return true;
  const letter = key.toLowerCase();
  // Copying a selection and pasting are the browser's; without a selection Ctrl-C is the shell's.
  if (letter === 'c') return !shiftKey && !terminal.hasSelection();
  return letter !== 'v' && key !== '`';
}
