/**
 * One measurement of the simulated host, as JSON: wall milliseconds of its start, of each command at the prompt, and
 * of 65,535 VFs that are switched on. Arguments: none.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseScenario } from '../../engine/scenario/parse';
import { PciIds } from '../../formats/lspci/ids';
import { startHost } from '../../shell/host';

/** What a learner types; each is measured alone on a host with 63 VFs. */
const LINES = [
  'lspci',
  'lspci -tv',
  'lspci -vvv -s 3b:00.0',
  'lspci -vvvxxxx > /tmp/dump',
  'cat /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs',
  'ls -l /sys/bus/pci/devices/0000:3b:00.0/',
  'find /sys/kernel/iommu_groups -type l | sort -V | tail -3',
  'ip link show',
  'setpci -s 3b:00.0 ECAP_SRIOV+10.w',
  'echo 0 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs',
  'echo 63 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs',
  'dmesg | tail',
  'for f in /sys/bus/pci/devices/*; do readlink $f; done | wc -l',
];

function host(input: unknown) {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return startHost(parsed.scenario, names, null);
}

/** Milliseconds, and what came of it. */
function timed<T>(work: () => T): { ms: number; result: T } {
  const start = performance.now();
  const result = work();
  return { ms: performance.now() - start, result };
}

const ids = process.argv[2] ?? 'src/formats/lspci/pci.ids';
const names = new PciIds(readFileSync(ids, 'utf8'));
const SMALL = { nic: { numVfs: 63 } };
host(SMALL);
const boot = timed(() => host(SMALL));
const lines = LINES.map((line) => {
  boot.result.shell.run(line, null);
  const { ms, result } = timed(() => boot.result.shell.run(line, null));
  return { line, ms, status: result.status };
});

const most = host({ nic: { lspci: largest() } });
const all = timed(() =>
  most.shell.run('echo 65535 > /sys/bus/pci/devices/0000:00:00.0/sriov_numvfs', null),
);
const listed = timed(() => most.shell.run('lspci | wc -l', null));
process.stdout.write(
  JSON.stringify({
    boot: boot.ms,
    lines,
    all: { ms: all.ms, status: all.result.status },
    listed: {
      ms: listed.ms,
      count: listed.result.chunks
        .map(({ text }) => text)
        .join('')
        .trim(),
    },
  }),
);

/** A dump of one function that has as many VFs as Routing IDs are left: First VF Offset 1, VF Stride 1, 4 KiB each. */
function largest(): string {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  const words: readonly (readonly [at: number, value: number])[] = [
    [0x00, 0x00101b36],
    [0x04, 0x00100000],
    [0x08, 0x01080202],
    [0x34, 0x00000040],
    [0x40, 0x00020010],
    [0x44, 0x10000000],
    [0x100, 0x00010010],
    [0x108, 0x00000010],
    [0x10c, 0xffffffff],
    [0x114, 0x00010001],
    [0x118, 0x00100000],
    [0x11c, 0x00000553],
    [0x120, 0x00000001],
    [0x124, 0xe0000004],
  ];
  for (const [at, value] of words) view.setUint32(at, value, true);
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  const rows = Array.from({ length: 256 }, (_, row) => {
    const part = [...bytes.subarray(16 * row, 16 * row + 16)].map(hex).join(' ');
    return `${hex(16 * row)}: ${part}`;
  });
  return `00:00.0 Non-Volatile memory controller\n${rows.join('\n')}\n`;
}
