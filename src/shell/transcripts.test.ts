// Replays what a real kernel answered, command by command. The transcripts lie beside the project; a clone
// without them passes and says so. What is not compared stands at `comparable`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bootKernel, type BootedKernel } from '../engine/linux/boot';
import { parseScenario } from '../engine/scenario/parse';
import { PciIds } from '../formats/lspci/ids';
import { createShell, type HostShell } from './session';
import { comparable, turnsOf } from './testing-transcript';

const FOLDER = new URL('../../../shared/reference/linux/', import.meta.url).pathname;
const PCI_IDS = new URL('../formats/lspci/pci.ids', import.meta.url).pathname;
const names = new PciIds(readFileSync(PCI_IDS, 'utf8'));

/** The files of a folder in the order in which their commands ran, by the topics of the machine's `gt.scn`. */
const TOPICS: Readonly<Record<string, readonly RegExp[]>> = {
  boot: [/^00-boot/u],
  ladder: [/vfs-\d+\.txt$/u, /vfs-\d+\.lspci-vvv/u, /vfs-\d+\.lspci-xxxx/u, /vfs-\d+\.iomem/u],
  errors: ['values', 'transitions', 'files', 'autoprobe', 'driver'].map(
    (topic) => new RegExp(`^errors-${topic}`, 'u'),
  ),
  'ash-errors': [/^errors-ash/u],
  vfnet: [/^vfnet/u],
  iommu: [/^iommu-groups/u, /^vfio/u],
  try: [/^try/u],
  plain: [/^plain/u],
  remove: [/^remove/u],
  regprobe: ['sriov-disabled', 'sriov-enabled', 'vf.txt', 'pf-header'].map(
    (topic) => new RegExp(`^regprobe-.*${topic}`, 'u'),
  ),
  online: [/^online/u],
};

interface Folder {
  readonly name: string;
  readonly command: string;
  readonly files: readonly string[];
}

function folders(): Folder[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('net-'))
    .map(({ name }) => {
      const command = readFileSync(join(FOLDER, name, 'command.txt'), 'utf8');
      return { name, command, files: inOrder(readdirSync(join(FOLDER, name)), command) };
    });
}

function inOrder(files: readonly string[], command: string): string[] {
  const topics = (/gt\.scn=(\S+)/u.exec(command)?.[1] ?? '').split(',');
  return topics.flatMap((topic) => {
    const patterns = TOPICS[topic] ?? [];
    const step = (file: string) => Number(/vfs-(\d+)/u.exec(file)?.[1] ?? 0);
    const rank = (file: string) => patterns.findIndex((pattern) => pattern.test(file));
    return files
      .filter((file) => rank(file) >= 0)
      .toSorted((a, b) => step(a) - step(b) || rank(a) - rank(b));
  });
}

/** A captured machine: its drivers were loaded after the log of its boot had been kept. */
interface Captured {
  readonly shell: HostShell;
  readonly kernel: BootedKernel;
}

function boot({ name, command }: Folder): Captured {
  const release = name.endsWith('-k612') ? 'kernel 6.12\n' : '';
  const parsed = parseScenario({ machine: release + command });
  if (!parsed.ok || parsed.scenario.machine === null) {
    throw new Error(`${name}: ${JSON.stringify(parsed)}`);
  }
  const kernel = bootKernel(parsed.scenario.machine, { seed: 1, autoload: false });
  const shell = createShell({ kernel, names, lab: null, hostname: '(none)' });
  return { shell, kernel };
}

/**
 * What was done before a topic's first command that was kept: VFs off, and autoprobe too where the machine's
 * arguments or the topic want no driver on the VFs.
 */
function prepare({ shell, kernel }: Captured, machine: string, file: string): void {
  const pf = /gt\.pf=(\S+)/u.exec(machine)?.[1];
  if (pf === undefined) return;
  const folder = `/sys/bus/pci/devices/0000:${pf}`;
  if (/gt\.noauto=1/u.test(machine) || file.startsWith('regprobe')) {
    shell.run(`echo 0 > ${folder}/sriov_drivers_autoprobe`, null);
  }
  if (/^(?:vfnet|errors-values|regprobe-.*(?:disabled|header))/u.test(file)) {
    shell.run(`echo 0 > ${folder}/sriov_numvfs`, null);
    // What the driver does afterwards is done when the topic begins.
    kernel.pass(3_000_000_000);
    kernel.log.clear();
  }
}

function replay(
  captured: Captured,
  { name: folder, command: machine }: Folder,
  file: string,
): string[] {
  const { shell, kernel } = captured;
  if (!file.startsWith('00-boot')) prepare(captured, machine, file);
  const ash = file.startsWith('errors-ash');
  const different: string[] = [];
  if (ash) shell.run('busybox sh', null);
  for (const { command, output, line } of turnsOf(
    readFileSync(join(FOLDER, folder, file), 'utf8'),
  )) {
    if (file.startsWith('00-boot') && command === 'dmesg -c') {
      kernel.log.clear();
      kernel.coldplug();
    }
    const { chunks } = shell.run(command, null);
    const text = chunks.map((chunk) => chunk.text).join('');
    const ours = comparable(
      command,
      text
        .replace(/\n$/u, '')
        .split('\n')
        .filter((l, _, all) => all.length > 1 || l !== ''),
    );
    const real = comparable(command, output);
    if (ours.join('\n') === real.join('\n')) continue;
    different.push(`${file}:${String(line)} # ${command}\n${difference(real, ours)}`);
  }
  if (ash) shell.run('exit', null);
  return different;
}

/** The first lines that differ: what Linux printed, then what we did. */
function difference(real: readonly string[], ours: readonly string[]): string {
  const at = real.findIndex((line, i) => line !== ours[i]);
  const from = at < 0 ? real.length : at;
  const show = (sign: string, lines: readonly string[]) =>
    lines.slice(from, from + 4).map((line) => `  ${sign} ${line}`);
  return [...show('-', real), ...show('+', ours)].join('\n');
}

const found = folders();

describe.skipIf(found.length === 0)('a real kernel answers as ours does', () => {
  describe.each(found)('$name', (folder) => {
    let captured: Captured | null = null;
    test.each(folder.files)('%s', (file) => {
      if (captured === null) {
        captured = boot(folder);
        // One file alone (`-t`) is replayed on a machine whose boot nobody read.
        if (!file.startsWith('00-boot')) {
          captured.kernel.coldplug();
          captured.kernel.log.clear();
        }
      }
      const different = replay(captured, folder, file);
      // A difference is read line by line, not as one long string.
      if (different.length > 0) throw new Error(different.join('\n\n'));
      expect(different).toEqual([]);
    });
  });
});

test.runIf(found.length === 0)(
  'the transcripts are not beside this clone: nothing was replayed',
  () => {
    expect(existsSync(FOLDER)).toBe(false);
  },
);
