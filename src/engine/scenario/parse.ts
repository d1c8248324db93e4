import * as v from 'valibot';
import * as allowed from './allowed';
import { ofFormer, pastInput, strayFormer } from './fork-input';
import { inputOfFuture, type OtherFuture, type OtherFutures } from './futures';
import { syntaxErrorOf } from './json-syntax';
import { resolveScenario } from './resolve';
import type { Issue, Scenario } from './scenario';
import { scenarioSchema, type ScenarioInput } from './schema';
import { checkStructure } from './structure';
import { upgraded } from './upgrade';

export type ParseResult =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      /** The model's version, where the file says with which it was made. */
      readonly madeWith?: string;
      readonly futures?: OtherFutures;
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** More than this is noise; a file that bad is a file of another kind. */
export const MAX_ISSUES = 50;
/** Longest scenario text that is read, in characters. */
export const MAX_SCENARIO_CHARS = 8 * 2 ** 20;

/**
 * Checks a scenario as it stands in a file, a link or a message and fills in every default. Either the
 * complete scenario or the issues of all its places: nothing is half-applied. Never throws.
 *
 * Lists merge over the defaults by index, objects by key. Times and sizes are text with a unit
 * (`"10ms"`), never a bare number, except where the key names the unit (`pps`, `busyPollUs`) and for
 * windows of the host (`mmioWindow`, `mmioWindow32`), which may be numbers of bytes.
 */
export function parseScenario(found: unknown): ParseResult {
  const known = upgraded(found);
  if (!known.ok) return { ok: false, issues: [known.issue] };
  const { input } = known;
  const structure = checkStructure(scenarioSchema, input, MAX_ISSUES);
  if (structure.tooLong) return { ok: false, issues: structure.issues };
  const checked = v.safeParse(scenarioSchema, input);
  const issues = [...structure.issues];
  if (!checked.success) {
    const seen = new Set(issues.map((issue) => issue.path));
    for (const raw of checked.issues.flatMap(innermost)) {
      const issue = worded(raw);
      if (issue === null || seen.has(issue.path)) continue;
      // A key that is unknown within it is why this union matches nothing.
      if (raw.type === 'union' && issues.some((i) => i.path.startsWith(`${issue.path}.`))) continue;
      seen.add(issue.path);
      issues.push(issue);
    }
  }
  if (issues.length > 0 || !checked.success)
    return { ok: false, issues: issues.slice(0, MAX_ISSUES) };
  const own = withPast(checked.output, resolveScenario(checked.output, MAX_ISSUES));
  const read = withFutures(checked.output, own);
  const madeWith = checked.output.madeWith?.model;
  return read.ok && madeWith !== undefined ? { ...read, madeWith } : read;
}

/** What a forked scenario was before has to be one too. */
function withPast(input: ScenarioInput, now: ParseResult): ParseResult {
  if (!now.ok || now.scenario.fork === null) return now;
  const stray = strayFormer(input, now.scenario.vms.length);
  if (stray.length > 0) return { ok: false, issues: stray };
  const past = parseScenario(pastInput(input));
  return past.ok ? now : { ok: false, issues: past.issues.map((each) => ofFormer(input, each)) };
}

/** The other futures of a run are scenarios too. */
function withFutures(input: ScenarioInput, own: ParseResult): ParseResult {
  const { shown = 0, others: kept = [] } = input.futures ?? {};
  if (!own.ok || kept.length === 0) return own;
  const others: OtherFuture[] = [];
  const issues = kept.flatMap((each, i): readonly Issue[] => {
    const read = parseScenario(inputOfFuture(input, each));
    if (read.ok) others.push({ scenario: read.scenario, beside: each.beside ?? null });
    else
      return read.issues.map((issue) => ({
        ...issue,
        path: `futures.others.${String(i)}.set.${issue.path}`,
      }));
    return [];
  });
  if (issues.length > 0) return { ok: false, issues: issues.slice(0, MAX_ISSUES) };
  return { ...own, futures: { shown: Math.min(shown, kept.length), others } };
}

/** The same for the text of a file; a byte order mark is allowed. */
export function parseScenarioText(text: string): ParseResult {
  if (text.length > MAX_SCENARIO_CHARS) {
    const mebibytes = `${String(MAX_SCENARIO_CHARS / 2 ** 20)}MiB`;
    return refused(
      'too-large',
      `${(text.length / 2 ** 20).toFixed(1)}MiB`,
      allowed.upTo(mebibytes),
    );
  }
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let input: unknown;
  try {
    input = JSON.parse(json);
  } catch {
    const { line, column, found } = syntaxErrorOf(json);
    return refused('not-json', `${String(line)}:${String(column)} ${found}`, allowed.JSON_DOCUMENT);
  }
  return parseScenario(input);
}

function refused(code: Issue['code'], found: string, text: string): ParseResult {
  return { ok: false, issues: [{ path: '', code, found, allowed: text }] };
}

type RawIssue = v.GenericIssue;

/** Of an object that fits no option of a union, what is wrong inside says more than that it does not fit. */
function innermost(raw: RawIssue): readonly RawIssue[] {
  if (raw.type !== 'union' || typeof raw.input !== 'object' || raw.input === null) return [raw];
  const above = raw.path ?? [];
  // The library gives the issues of an option their path from the union on.
  const inside = (raw.issues ?? []).filter(
    (issue) => issue.path !== undefined && !isMissing(issue),
  );
  if (inside.length === 0) return [raw];
  return inside
    .map((issue): RawIssue => ({ ...issue, path: [...above, ...(issue.path ?? [])] as never }))
    .flatMap(innermost);
}

/** Null for what checkStructure has already reported. */
function worded(raw: RawIssue): Issue | null {
  const missing = isMissing(raw);
  if (missing && raw.expected === 'never') return null;
  const path = (raw.path ?? []).map((item) => allowed.shortened(String(item.key))).join('.');
  if (missing) return { path, code: 'wrong-type', found: 'nothing', allowed: allowed.VALUE };
  return { path, code: codeOf(raw), found: allowed.shown(raw.input), allowed: raw.message };
}

function isMissing(raw: RawIssue): boolean {
  const last = raw.path?.at(-1) as { readonly origin?: string } | undefined;
  return last?.origin === 'key';
}

function codeOf(raw: RawIssue): Issue['code'] {
  switch (raw.type) {
    case 'picklist':
      return typeof raw.input === 'string' ? 'not-allowed' : 'wrong-type';
    case 'literal':
      return typeof raw.input === 'number' ? 'not-allowed' : 'wrong-type';
    case 'union':
      return typeof raw.input === 'string' ? 'not-allowed' : 'wrong-type';
    case 'regex':
      return ['to', 'model'].includes(String(raw.path?.at(-1)?.key))
        ? 'not-allowed'
        : 'bad-quantity';
    case 'integer':
    case 'min_value':
    case 'max_value':
    case 'max_length':
    case 'check':
      return 'out-of-range';
    default:
      return 'wrong-type';
  }
}
