import { Run } from '../engine/run';
import type { Scenario } from '../engine/scenario/scenario';
import { failures as words, failureWords } from '../i18n/en/failures';
import { checkClaims } from '../lessons/claims';
import { issueText } from '../lessons/read/issue';
import { readLesson } from '../lessons/read/read-lesson';
import { afterTyping } from '../shell/after-typing';
import type { PciNames } from '../shell/command';
import type { Arguments } from './arguments';
import { UsageError, type Output } from './usage';

const SEEDS = 20;
const MOST_SEEDS = 1_000;

/** Is the lesson well formed, and do its runs show what it says, whatever the seed? */
export function checkLesson(
  file: string,
  text: string,
  args: Arguments,
  names: PciNames,
  output: Output,
): number {
  const seeds = seedsOf(args.seeds);
  const read = readLesson(text);
  if (!read.ok) {
    for (const issue of read.issues) output.err(`${issueText(file, issue)}\n`);
    return 1;
  }
  const start = (scenario: Scenario, lines: readonly string[]) =>
    new Run(afterTyping(scenario, names, lines));
  const { lesson } = read;
  const failures = checkClaims(lesson, seeds, start);
  for (const failure of failures) {
    const { line, column, seed, times } = failure;
    const place = `${file}:${String(line)}:${String(column)}`;
    const often = `${String(times)} of ${String(seeds.length)} seeds, first ${String(seed)}`;
    output.err(`${place}: ${failureWords(words, failure)}; ${often}\n`);
  }
  if (failures.length > 0) return 1;
  const claims = lesson.steps.reduce((sum, step) => sum + step.claims.length, 0);
  output.out(
    `${file}: a lesson, well formed; ${String(claims)} claims and all answers hold with ${String(seeds.length)} seeds\n`,
  );
  return 0;
}

function seedsOf(text: string | null): readonly number[] {
  const count = text === null ? SEEDS : Number(text);
  if (!Number.isInteger(count) || count < 1 || count > MOST_SEEDS) {
    throw new UsageError(`--seeds ${String(text)}: 1 to ${String(MOST_SEEDS)}`);
  }
  return Array.from({ length: count }, (_, i) => i + 1);
}
