import type { ScenarioInput } from '../engine/scenario/schema';

/** What can be wrong with a host, in the order of the form. */
export const FAULT_KINDS = [
  'wrong-vlan',
  'trust-off',
  'spoofed-mac',
  'iommu-off',
  'full-ring',
  'irq-cpu',
  'few-buses',
  'mtu',
  'rate-limit',
  'link-off',
  'few-vfs',
  'no-apicv',
  'vepa',
  'no-ioeventfd',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Where it is: the host, a port of the card (`pf0`), one of its VFs (`vf2`), or a guest (`vm1`). */
export type Site = 'host' | `pf${number}` | `vf${number}` | `vm${number}`;

/** One fault in a host that was in order, made from a number. */
export interface Quest {
  readonly seed: number;
  /** Which fault was asked for; null = any. */
  readonly asked: FaultKind | null;
  readonly kind: FaultKind;
  readonly site: Site;
  /** Before somebody changed it, as a scenario file. */
  readonly healthy: ScenarioInput;
  /** As it is found. */
  readonly faulty: ScenarioInput;
  /** Settings that may be changed to mend it, as JSON paths; what lies below one is meant too. */
  readonly mends: readonly string[];
}

/** What a seed may be: as that of a scenario. */
export const MAX_SEED = 2 ** 32 - 1;

/** A quest as an address or a command names it: `7`, or `7:mtu`. Null where it is none. */
export function readQuestName(
  text: string,
): { readonly seed: number; readonly asked: FaultKind | null } | null {
  const [, digits, name] = /^(\d{1,10})(?::([a-z-]+))?$/u.exec(text) ?? [];
  const seed = Number(digits ?? -1);
  if (seed < 0 || seed > MAX_SEED) return null;
  if (name === undefined || name === 'any') return { seed, asked: null };
  const asked = FAULT_KINDS.find((kind) => kind === name);
  return asked === undefined ? null : { seed, asked };
}

export function questName({ seed, asked }: Pick<Quest, 'seed' | 'asked'>): string {
  return asked === null ? String(seed) : `${String(seed)}:${asked}`;
}

/** A place as it is typed: `vm1`, `VF 2`, `PF0`. Null where it is none. */
export function readSite(text: string): Site | null {
  const plain = text.toLowerCase().replaceAll(/\s+/gu, '');
  return /^(?:host|(?:pf|vf|vm)\d{1,2})$/u.test(plain) ? (plain as Site) : null;
}
