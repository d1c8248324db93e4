/**
 * One measurement of the simulated host, as JSON: wall milliseconds of its start, of each command at the prompt, and
 * of 65,535 VFs that are switched on. Arguments: none.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { parseScenario } from '../../engine/scenario/parse';
import { PciIds } from '../../formats/lspci/ids';
import { startHost } from '../../shell/host';

const PF = '/sys/bus/pci/devices/0000:3b:00.0';
const vfs = (count: number) => `echo ${String(count)} > ${PF}/sriov_numvfs`;

/** What a learner types, and what is typed before each time so that it has something to do. */
interface Line {
  readonly line: string;
  readonly before?: string;
}

/** Each is measured alone on a host with 63 VFs, the second time that it is typed. */
const LINES: readonly Line[] = [
  { line: 'lspci' },
  { line: 'lspci -tv' },
  { line: 'lspci -vvv -s 3b:00.0' },
  { line: 'lspci -vvvxxxx > /tmp/dump', before: 'rm -f /tmp/dump' },
  { line: 'lspci -F /tmp/dump -vvv > /tmp/read', before: 'rm -f /tmp/read' },
  { line: `cat ${PF}/sriov_numvfs` },
  { line: `ls -l ${PF}/` },
  { line: 'find /sys/kernel/iommu_groups -type l | sort -V | tail -3' },
  { line: 'ip link show' },
  { line: 'setpci -s 3b:00.0 ECAP_SRIOV+10.w' },
  { line: 'setpci -s 3b:10.0 COMMAND=4', before: 'setpci -s 3b:10.0 COMMAND=0' },
  { line: vfs(0), before: vfs(63) },
  { line: vfs(63), before: vfs(0) },
  { line: 'dmesg | tail' },
  { line: 'for f in /sys/bus/pci/devices/*; do readlink $f; done | wc -l' },
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
const { shell } = boot.result;
const lines = LINES.map(({ line, before }) => {
  const prepare = () => {
    if (before !== undefined && shell.run(before, null).status !== 0) throw new Error(before);
  };
  prepare();
  shell.run(line, null);
  prepare();
  const { ms, result } = timed(() => shell.run(line, null));
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
