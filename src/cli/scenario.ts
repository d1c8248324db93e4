import { existsSync, readFileSync } from 'node:fs';
import type { Issue, Scenario } from '../engine/scenario/scenario';
import { parseScenario, parseScenarioText } from '../engine/scenario/parse';
import { PRESET_IDS, presetOf } from '../engine/scenario/presets';
import { makeQuest } from '../quests/make';
import { FAULT_KINDS, readQuestName } from '../quests/quest';
import { UsageError } from './usage';

/** Longest file that is read, bytes: a dump of a host with thousands of functions. */
const MAX_FILE_BYTES = 64 * 2 ** 20;

/** The text of a file, `-` for standard input. */
export function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`);
  }
  if (bytes.length > MAX_FILE_BYTES) {
    throw new UsageError(
      `${file}: ${String(bytes.length)} bytes; at most ${String(MAX_FILE_BYTES)}`,
    );
  }
  return bytes.toString('utf8');
}

/** What a quest's host is named by, where a file or preset would stand. */
const QUEST = 'quest:';

function questOf(name: string): string {
  const read = readQuestName(name);
  if (read === null) {
    throw new UsageError(
      `${QUEST}${name}: a number, or a number and a kind; kinds are ${FAULT_KINDS.join(', ')}`,
    );
  }
  return JSON.stringify(makeQuest(read.seed, read.asked).faulty);
}

/** The text of a scenario: of a file, of standard input, of a quest, or of a preset where no file has that name. */
function textOf(file: string): string {
  if (file.startsWith(QUEST)) return questOf(file.slice(QUEST.length));
  const preset = file === '-' || existsSync(file) ? null : presetOf(file);
  if (preset !== null) return JSON.stringify(preset);
  try {
    return readText(file);
  } catch (error) {
    if (!(error instanceof UsageError) || !error.message.endsWith(': ENOENT')) throw error;
    throw new UsageError(
      `${error.message}, and no preset of that name; presets are ${PRESET_IDS.join(', ')}`,
    );
  }
}

/** The scenario of a file or preset with `--set` applied in order, later ones winning. Throws UsageError with every issue's place. */
export function loadScenario(file: string | null, sets: readonly string[]): Scenario {
  return load(file, sets).scenario;
}

/** The same as JSON. */
export function loadInput(file: string | null, sets: readonly string[]): unknown {
  return load(file, sets).input;
}

function load(
  file: string | null,
  sets: readonly string[],
): { readonly scenario: Scenario; readonly input: unknown } {
  const text = file === null ? '{}' : textOf(file);
  const isJson = /^\uFEFF?\s*[{[]/u.test(text);
  const checked = isJson ? parseScenarioText(text) : parseScenario({ machine: text });
  if (!checked.ok) return refuse(checked.issues);
  const read: unknown = isJson ? JSON.parse(text.replace(/^\uFEFF/u, '')) : { machine: text };
  const input = withSets(read, sets);
  const result = sets.length === 0 ? checked : parseScenario(input);
  return result.ok ? { scenario: result.scenario, input } : refuse(result.issues);
}

/** A copy of a scenario file with `--set` applied. */
export function withSets(input: unknown, sets: readonly string[]): unknown {
  const copy = structuredClone(input) as Record<string, unknown>;
  for (const set of sets) assign(copy, set);
  return copy;
}

function refuse(issues: readonly Issue[]): never {
  const places = issues.map(
    ({ path, found, allowed }) => `${path || 'scenario'}: found ${found}; allowed: ${allowed}`,
  );
  throw new UsageError(places.join('; '));
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** `nic.numVfs=8`: lists grow by the index named. */
function assign(input: Record<string, unknown>, set: string): void {
  const equals = set.indexOf('=');
  if (equals < 1) throw new UsageError(`--set ${set}: KEY=VALUE is wanted`);
  const keys = set.slice(0, equals).split('.');
  const last = keys.pop() ?? '';
  if ([...keys, last].some((key) => key === '' || FORBIDDEN.has(key))) {
    throw new UsageError(`--set ${set}: not a key of a scenario`);
  }
  let at: Record<string, unknown> = input;
  for (const [depth, key] of keys.entries()) {
    const inside = at[key];
    if (typeof inside === 'object' && inside !== null) at = inside as Record<string, unknown>;
    else {
      const next = keys[depth + 1] ?? last;
      const made: unknown = /^\d{1,3}$/u.test(next) ? [] : {};
      at[key] = made;
      at = made as Record<string, unknown>;
    }
  }
  at[last] = valueOf(set.slice(equals + 1));
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
