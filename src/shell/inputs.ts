import { SysError } from '../engine/linux/errno';
import type { CommandContext } from './command';
import { quoteName } from './quoting';

/** What a failed system call on a file reads like. Rethrows what is none. */
export function complainAbout(context: CommandContext, path: string, error: unknown): void {
  if (!(error instanceof SysError)) throw error;
  const { name, flavour } = context;
  if (flavour === 'bash') context.err(`${name}: ${quoteName(path)}: ${error.message}\n`);
  else if (error.errno === 'EISDIR') context.err(`${name}: read error: ${error.message}\n`);
  else context.err(`${name}: can't open '${path}': ${error.message}\n`);
}

/** The text of an operand, `-` being standard input; null (and a complaint) where it cannot be read. */
export function readInput(
  context: CommandContext,
  path: string,
  complain: (context: CommandContext, path: string, error: unknown) => void = complainAbout,
): string | null {
  try {
    return path === '-' ? context.stdin : context.fs.readText(path);
  } catch (error) {
    complain(context, path, error);
    return null;
  }
}

/** Lines without their newlines; a last one without a newline counts too. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
