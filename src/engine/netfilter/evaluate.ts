import { ETHERTYPE } from '../hw/addresses';
import { ABSENT, isIn, masked, matches, type FrameHeader } from '../hw/frame-match';
import { jhash, registersOf, scaled } from './jhash';
import { targetOf, type Entry, type Program } from './program';
import { selectorOf } from './rule-grammar';
import type { Chain, Key, MapEntry, Rule, Statement, Values, Verdict } from './ruleset';
import { isNamed, type ValueType } from './selectors';

/** What was counted: plain data, by the indices of the program. */
export interface Counts {
  /** Rules that a frame met to their end. */
  rulePackets: number[];
  ruleBytes: number[];
  counterPackets: number[];
  counterBytes: number[];
  policyPackets: number[];
  policyBytes: number[];
  /** What `numgen inc` gives next. */
  numgen: number[];
}

export function zeroCounts({ rules, counters, policies, numgens }: Program): Counts {
  const zeros = (length: number) => Array.from({ length }, () => 0);
  return {
    rulePackets: zeros(rules),
    ruleBytes: zeros(rules),
    counterPackets: zeros(counters),
    counterBytes: zeros(counters),
    policyPackets: zeros(policies),
    policyBytes: zeros(policies),
    numgen: zeros(numgens),
  };
}

/** A frame at a hook. */
export interface Seen {
  readonly header: FrameHeader;
  /** Interfaces; '' where it has none. */
  readonly iifname: string;
  readonly oifname: string;
  /** Interface that stands for both where the IP layer is asked for a bridged frame. */
  readonly bridge: string;
  /** 0 to us, 1 broadcast, 2 multicast, 3 to somebody else. */
  readonly pkttype: number;
  /** 32 random bits. */
  readonly random: () => number;
}

export interface Outcome {
  readonly verdict: 'accept' | 'drop';
  /** Rules that were looked at. */
  readonly rules: number;
  /** Destination as it is now. */
  readonly dstMac: number;
}

/** How deep chains may lead to chains (NFT_JUMP_STACK_SIZE). */
const DEEPEST = 16;

/** nft_do_chain for all base chains of a point. Not `counting`: only looks, nothing is counted or drawn. */
export function evaluate(
  program: Program,
  point: number,
  seen: Seen,
  counts: Counts,
  counting: boolean,
): Outcome {
  return new Evaluation(program, seen, counts, counting).at(point);
}

class Evaluation {
  private readonly program: Program;
  private readonly seen: Seen;
  private readonly counts: Counts;
  private readonly counting: boolean;
  private header: FrameHeader;
  private rules = 0;

  constructor(program: Program, seen: Seen, counts: Counts, counting: boolean) {
    this.program = program;
    this.seen = seen;
    this.counts = counts;
    this.counting = counting;
    this.header = seen.header;
  }

  at(point: number): Outcome {
    let verdict: Outcome['verdict'] = 'accept';
    for (const entry of this.program.points[point] ?? []) {
      if (!this.concerns(entry)) continue;
      verdict = this.base(entry);
      if (verdict === 'drop') break;
    }
    return { verdict, rules: this.rules, dstMac: this.header.dstMac };
  }

  /** What is not IP is nothing to the IP layer; a tagged frame is not shown to it (bridge-nf-filter-vlan-tagged). */
  private concerns({ table: { family }, borrowed }: Entry): boolean {
    const { etherType, tci } = this.header;
    if (family === 'bridge') return true;
    if (borrowed && tci !== 0) return false;
    return etherType === ETHERTYPE.ipv4 || (family === 'inet' && etherType === ETHERTYPE.ipv6);
  }

  private base(entry: Entry): Outcome['verdict'] {
    const verdict = this.chain(entry, entry.chain, 0);
    if (verdict === 'accept' || verdict === 'drop') return verdict;
    const { counts } = this;
    if (this.counting) {
      add(counts.policyPackets, entry.policy, 1);
      add(counts.policyBytes, entry.policy, this.header.length);
    }
    return entry.chain.base?.policy ?? 'accept';
  }

  /** `through`: its end was reached, or `return`. */
  private chain(entry: Entry, chain: Chain, depth: number): 'accept' | 'drop' | 'through' {
    for (const rule of chain.rules) {
      this.rules++;
      const verdict = this.rule(entry, rule);
      if (verdict === null || verdict.kind === 'continue') continue;
      if (verdict.kind === 'accept' || verdict.kind === 'drop') return verdict.kind;
      // Nobody listens at the queue, so what is handed to it is lost (nfqnl_enqueue_packet, ESRCH).
      if (verdict.kind === 'queue') return 'drop';
      if (!('chain' in verdict)) return 'through';
      const to = targetOf(entry, verdict.chain);
      if (to === undefined || depth >= DEEPEST) return 'drop';
      const result = this.chain(entry, to, depth + 1);
      if (result !== 'through' || verdict.kind === 'goto') return result;
    }
    return 'through';
  }

