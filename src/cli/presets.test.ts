import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PRESET_IDS } from '../engine/scenario/presets';
import { main } from './main';

let folder = '';
const before = process.cwd();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sriov-lab-presets-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
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

describe('presets', () => {
  test('a SCENARIO may be the name of one, and --set changes it', async () => {
    const { status, out } = await sim('run', 'exit-storm', '--until', '1ms');
    expect(status).toBe(0);
    expect(out).toMatch(/ vm0 emulated +vm1 emulated\n/u);
    const set = await sim('run', 'exit-storm', '--set', 'vms.0.path=virtio', '--until', '1ms');
    expect(set.out).toMatch(/ vm0 virtio +vm1 virtio\n/u);
  });

  test('a file of that name wins', async () => {
    writeFileSync('exit-storm', '{"vms": [{"count": 1, "path": "vhost-net"}]}');
    const { out } = await sim('run', 'exit-storm', '--until', '1ms');
    expect(out).toMatch(/ vm0 vhost-net\n/u);
  });

  test('a name that is neither is refused in one line, with the names there are', async () => {
    const { status, out, err } = await sim('run', 'exit-strom');
    expect([status, out]).toEqual([2, '']);
    expect(err).toBe(
      `sim: exit-strom: ENOENT, and no preset of that name; presets are ${PRESET_IDS.join(', ')}\n`,
    );
  });

  test('are listed in the help, a line each', async () => {
    const { status, out } = await sim('--help');
    expect(status).toBe(0);
    for (const id of PRESET_IDS) expect(out).toMatch(new RegExp(`^ {2}${id} {2,}\\S.*[.?]$`, 'mu'));
  });
});
