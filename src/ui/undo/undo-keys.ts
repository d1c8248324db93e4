import { focusOf, type KeyPress } from '../shortcuts';

/** Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y, with ⌘ as with Ctrl; what is being typed has its own. */
export function directionOf(press: KeyPress, focused: Element | null): 'undo' | 'redo' | null {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = press;
  if (altKey || ctrlKey === metaKey || focusOf(focused) === 'field') return null;
  switch (key.toLowerCase()) {
    case 'z':
      return shiftKey ? 'redo' : 'undo';
    case 'y':
      return shiftKey ? null : 'redo';
    default:
      return null;
  }
}
