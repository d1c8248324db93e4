import { hex } from '../../formats/lspci/text';
import type { ConfigSpace } from '../../engine/pci/config-space';
import type { SeenFunction } from '../../engine/linux/pci-view';
import { describeFunction, peek, slotName } from '../../formats/lspci/function-info';
import {
  isSelected,
  selectAll,
  selectId,
  SelectionError,
  selectSlot,
} from '../../formats/lspci/select';
import type { Selection } from '../../formats/lspci/select';
import type { Command, CommandContext } from '../command';
import { ACCESS_USAGE } from './lspci-usage';
import { GiveUp, giveUpAs, PciAccess } from './pci-access';
import { parseOperation, SyntaxFault } from './setpci-operation';
import type { Operation } from './setpci-operation';
import { CAPABILITIES, EXTENDED, REGISTERS } from './setpci-registers';

const USAGE = `Usage: setpci [<options>] (<device>+ <reg>[=<values>]*)*

General options:
-f		Don't complain if there's nothing to do
-v		Be verbose
-D		List changes, don't commit them
-r		Use raw access without bus scan if possible
--dumpregs	Dump all known register names and exit

${ACCESS_USAGE}
Setting commands:
<device>:	-s [[[<domain>]:][<bus>]:][<slot>][.[<func>]]
		-d [<vendor>]:[<device>]
<reg>:		<base>[+<offset>][.(B|W|L)][@<number>]
<base>:		<address>
		<named-register>
		[E]CAP_<capability-name>
		[E]CAP<capability-number>
<values>:	<value>[,<value>...]
<value>:	<hex>
		<hex>:<mask>
`;

function dumpRegisters(): string {
  const rows = [
    ...REGISTERS.map(([name, at, width]) => `     ${hex(at, 2)} ${width} ${name}`),
    ...CAPABILITIES.map(([name, id]) => `  ${hex(id, 2)} 00 - CAP_${name}`),
    ...EXTENDED.map(([name, id]) => `${hex(id, 4)} 00 - ECAP_${name}`),
  ];
  return `cap pos w name\n${rows.join('\n')}\n`;
}

/** A selection and what is to be done to what it finds. */
interface Group {
  readonly selection: Selection;
  readonly operations: Operation[];
}

interface Switches {
  force: boolean;
  verbose: boolean;
  demo: boolean;
}

/** The general options; returns where the first other word stands. */
function readSwitches(args: readonly string[], access: PciAccess, switches: Switches): number {
  let i = 0;
  for (; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!/^-[vfDrAOGH]/.test(arg)) return i;
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at] ?? '';
      if (letter === 'v') switches.verbose = true;
      else if (letter === 'f') switches.force = true;
      else if (letter === 'D') switches.demo = true;
      else if ('AOH'.includes(letter)) {
        const rest = arg.slice(at + 1);
        const value = rest === '' ? args[++i] : rest;
        if (value === undefined) {
          throw new SyntaxFault(`Option -${letter} requires an argument.`);
        }
        access.option(letter, value);
        break;
      } else if (!'rG'.includes(letter)) {
        throw new SyntaxFault(`Invalid or misplaced option -${letter}.`);
      }
    }
  }
  return i;
}

function select(selection: Selection, letter: string, value: string): void {
  try {
    (letter === 's' ? selectSlot : selectId)(selection, value);
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error;
    throw new SyntaxFault(`Unable to parse filter -${letter} ${error.message}.`);
  }
}

/** `(<device>+ <reg>[=<values>]*)*`. */
function readGroups(args: readonly string[]): Group[] {
  if (args.length === 0) throw new SyntaxFault('No operation specified.');
  const groups: Group[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const last = groups.at(-1);
    if (!arg.startsWith('-')) {
      if (last === undefined) throw new SyntaxFault('Filter specification expected.');
      last.operations.push(parseOperation(arg));
      continue;
    }
    const letter = arg[1] ?? '';
    if (letter !== 's' && letter !== 'd') throw new SyntaxFault(`Invalid option -${letter}.`);
    const value = arg.length > 2 ? arg.slice(2) : args[++i];
    if (value === undefined) throw new SyntaxFault(`Option -${letter} requires an argument.`);
    const open = last !== undefined && last.operations.length === 0 ? last : null;
    const group = open ?? { selection: selectAll(), operations: [] };
    if (open === null) groups.push(group);
    select(group.selection, letter, value);
  }
  return groups;
}

/** The capabilities with this ID, in the order of their list. */
function instances(config: Uint8Array, extended: boolean, id: number): number[] {
  const found: number[] = [];
  const seen = new Set<number>();
  if (extended) {
    for (let at = 0x100; at !== 0 && !seen.has(at);) {
      seen.add(at);
      const header = peek(config, at, 4);
      if (header === 0 || header === 0xffffffff) break;
      if ((header & 0xffff) === id) found.push(at);
      at = (header >>> 20) & 0xffc;
    }
    return found;
  }
  if ((peek(config, 0x06, 2) & 0x10) === 0) return found;
  const listAt = (peek(config, 0x0e, 1) & 0x7f) === 2 ? 0x14 : 0x34;
  for (let at = peek(config, listAt, 1) & 0xfc; at !== 0 && !seen.has(at);) {
    seen.add(at);
    const here = peek(config, at, 1);
    if (here === 0xff) break;
    if (here === id) found.push(at);
    at = peek(config, at + 1, 1) & 0xfc;
  }
  return found;
}

