import { SysError } from '../../engine/linux/errno';
import { PciIds } from '../../formats/lspci/ids';
import { lspci as print } from '../../formats/lspci/lspci';
import type { LspciOptions } from '../../formats/lspci/lspci';
import { selectAll, selectId, SelectionError, selectSlot } from '../../formats/lspci/select';
import type { Selection } from '../../formats/lspci/select';
import type { Command, CommandContext, PciNames } from '../command';
import { LSPCI_USAGE } from './lspci-usage';
import { GiveUp, giveUpAs, PciAccess } from './pci-access';

const SWITCHES = 'nvbxs:d:tPi:mgp:qkMDQA:GH:O:F:';

/** The switches in their order, as getopt hands them out; null after a complaint. */
function switches({ name, args, err }: CommandContext): (readonly [string, string])[] | null {
  const found: (readonly [string, string])[] = [];
  const complain = (text: string) => {
    err(text === '' ? LSPCI_USAGE : `${name}: ${text}\n${LSPCI_USAGE}`);
    return null;
  };
  let operand = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      operand ||= i + 1 < args.length;
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      operand = true;
      continue;
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at] ?? '';
      const place = letter === ':' ? -1 : SWITCHES.indexOf(letter);
      if (place < 0) return complain(`invalid option -- '${letter}'`);
      if (SWITCHES[place + 1] !== ':') {
        found.push([letter, '']);
        continue;
      }
      const rest = arg.slice(at + 1);
      const value = rest === '' ? args[++i] : rest;
      if (value === undefined) return complain(`option requires an argument -- '${letter}'`);
      found.push([letter, value]);
      break;
    }
  }
  return operand ? complain('') : found;
}

function run(context: CommandContext): number {
  const { args, out, err } = context;
  if (args.length === 1 && args[0] === '--version') {
    out('lspci version 3.9.0\n');
    return 0;
  }
  const given = switches(context);
  if (given === null) return 1;
  const access = new PciAccess(context);
  const count = (letter: string) => given.filter(([one]) => one === letter).length;
  let selection: Selection | null = null;
  let names: PciNames = context.names;
  for (const [letter, value] of given) {
    if (letter === 's' || letter === 'd') {
      selection ??= selectAll();
      const select = letter === 's' ? selectSlot : selectId;
      try {
        select(selection, value);
      } catch (error) {
        if (error instanceof SelectionError) throw new GiveUp(`-${letter}: ${error.message}`);
        throw error;
      }
    } else if (letter === 'i') names = namesFrom(context, value);
    else if (letter === 'F') access.dump(value);
    else access.option(letter, value);
  }
  const numbers = count('n');
  const options: LspciOptions = {
    verbosity: count('v'),
    numbers: numbers === 0 ? 'names' : numbers === 1 ? 'numbers' : 'both',
    kernel: count('k') > 0,
    hexLevel: count('x'),
    busView: count('b') > 0,
    domains: count('D') > 0,
    machine: count('m'),
    tree: count('t') > 0,
    path: count('P'),
    selection,
  };
  return print(access.functions(), names, options, { out, err });
}

/** `-i`: a file that cannot be read leaves everything without a name. */
function namesFrom(context: CommandContext, file: string): PciNames {
  try {
    return new PciIds(context.fs.readText(file));
  } catch (error) {
    if (error instanceof SysError) return new PciIds('');
    throw error;
  }
}

export const lspci: Command = {
  name: 'lspci',
  run: (context) => giveUpAs(context, () => run(context)),
};
