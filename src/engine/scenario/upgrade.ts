import * as allowed from './allowed';
import type { Issue } from './scenario';

/** A scenario file of one version, made into one of the next. */
type Upgrade = (input: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** From each version to the next, by the version that comes in. Files that say none were written by hand, or before files said one. */
const UPGRADES: readonly Upgrade[] = [(input) => ({ version: 1, ...input })];

/** Of scenario files as they are written, and the newest that is read. */
export const SCENARIO_VERSION = UPGRADES.length;

type Upgraded =
  { readonly ok: true; readonly input: unknown } | { readonly ok: false; readonly issue: Issue };

/** A file of any known version as one of the newest. What is no scenario at all is left to the schema. */
export function upgraded(input: unknown, upgrades: readonly Upgrade[] = UPGRADES): Upgraded {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { ok: true, input };
  const { version } = input as { readonly version?: unknown };
  const newest = upgrades.length;
  if (typeof version === 'number' && Number.isInteger(version) && version > newest) {
    const found = allowed.shown(version);
    const issue: Issue = { path: 'version', code: 'newer-version', found, allowed: String(newest) };
    return { ok: false, issue };
  }
  const from = version === undefined ? 0 : version;
  // Any other version is the schema's to refuse.
  if (typeof from !== 'number' || (version !== undefined && from < 1)) return { ok: true, input };
  const steps = upgrades.slice(from);
  const made = steps.reduce((file, upgrade) => upgrade(file), input as Record<string, unknown>);
  return { ok: true, input: made };
}
