import type { PlaceKind } from '../engine/costs/places';
import type { PresetId } from '../engine/scenario/presets';

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Chapters of the glossary, in their order. */
export const GROUPS = [
  'cpu',
  'interrupts',
  'devices',
  'virtio',
  'network',
  'memory',
  'passthrough',
  'pcie',
  'sriov',
  'switch',
  'migration',
  'beyond',
] as const;
export type Group = (typeof GROUPS)[number];

/** Views in which something of a term is to be seen. */
export type JumpView =
  'stage' | 'compare' | 'pcie' | 'journey' | 'metrics' | 'captures' | 'terminal';

/** Where the running lab shows it. */
export interface Jump {
  readonly example: PresetId;
  readonly view: JumpView;
  /** The part that is selected there. */
  readonly part?: PlaceKind;
  /** The moment that is shown; without it the beginning. */
  readonly at?: 'first-exit';
}

/** What holds in every language. */
export interface Term {
  readonly group: Group;
  /** The English term, as texts write it; it is kept beside the translation. */
  readonly name: string;
  /** What an abbreviation stands for. */
  readonly expansion?: string;
  readonly related: readonly string[];
  /** Specification, paper or source file, as one cites it. */
  readonly sources: readonly [string, ...string[]];
  /** Null: the model leaves it out, and the longer text says so. */
  readonly jump: Jump | null;
}

/** What a language says of a term. */
export interface Words {
  /** The translation; without it the English name is the usual one in this language too. */
  readonly name?: string;
  /** One sentence. */
  readonly short: string;
  /** Two to four sentences more. */
  readonly long: string;
  /** How texts write it, plural and abbreviations too; the longest that fits is found. */
  readonly forms: readonly string[];
}
