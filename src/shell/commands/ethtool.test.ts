import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bootKernel } from '../../engine/linux/boot';
import { recordedMachine } from '../../engine/pci/testing-machines';
import { createShell } from '../session';
import { noNames } from '../testing-host';

// Drivers of a real kernel 6.1 asked by ethtool 6.1, where those records lie beside the project.
const records = fileURLToPath(new URL('../../../../shared/reference/linux/', import.meta.url));
const machines = ['net-e1000', 'net-e1000e', 'net-igb', 'net-igbvf', 'net-rtl8139', 'net-virtio'];

/** `ip link` and `ethtool` lines of a record with what they printed. */
function asked(text: string): readonly (readonly [line: string, printed: string])[] {
  const [before = ''] = text.split('\n== phase');
  return before
    .split(/^# /m)
    .slice(1)
    .map((block): readonly [string, string] => {
      const at = block.indexOf('\n');
      return [block.slice(0, at), block.slice(at + 1)];
    })
    .filter(([line]) => /^(ethtool|ip) /.test(line));
}

/** VFs draw their addresses. */
const withoutRandom = (text: string): string =>
  text.replaceAll(/link\/ether (?!52:54|00:00)[0-9a-f:]{17}/g, 'link/ether (random)');

describe.skipIf(!existsSync(records))('as recorded', () => {
  test.each(machines)('%s', (name) => {
    const kernel = bootKernel(
      recordedMachine(readFileSync(`${records}${name}/command.txt`, 'utf8')),
      {
        seed: 1,
        autoload: true,
      },
    );
    const shell = createShell({ kernel, names: noNames, lab: null });
    if (name === 'net-igbvf') {
      shell.run('ip link set eth0 up', null);
      kernel.pass(5e9);
      shell.run('echo 1 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs', null);
      kernel.pass(5e9);
    }
    const pairs = asked(readFileSync(`${records}${name}/guest.txt`, 'utf8'));
    expect(pairs.length).toBeGreaterThanOrEqual(5);
    for (const [line, printed] of pairs) {
      const answer = shell
        .run(line, null)
        .chunks.map((chunk) => chunk.text)
        .join('');
      expect(`# ${line}\n${withoutRandom(answer)}`).toBe(`# ${line}\n${withoutRandom(printed)}`);
    }
  });
});
