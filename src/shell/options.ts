import type { CommandContext } from './command';

/**
 * What a command takes, as getopt: `n:` an option with a value, `long=n` a long option that means `-n`
 * (with its value where `n` has one).
 */
export interface OptionSpec {
  /** As `"aln:"`. */
  readonly short: string;
  /** Long name to the letter it stands for. */
  readonly long?: Readonly<Record<string, string>>;
  /** Options behind operands belong to the command they name (`env`, `xargs`). */
  readonly stopAtOperand?: boolean;
  /** `-5` means this option with the value 5 (`head`, `tail`). */
  readonly digits?: string;
}

export interface Options {
  /** Letters in the order given, each with its value or ''. */
  readonly given: readonly (readonly [letter: string, value: string])[];
  readonly operands: readonly string[];
  has(letter: string): boolean;
  /** The last value given. */
  value(letter: string): string | undefined;
}

/** Reads options as GNU getopt does, complaining in its words; null where the command must give up. */
export function readOptions(context: CommandContext, spec: OptionSpec): Options | null {
  const { name, args } = context;
  const given: [string, string][] = [];
  const operands: string[] = [];
  const takesValue = (letter: string) => spec.short.includes(`${letter}:`);
  const known = (letter: string) => letter !== ':' && spec.short.includes(letter);
  const fail = (text: string): null => {
    const busy = context.flavour === 'ash';
    context.err(`${name}: ${text}\n${busy ? '' : `Try '${name} --help' for more information.\n`}`);
    return null;
  };
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (arg.startsWith('--')) {
      const [word = '', ...rest] = arg.slice(2).split('=');
      const value = arg.includes('=') ? rest.join('=') : undefined;
      const long = spec.long ?? {};
      const matches = Object.keys(long).filter((key) => key.startsWith(word));
      const exact = long[word] === undefined ? matches : [word];
      const [only] = exact;
      if (only === undefined) return fail(`unrecognized option '--${word}'`);
      if (new Set(exact.map((key) => long[key])).size > 1)
        return fail(
          `option '--${word}' is ambiguous; possibilities: ${exact.map((key) => `'--${key}'`).join(' ')}`,
        );
      const letter = long[only] ?? '';
      if (!takesValue(letter)) {
        if (value !== undefined) return fail(`option '--${only}' doesn't allow an argument`);
        given.push([letter, '']);
      } else if (value !== undefined) given.push([letter, value]);
      else {
        const next = args[i + 1];
        if (next === undefined) return fail(`option '--${only}' requires an argument`);
        given.push([letter, next]);
        i += 1;
      }
    } else if (arg.startsWith('-') && arg !== '-') {
      const digits = /^-(\d+)$/.exec(arg)?.[1];
      if (digits !== undefined && spec.digits !== undefined) {
        given.push([spec.digits, digits]);
        continue;
      }
      for (let at = 1; at < arg.length; at += 1) {
        const letter = arg[at] ?? '';
        if (!known(letter)) return fail(`invalid option -- '${letter}'`);
        if (!takesValue(letter)) {
          given.push([letter, '']);
          continue;
        }
        const value = at + 1 < arg.length ? arg.slice(at + 1) : args[i + 1];
        if (value === undefined) return fail(`option requires an argument -- '${letter}'`);
        if (at + 1 >= arg.length) i += 1;
        given.push([letter, value]);
        break;
      }
    } else if (spec.stopAtOperand === true) {
      operands.push(...args.slice(i));
      break;
    } else operands.push(arg);
  }
  return {
    given,
    operands,
    has: (letter) => given.some(([one]) => one === letter),
    value: (letter) => given.findLast(([one]) => one === letter)?.[1],
  };
}
