import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysOf } from './keys';
import { EMPTY_LINE, press } from './line';
import type { Effect, Line } from './line';

/** The line after these keys; `|` marks the cursor. */
function typed(data: string, commands: readonly string[] = []): string {
  const { line } = pressed(data, commands);
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

function pressed(data: string, commands: readonly string[] = []) {
  let line: Line = EMPTY_LINE;
  const effects: Effect[] = [];
  for (const key of keysOf(data)) {
    const after = press(line, key, commands);
    line = after.line;
    if (after.effect !== null) effects.push(after.effect);
  }
  return { line, effects };
}

const LEFT = '\x1b[D';
const UP = '\x1b[A';
const DOWN = '\x1b[B';

describe('editing a line', () => {
  it.each([
    ['typing', 'lspci', 'lspci|'],
    ['cursor left', `lspci${LEFT}${LEFT}`, 'lsp|ci'],
    ['typing in the middle', `lspci${LEFT}${LEFT}x`, 'lspx|ci'],
    ['Home, End', 'ab\x1b[H1\x1b[F2', '1ab2|'],
    ['Ctrl-A, Ctrl-E', 'ab\x011\x052', '1ab2|'],
    ['Backspace', 'abc\x7f', 'ab|'],
    ['Backspace at the start', 'a\x01\x7f', '|a'],
    ['Delete and Ctrl-D', 'abcd\x01\x1b[3~\x04', '|cd'],
    ['Ctrl-U', `abcd${LEFT}\x15`, '|d'],
    ['Ctrl-K', 'abcd\x01\x06\x0b', 'a|'],
    ['Ctrl-W, then Ctrl-Y twice', 'echo /sys/bus\x17\x19\x19', 'echo /sys/bus/sys/bus|'],
    ['Alt-B, Alt-D', 'echo /sys/bus\x1bb\x1bd', 'echo /sys/|'],
    ['Ctrl-Left, Ctrl-Right', 'one two\x1b[1;5D\x1b[1;5D\x1b[1;5C', 'one| two'],
    ['application cursor keys', 'ab\x1bOD', 'a|b'],
    ['unknown sequences', 'a\x1b[15~\x1b[99;1Rb', 'ab|'],
    ['an accent is part of its letter', 'ae\u0301\x7f', 'a|'],
    ['an emoji is one character', `a👩‍💻${LEFT}b`, 'ab|👩‍💻'],
  ])('%s', (_name, data, line) => {
    expect(typed(data)).toBe(line);
  });

  it('asks for what is not the line’s own', () => {
    expect(pressed('a\r\t\x03\x0c').effects).toEqual(['run', 'complete', 'interrupt', 'clear']);
  });

  it('takes a paste as text, its line ends as Enter', () => {
    const { line, effects } = pressed('\x1b[200~echo\ta\rls\x03\x1b[201~');
    expect(effects).toEqual(['run']);
    expect(line.text).toBe('echo als');
  });

  it('cuts a line nobody could type', () => {
    expect(pressed('x'.repeat(10_000)).line.text).toHaveLength(4_096);
  });
});

describe('the history', () => {
  const commands = ['lspci', 'ip link', 'lspci -t'];

  it('goes back and forth and keeps what was begun', () => {
    expect(typed(`dm${UP}`, commands)).toBe('lspci -t|');
    expect(typed(`dm${UP}${UP}${UP}${UP}${UP}`, commands)).toBe('lspci|');
    expect(typed(`dm${UP}${UP}${DOWN}${DOWN}${DOWN}`, commands)).toBe('dm|');
  });

  it('searches backwards', () => {
    expect(typed('\x12lsp', commands)).toBe('|lspci -t');
    expect(typed('\x12lsp\x12', commands)).toBe('|lspci');
    expect(typed('\x12lsp\x05!', commands)).toBe('lspci -t!|');
    expect(typed('ab\x12lsp\x07', commands)).toBe('ab|');
    expect(pressed('\x12ip\r', commands)).toMatchObject({
      line: { text: 'ip link' },
      effects: ['run'],
    });
    expect(pressed('\x12nothing', commands).line.search).toEqual({ query: 'nothing', found: null });
  });
});

it('keeps a whole line and a cursor in it, whatever is pressed', () => {
  const sequences = fc.constantFrom(
    LEFT,
    UP,
    DOWN,
    '\x1b[C',
    '\x1b[H',
    '\x1b[F',
    '\x1bb',
    '\x1b[3~',
  );
  const controls = fc.integer({ min: 1, max: 31 }).map((code) => String.fromCharCode(code));
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    sequences,
    controls,
    fc.constant('\x7f'),
  );
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 40 }), fc.array(fc.string()), (parts, commands) => {
      const { line } = pressed(parts.join(''), commands);
      expect(line.cursor).toBeGreaterThanOrEqual(0);
      expect(line.cursor).toBeLessThanOrEqual(line.text.length);
      expect(line.text.slice(0, line.cursor)).not.toMatch(/\p{Surrogate}/u);
      expect(line.text.slice(line.cursor)).not.toMatch(/\p{Surrogate}/u);
    }),
  );
});
