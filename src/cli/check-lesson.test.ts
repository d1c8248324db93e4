import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from './main';

const folder = mkdtempSync(join(tmpdir(), 'lesson-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const template = readFileSync(new URL('../lessons/TEMPLATE.md', import.meta.url), 'utf8');

async function check(text: string, ...more: readonly string[]) {
  const file = join(folder, 'lesson.md');
  writeFileSync(file, text);
  let [out, err] = ['', ''];
  const output = { out: (each: string) => (out += each), err: (each: string) => (err += each) };
  const status = await main(['check', file, ...more], output);
  return { status, out: out.replaceAll(file, 'FILE'), err: err.replaceAll(file, 'FILE') };
}

describe('sim check of a lesson', () => {
  test('says that it is well formed and that what it says holds', async () => {
    expect(await check(template, '--seeds', '3')).toEqual({
      status: 0,
      out: 'FILE: a lesson, well formed; 1 claims and all answers hold with 3 seeds\n',
      err: '',
    });
  });

  test('names line, column, what was found and what is allowed', async () => {
    const { status, out, err } = await check(template.replace('part=vhost', 'part=vohst'));
    expect([status, out]).toEqual([1, '']);
    expect(err).toContain('FILE:23:27: bad-value: found vohst; allowed: app, stack, driver,');
  });

  test('says which claim does not come true, how often and with which seed first', async () => {
    const text = template.replace('EPT_MISCONFIG >= 1', 'EPT_MISCONFIG >= 999');
    const { status, out, err } = await check(text, '--seeds', '2');
    expect([status, out]).toEqual([1, '']);
    expect(err).toMatch(
      /^FILE:39:1: the claim does not hold: .* = \d+\); 2 of 2 seeds, first 1\n$/u,
    );
  });

  test('refuses a number of seeds that is none', async () => {
    const { status, out, err } = await check(template, '--seeds', '0');
    expect([status, out, err]).toEqual([2, '', 'sim: --seeds 0: 1 to 1000\n']);
  });
});
