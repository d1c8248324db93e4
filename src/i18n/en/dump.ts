import { formatCount } from '../format';
import type { DumpProblem } from '../problem';

const s = (n: number) => (n === 1 ? '' : 's');

/** Where in the dump, and at which function. */
function place({ line, bdf }: DumpProblem): string {
  const at = [line === 0 ? '' : `line ${formatCount(line)}`, bdf].filter((part) => part !== '');
  return at.length === 0 ? '' : ` (${at.join(', ')})`;
}

const found = (text: string) => (text === '' ? '' : `: “${text}”`);

export const dump = {
  title: 'lspci: your host, this host',
  nothingLeaves:
    'Nothing leaves your browser. A link you copy afterwards contains the dump, because it reproduces the host.',
  read: 'Look at your own host',
  how: 'On the real host, as root, run',
  command: 'sudo lspci -vvvxxxx > host.txt',
  copy: 'Copy the command',
  copied: 'Copied.',
  paste: 'and paste what it prints here, or drop the file on the page.',
  text: 'Output of lspci',
  open: 'Open a file',
  empty: 'Empty',
  file: (name: string) => `File: ${name}`,
  serials: 'Keep serial numbers',
  serialsHint: 'Device serial numbers are set to zero unless you keep them.',
  reading: 'Reading …',
  found: (functions: number) =>
    `${formatCount(functions)} function${s(functions)} found. Capabilities are decoded, the tree is rebuilt.`,
  pfs: 'Physical functions with SR-IOV',
  column: {
    pf: 'PF',
    name: 'Name',
    totalVfs: 'TotalVFs',
    max: 'VFs possible',
    binding: 'Bound by',
  },
  warnings: 'What is missing or odd',
  refused: 'This is not a dump the lab can use',
  more: (count: number) => `and ${formatCount(count)} more`,
  take: 'Use this host',
  save: 'Save the simulated host',
  saveHint:
    'lspci -vvvxxxx of the host as it is now. The real lspci reads it: lspci -F host.txt -vvv',
  saveSerials: 'With serial numbers',
  saveButton: 'Save lspci -vvvxxxx',
  close: 'Close',
  opened: (name: string, functions: number) =>
    `${name === '' ? 'The pasted dump' : name}: a host with ${formatCount(functions)} function${s(functions)} runs now.`,
  issue: {
    'no-devices': (p: DumpProblem) =>
      `No PCI function found${found(p.found)}${place(p)}. Lines like “3b:00.0 Ethernet controller: …” are needed, followed by bytes.`,
    'short-64': (p: DumpProblem) =>
      `64 bytes only${place(p)}: the capabilities are missing. Run lspci as root with -xxxx.`,
    'short-256': (p: DumpProblem) =>
      `256 bytes only${place(p)}: the extended capabilities, SR-IOV among them, are missing. Run lspci as root with -xxxx.`,
    'truncated-line': (p: DumpProblem) => `A line is cut short${place(p)}${found(p.found)}.`,
    'duplicate-function': (p: DumpProblem) =>
      `The same function stands there twice${place(p)}; the first is used.`,
    'out-of-order': (p: DumpProblem) =>
      `Lines are out of order${place(p)}${found(p.found)}; each byte is put where its offset says.`,
    'capability-loop': (p: DumpProblem) =>
      `The list of capabilities runs in a circle${place(p)}${found(p.found)}; it is followed once.`,
    'capability-outside': (p: DumpProblem) =>
      `A capability lies outside the configuration space${place(p)}${found(p.found)}; the list ends before it.`,
    'absurd-bar': (p: DumpProblem) =>
      `A BAR cannot be as it stands${place(p)}${found(p.found)}; it is left out.`,
    'bad-byte': (p: DumpProblem) => `Not a byte${place(p)}${found(p.found)}.`,
    'too-large': (p: DumpProblem) => `The dump is too large${found(p.found)}.`,
    'no-sriov': (p: DumpProblem) =>
      `No SR-IOV capability${place(p)}: no VFs here. Emulated and paravirtual paths still run.`,
  } satisfies Record<DumpProblem['code'], (problem: DumpProblem) => string>,
};
