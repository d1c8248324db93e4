/** What a terminal's keyboard sends, as readline's names of what it does. */

export type KeyName =
  | 'enter'
  | 'complete'
  | 'left'
  | 'right'
  | 'word-left'
  | 'word-right'
  | 'home'
  | 'end'
  | 'older'
  | 'newer'
  | 'backspace'
  | 'delete'
  | 'kill-end'
  | 'kill-start'
  | 'kill-word'
  | 'kill-word-right'
  | 'yank'
  | 'search'
  | 'abort'
  | 'interrupt'
  | 'end-of-file'
  | 'clear';

export type Key =
  | { readonly kind: 'key'; readonly name: KeyName }
  | { readonly kind: 'text'; readonly text: string };

const SEQUENCES: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'complete',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x01': 'home',
  '\x02': 'left',
  '\x03': 'interrupt',
  '\x04': 'end-of-file',
  '\x05': 'end',
  '\x06': 'right',
  '\x07': 'abort',
  '\x0b': 'kill-end',
  '\x0c': 'clear',
  '\x0e': 'newer',
  '\x10': 'older',
  '\x12': 'search',
  '\x15': 'kill-start',
  '\x17': 'kill-word',
  '\x19': 'yank',
  '\x1b[A': 'older',
  '\x1b[B': 'newer',
  '\x1b[C': 'right',
  '\x1b[D': 'left',
  '\x1b[H': 'home',
  '\x1b[F': 'end',
  '\x1b[1~': 'home',
  '\x1b[4~': 'end',
  '\x1b[3~': 'delete',
  '\x1b[1;5C': 'word-right',
  '\x1b[1;5D': 'word-left',
  '\x1b[1;3C': 'word-right',
  '\x1b[1;3D': 'word-left',
  '\x1bb': 'word-left',
  '\x1bf': 'word-right',
  '\x1bd': 'kill-word-right',
  '\x1b\x7f': 'kill-word',
};

const SEQUENCE = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O[A-Z]|[^[O])?|[\x00-\x1f\x7f]|[^\x00-\x1f\x7f]+/gu;
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

/** Keys in the order they were pressed; what is pasted never acts as a key but Enter. Unknown keys are dropped. */
export function keysOf(data: string): readonly Key[] {
  const keys: Key[] = [];
  let pasting = false;
  for (const [part] of data.matchAll(SEQUENCE)) {
    if (part === PASTE_BEGINS || part === PASTE_ENDS) pasting = part === PASTE_BEGINS;
    // A pasted Tab is white space, not a question.
    else if (pasting && part === '\t') keys.push({ kind: 'text', text: ' ' });
    else if (pasting && part < ' ' && part !== '\r' && part !== '\n') continue;
    else if (part >= ' ' && part !== '\x7f') keys.push({ kind: 'text', text: part });
    else {
      const name = SEQUENCES[part.replace(/^\x1bO/u, '\x1b[')];
      if (name !== undefined) keys.push({ kind: 'key', name });
    }
  }
  return keys;
}
