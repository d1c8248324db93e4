import type { Command, CommandContext, ExitRow } from '../command';

/** `kvm_event_rel_stddev` cannot be told from sums alone: rows without it read 0.00%. */
function rowText(row: ExitRow, samples: number, time: number): string {
  const us = (ns: number): string => (ns / 1000).toFixed(2).padStart(9);
  const share = (part: number, whole: number): string =>
    `${(whole === 0 ? 0 : (100 * part) / whole).toFixed(2).padStart(8)}%`;
  const average = row.samples === 0 ? 0 : row.totalNs / row.samples;
  return [
    row.reason.padStart(20),
    String(row.samples).padStart(10),
    share(row.samples, samples),
    share(row.totalNs, time),
    `${us(row.minNs)}us`,
    `${us(row.maxNs)}us`,
    `${us(average)}us ( +-${(row.relativeDeviation ?? 0).toFixed(2).padStart(7)}% )`,
  ].join(' ');
}

type SortKey = 'sample' | 'time';

function report({ lab, out }: CommandContext, key: SortKey): number {
  const rows = (lab?.exits() ?? [])
    .filter((row) => row.samples > 0)
    .toSorted((a, b) => (key === 'sample' ? b.samples - a.samples : b.totalNs - a.totalNs));
  const samples = rows.reduce((sum, row) => sum + row.samples, 0);
  const time = rows.reduce((sum, row) => sum + row.totalNs, 0);
  const head = [
    'VM-EXIT'.padStart(20),
    'Samples'.padStart(10),
    'Samples%'.padStart(9),
    'Time%'.padStart(9),
    'Min Time'.padStart(11),
    'Max Time'.padStart(11),
    'Avg time'.padStart(16),
  ].join(' ');
  const body = rows.map((row) => `${rowText(row, samples, time)}\n`).join('');
  out(
    `\n\nAnalyze events for all VMs, all VCPUs:\n\n${head} \n\n${body}\nTotal Samples:${samples}, Total events handled time:${(time / 1000).toFixed(2)}us.\n\n`,
  );
  return 0;
}

const USAGE = `
 usage: perf [--version] [--help] [OPTIONS] COMMAND [ARGS]

 The perf command of this host knows:
   kvm             Tool to trace/measure kvm guest os

 See 'perf help COMMAND' for more information on a specific command.

`;

const KVM_USAGE = `
 Usage: perf kvm [<options>] {top|record|report|diff|buildid-list|stat}

`;

const STAT_USAGE = `
 Usage: perf kvm stat [report|live|record]

`;

/** How a sort key is given: `--key=time`, `--key time`, `-k time`. */
function sortKey(args: readonly string[]): string {
  const joined = args.find((word) => word.startsWith('--key='));
  const at = args.findIndex((word) => word === '--key' || word === '-k');
  return joined?.slice('--key='.length) ?? (at < 0 ? 'sample' : (args[at + 1] ?? ''));
}

/** `perf kvm stat`, over the exits that the simulation has counted since its start. */
export const perf: Command = {
  name: 'perf',
  run(context) {
    const [command, ...rest] = context.args;
    const words = rest.filter((word) => !word.startsWith('-'));
    if (command === '--version' || command === '-v') {
      context.out('perf version 6.1.192\n');
      return 0;
    }
    if (command === undefined || command === 'help' || command === '--help') {
      context.err(USAGE);
      return 1;
    }
    if (command !== 'kvm') {
      context.err(`perf: '${command}' is not a perf-command. See 'perf --help'.\n`);
      return 1;
    }
    if (words[0] !== 'stat') {
      context.err(KVM_USAGE);
      return 129;
    }
    const action = words[1];
    if (action === 'record') {
      const samples = (context.lab?.exits() ?? []).reduce((sum, row) => sum + row.samples, 0);
      // Two tracepoints an exit, 88 bytes each as perf writes them.
      const size = ((samples * 176) / 1e6 + 0.05).toFixed(3);
      context.err(
        `[ perf record: Woken up 1 times to write data ]\n[ perf record: Captured and wrote ${size} MB perf.data.guest (${2 * samples} samples) ]\n`,
      );
      return 0;
    }
    if (action !== 'report' && action !== 'live') {
      context.err(STAT_USAGE);
      return 129;
    }
    const key = sortKey(rest);
    if (key !== 'sample' && key !== 'time') {
      context.err(`Unknown compare key:${key}\n`);
      return 1;
    }
    return report(context, key);
  },
  complete: (words) =>
    words.length <= 2 ? ['kvm'] : words.length === 3 ? ['stat'] : ['report', 'live', 'record'],
};
