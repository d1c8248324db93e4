import { describe, expect, it } from 'vitest';
import type { DumpIssue } from '../worker/host-api';
import { dump as en } from './en/dump';
import { dump as zh } from './zh-cn/dump';

/** Every code the reader of dumps has; a new one does not compile before it stands here and in the sentences. */
const CODES = Object.keys({
  'no-devices': true,
  'short-64': true,
  'short-256': true,
  'truncated-line': true,
  'duplicate-function': true,
  'out-of-order': true,
  'capability-loop': true,
  'capability-outside': true,
  'absurd-bar': true,
  'bad-byte': true,
  'too-large': true,
  'no-sriov': true,
} satisfies Record<DumpIssue['code'], true>) as DumpIssue['code'][];

describe.each([
  ['English', en],
  ['Chinese', zh],
])('what is odd about a dump, in %s', (_name, words) => {
  it('has a sentence of its own for each code', () => {
    const sentences = CODES.map((code) => words.issue[code]({ code, line: 0, bdf: '', found: '' }));
    expect(new Set(sentences).size).toBe(CODES.length);
    for (const sentence of sentences) expect(sentence).toMatch(/[.。]$/u);
  });

  it('names the function, the line and what was found', () => {
    for (const code of CODES.filter((each) => each !== 'too-large')) {
      const sentence = words.issue[code]({ code, line: 1234, bdf: '3b:00.0', found: 'zz' });
      expect(sentence).toContain('3b:00.0');
      expect(sentence).toContain('1,234');
    }
    expect(words.issue['bad-byte']({ code: 'bad-byte', line: 3, bdf: '', found: 'zz' })).toContain(
      'zz',
    );
  });

  it('tells how to get the bytes that are missing', () => {
    for (const code of ['short-64', 'short-256'] as const) {
      expect(words.issue[code]({ code, line: 0, bdf: '', found: '' })).toMatch(/root.*-xxxx/u);
    }
  });
});
