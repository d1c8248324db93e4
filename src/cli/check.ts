import { parseScenario, parseScenarioText } from '../engine/scenario/parse';
import { readDump } from '../formats/lspci/read-dump';
import type { PciNames } from '../shell/command';
import type { Arguments } from './arguments';
import { readText } from './scenario';
import { checkLesson } from './check-lesson';
import { placeOf, UsageError, type Output } from './usage';

/**
 * Is this scenario, dump or lesson well formed, and does what a lesson says come true? Status 1 where not, with every
 * place on stderr.
 */
export function check(args: Arguments, names: PciNames, output: Output): number {
  const [file, ...more] = args.positionals;
  if (file === undefined || more.length > 0) throw new UsageError('check wants one FILE');
  const text = readText(file);
  if (/^\uFEFF?---\r?\n/u.test(text)) return checkLesson(file, text, args, names, output);
  if (args.seeds !== null) throw new UsageError('--seeds is for lessons');
  if (/^[ \t]*(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] /mu.test(text)) {
    return checkDump(file, text, output);
  }
  const isJson = /^\uFEFF?\s*[{[]/u.test(text);
  const result = isJson ? parseScenarioText(text) : parseScenario({ machine: text });
  if (result.ok) {
    output.out(`${file}: a scenario, well formed\n`);
    return 0;
  }
  for (const { path, found, allowed } of result.issues) {
    output.err(`${file}: ${path || 'scenario'}: found ${found}; allowed: ${allowed}\n`);
  }
  return 1;
}

function checkDump(file: string, text: string, output: Output): number {
  const { functions, issues } = readDump(text);
  for (const issue of issues) output.err(`${placeOf(file, issue)}\n`);
  if (functions.length === 0) return 1;
  output.out(`${file}: a dump of ${String(functions.length)} functions\n`);
  return 0;
}
