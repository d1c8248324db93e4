import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from './main';

const folder = mkdtempSync(join(tmpdir(), 'sriov-lab-cli-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

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

describe('sim shell', () => {
  test('runs lines on the host of a scenario, and exits as the last one did', async () => {
    const scenario = file('a.json', '{"nic": {"numVfs": 2}}');
    const command = 'cat /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs; false';
    expect(await sim('shell', scenario, '-c', command)).toEqual({ status: 1, out: '2\n', err: '' });
  });

  test("a machine may be told as its command line; errors are the host's own", async () => {
    const machine = file('m.txt', '-M q35\n-device pcie-root-port,id=rp1\n-device igb,bus=rp1\n');
    const command =
      'for n in 8 2\ndo echo $n > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs\ndone\nlspci -n | tail -1';
    const { status, out, err } = await sim('shell', machine, '-c', command);
    expect(err).toBe('bash: echo: write error: Numerical result out of range\n');
    expect(out).toBe('01:10.2 0200: 8086:10ca (rev 01)\n');
    expect(status).toBe(0);
  });

  test('commands that look at the guests see their whole run', async () => {
    const set = [
      '--set',
      'vms.0.path=vhost-net',
      '--set',
      'vms.0.count=1',
      '--set',
      'run.until=1ms',
    ];
    const { out } = await sim('shell', ...set, '-c', 'perf kvm stat report; tcpdump -c 1 -i vnet0');
    expect(out).toMatch(/EPT_MISCONFIG +10 /u);
    expect(out).toMatch(/ IP 192\.0\.2\.10\.\d+ > 192\.0\.2\.1\.discard: UDP, length 1458$/mu);
  });

  test('later settings win, and lists grow by index', async () => {
    const set = ['--set', 'nic.numVfs=3', '--set', 'nic.numVfs=1', '--set', 'vms.0.path=virtio'];
    const { out } = await sim('shell', ...set, '-c', 'ls -d /sys/bus/pci/devices/*:10.* | wc -l');
    expect(out).toBe('1\n');
  });
});

describe('sim lspci', () => {
  test('takes the flags of the real one', async () => {
    const { out } = await sim('lspci', '--set', 'nic.device=intel-e810', '--', '-n', '-s', '3b:00');
    expect(out).toBe('3b:00.0 0200: 8086:1592 (rev 02)\n3b:00.1 0200: 8086:1592 (rev 02)\n');
  });

  test('prints a dump, and says what it left out', async () => {
    const zeros = Array.from({ length: 16 }, () => '00').join(' ');
    const rows = [
      '00: 86 80 c9 10 07 04 10 00 01 00 00 02 10 00 00 00',
      `10: ${zeros}`,
      `20: ${zeros}`,
      `30: ${zeros}`,
    ];
    const dump = file('d.txt', `01:00.0 Ethernet controller: x\n${rows.join('\n')}\n`);
    const { status, out, err } = await sim('lspci', '--import', dump, '--', '-n');
    expect([status, out]).toEqual([0, '01:00.0 0200: 8086:10c9 (rev 01)\n']);
    expect(err).toContain('01:00.0: short-64');
  });
});

test.each([
  [['sell'], 'sim: unknown command sell; one of'],
  [[], 'sim: no command; one of'],
  [['shell', '--set', 'nic.numVfs', '-c', 'true'], 'sim: --set nic.numVfs: KEY=VALUE is wanted'],
  [['shell', '--set', '__proto__.x=1', '-c', 'true'], 'not a key of a scenario'],
  [
    ['shell', '--set', 'nic.numVfs=999', '-c', 'true'],
    'nic.numVfs: found 999; allowed: a whole number',
  ],
  [['shell', '/no/such/file', '-c', 'true'], 'sim: /no/such/file: ENOENT'],
  [['shell', '-'], 'give the commands with -c'],
  [['lspci', 'a', '--import', 'b'], 'not both'],
  [['check'], 'check wants one FILE'],
  [['lspci', '--bogus'], "Unknown option '--bogus'"],
])('%j is refused in one line, with status 2 and nothing on stdout', async (argv, said) => {
  const { status, out, err } = await sim(...argv);
  expect([status, out]).toEqual([2, '']);
  expect(err).toContain(said);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});

test('check tells whether a file is well formed', async () => {
  expect((await sim('check', file('good.json', '{}'))).status).toBe(0);
  const bad = await sim('check', file('bad.json', '{"seed": -1, "x": 1}'));
  expect(bad.status).toBe(1);
  expect(bad.err).toMatch(/bad\.json: seed: found -1; allowed: a whole number/u);
  expect(bad.err).toMatch(/bad\.json: x: found x; allowed: one of/u);
});
