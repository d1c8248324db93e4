import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ChromeTrace } from '../formats/trace/events';
import { main } from './main';

const folder = mkdtempSync(join(tmpdir(), 'sriov-lab-trace-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function sim(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as ChromeTrace;

describe('sim trace', () => {
  test('writes the run as a Chrome trace, with its scenario in it', async () => {
    const file = join(folder, 'a.json');
    const set = ['--set', 'vms.0.path=emulated', '--until', '2ms'];
    expect(await sim('trace', ...set, '--out', file)).toEqual({ status: 0, out: '', err: '' });
    const { traceEvents, otherData } = read(file);
    expect(otherData).toMatchObject({
      scenario: { vms: [{ path: 'emulated' }], run: { until: '2ms' } },
      complete: true,
    });
    expect(traceEvents.some(({ ph, name }) => ph === 'X' && name === 'device-register')).toBe(true);
  });

  test('writes the same to standard output for -', async () => {
    const file = join(folder, 'b.json');
    await sim('trace', '--until', '1ms', '--out', file);
    const { status, out } = await sim('trace', '--until', '1ms', '--out', '-');
    expect(status).toBe(0);
    expect(out).toBe(readFileSync(file, 'utf8'));
  });

  test('traces a long run from its start and says what was left out', async () => {
    const file = join(folder, 'c.json');
    const set = ['--set', 'vms.0.traffic.kind=bulk', '--until', '10s'];
    const { status, out, err } = await sim('trace', ...set, '--out', file);
    expect([status, out]).toEqual([0, '']);
    expect(err).toMatch(
      /^sim: the trace holds the first [\d.]+ ms of 10000 ms: .* the rest is left out\n$/u,
    );
    const { traceEvents, otherData } = read(file);
    expect(otherData['complete']).toBe(false);
    const slices = traceEvents.filter(({ ph }) => ph === 'X').length;
    expect(slices).toBeGreaterThan(50_000);
    expect(slices).toBeLessThanOrEqual(150_000);
  });

  test.each([
    [[], 2, 'sim: trace wants --out FILE.json'],
    [['--out', 'x.json', '--until', 'soon'], 2, 'sim: run.until: found "soon"; allowed: '],
    [['--out', '/no/such/folder/x.json', '--until', '10us'], 1, ': ENOENT'],
  ])('%j ends with one line', async (argv, wanted, said) => {
    const { status, out, err } = await sim('trace', ...argv);
    expect([status, out]).toEqual([wanted, '']);
    expect(err).toContain(said);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});
