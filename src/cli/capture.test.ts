import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCapture } from '../formats/capture/read';
import { main } from './main';

const folder = mkdtempSync(join(tmpdir(), 'sriov-lab-capture-cli-'));
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

const SET = ['--set', 'vms.0.traffic.kind=burst', '--set', 'vms.0.traffic.packets=3'];
const onPath = (path: string) => ['--set', `vms.0.path=${path}`, ...SET, '--until', '2ms'];

function read(file: string) {
  const result = readCapture(readFileSync(file), file);
  if (!result.ok) throw new Error(JSON.stringify(result.issue));
  return result.capture;
}

describe('sim capture', () => {
  test('writes what passed a tap as pcapng', async () => {
    const file = join(folder, 'tap.pcapng');
    const argv = ['capture', ...onPath('virtio'), '--set', 'vms.0.count=1'];
    const said = await sim(...argv, '--tap', 'vnet0', '--out', file);
    expect(said).toEqual({ status: 0, out: '', err: '' });
    const { format, frames } = read(file);
    expect([format, frames.length]).toEqual(['pcapng', 3]);
  });

  test('all taps are interfaces of one file', async () => {
    const file = join(folder, 'all.pcapng');
    const argv = ['capture', ...onPath('virtio'), '--set', 'vms.0.count=1'];
    expect((await sim(...argv, '--tap', 'all', '--out', file)).status).toBe(0);
    // Guest, virtqueue, tap, bridge, PF, switch, wire.
    expect(read(file).frames).toHaveLength(7 * 3);
  });

  test('lists the taps by the host’s own names, and says why one stays empty', async () => {
    const { status, out, err } = await sim('capture', ...onPath('sriov'), '--taps');
    expect([status, err]).toEqual([0, '']);
    const lines = out.trimEnd().split('\n');
    expect(lines.find((line) => line.startsWith('vm0:eth0'))).not.toContain('empty');
    expect(lines.find((line) => line.startsWith('vnet0'))).toMatch(/empty\. .*by DMA/u);
    expect(lines.some((line) => /^en\S+ .*physical function/u.test(line))).toBe(true);
  });

  test('a tap that nothing passes gives a file without frames and says so', async () => {
    const file = join(folder, 'none.pcapng');
    const argv = ['capture', ...onPath('sriov'), '--tap', 'br0', '--out', file];
    const { status, err } = await sim(...argv);
    expect(status).toBe(0);
    expect(err).toMatch(/^sim: no frame passed br0: empty\. .*DMA/u);
    expect(readCapture(readFileSync(file), 'x').ok).toBe(false);
  });

  test.each([
    [[], 2, 'sim: capture wants --tap NAME, or --taps to list them'],
    [['--tap', 'vnet0'], 2, 'sim: capture wants --out FILE.pcapng'],
    [
      ['--tap', 'eth9', '--out', 'x', '--until', '10us'],
      2,
      'sim: --tap eth9: no such tap; taps are vm0:eth0',
    ],
    [['--tap', 'wire0', '--out', '/no/such/folder/x', '--until', '10us'], 1, ': ENOENT'],
  ])('%j ends with one line', async (argv, wanted, said) => {
    const { status, out, err } = await sim('capture', ...argv);
    expect([status, out]).toEqual([wanted, '']);
    expect(err).toContain(said);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('tcpdump in the host’s shell', () => {
  const shell = (path: string, commands: string) =>
    sim('shell', '--set', `vms.0.path=${path}`, ...SET, '--set', 'run.until=2ms', '-c', commands);

  test('prints the frames of the run, writes them and reads them again', async () => {
    const line = 'IP 192.0.2.10.50000 > 192.0.2.1.9: UDP, length 1458';
    const direct = await shell('virtio', 'tcpdump -t -nn -i vnet0');
    expect(direct.out).toBe(`${line}\n`.repeat(3));
    expect(direct.err).toContain('3 packets captured\n3 packets received by filter\n');
    const file = await shell(
      'virtio',
      'tcpdump -i vnet0 -w x.pcap 2>/dev/null; tcpdump -t -nn -r x.pcap udp 2>/dev/null; wc -c < x.pcap',
    );
    expect(file.out).toBe(`${`${line}\n`.repeat(3)}${String(24 + 3 * 1516)}\n`);
  });

  test('of a VF the host’s bridge and PF see nothing', async () => {
    const { out, err } = await shell('sriov', 'tcpdump -nn -i any');
    expect(out).toBe('');
    expect(err).toContain('0 packets captured');
  });
});
