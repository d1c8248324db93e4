import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lines } from './testing-lines';
import { createShell } from './session';
import { noNames, testingHost } from './testing-host';

const valid = Object.values(lines).flat();
const pieces = [
  '" | \' | $( | $(( | )) | ) | ( | { | } | ${ | || | && | ; | ;; | & | > | >> | < | << | <<< | 2>&1 | \\ | # | ! | * | ?',
  '[ | [[ | ]] | if | then | fi | for | in | do | done | while | case | esac | f() | =~ | {1..99} | {a,b} | ~ | $x | $@',
  '${x//a*/b} | ${x:1:-1} | $? | = | += | x= | a | echo | x | 1',
]
  .flatMap((text) => text.split(' | '))
  .concat('|', '\n', ' ', ' ', ' ', '\0', '\ud800', 'if ', 'for ', ' in ', 'do ', 'while ', '[[ ');

/** What the line did that no line may do; null where all is well. */
function fault(line: string): string | null {
  const shell = createShell({ kernel: testingHost().kernel, names: noNames, lab: null });
  const { chunks, status, more } = shell.run(line, 80);
  const length = chunks.reduce((sum, { text }) => sum + text.length, 0);
  if (length > 2_100_000) return `printed ${String(length)} characters`;
  if (!(status >= 0 && status < 256)) return `status ${String(status)}`;
  if (more && length > 0) return 'printed, and asks for more';
  shell.complete(line, line.length);
  const next = shell.run('/usr/bin/whoami', null).chunks.at(-1)?.text ?? '';
  return next.endsWith('root\n') ? null : 'the next line does not run';
}

const TIMEOUT_MS = 120_000;

test('any text as a line', { timeout: TIMEOUT_MS }, () => {
  const text = fc.string({ maxLength: 60, unit: 'binary' });
  fc.assert(
    fc.property(text, (line) => {
      expect(fault(line)).toBeNull();
    }),
    { numRuns: 500 },
  );
});

test('pieces of the language in any order', { timeout: TIMEOUT_MS }, () => {
  const words = fc.array(fc.constantFrom(...pieces), { maxLength: 25 });
  fc.assert(
    fc.property(words, (list) => {
      expect(fault(list.join(''))).toBeNull();
    }),
    { numRuns: 1000 },
  );
});

test('lines that work, with something put in or left out', { timeout: TIMEOUT_MS }, () => {
  const change = fc.record({
    line: fc.constantFrom(...valid),
    at: fc.nat(400),
    cut: fc.nat(12),
    piece: fc.constantFrom(...pieces),
  });
  fc.assert(
    fc.property(change, ({ line, at, cut, piece }) => {
      const from = at % (line.length + 1);
      expect(fault(line.slice(0, from) + piece + line.slice(from + cut))).toBeNull();
    }),
    { numRuns: 500 },
  );
});
