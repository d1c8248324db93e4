import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readLesson } from './read-lesson';
import { MAX_LESSON_CHARS } from './blocks';

const template = readFileSync(new URL('../TEMPLATE.md', import.meta.url), 'utf8');

/** `line:column code found` of every issue. */
function issues(text: string): readonly string[] {
  const result = readLesson(text);
  if (result.ok) return [];
  return result.issues.map(
    ({ line, column, code, found }) => `${String(line)}:${String(column)} ${code} ${found}`,
  );
}

const lineOf = (needle: string) =>
  template.split('\n').findIndex((line) => line.includes(needle)) + 1;

describe('a lesson', () => {
  test('is read from the template, step by step', () => {
    const result = readLesson(template);
    if (!result.ok) throw new Error(issues(template).join('\n'));
    const { lesson } = result;
    expect(lesson).toMatchObject({ id: 'my-lesson', number: 50, minutes: 8, language: 'en' });
    expect(lesson.steps.map(({ id }) => id)).toEqual([
      'goals',
      'parts',
      'watch-1',
      'kick',
      'copies',
      'why',
      'fewer',
      'new',
      'summary',
    ]);
    const kick = lesson.steps[3];
    expect(kick).toMatchObject({
      kind: 'predict',
      scene: {
        scenario: 'one',
        highlight: 'driver',
        from: { kind: 'created', n: 1, vm: 0 },
        to: { kind: 'end' },
      },
      question: { kind: 'choice' },
    });
    expect(lesson.steps[6]).toMatchObject({
      solution: { set: [{ key: 'vms.0.path', value: 'sriov' }] },
    });
  });

  test('may have lines that end as on Windows, and a byte order mark', () => {
    expect(readLesson(`\uFEFF${template.replaceAll('\n', '\r\n')}`).ok).toBe(true);
  });
});

/** Something in the template replaced, and the complaint that it earns: `line of`, column, code, what was found. */
const BROKEN: readonly (readonly [string, string, string, number, string])[] = [
  ['id: my-lesson', 'id: My Lesson', 'id:', 5, 'bad-value My Lesson'],
  ['minutes: 8', 'minutes: 90', 'minutes:', 10, 'bad-value 90'],
  ['minutes: 8', 'difficulty: 8', 'minutes:', 1, 'unknown-key difficulty'],
  ['minutes: 8', '__proto__: 8', 'minutes:', 1, 'front-matter __proto__: 8'],
  ['title: One', 'title: <b>One', 'title:', 8, 'bad-value <b>One packet through virtio'],
  ['"vhost-net"', '"vhots"', '"vms"', 1, 'scenario vms.0.path: "vhots"'],
  [':::goals', ':::quiz', ':::goals', 1, 'unknown-tag quiz'],
  ['part=vhost', 'part=vohst', '[The vhost', 27, 'bad-value vohst'],
  ['part=vhost', 'onclick=x', '[The vhost', 22, 'unknown-attribute onclick'],
  ['highlight=driver}\nWhat', 'glow=driver}\nWhat', ':::watch', 43, 'unknown-attribute glow'],
  [
    'highlight=driver}\nWhat',
    'highlight=driver sweep="paths=vf; sizes=64"}\nWhat',
    ':::watch',
    67,
    'bad-value vf',
  ],
  [
    'highlight=driver}\nWhat',
    'highlight=driver sweep="sizes=60..1514; guests=1..16"}\nWhat',
    ':::watch',
    67,
    'bad-value 23280',
  ],
  [
    'highlight=driver}\nWhat',
    'highlight=driver sweep="sizes=64; colour=red"}\nWhat',
    ':::watch',
    67,
    'bad-value colour=red',
  ],
  ['{=vms.count}', '{=sweep.vf[64][1].exits.total}', 'Figures come', 94, 'unknown-fact sweep.vf'],
  ['to="packet 1 created"', 'to="packet one"', ':::watch', 25, 'bad-value packet one'],
  ['{=vms.count}', '{=vms.cuont}', 'Figures come', 94, 'unknown-fact vms.cuont'],
  ['{=vms.count}', '{=vms.count', 'Figures come', 92, 'not-closed {=vms.count guest.'],
  ['"exits.total = 0"', '"exits.total 0"', '::option', 28, 'predicate 0'],
  ['"exits.total = 0"', '"exits.total = 0 eval(1)"', '::option', 32, 'predicate eval'],
  ['"exits.total = 0"', '"exits.total@two = 0"', '::option', 16, 'unknown-scenario two'],
  ['A nudge.', '', ':::task', 1, 'count'],
  ['- Five.', '', ':::summary', 1, 'count 4 items'],
  ['set="vms.0.path=sriov"', 'set="vms.__proto__.x=1"', '::solution', 17, 'bad-value'],
  ['scenario=one}', 'scenario=two}', ':::transfer', 64, 'unknown-scenario two'],
  [
    'What it shows.\n:::\n\n:::transfer',
    'What it shows.\n\n:::transfer',
    ':::task',
    1,
    'not-closed',
  ],
];

