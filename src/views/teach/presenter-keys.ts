import type { Focus, KeyPress } from '../../ui/shortcuts';

/** What a presenter's key asks for beside what keys do on the page anyhow. */
export type Ask = 'next' | 'previous' | 'first' | 'here' | 'black';

/**
 * Remotes are keyboards of four keys: on and back send Page Down and Page Up, start sends F5 or Shift+F5, and what blanks
 * the screen sends `b` or a dot. The dot plays and pauses here, as everywhere in the lab: who holds a remote has no other
 * key for it. Who types in a field has letters of his own; no field keeps the pages from being turned. `letters`: single letters
 * are keys.
 */
export function presenterAsk(press: KeyPress, focus: Focus, letters: boolean): Ask | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  // Else the browser loads the page anew, before everybody.
  if (press.key === 'F5') return press.shiftKey ? 'here' : 'first';
  switch (press.key) {
    case 'PageDown':
      return 'next';
    case 'PageUp':
      return 'previous';
    case 'b':
    case 'B':
      return letters && focus !== 'field' ? 'black' : null;
    default:
      return null;
  }
}
