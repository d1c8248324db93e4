import { expect, test } from 'vitest';
import { main } from './main';

async function sim(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await main(argv, { out: (text) => (out += text), err: (text) => (err += text) });
  return { status, out, err };
}

const ONE = [
  '--set',
  'vms.0.path=emulated',
  '--set',
  'vms.0.traffic.kind=single',
  '--until',
  '300us',
];

test('sim journey prints every hop of a packet, its exits and copies, and what each follows from', async () => {
  const { status, out, err } = await sim('journey', ...ONE, '--packet', '1');
  expect([status, err]).toEqual([0, '']);
  const lines = out.split('\n');
  expect(lines[0]).toBe('Packet 1 (vm0)');
  expect(out.match(/EPT_MISCONFIG H TDT/gu)).toHaveLength(1);
  expect(out).toMatch(/ EOI_INDUCED L EOI /u);
  expect(out.match(/ 1500 B /gu)).toHaveLength(2);
  expect(out).toMatch(/ application +created, 1,500 B\. \S/mu);
  const rows = lines.filter((line) => /^ *\d+ +\d+\.\d{3} /u.test(line));
  expect(rows.length).toBeGreaterThan(50);
  for (const [i, row] of rows.entries()) {
    const cause = / < (\d+) /u.exec(row)?.[1];
    expect(Number(cause ?? -1), `the cause of row ${String(i)}`).toBeLessThan(i);
  }
});

test('sim journey tells in the words of the page, at three depths and in both languages', async () => {
  const told = async (...more: string[]) =>
    (await sim('journey', ...ONE, '--packet', '1', ...more)).out;
  const texts = await Promise.all([
    told(),
    told('--depth', 'first'),
    told('--depth', 'kernel'),
    told('--lang', 'zh-CN'),
  ]);
  expect(new Set(texts).size).toBe(4);
  expect(texts[2]).toContain('vmx_vcpu_run');
  expect(texts[3]).toContain('VM 退出');
});

test('sim journey as JSON has causes by index and prices that add up', async () => {
  const { status, out } = await sim('journey', ...ONE, '--packet', '1', '--format', 'json');
  expect(status).toBe(0);
  interface Row {
    readonly step?: string;
    readonly cause: number | null;
    readonly root: string | null;
    readonly durationNs: number;
    readonly exit?: { readonly reason: string; readonly cls: string } | null;
    readonly copiedBytes?: number;
    readonly charges?: readonly { readonly ns: number }[];
  }
  const told = JSON.parse(out) as {
    packet: number;
    vm: string;
    path: string;
    rows: readonly Row[];
  };
  expect(told).toMatchObject({ packet: 1, vm: 'vm0', path: 'emulated' });
  for (const [i, { cause, root }] of told.rows.entries()) {
    expect(cause === null, `row ${String(i)}`).toBe(root !== null);
    expect(cause ?? -1).toBeLessThan(i);
  }
  const copies = told.rows.filter(({ copiedBytes }) => (copiedBytes ?? 0) > 0);
  expect(copies.map(({ step }) => step)).toEqual(['copy-guest-to-model', 'copy-to-tap']);
  for (const { charges, durationNs } of copies) {
    const paid = (charges ?? []).reduce((sum, { ns }) => sum + ns, 0);
    expect(paid).toBeCloseTo(durationNs, 2);
  }
});

test('sim journey says which packets there are when there is no such one', async () => {
  expect(await sim('journey', ...ONE, '--packet', '7')).toEqual({
    status: 1,
    out: '',
    err: 'sim: no packet 7: the run has 2, counted from 1\n',
  });
});

test.each([
  [[], 'journey: --packet N is wanted'],
  [['--packet', '0'], "--packet 0: a packet's number, from 1"],
  [['--packet', 'x'], "--packet x: a packet's number, from 1"],
  [['--packet', '1', '--depth', 'deep'], '--depth deep: one of os, first, kernel'],
  [['--packet', '1', '--lang', 'fr'], '--lang fr: one of en, zh-CN, zh'],
  [['--packet', '1', '--format', 'csv'], '--format csv: one of table, json'],
])('sim journey %j is refused in one line', async (argv, said) => {
  expect(await sim('journey', ...argv)).toEqual({ status: 2, out: '', err: `sim: ${said}\n` });
});
