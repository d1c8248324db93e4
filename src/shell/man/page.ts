export const GROUPS = [
  'pci',
  'sysfs',
  'network',
  'guests',
  'kernel',
  'files',
  'shell',
  'concepts',
] as const;

export type Group = (typeof GROUPS)[number];

/** What a page says in every language. */
export interface PageFacts {
  /** The first is the page's own, the others lead to it. */
  readonly names: readonly [string, ...string[]];
  /** As in Unix: 1 commands, 5 files, 7 concepts, 8 administration. */
  readonly section: 1 | 5 | 7 | 8;
  readonly group: Group;
  readonly synopsis: readonly string[];
  /** Lines that work on the lab's host. */
  readonly examples: readonly string[];
  readonly see: readonly string[];
}

/** What a page says in one language. */
export interface PageText {
  readonly summary: string;
  /** Paragraphs. */
  readonly description: readonly string[];
  /** One remark for each example. */
  readonly examples: readonly string[];
  readonly exit?: string;
}

export type Pages = Readonly<Record<string, PageText>>;
