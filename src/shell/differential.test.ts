import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lines } from './testing-lines';
import { createShell } from './session';
import { directory, link, noNames, testingHost, textFile } from './testing-host';

// The same lines in the real bash, with the real tools, over the same small file tree. Where there is no bash
// with GNU's tools, nothing is compared.
const bash = spawnSync('bash', ['-c', 'ls --version && echo $BASH_VERSION'], { encoding: 'utf8' });
const real = bash.status === 0 && /coreutils\) 9/.test(bash.stdout) && /^5\.2/m.test(bash.stdout);

const FILES: Readonly<Record<string, string>> = {
  'fruits.txt': 'banana 3\napple 10\ncherry 2\napple 10\nDate 7\n',
  'numbers.txt': '10\n9\n2\n33\n1\n',
  'empty.txt': '',
  'no-newline': 'one\ntwo',
  'with space.txt': 'spaced\n',
  '.hidden': 'secret\n',
  vf1: '1\n',
  vf2: '2\n',
  vf10: '10\n',
  'table.csv': 'a,b,c\n1,2,3\n4,,6\n',
  'sub/inner.txt': 'inner apple\nsecond\n',
  'sub/deep/x.conf': '[a]\nkey = value\n# comment\n',
};

const temp = mkdtempSync(join(tmpdir(), 'sriov-lab-shell-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

const TIMEOUT_MS = 120_000;
let count = 0;

function theirs(line: string) {
  count += 1;
  const root = join(temp, `case-${String(count)}`);
  mkdirSync(join(root, 'sub', 'deep'), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(root, name), text);
  symlinkSync('sub/inner.txt', join(root, 'to-inner'));
  symlinkSync('sub', join(root, 'to-sub'));
  symlinkSync('nowhere', join(root, 'broken'));
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', line, 'bash'], {
    cwd: root,
    encoding: 'utf8',
    input: '',
    timeout: 10_000,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', HOME: root },
  });
  const plain = (text: string) => text.replaceAll(root, '/root');
  const err = plain(stderr).replace(/^bash: (?:-c: )?line \d+: /gm, 'bash: ');
  return { out: plain(stdout), err, status };
}

function ours(line: string) {
  const deep = directory({ 'x.conf': textFile(FILES['sub/deep/x.conf'] ?? '') });
  const sub = directory({ 'inner.txt': textFile(FILES['sub/inner.txt'] ?? ''), deep });
  const top = Object.entries(FILES).filter(([name]) => !name.includes('/'));
  const home = directory({
    ...Object.fromEntries(top.map(([name, text]) => [name, textFile(text)])),
    sub,
    'to-inner': link('sub/inner.txt'),
    'to-sub': link('sub'),
    broken: link('nowhere'),
  });
  const shell = createShell({ kernel: testingHost(home).kernel, names: noNames, lab: null });
  const { chunks, status } = shell.run(line, null);
  const said = (stream: string) =>
    chunks
      .filter((chunk) => chunk.stream === stream)
      .map(({ text }) => text)
      .join('');
  return { out: said('out'), err: said('err'), status };
}

describe.skipIf(!real)('the real bash and tools', () => {
  for (const [group, list] of Object.entries(lines)) {
    test(`say the same: ${group}`, { timeout: TIMEOUT_MS }, () => {
      const mine = list.map((line) => ({ line, ...ours(line) }));
      const others = list.map((line) => ({ line, ...theirs(line) }));
      expect(mine).toEqual(others);
    });
  }
});
