import { expect, test } from 'vitest';
import { main } from './main';

async function sim(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await main(argv, { out: (text) => (out += text), err: (text) => (err += text) });
  return { status, out, err };
}

test('sim validate prints every figure with its verdict, and why the missed ones miss', async () => {
  const { status, out, err } = await sim('validate');
  expect([status, err]).toEqual([0, '']);
  expect(out).toMatch(/^pcie18\.gen3x8\.write64 +lab +42\.1 +42\.09 +Gbit\/s +1\.00 +3 % +pass$/m);
  expect(out).toMatch(/^dall17\.x86\.io_kernel .* pass \(input\)$/m);
  const missed = [...out.matchAll(/^(\S+) .* MISS$/gm)].map(([, id]) => id);
  expect(missed.length).toBeGreaterThan(0);
  for (const id of missed) expect(out).toContain(`\n${String(id)}: `);
  expect(out).not.toContain('no reason is known');
  expect(out).toMatch(
    /^vf-throttle +10000 +1\.558 +1\.5\d+ +packets\/interrupt +(?:0\.9\d|1\.0\d)$/m,
  );
});

test('sim validate as JSON names the scenario behind a figure', async () => {
  const { status, out } = await sim('validate', '--format', 'json');
  expect(status).toBe(0);
  const { summary, figures, silent } = JSON.parse(out) as {
    summary: { pass: number; miss: number; inputs: number; silent: number };
    figures: { id: string; pass: boolean; ratio: number; scenario: unknown }[];
    silent: { why: string; figures: string[] }[];
  };
  expect(figures).toHaveLength(summary.pass + summary.miss + summary.inputs);
  expect(silent.flatMap((each) => each.figures)).toHaveLength(summary.silent);
  expect(figures.find(({ id }) => id === 'dong10.linerate')?.scenario).toMatchObject({
    host: { profile: 'sandy-bridge' },
  });
});

test('sim validate takes nothing but a format', async () => {
  expect(await sim('validate', 'x.json')).toEqual({
    status: 2,
    out: '',
    err: 'sim: validate takes no x.json\n',
  });
});
