import { PERF_KEYS, perfTable } from '../../formats/perf-table';
import type { Command } from '../command';

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
    const asked = sortKey(rest);
    const key = PERF_KEYS.find((each) => each === asked);
    if (key === undefined) {
      context.err(`Unknown compare key:${asked}\n`);
      return 1;
    }
    context.out(perfTable(context.lab?.exits() ?? [], key));
    return 0;
  },
  complete: (words) =>
    words.length <= 2 ? ['kvm'] : words.length === 3 ? ['stat'] : ['report', 'live', 'record'],
};
