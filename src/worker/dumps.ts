import { hex } from '../formats/lspci/text';
import type { Kernel } from '../engine/linux/kernel';
import type { DumpProblem } from '../engine/pci/dump/dumped';
import type { DumpedCard } from '../engine/pci/dump/dumped-card';
import { formatBdf } from '../engine/pci/routing';
import { dumpedHost } from '../formats/lspci/dumped-host';
import { hideSerials } from '../formats/lspci/hide-serials';
import { readDump, type ReadDump } from '../formats/lspci/read-dump';
import { writeDump } from '../formats/lspci/write-dump';
import type { PciNames } from '../shell/command';
import type { DumpIssue, ImportedDump, ImportResult } from './host-api';

/** More than these are noise; a dump that odd is odd everywhere. */
const MOST_WARNINGS = 50;

/** What a pasted dump holds, or why it holds nothing. */
export function readPastedDump(text: string, serials: boolean, names: PciNames): ImportResult {
  const read = readDump(text);
  if (read.functions.length === 0) return { ok: false, issues: read.issues };
  const host = dumpedHost(read.functions);
  const odd = host.problems.flatMap((problem) => issueOf(problem, read));
  const said = host.cards.length > 0 || read.issues.some(({ code }) => code === 'no-sriov');
  const none: DumpIssue[] = said ? [] : [{ code: 'no-sriov', line: 0, bdf: '', found: '' }];
  return {
    ok: true,
    dump: {
      text: serials ? text : hideSerials(text, read),
      functions: read.functions.length,
      pfs: host.cards.flatMap((card) => pfRows(card, names)),
      warnings: [...read.issues, ...odd, ...none].slice(0, MOST_WARNINGS),
    },
  };
}

function pfRows({ pfs, limits }: DumpedCard, names: PciNames): ImportedDump['pfs'] {
  return pfs.map(({ rid, vendorId, deviceId, totalVfs }, index) => ({
    bdf: formatBdf(rid),
    name: names.device(vendorId, deviceId) ?? `${hex(vendorId, 4)}:${hex(deviceId, 4)}`,
    totalVfs,
    max: limits.maxPerPf[index] ?? 0,
    binding: limits.binding,
  }));
}

/** Faults of lists and BARs; what else the hardware would do is shown where it does it. */
function issueOf(problem: DumpProblem, read: ReadDump): DumpIssue[] {
  const bdf = formatBdf(problem.rid);
  const at = read.functions.find(
    ({ seen }) => ((seen.bus << 8) | (seen.device << 3) | seen.fn) === problem.rid,
  );
  const issue = (code: DumpIssue['code'], found: string): DumpIssue[] => [
    { code, line: at?.line ?? 0, bdf, found },
  ];
  if (problem.kind === 'list') {
    const { kind, at: place } = problem.problem;
    const code = kind === 'loop' ? 'capability-loop' : 'capability-outside';
    return issue(code, `0x${place.toString(16)}`);
  }
  if (problem.kind === 'bar-size' || problem.kind === 'vf-bar') {
    return issue('absurd-bar', `BAR ${String(problem.index)}`);
  }
  return [];
}

/** `lspci -vvvxxxx` of the simulated host. */
export function exportedDump(kernel: Kernel, names: PciNames, serials: boolean): string {
  return writeDump(kernel.functions(), names, serials);
}
