import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Complaints } from '../read/issue';
import { holds } from './evaluate';
import { COMPARISONS, type Value } from './expression';
import { readPredicate, type Scope } from './parse';

const AT = { line: 7, column: 11 };

function judge(
  text: string,
  facts: Readonly<Record<string, Value>>,
  scope: Scope = {},
  guess: Value = null,
) {
  const complaints = new Complaints();
  const predicate = readPredicate(text, AT, complaints, scope);
  if (predicate === null)
    return complaints.issues.map(({ column, code }) => `${String(column)} ${code}`);
  return holds(predicate, { guess, fact: ({ text: name }) => facts[name] ?? null });
}

const FACTS = {
  'exits.total': 7,
  'exits.perPacket': 1.9375,
  'vms[0].path': 'emulated',
  'vms[0].withoutDevice': false,
  'drops.spoof-check': 0,
  'exits.total@one': 3,
} satisfies Record<string, Value>;

describe('a predicate', () => {
  test.each([
    ['exits.total = 7', true],
    ['exits.total != 7', false],
    ['exits.total > 6.5 and exits.perPacket < 2', true],
    ['exits.total > 8 or exits.perPacket >= 2', false],
    ["vms[0].path = 'emulated'", true],
    ["not vms[0].path = 'sriov' and not (exits.total = 1 or exits.total = 2)", true],
    ['drops.spoof-check = 0', true],
    ['vms[0].withoutDevice', false],
    ['not vms[0].withoutDevice', true],
    // And binds more than or.
    ['true or true and false', true],
    ['exits.total > -1', true],
    // What is not there is neither equal nor different.
    ["vms[9].path = 'sriov'", false],
    ["vms[9].path != 'sriov'", false],
    ["exits.total < 'x'", false],
  ] as const)('%s: %s', (text, value) => {
    expect(judge(text, FACTS)).toBe(value);
  });

  test('is no longer than can be walked', () => {
    for (const text of [`true${' or true'.repeat(10_000)}`, 'not '.repeat(30_000)]) {
      expect(judge(text, FACTS)).toEqual(['1611 predicate']);
    }
  });

  test('knows other runs and the answer where they are allowed', () => {
    expect(judge('exits.total@one < exits.total', FACTS, { scenarios: ['one'] })).toBe(true);
    expect(judge('guess > exits.total', FACTS, { guess: true }, 9)).toBe(true);
    expect(judge('guess > 1', FACTS)).toEqual(['11 unknown-fact']);
  });

  test.each([
    ['', '11 predicate'],
    ['exits.total =', '24 predicate'],
    ['exits.total == 7', '24 predicate'],
    ['(exits.total = 7', '27 predicate'],
    ['exits.total = 7)', '26 predicate'],
    ['exits.total ; 7', '23 predicate'],
    ['exits.totla = 7', '11 unknown-fact'],
    ['true and exits.byReason.EPT = 1', '20 unknown-fact'],
    ['exits.total@two = 7', '11 unknown-scenario'],
    [`${'('.repeat(100)}true${')'.repeat(100)}`, '44 predicate'],
    [`${'not '.repeat(100)}true`, '143 predicate'],
    ["'not closed", '11 predicate'],
    ['constructor', '11 unknown-fact'],
    ['toString = 1', '11 unknown-fact'],
  ])('%j is refused at its place: %s', (text, complaint) => {
    expect(judge(text, FACTS)).toEqual([complaint]);
  });

  test('means what its words mean, for any predicate', () => {
    type Tree = { readonly text: string; readonly value: boolean };
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc
          .tuple(
            fc.integer({ min: -5, max: 5 }),
            fc.constantFrom(...COMPARISONS),
            fc.integer({ min: -5, max: 5 }),
          )
          .map(([a, op, b]) => ({
            text: `${String(a)} ${op} ${String(b)}`,
            value: {
              '=': a === b,
              '!=': a !== b,
              '<': a < b,
              '<=': a <= b,
              '>': a > b,
              '>=': a >= b,
            }[op],
          })),
        tie('tree').map(({ text, value }) => ({ text: `not (${text})`, value: !value })),
        fc.tuple(tie('tree'), fc.boolean(), tie('tree')).map(([a, and, b]) => ({
          text: `(${a.text}) ${and ? 'and' : 'or'} (${b.text})`,
          value: and ? a.value && b.value : a.value || b.value,
        })),
      ),
    }));
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        expect(judge(text, {})).toBe(value);
      }),
    );
  });
});
