import { perfRows, perfTable } from '../formats/perf-table';
import type { PciNames } from '../shell/command';
import type { Arguments } from './arguments';
import { ranToEnd } from './run';
import type { Output } from './usage';

/** The table that `perf kvm stat report` prints, for the whole run. */
export function exits(args: Arguments, names: PciNames, output: Output): number {
  const { metrics, status } = ranToEnd(args, names, output);
  output.out(perfTable(perfRows(metrics)));
  return status;
}
