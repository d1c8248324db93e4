// What the lab exports, read by the real lspci: `lspci -F` prints of our dump what ours prints, for every card with no
// VF, one, and as many as it can have here. Passes where Debian's pciutils is not installed, and says so.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { DEVICES } from '../engine/pci/devices';
import { vfLimits } from '../engine/pci/limits';
import { DEFAULT_SCENARIO } from '../engine/scenario/defaults';
import { parseScenario } from '../engine/scenario/parse';
import { PciIds } from '../formats/lspci/ids';
import { readDump } from '../formats/lspci/read-dump';
import { writeDump } from '../formats/lspci/write-dump';
import { startHost, type SimulatedHost } from './host';

const IDS_FILE = fileURLToPath(new URL('../formats/lspci/pci.ids', import.meta.url));
const names = new PciIds(readFileSync(IDS_FILE, 'utf8'));
const asked = spawnSync('lspci', ['--version'], { encoding: 'utf8' });
const installed = asked.status === 0 && asked.stdout.trim() === 'lspci version 3.9.0';
const folder = mkdtempSync(join(tmpdir(), 'sriov-lab-export-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function hostWith(device: string, numVfs: number): SimulatedHost {
  const parsed = parseScenario({ nic: { device, numVfs }, vms: [{ path: 'virtio' }] });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return startHost(parsed.scenario, names, null);
}

const printed = ({ shell }: SimulatedHost, line: string): string =>
  shell
    .run(line, null)
    .chunks.map(({ text }) => text)
    .join('');

function real(file: string, args: readonly string[]): string {
  const { stdout, stderr } = spawnSync('lspci', ['-i', IDS_FILE, '-F', file, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return stdout + stderr.replaceAll(/^lspci: Unable to load libkmod.*\n/gmu, '');
}

const cases = DEVICES.flatMap((device) => {
  const { max } = vfLimits(device, DEFAULT_SCENARIO.host);
  return [...new Set([0, 1, max])].map((numVfs) => [device.id, numVfs] as const);
});

describe.skipIf(!installed)('the real lspci reads the export as ours does', () => {
  test.each(cases)('%s with %i VFs', (device, numVfs) => {
    const host = hostWith(device, numVfs);
    const dump = writeDump(host.kernel.functions(), names, true);
    const file = join(folder, `${device}-${String(numVfs)}`);
    writeFileSync(file, dump);
    const tmp = host.kernel.root.get('tmp');
    const copy = tmp?.type === 'dir' ? tmp.create?.('dump') : undefined;
    copy?.write?.(dump, false);
    for (const args of ['-vvv', '-t', '-nn']) {
      expect(printed(host, `lspci -F /tmp/dump ${args}`)).toBe(real(file, [args]));
    }
  });
});

/**
 * What a live lspci has from sysfs and a dump has not: ids of VFs (their own read ffff), drivers, modules, IOMMU group,
 * NUMA node, slot, sizes of regions, addresses of VFs' regions and of BARs that are switched off. And one line that
 * lspci leaves out for a function without ids.
 */
const LIVE =
  /^\t(?:Kernel (?:driver|modules)|IOMMU group|NUMA node|Physical Slot|DeviceName)|^\t(?:Region|Expansion ROM|I\/O behind|Memory behind|Prefetchable memory behind)|^\tInterrupt:|^\t\t\t AtomicOpsCap: 32bit/u;

test.each([
  ['intel-82599', 4],
  ['intel-e810', 9],
  ['nvidia-connectx5', 3],
] as const)('%s: beyond sysfs a dump tells what the live host tells', (device, numVfs) => {
  const host = hostWith(device, numVfs);
  const dump = writeDump(host.kernel.functions(), names, true);
  const tmp = host.kernel.root.get('tmp');
  const copy = tmp?.type === 'dir' ? tmp.create?.('dump') : undefined;
  copy?.write?.(dump, false);
  const bare = (text: string) =>
    text
      .split('\n')
      .filter((line) => !LIVE.test(line))
      // Heads and subsystems of VFs are named by their PF, in a dump by nobody.
      .filter((line) => !/Virtual Function|Illegal Vendor|^\tSubsystem:/u.test(line));
  expect(bare(printed(host, 'lspci -F /tmp/dump -vvv'))).toEqual(bare(printed(host, 'lspci -vvv')));
  expect(printed(host, 'lspci -F /tmp/dump -xxxx | grep "^[0-9a-f]*: [0-9a-f]"')).toBe(
    printed(host, 'lspci -xxxx | grep "^[0-9a-f]*: [0-9a-f]"'),
  );
});

test('serial numbers leave only when asked for', () => {
  const host = hostWith('intel-82599', 1);
  const serialOf = (text: string) =>
    readDump(text)
      .functions.find(({ seen }) => seen.bus === 0x3b)
      ?.seen.config.subarray(0x144, 0x14c);
  expect(serialOf(writeDump(host.kernel.functions(), names, false))?.every((b) => b === 0)).toBe(
    true,
  );
  expect(serialOf(writeDump(host.kernel.functions(), names, true))?.some((b) => b !== 0)).toBe(
    true,
  );
});
