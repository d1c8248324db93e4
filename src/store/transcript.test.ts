import { describe, expect, it } from 'vitest';
import {
  appended,
  EMPTY_TRANSCRIPT,
  oneLine,
  plain,
  printable,
  transcriptText,
} from './transcript';

const out = (text: string) => ({ kind: 'out', stream: 'out', text }) as const;

describe('the scrollback', () => {
  it('numbers its entries and never uses a number twice', () => {
    let transcript = appended(EMPTY_TRANSCRIPT, [out('a\n'), out('b\n')]);
    transcript = appended(transcript, [out('c\n')]);
    expect(transcript.entries.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(transcript).toMatchObject({ next: 4, chars: 6 });
  });

  it('drops the oldest once it is full', () => {
    let transcript = EMPTY_TRANSCRIPT;
    for (let i = 0; i < 20; i++)
      transcript = appended(transcript, [out(`${'x'.repeat(99_999)}\n`)]);
    expect(transcript.chars).toBe(600_000);
    expect(transcript.entries.map(({ id }) => id)).toEqual([15, 16, 17, 18, 19, 20]);
    let many = EMPTY_TRANSCRIPT;
    for (let i = 0; i < 2_500; i++) many = appended(many, [out('x')]);
    expect(many.entries).toHaveLength(2_000);
    expect(many.chars).toBe(2_000);
  });

  it('keeps whole lines of the end of an output that is too long', () => {
    const text = Array.from({ length: 100_000 }, (_, i) => `line ${String(i)}\n`).join('');
    const { entries } = appended(EMPTY_TRANSCRIPT, [out(text)]);
    const kept = entries[0]?.kind === 'out' ? entries[0].text : '';
    expect(kept).toMatch(/^line \d+\n/u);
    expect(kept.endsWith('line 99999\n')).toBe(true);
    expect(kept.length).toBeLessThanOrEqual(600_000);
  });

  it('begins anew where `clear` was printed', () => {
    const before = appended(EMPTY_TRANSCRIPT, [out('old\n')]);
    const after = appended(before, [out('\x1b[H\x1b[2J\x1b[3J'), out('new\n')]);
    expect(transcriptText(after)).toBe('new\n');
  });
});

describe('what a file’s content may do to the terminal', () => {
  it.each([
    ['a title', 'a\x1b]0;title\x07b'],
    ['a link', 'a\x1b]8;;https://example.org\x1b\\b'],
    ['an unfinished sequence', 'a\x1b]52;c;AAAA'],
    ['cursor movement', 'a\x1b[5;5H\x1b[2Ab'],
    ['a bell', 'a\x07b'],
    ['a carriage return', 'a\rb'],
    ['a C1 control', 'a\x9b5Ab'],
  ])('keeps no %s', (_name, text) => {
    expect(printable(text)).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/u);
    expect(printable(text)).toMatch(/^a/u);
  });

  it('keeps colours on the screen and drops them from the text', () => {
    expect(printable('\x1b[1;31mred\x1b[0m\tand\n')).toBe('\x1b[1;31mred\x1b[0m\tand\n');
    expect(plain('\x1b[1;31mred\x1b[0m\tand\n')).toBe('red\tand\n');
  });
});

it('puts a command of several lines on one, as bash remembers it', () => {
  expect(oneLine('echo a')).toBe('echo a');
  expect(oneLine('for i in 1 2\ndo\n  echo $i\ndone')).toBe('for i in 1 2; do echo $i; done');
  expect(oneLine('echo a |\n  cat')).toBe('echo a | cat');
  expect(oneLine('echo a \\\n  b')).toBe('echo a   b');
  expect(oneLine('if true\nthen echo\nfi')).toBe('if true; then echo; fi');
});
