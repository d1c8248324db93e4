import { create } from 'zustand';
import { useApp } from '../../store';
import { openMoment, stopWalk, useDemo, walk } from '../../store/demo-desk';
import type { Theme } from '../../store/prefs';
import { turnLesson } from '../lesson/turning';
import type { Ask } from './presenter-keys';
import { startClock } from './talk-clock';

interface Hall {
  /** The screen shows nothing, so that people look at who speaks. */
  readonly black: boolean;
  /** Where the presenter's notes are: their window, below the stage, or nowhere. */
  readonly notesIn: Window | 'below' | null;
  /** The theme before the projector's colours were taken for this talk. */
  readonly themeBefore: Theme | null;
}

export const useHall = create<Hall>()(() => ({ black: false, notesIn: null, themeBefore: null }));

/** Has to be called by a key or a press, or the browser keeps the window back. */
export function openNotes(): void {
  const { notesIn } = useHall.getState();
  if (notesIn !== null && notesIn !== 'below' && !notesIn.closed) {
    notesIn.focus();
    return;
  }
  startClock(Date.now());
  const opened = window.open('', '', 'popup,width=760,height=820');
  // A document of its own, which no browser puts its empty one in the place of later.
  opened?.document.open();
  opened?.document.write('<!doctype html><html><head></head><body></body></html>');
  opened?.document.close();
  useHall.setState({ notesIn: opened ?? 'below' });
}

export function closeNotes(): void {
  const { notesIn } = useHall.getState();
  if (notesIn !== null && notesIn !== 'below') notesIn.close();
  useHall.setState({ notesIn: null });
}

/** For this talk alone: what was chosen for every day comes back at its end. */
export function takeProjectorColours(taken: boolean): void {
  const { theme } = useApp.getState();
  if (taken) {
    useHall.setState({ themeBefore: theme });
    useApp.setState({ theme: 'projector' });
  } else {
    const { themeBefore } = useHall.getState();
    useApp.setState({ theme: themeBefore ?? 'auto' });
    useHall.setState({ themeBefore: null });
  }
}

export function endTalk(): void {
  useApp.getState().guide({ presenting: false });
}

// However it is ended: by the button, or by its key.
useApp.subscribe(
  (s) => s.presenting,
  (presenting) => {
    if (presenting) return;
    if (useHall.getState().themeBefore !== null) takeProjectorColours(false);
    stopWalk();
    useHall.setState({ black: false });
  },
);

/** Not everywhere: frames have to be allowed to. */
export const mayFillScreen = (): boolean => document.fullscreenEnabled;

export async function fillScreen(fill: boolean): Promise<void> {
  try {
    if (fill) await document.documentElement.requestFullscreen();
    else await document.exitFullscreen();
  } catch {
    // Asked for by no key or press of this page: it stays as it is.
  }
}

const fill = () => {
  if (mayFillScreen() && document.fullscreenElement === null) void fillScreen(true);
};

/** One on, or back: a moment of the demo, else a step of the lesson, else of the packet that is followed. */
function move(direction: 1 | -1): void {
  // A lesson that was opened on the way takes the turn; opening a moment closes it.
  if (turnLesson(direction === 1 ? 'next' : 'back') || walk(direction)) return;
  void useApp.getState().step(direction, 'hop');
}

export function follow(ask: Ask): void {
  switch (ask) {
    case 'next':
      move(1);
      break;
    case 'previous':
      move(-1);
      break;
    case 'black':
      useHall.setState(({ black }) => ({ black: !black }));
      break;
    case 'first':
      // A lesson that is presented has the turn, whatever demo was kept before.
      if (useApp.getState().lesson === null || useDemo.getState().walking) void openMoment(0);
      fill();
      break;
    case 'here':
      fill();
      break;
  }
}