describe('a broken lesson', () => {
  test.each(BROKEN)('%j → %j is refused at its place', (from, to, near, column, complaint) => {
    expect(template).toContain(from);
    // At the place the table names: for what is not closed the place of its beginning.
    const found = issues(template.replace(from, () => to));
    const place = `${String(lineOf(near))}:${String(column)} ${complaint}`;
    expect(found.map((issue) => issue.slice(0, place.length))).toContain(place);
  });

  test('without front matter says so and nothing else', () => {
    expect(issues('# A title')).toEqual(['1:1 front-matter # A title']);
    expect(issues('')).toEqual(['1:1 front-matter ']);
    expect(issues('---\nid: x')).toEqual(['1:1 not-closed ---']);
  });

  test('lists all that is wrong, in the order of the text', () => {
    const found = issues(
      template.replace('minutes: 8', 'minutes: x').replace(':::goals', ':::gaols'),
    );
    expect(found.length).toBeGreaterThan(2);
    const lines = found.map((issue) => Number(issue.split(':')[0]));
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });
});

const HOSTILE: readonly (readonly [string, string])[] = [
  ['<script>alert(1)</script>', 'html'],
  ['</p>', 'html'],
  ['<!-- hidden -->', 'html'],
  ['![x](https://example.org/x.png)', 'image'],
  ['[x](javascript:alert(1))', 'link'],
  ['[x](JaVaScRiPt:alert(1))', 'link'],
  ['[x](data:text/html,x)', 'link'],
  ['[x](//example.org)', 'link'],
  ['[x](https://)', 'link'],
  ['[x]{part=driver style=x}', 'unknown-attribute'],
  ['[x]{constructor=driver}', 'unknown-attribute'],
  ['{=constructor.constructor}', 'unknown-fact'],
  ['{=scenario.__proto__}', 'unknown-fact'],
  ['{=scenario.constructor.name}', 'unknown-fact'],
  [
    '[[[[[[[x]{part=kvm}]{part=kvm}]{part=kvm}]{part=kvm}]{part=kvm}]{part=kvm}]{part=kvm}',
    'nested',
  ],
  [':::watch', 'not-closed'],
  ['`{=exits.total}`', 'nested'],
  ['::::: x', 'nested'],
];

describe('hostile text', () => {
  test.each(HOSTILE)('%j is refused', (text, code) => {
    const found = issues(template.replace('- A second one.', () => `- A second one.\n\n${text}`));
    expect(found.some((issue) => issue.includes(` ${code} `))).toBe(true);
  });

  test('of any size is refused before it is read', () => {
    expect(issues(`---\n${'x'.repeat(MAX_LESSON_CHARS)}`)[0]).toContain('1:1 too-large');
    expect(issues('['.repeat(100_000))[0]).toContain('front-matter');
    const deep = template.replace('A nudge.', `${'['.repeat(50_000)}x`);
    expect(issues(deep).some((issue) => issue.includes('not-closed'))).toBe(true);
  });

  test('never throws, and every complaint has a place in the text', () => {
    const pieces = fc.constantFrom(
      ':::',
      '::',
      '::option{when="exits.total = 0"}',
      ':::predict{kind=number answer="exits.total"}',
      '```scenario x\n',
      '```',
      '{=',
      '}',
      '[a]{part=',
      '](https://',
      '**',
      '`',
      '\n',
      '---\n',
      '"',
      '\u0000',
      '人',
      '😀',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(template.length), pieces, fc.nat(30)), { maxLength: 8 }),
        (edits) => {
          let text = template;
          for (const [at, piece, cut] of edits)
            text = text.slice(0, at) + piece + text.slice(at + cut);
          const result = readLesson(text);
          if (result.ok) return;
          const lines = text.split(/\r\n?|\n/u);
          expect(result.issues.length).toBeGreaterThan(0);
          for (const { line, column, allowed } of result.issues) {
            expect(allowed).not.toBe('');
            expect(line).toBeLessThanOrEqual(lines.length + 1);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