  /** Its verdict; null where a statement is not met or none is said. */
  private rule(entry: Entry, rule: Rule): Verdict | null {
    const { program, counts } = this;
    let counter = program.counterIndex.get(rule) ?? 0;
    let numgen = program.numgenIndex.get(rule) ?? 0;
    let verdict: Verdict | null = null;
    for (const statement of rule.statements) {
      switch (statement.kind) {
        case 'match':
          if (!this.meets(entry, statement)) return null;
          break;
        case 'counter':
          if (this.counting) {
            add(counts.counterPackets, counter, 1);
            add(counts.counterBytes, counter, this.header.length);
          }
          counter++;
          break;
        case 'verdict':
          verdict = statement.verdict;
          break;
        case 'vmap': {
          const found = this.look(entry, statement.key, statement.entries, numgen++);
          if (found === null) return null;
          verdict = found;
          break;
        }
        case 'write': {
          const { value } = statement;
          const mac =
            typeof value === 'number' ? value : this.look(entry, value.key, value.entries, numgen);
          numgen++;
          if (mac === null) return null;
          this.header = { ...this.header, dstMac: mac };
          break;
        }
        case 'log':
          break;
      }
    }
    if (this.counting) {
      const index = program.ruleIndex.get(rule) ?? 0;
      add(counts.rulePackets, index, 1);
      add(counts.ruleBytes, index, this.header.length);
    }
    return verdict;
  }

  private meets(
    entry: Entry,
    { field, op, values }: Extract<Statement, { readonly kind: 'match' }>,
  ): boolean {
    const value = this.read(entry, field);
    if (value === null) return false;
    if (typeof value === 'string' || values.ranges === undefined) {
      return hasName(String(value), values) === (op === '==');
    }
    const first = values.ranges[0]?.[0] ?? 0;
    switch (op) {
      case '==':
        return isIn(value, values.ranges);
      case '!=':
        return !isIn(value, values.ranges);
      case '<':
        return value < first;
      case '>':
        return value > first;
      case '<=':
        return value <= first;
      case '>=':
        return value >= first;
    }
  }

  private read(entry: Entry, field: string): number | string | null {
    const { reads, bits, needs } = selectorOf(field);
    const { seen, header } = this;
    if (reads === 'iifname' || reads === 'oifname') {
      return entry.borrowed && seen[reads] !== '' ? seen.bridge : seen[reads];
    }
    if (reads === 'physdev-in') return entry.borrowed ? seen.iifname : '';
    if (reads === 'physdev-out') return entry.borrowed ? seen.oifname : '';
    if (reads === 'pkttype') return seen.pkttype;
    const value = header[reads];
    if (value === ABSENT || !matches(header, needs)) return null;
    // The tag stands before the type in the frame's own header.
    if (field === 'ether type' && header.tci !== 0) return ETHERTYPE.vlan;
    return bits === undefined ? value : masked(value, bits.mask) / bits.unit;
  }

  private look<T>(
    entry: Entry,
    key: Key,
    entries: readonly MapEntry<T>[],
    numgen: number,
  ): T | null {
    const value = this.keyValue(entry, key, numgen);
    if (value === null) return null;
    for (const { key: of, value: gives } of entries) {
      const found = typeof value === 'string' ? hasName(value, of) : isIn(value, of.ranges ?? []);
      if (found) return gives;
    }
    return null;
  }

  private keyValue(entry: Entry, key: Key, numgen: number): number | string | null {
    if (key.kind === 'field') return this.read(entry, key.field);
    if (key.kind === 'jhash') {
      const words: number[] = [];
      for (const field of key.fields) {
        const value = this.read(entry, field);
        if (typeof value !== 'number') return null;
        words.push(...registersOf(value, BYTES[selectorOf(field).type] ?? 4));
      }
      // MODEL: a seed that is not given is 0; the kernel draws one.
      return key.offset + scaled(jhash(words, key.seed ?? 0), key.modulus);
    }
    const { counts, seen } = this;
    if (key.mode === 'random') {
      return key.offset + (this.counting ? scaled(seen.random(), key.modulus) : 0);
    }
    const now = counts.numgen[numgen] ?? 0;
    if (this.counting) counts.numgen[numgen] = (now + 1) % key.modulus;
    return key.offset + now;
  }
}

/** Of a field in nf_tables' registers, before it is filled up to whole words. */
const BYTES: Readonly<Partial<Record<ValueType, number>>> = {
  mac: 6,
  ip: 4,
  port: 2,
  protocol: 1,
  ethertype: 2,
  'icmp-type': 1,
};

const hasName = (name: string, { names = [] }: Values): boolean =>
  names.some((pattern) => isNamed(name, pattern));

function add(counts: number[], index: number, by: number): void {
  counts[index] = (counts[index] ?? 0) + by;
}
