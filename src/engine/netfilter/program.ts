import {
  ACTS_HERE,
  findChain,
  type Chain,
  type Family,
  type Hook,
  type Rule,
  type Ruleset,
  type Table,
} from './ruleset';

/**
 * Where the kernel asks nf_tables about a frame: five times at a bridge (net/bridge/br_input.c, br_forward.c), four
 * times in the host's own stack, which forwards nothing here.
 */
export const POINTS = [
  'bridge prerouting',
  'bridge input',
  'bridge forward',
  'bridge output',
  'bridge postrouting',
  'inet prerouting',
  'inet input',
  'inet output',
  'inet postrouting',
] as const;
export type PointName = (typeof POINTS)[number];
/** Index into POINTS. */
export const POINT = Object.fromEntries(POINTS.map((name, i) => [name, i])) as Readonly<
  Record<PointName, number>
>;

/** A base chain as it stands at a point. */
export interface Entry {
  readonly table: Table;
  readonly chain: Chain;
  /** A chain of the IP layer, asked for a bridged frame: br_netfilter shows it br0 in place of the ports. */
  readonly borrowed: boolean;
  /** Index of the counts of its policy. */
  readonly policy: number;
}

/** A ruleset laid out for evaluation: what is asked where, and a number for everything that counts. */
export interface Program {
  readonly points: readonly (readonly Entry[])[];
  /** By rule: index of its counts. */
  readonly ruleIndex: ReadonlyMap<Rule, number>;
  /** By rule: the first of its counters, and of its generators of numbers. */
  readonly counterIndex: ReadonlyMap<Rule, number>;
  readonly numgenIndex: ReadonlyMap<Rule, number>;
  readonly rules: number;
  readonly counters: number;
  readonly numgens: number;
  readonly policies: number;
}

/** NF_BR_PRI_BRNF: where br_netfilter sits among the chains of a bridge hook, and NF_BR_PRI_LAST behind all of them. */
const BORROWED_AT: Readonly<Partial<Record<Hook, number>>> = {
  prerouting: 0,
  forward: -1,
  postrouting: Number.POSITIVE_INFINITY,
};

/** `callIptables`: net.bridge.bridge-nf-call-iptables. */
export function compile(ruleset: Ruleset, callIptables: boolean): Program {
  const all = ruleset.tables.filter(({ family }) => ACTS_HERE.includes(family));
  const policies = new Map<Chain, number>();
  for (const { chains } of all) {
    for (const chain of chains) if (chain.base !== null) policies.set(chain, policies.size);
  }
  const chainsAt = (families: readonly Family[], hook: string, borrowed: boolean): Entry[] =>
    all
      .filter(({ family }) => families.includes(family))
      .flatMap((table) =>
        table.chains
          .filter(({ base }) => base?.hook === hook)
          .map((chain) => ({ table, chain, borrowed, policy: policies.get(chain) ?? 0 })),
      )
      .toSorted((a, b) => priorityOf(a) - priorityOf(b));
  const points = POINTS.map((point) => {
    const [layer, hook] = point.split(' ') as ['bridge' | 'inet', Hook];
    if (layer === 'inet') return chainsAt(['inet', 'ip'], hook, false);
    const own = chainsAt(['bridge'], hook, false);
    const at = BORROWED_AT[hook];
    if (!callIptables || at === undefined) return own;
    return [
      ...own.filter((entry) => priorityOf(entry) < at),
      ...chainsAt(['inet', 'ip'], hook, true),
      ...own.filter((entry) => priorityOf(entry) >= at),
    ];
  });
  const [ruleIndex, counterIndex, numgenIndex] = [0, 0, 0].map(() => new Map<Rule, number>()) as [
    Map<Rule, number>,
    Map<Rule, number>,
    Map<Rule, number>,
  ];
  let [counters, numgens] = [0, 0];
  for (const rule of all.flatMap(({ chains }) => chains.flatMap(({ rules }) => rules))) {
    ruleIndex.set(rule, ruleIndex.size);
    counterIndex.set(rule, counters);
    numgenIndex.set(rule, numgens);
    counters += rule.statements.filter(({ kind }) => kind === 'counter').length;
    numgens += rule.statements.filter(({ kind }) => kind === 'vmap' || kind === 'write').length;
  }
  const rules = ruleIndex.size;
  const sizes = { rules, counters, numgens, policies: policies.size };
  return { points, ruleIndex, counterIndex, numgenIndex, ...sizes };
}

const priorityOf = ({ chain }: Entry): number => chain.base?.priority ?? 0;

/** The chain of the same table that a verdict leads to. */
export function targetOf({ table }: Entry, name: string): Chain | undefined {
  return findChain(table, name);
}
