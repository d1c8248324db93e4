import { parseScenario } from '../engine/scenario/parse';
import { loadMessages, type Messages } from '../i18n';
import { complaintText, repairLines, siteText, verdictText, wellText } from '../i18n/quest-telling';
import {
  FAULT_KINDS,
  MAX_SEED,
  questName,
  readQuestName,
  readSite,
  type FaultKind,
  type Site,
} from '../quests/quest';
import { Round } from '../quests/round';
import { asItRuns } from '../shell/as-it-runs';
import type { PciNames } from '../shell/command';
import { oneOf, type Arguments } from './arguments';
import { withSets } from './scenario';
import { print, UsageError, type Output } from './usage';
import { startHostBesideRun } from './whole-run';

/**
 * A host with one fault: prints what its users report. With `--diagnose KIND@PLACE` says whether that is it, with `-c`
 * or `--set` whether it is mended; exit status 0 for yes and 1 for no.
 */
export async function quest(args: Arguments, names: PciNames, output: Output): Promise<number> {
  const lang = oneOf('lang', args.lang, ['en', 'zh-CN', 'zh']);
  if (args.positionals.length > 0) {
    throw new UsageError(`a quest is made from --seed, not ${args.positionals.join(' ')}`);
  }
  const { seed, asked } = nameOf(args);
  const diagnosis = args.diagnose === null ? null : diagnosisOf(args.diagnose);
  if (diagnosis !== null && isRepair(args)) {
    throw new UsageError('--diagnose, or -c and --set: one after the other');
  }
  const messages = await loadMessages(lang === 'en' ? 'en' : 'zh-CN');
  const round = new Round(seed, asked);
  if (diagnosis !== null) return judged(round, diagnosis, messages, output);
  if (isRepair(args)) return repaired(round, args, names, messages, output);
  const { complaints, well } = round.picture();
  const lines = [
    ...complaints.map((each) => complaintText(messages, each)),
    wellText(messages, well),
    '',
    messages.quests.lookAround(`sim shell --quest ${questName({ seed, asked })}`),
    '',
    ...FAULT_KINDS.map((kind) => `  ${kind.padEnd(14)}${messages.quests.faults[kind].name}`),
  ];
  output.out(`${lines.join('\n')}\n`);
  return 0;
}

function isRepair({ command, sets }: Arguments): boolean {
  return command !== null || sets.length > 0;
}

function nameOf({ seed, kind }: Arguments): ReturnType<typeof readQuestName> & object {
  const number = readQuestName(seed ?? '1');
  if (number === null || number.asked !== null) {
    throw new UsageError(`--seed ${seed ?? ''}: a whole number from 0 to ${String(MAX_SEED)}`);
  }
  return { ...number, asked: kind === null || kind === 'any' ? null : kindOf('--kind', kind) };
}

function kindOf(option: string, text: string): FaultKind {
  const found = FAULT_KINDS.find((kind) => kind === text);
  if (found !== undefined) return found;
  throw new UsageError(`${option} ${text}: one of ${FAULT_KINDS.join(', ')}`);
}

function diagnosisOf(text: string): { readonly kind: FaultKind; readonly site: Site } {
  const [, kind = '', place = ''] = /^([^@]*)@(.*)$/u.exec(text) ?? [];
  const site = readSite(place);
  if (site === null) {
    throw new UsageError(`--diagnose ${text}: KIND@PLACE; PLACE is host, pf0, vf0 or vm0`);
  }
  return { kind: kindOf('--diagnose', kind), site };
}

function judged(
  round: Round,
  diagnosis: { readonly kind: FaultKind; readonly site: Site },
  messages: Messages,
  output: Output,
): number {
  const verdict = round.judge(diagnosis);
  const { faults } = messages.quests;
  const site = siteText(messages, diagnosis.site, round.picture().places);
  const said = verdictText(messages, verdict, { name: faults[diagnosis.kind].name, site });
  output.out(`${said}\n`);
  if (verdict.is !== 'right') return 1;
  const { why, shows } = faults[diagnosis.kind];
  const count = verdict.signs.reduce((sum, sign) => sum + sign.count, 0);
  output.out(`${shows(String(count))}\n${why}\n`);
  return 0;
}

/** Types the lines on the faulty host, or sets its settings, and looks whether the complaint is gone. */
function repaired(
  round: Round,
  { command, sets }: Arguments,
  names: PciNames,
  messages: Messages,
  output: Output,
): number {
  const parsed = parseScenario(withSets(round.quest.faulty, sets));
  if (!parsed.ok) {
    const [issue] = parsed.issues;
    throw new UsageError(
      `${issue?.path ?? ''}: found ${issue?.found ?? ''}; allowed: ${issue?.allowed ?? ''}`,
    );
  }
  const host = startHostBesideRun(parsed.scenario, names);
  for (const line of (command ?? '').split('\n')) {
    if (line !== '') print(host.shell.run(line, null).chunks, output);
  }
  const repair = round.examine(asItRuns(parsed.scenario, host.kernel, host.pfs));
  const left = repair.is === 'ill' ? round.complaintsOf(repair.symptoms) : [];
  output.out(`${repairLines(messages, repair, left).join('\n')}\n`);
  return repair.is === 'mended' ? 0 : 1;
}
