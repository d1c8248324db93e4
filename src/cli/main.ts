import { PciIds } from '../formats/lspci/ids';
import { capture } from './capture';
import { check } from './check';
import { costs } from './costs';
import { exits } from './exits';
import { journey } from './journey';
import { lspci } from './lspci';
import { quest } from './quest';
import { quiz } from './quiz';
import { run } from './run';
import { shell } from './shell';
import { sweep } from './sweep';
import { trace } from './trace';
import { validate } from './validate';
import { split } from './arguments';
import { PRESET_IDS } from '../engine/scenario/presets';
import { loadMessages } from '../i18n';
import { columns } from './table';
import { USAGE, UsageError, type Output } from './usage';

const COMMANDS = {
  run,
  journey,
  sweep,
  exits,
  trace,
  capture,
  shell,
  quest,
  quiz,
  lspci,
  costs,
  validate,
  check,
} as const;

/** Runs one command of `npm run --silent sim -- …` and returns its exit status. */
export async function main(argv: readonly string[], output: Output): Promise<number> {
  const [name = '', ...rest] = argv;
  try {
    if (name === 'help' || name === '--help' || name === '-h') {
      output.out(`${USAGE}\nPresets:\n${await presetList()}`);
      return 0;
    }
    if (!Object.hasOwn(COMMANDS, name)) {
      throw new UsageError(
        `${name === '' ? 'no command' : `unknown command ${name}`}; one of ${Object.keys(COMMANDS).join(', ')}`,
      );
    }
    const names = new PciIds((await import('../formats/lspci/pci.ids?raw')).default);
    return await COMMANDS[name as keyof typeof COMMANDS](split(rest), names, output);
  } catch (error) {
    // parseArgs says in one line what it does not know.
    const isUsage = error instanceof UsageError || isArgsError(error);
    if (!isUsage) throw error;
    output.err(`sim: ${error.message.split('\n')[0] ?? ''}\n`);
    return 2;
  }
}

async function presetList(): Promise<string> {
  const { presets } = await loadMessages('en');
  return columns(PRESET_IDS.map((id) => [`  ${id}`, presets[id].what]));
}

function isArgsError(error: unknown): error is Error {
  return (
    error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE')
  );
}
