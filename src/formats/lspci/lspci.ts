import type { SeenFunction } from '../../engine/linux/pci-view';
import { ConfigReader, UnreadByte } from './config-reader';
import { describeFunction, slotName } from './function-info';
import type { FunctionInfo } from './function-info';
import { printForMachines, printHex, printKernel, printTerse } from './listing';
import { Wording } from './name-text';
import type { NameSource, NumberMode } from './name-text';
import type { Page } from './page';
import { hex } from './text';
import { isSelected } from './select';
import type { Selection } from './select';
import { buildTopology } from './topology';
import type { Topology } from './topology';
import { pathOf, printTree } from './tree';
import { printVerbose } from './verbose';

/** What the switches of a command line ask for; numbers count how often a switch stands there. */
export interface LspciOptions {
  readonly verbosity: number;
  readonly numbers: NumberMode;
  readonly kernel: boolean;
  readonly hexLevel: number;
  readonly busView: boolean;
  readonly domains: boolean;
  readonly machine: number;
  readonly tree: boolean;
  readonly path: number;
  /** null: all functions. */
  readonly selection: Selection | null;
}

export const PLAIN: LspciOptions = {
  verbosity: 0,
  numbers: 'names',
  kernel: false,
  hexLevel: 0,
  busView: false,
  domains: false,
  machine: 0,
  tree: false,
  path: 0,
  selection: null,
};

export interface LspciSinks {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Prints as lspci 3.9.0 does. Returns the exit status. */
export function lspci(
  functions: readonly SeenFunction[],
  names: NameSource,
  options: LspciOptions,
  sinks: LspciSinks,
): number {
  try {
    new Printer(functions, names, options, sinks).print();
    return 0;
  } catch (error) {
    if (!(error instanceof UnreadByte)) throw error;
    sinks.err(`lspci: ${error.message}\n`);
    return 1;
  }
}

class Printer {
  private readonly all: readonly FunctionInfo[];
  private readonly wording: Wording;
  private readonly options: LspciOptions;
  private readonly sinks: LspciSinks;
  private readonly topology: Topology | null;
  private readonly domains: boolean;

  constructor(
    functions: readonly SeenFunction[],
    names: NameSource,
    options: LspciOptions,
    sinks: LspciSinks,
  ) {
    this.options = options;
    this.sinks = sinks;
    this.wording = new Wording(names, options.numbers);
    this.all = inOrder(functions).map((seen) => describeFunction(seen, options.busView));
    this.domains = options.domains || this.all.some(({ seen }) => seen.domain !== 0);
    this.topology = options.tree || options.path > 0 ? buildTopology(this.all) : null;
  }

  print(): void {
    const { selection, tree } = this.options;
    const wanted = (info: FunctionInfo) => selection === null || isSelected(info, selection);
    if (tree && this.topology !== null) {
      printTree(this.topology, {
        wanted: selection === null ? null : wanted,
        label: (info) => this.label(info),
        out: this.sinks.out,
      });
      return;
    }
    for (const info of this.all) if (wanted(info)) this.function(info);
  }

  private label(info: FunctionInfo): string {
    return this.options.verbosity > 0 ? this.wording.vendorDevice(info.vendor, info.device) : '';
  }

  private function(info: FunctionInfo): void {
    const { options } = this;
    const { out } = this.sinks;
    const config = new ConfigReader(info.seen.config);
    if (options.verbosity > 0 || options.hexLevel > 0) config.need(0, 64);
    const page: Page = {
      info,
      config,
      wording: this.wording,
      slot: this.slot(info),
      verbosity: options.verbosity,
      busView: options.busView,
      out,
      warn: (text) => this.sinks.err(`pcilib: ${text}\n`),
    };
    const verbose = options.verbosity > 0;
    if (options.machine > 0) printForMachines(page, options.machine, options.kernel);
    else {
      if (verbose) printVerbose(page);
      else printTerse(page, options.kernel);
      if (verbose || options.kernel) printKernel(page);
    }
    if (options.hexLevel > 0) printHex(page, options.hexLevel);
    if (verbose || options.hexLevel > 0) out('\n');
  }

  private slot(info: FunctionInfo): string {
    const { path, machine, domains } = this.options;
    const shown = machine > 0 ? domains || info.seen.domain !== 0 : this.domains;
    if (path === 0 || this.topology === null) return slotName(info.seen, shown);
    const [root = info, ...below] = pathOf(info, this.topology);
    const rootShown = machine > 0 ? domains || root.seen.domain !== 0 : this.domains;
    const steps = below.map(({ seen }) =>
      path > 1 ? slotName(seen, false) : `${hex(seen.device, 2)}.${String(seen.fn)}`,
    );
    return [slotName(root.seen, rootShown), ...steps].join('/');
  }
}

/** By domain, bus, device and function; what stands twice keeps its order. */
function inOrder(functions: readonly SeenFunction[]): SeenFunction[] {
  return functions.toSorted(
    (a, b) => a.domain - b.domain || a.bus - b.bus || a.device - b.device || a.fn - b.fn,
  );
}
