import { describe, expect, test } from 'vitest';
import { createShell } from './session';
import { noNames, testingHost } from './testing-host';

const PF = '/sys/bus/pci/devices/0000:01:00.0';

function start(flavour: 'bash' | 'ash' = 'bash') {
  const { kernel, writes } = testingHost();
  const shell = createShell({ kernel, names: noNames, lab: null, flavour });
  const run = (line: string, columns: number | null = null) =>
    shell
      .run(line, columns)
      .chunks.map(({ text }) => text)
      .join('');
  return { shell, run, writes };
}

describe('a line that prints too much', () => {
  test('is stopped, and the next prints again', () => {
    const { run } = start();
    const said = run('seq 1 999999999');
    expect(said.length).toBeLessThan(2_000_100);
    expect(said).toMatch(/bash: output stopped after 2 MB\n$/);
    expect(run('echo on')).toBe('on\n');
  });
});

describe('a line that takes long in earnest', () => {
  test('is stopped, and the next runs', () => {
    const { kernel } = testingHost();
    let wall = 0;
    const shell = createShell({ kernel, names: noNames, lab: null, clock: () => (wall += 50) });
    const run = (line: string) => shell.run(line, null).chunks.map(({ text }) => text);
    expect(run('while :; do :; done')).toEqual(['bash: line stopped after 8 s\n']);
    expect(run('echo on')).toEqual(['on\n']);
  });
});

describe('writing to sysfs', () => {
  test('says what the kernel said, with the shell or the program in front', () => {
    const { run } = start();
    expect(run(`echo 9 > ${PF}/sriov_numvfs`)).toBe(
      'bash: echo: write error: Numerical result out of range\n',
    );
    expect(run('echo $?')).toBe('1\n');
    expect(run(`echo 2 | tee ${PF}/sriov_numvfs`)).toBe('2\n');
    expect(run(`echo 4 | tee ${PF}/sriov_numvfs`)).toBe(
      `4\ntee: '${PF}/sriov_numvfs': Device or resource busy\n`,
    );
    expect(run(`echo 1 | tee ${PF}/sriov_totalvfs`)).toBe(
      `tee: '${PF}/sriov_totalvfs': Permission denied\n1\n`,
    );
    expect(run(`echo 1 > ${PF}/nothing`)).toBe(`bash: ${PF}/nothing: Permission denied\n`);
    expect(run(`cat ${PF}/nothing`)).toBe(`cat: '${PF}/nothing': No such file or directory\n`);
    expect(run('echo 1 > /sys/nowhere/x')).toBe(
      'bash: /sys/nowhere/x: No such file or directory\n',
    );
  });

  test('one command is one write; nothing printed is none', () => {
    const { run, writes } = start();
    run(`printf '' > ${PF}/sriov_numvfs; true > ${PF}/sriov_numvfs; : >> ${PF}/sriov_numvfs`);
    expect(writes).toEqual([]);
    run(`printf '%s' 1 > ${PF}/sriov_numvfs; { echo 0; echo 2; } > ${PF}/sriov_numvfs`);
    expect(writes).toEqual(['1', '0\n', '2\n']);
  });

  test("bash's own commands write line by line, and go on behind an error", () => {
    const { run, writes } = start();
    expect(run(`printf '2\\n\\n' > ${PF}/sriov_numvfs`)).toBe(
      'bash: printf: write error: Invalid argument\n',
    );
    expect(writes).toEqual(['2\n', '\n']);
    expect(run(`echo -e 'x\\n0' > ${PF}/sriov_numvfs; cat ${PF}/sriov_numvfs`)).toBe(
      'bash: echo: write error: Invalid argument\n0\n',
    );
    run(`printf '1\\n0\\n' | tee ${PF}/sriov_numvfs`);
    expect(writes.slice(4)).toEqual(['1\n0\n']);
  });

  test("busybox's words", () => {
    const { run } = start('ash');
    expect(run(`echo 9 > ${PF}/sriov_numvfs`)).toBe(
      'sh: write error: Numerical result out of range\n',
    );
    expect(run(`echo 1 > ${PF}/sriov_totalvfs`)).toBe(
      `sh: can't create ${PF}/sriov_totalvfs: Permission denied\n`,
    );
    expect(run('echo 1 > /sys/nowhere/x')).toBe(
      "sh: can't create /sys/nowhere/x: nonexistent directory\n",
    );
    expect(run(`cat ${PF}/nothing`)).toBe(
      `cat: can't open '${PF}/nothing': No such file or directory\n`,
    );
  });
});

describe('a line', () => {
  test.each([
    'echo "abc',
    "echo 'abc",
    'for i in 1 2',
    'if true; then',
    'ls |',
    'true &&',
    'f() {',
  ])('that is not finished asks for more: %s', (line) => {
    const { shell } = start();
    expect(shell.run(line, null)).toMatchObject({ more: true, chunks: [] });
  });

  test.each([')', 'fi', 'if true; fi', 'echo >', 'a | | b', '; ls'])(
    'that is none is refused: %s',
    (line) => {
      const { shell } = start();
      const { chunks, status } = shell.run(line, null);
      expect(chunks.map(({ text }) => text).join('')).toMatch(
        /^bash: syntax error near unexpected token/,
      );
      expect(status).toBe(2);
    },
  );

  test.each(['while true; do :; done', 'f() { f; }; f', 'echo {1..9999999}', 'x() { x | x; }; x'])(
    'that would not end is stopped: %s',
    (line) => {
      const { shell } = start();
      const { chunks, status } = shell.run(line, null);
      expect(chunks.map(({ text }) => text).join('')).toMatch(/^bash: /);
      expect(status).not.toBe(0);
      expect(shell.run('echo on', null).chunks).toEqual([{ stream: 'out', text: 'on\n' }]);
    },
  );
});
