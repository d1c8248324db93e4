import { expect, test } from 'vitest';
import { main } from './main';

async function sim(...argv: string[]) {
  let [out, err] = ['', ''];
  const code = await main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

test('a sheet is the same for the same seed, and another for another', async () => {
  const sheet = await sim('quiz', '--seed', '7', '--count', '5');
  expect(sheet).toMatchObject({ code: 0, err: '' });
  expect(sheet.out).toMatch(/^Quiz, seed 7\n\n1\. /u);
  expect(sheet.out.match(/^\d\. /gmu)).toHaveLength(5);
  expect(sheet.out).not.toContain('Answers');
  expect((await sim('quiz', '--seed', '7', '--count', '5')).out).toBe(sheet.out);
  expect((await sim('quiz', '--seed', '8', '--count', '5')).out).not.toBe(sheet.out);
});

test('answers are on a page of their own, in both languages', async () => {
  const { out } = await sim('quiz', '--seed', '3', '--lessons', '9', '--count', '3', '--answers');
  const [asked = '', solved = ''] = out.split('\f');
  expect(asked.match(/^\d\. /gmu)).toHaveLength(3);
  expect(solved).toMatch(/^Quiz, seed 3: Answers\n\n1\. /u);
  const chinese = await sim('quiz', '--seed', '3', '--count', '2', '--lang', 'zh', '--answers');
  expect(chinese.out).toContain('测验，种子 3：答案'.replace('：', ': '));
});

test('as data it has the scenario, the answer and every mistake with its reason', async () => {
  const line = ['--kind', 'routing-id', '--count', '1', '--answers', '--format', 'json'];
  const { out } = await sim('quiz', '--seed', '5', ...line);
  expect(JSON.parse(out)).toMatchObject({
    seed: 5,
    questions: [
      {
        kind: 'routing-id',
        lesson: 5,
        answer: expect.any(Number) as number,
        written: expect.stringMatching(/^[\da-f]{2}:[\da-f]{2}\.[0-7]$/u) as string,
        fact: expect.stringMatching(/^vf\[\d+\]\.routingId$/u) as string,
      },
    ],
  });
  const blank = await sim('quiz', '--seed', '5', '--kind', 'routing-id', '--format', 'json');
  expect(blank.out).not.toContain('"answer"');
});

test.each([
  [['--seed', '-1'], '--seed'],
  [['--seed', 'x'], '--seed x: a whole number from 0 to 999999999'],
  [['--count', '51'], '--count 51: a whole number from 1 to 50'],
  [['--lessons', '8'], '--lessons 8: some of 1,2,3,4,5,6,7,9,10,11'],
  [['--kind', 'riddle'], '--kind riddle: one of exit-reason, '],
  [['--format', 'pdf'], '--format pdf: one of text, json'],
  [['file.json'], 'a quiz is made from --seed, not file.json'],
])('%j is refused', async (argv, said) => {
  const { code, out, err } = await sim('quiz', ...argv);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(said);
});