/** One function as setpci reaches it: live registers, or the bytes of a dump. */
class Target {
  readonly name: string;
  private readonly bytes: Uint8Array;
  private readonly live: ConfigSpace | null;
  private readonly isDump: boolean;

  constructor(seen: SeenFunction, context: CommandContext, isDump: boolean) {
    const rid = (seen.bus << 8) | (seen.device << 3) | seen.fn;
    this.name = slotName(seen, true);
    this.isDump = isDump;
    this.live = isDump ? null : (context.kernel.fabric.at(rid)?.config ?? null);
    this.bytes = this.live?.bytes() ?? seen.config;
  }

  read(at: number, width: 1 | 2 | 4): number {
    return this.live?.read(at, width) ?? peek(this.bytes, at, width);
  }

  write(at: number, width: 1 | 2 | 4, value: number): void {
    if (this.isDump) throw new GiveUp('Writing to dump files is not supported.');
    this.live?.write(at, width, value);
  }

  find(operation: Operation): number {
    const { capability, instance } = operation;
    if (capability === null) return 0;
    const found = instances(this.bytes, capability.extended, capability.id);
    const at = found[instance];
    if (at !== undefined) return at;
    const kind = capability.extended ? 'Extended capability' : 'Capability';
    const many =
      found.length === 0
        ? 'there are no capabilities with that id.'
        : found.length === 1
          ? 'there is only 1 capability with that id.'
          : `there are only ${String(found.length)} capabilities with that id.`;
    throw new GiveUp(
      `${this.name}: Instance #${String(instance)} of ${kind} ${hex(capability.id, 4)} not found - ${many}`,
    );
  }
}

function execute(
  target: Target,
  operation: Operation,
  { verbose, demo }: Switches,
  out: (text: string) => void,
): void {
  const { capability, width, writes } = operation;
  const digits = 2 * width;
  if (verbose) out(`${target.name} `);
  const base = target.find(operation);
  const address = base + operation.address;
  if (verbose && capability !== null) {
    const place = capability.extended
      ? `ecap ${hex(capability.id, 4)} @${hex(base, 3)}`
      : `cap ${hex(capability.id, 2)} @${hex(base, 2)}`;
    out(`(${place}) `);
  }
  if (verbose) out(`@${hex(address, 2)}`);
  if (address + width > 4096) {
    throw new GiveUp(
      `${target.name}: Access of width ${String(width)} to register ${hex(address, 4)} out of range`,
    );
  }
  if (writes === null) {
    out(`${verbose ? ' = ' : ''}${hex(target.read(address, width), digits)}\n`);
    return;
  }
  writes.forEach(({ value, mask }, i) => {
    const at = address + i * width;
    const whole = mask === 256 ** width - 1;
    const before = whole ? 0 : target.read(at, width);
    const set = (value & mask) >>> 0;
    const after = whole ? value : ((before & ~mask) | set) >>> 0;
    if (verbose) {
      out(` `);
      if (!whole) {
        out(`${hex(before, digits)}->(${hex(set, digits)}:${hex(mask, digits)})->`);
      }
      out(hex(after, digits));
    }
    if (!demo) target.write(at, width, after);
  });
  if (verbose) out('\n');
}

function run(context: CommandContext): number {
  const { args, out, err } = context;
  if (args.length === 1 && args[0] === '--version') {
    out('setpci version 3.9.0\n');
    return 0;
  }
  if (args.length === 1 && args[0] === '--help') {
    err(USAGE);
    return 0;
  }
  if (args.length === 1 && args[0] === '--dumpregs') {
    out(dumpRegisters());
    return 0;
  }
  const access = new PciAccess(context);
  const switches: Switches = { force: false, verbose: false, demo: false };
  const groups = readGroups(args.slice(readSwitches(args, access, switches)));
  const known = access.functions();
  // The access library lists what it read last first.
  const functions = access.fromDump ? known.toReversed() : known;
  groups.forEach(({ selection, operations }, i) => {
    const chosen = functions.filter((seen) => isSelected(describeFunction(seen, false), selection));
    if (chosen.length === 0 && !switches.force) {
      err(`setpci: Warning: No devices selected for operation group ${String(i + 1)}.\n`);
    }
    for (const seen of chosen) {
      const target = new Target(seen, context, access.fromDump);
      for (const operation of operations) execute(target, operation, switches, out);
    }
  });
  return 0;
}

export const setpci: Command = {
  name: 'setpci',
  run: (context) => {
    try {
      return giveUpAs(context, () => run(context));
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      context.err(`setpci: ${error.message}\nTry \`setpci --help' for more information.\n`);
      return 1;
    }
  },
};
