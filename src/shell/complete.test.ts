import { describe, expect, test } from 'vitest';
import { createShell } from './session';
import { directory, noNames, testingHost, textFile } from './testing-host';

const DEVICES = '/sys/bus/pci/devices';

function start() {
  const home = directory({
    'notes.txt': textFile(''),
    'new file': textFile(''),
    '.profile': textFile(''),
    sub: directory({ inner: textFile('') }),
  });
  return createShell({ kernel: testingHost(home).kernel, names: noNames, lab: null });
}

const after = (line: string) => start().complete(line, line.length);

describe('completion', () => {
  test.each([
    ['readl', 0, ['readlink']],
    ['true && readl', 8, ['readlink']],
    ['x=1 whoa', 4, ['whoami']],
    ['echo $(whoa', 7, ['whoami']],
    ['cat n', 4, ['new\\ file', 'notes.txt']],
    ['cat "n', 4, ['"new file"', '"notes.txt"']],
    ['cat new\\ f', 4, ['new\\ file']],
    ['cd ', 3, ['sub/']],
    ['cat .p', 4, ['.profile']],
    ['cat ~/s', 4, ['~/sub/']],
    ['echo 1 >no', 8, ['notes.txt']],
    ['echo $HOSTN', 5, ['$HOSTNAME']],
    ['echo a${HOSTN', 5, ['a${HOSTNAME}']],
    [`cat ${DEVICES}/0000:01:00.0/sriov_n`, 4, [`${DEVICES}/0000:01:00.0/sriov_numvfs`]],
    [`ls ${DEVICES}/0000:0`, 3, [`${DEVICES}/0000:00:1f.2/`, `${DEVICES}/0000:01:00.0/`]],
    ['nothinglikethis', 0, []],
    ['cat nosuch/', 4, []],
  ] as const)('of %s', (line, from, candidates) => {
    expect(after(line)).toEqual({ from, candidates });
  });

  test('replaces only what stands before the cursor', () => {
    expect(start().complete('readl x', 5)).toEqual({ from: 0, candidates: ['readlink'] });
  });
});

describe('history', () => {
  const typed = (...lines: readonly string[]) => {
    const shell = start();
    const said = lines.map((line) =>
      shell
        .run(line, 80)
        .chunks.map(({ text }) => text)
        .join(''),
    );
    return said.at(-1);
  };

  test('is expanded as typed, and shown before it runs', () => {
    expect(typed('echo a b', '!!')).toBe('echo a b\na b\n');
    expect(typed('echo a b', 'echo c', '!1')).toBe('echo a b\na b\n');
    expect(typed('echo a b', 'echo c', '!-2')).toBe('echo a b\na b\n');
    expect(typed('echo a b', 'echo !$')).toBe('echo b\nb\n');
    expect(typed('echo a b', 'true', '!ec')).toBe('echo a b\na b\n');
    expect(typed('echo a b', '^a^x')).toBe('echo x b\nx b\n');
  });

  test('is left alone in quotes, tests and where nothing was typed', () => {
    expect(typed('true', "echo '!!' \\!! [ ! x ] hi!")).toBe('!! !! [ ! x ] hi!\n');
    expect(typed('!nothing')).toBe('bash: !nothing: event not found\n');
  });

  test('is listed', () => {
    expect(typed('echo a', '', 'history')).toBe('    1  echo a\n    2  history\n');
    expect(typed('echo a', 'history -c', 'history')).toBe('    1  history\n');
  });
});

describe('shells inside shells', () => {
  test('a busybox shell until exit', () => {
    const shell = start();
    const run = (line: string) =>
      shell
        .run(line, 80)
        .chunks.map(({ text }) => text)
        .join('');
    expect(run('busybox sh')).toContain('BusyBox v1.35.0');
    expect(run('nosuch')).toBe('sh: nosuch: not found\n');
    expect(run(')')).toBe('sh: syntax error: unexpected ")"\n');
    expect(shell.run('exit 3', 80)).toMatchObject({ status: 3, exited: false });
    expect(run('nosuch')).toBe('bash: nosuch: command not found\n');
    expect(shell.run('exit 3', 80)).toMatchObject({ status: 3, exited: true });
  });

  test('a prompt says where one is', () => {
    const shell = start();
    expect(shell.prompt()).toBe('root@sriov-lab:~# ');
    shell.run('cd sub', 80);
    expect(shell.prompt()).toBe('root@sriov-lab:~/sub# ');
    shell.run('cd /tmp; sh', 80);
    expect(shell.prompt()).toBe('/tmp # ');
  });

  test('what ends a line at the prompt leaves the shell running', () => {
    const shell = start();
    const run = (line: string) => shell.run(line, 80);
    expect(run('echo ${x?gone}; echo no').chunks).toEqual([
      { stream: 'err', text: 'bash: x: gone\n' },
    ]);
    expect(run('set -u; echo $x; echo no').chunks.at(-1)?.text).toBe('bash: x: unbound variable\n');
    expect(run('set +u; echo $?').chunks).toEqual([{ stream: 'out', text: '0\n' }]);
  });
});
