import type { Rule, Statement, Verdict } from './ruleset';

/** What an option says, `!` before it or not. */
export interface Said<T> {
  readonly value: T;
  readonly negate: boolean;
}
/** First and last of the values meant. */
export type Span = readonly [from: number, to: number];

export type Match =
  | {
      readonly kind: 'ports';
      readonly protocol: 'udp' | 'tcp';
      readonly source: Said<Span> | null;
      readonly destination: Said<Span> | null;
    }
  | {
      readonly kind: 'physdev';
      readonly in: Said<string> | null;
      readonly out: Said<string> | null;
    };

/** A rule in the words of iptables; null = any. Interfaces with `+` at the end stand for any end. */
export interface RuleSpec {
  readonly iif: Said<string> | null;
  readonly oif: Said<string> | null;
  readonly protocol: Said<number> | null;
  readonly source: Said<Span> | null;
  readonly destination: Said<Span> | null;
  readonly matches: readonly Match[];
  readonly verdict: Verdict | null;
}

export const ANY: RuleSpec = {
  iif: null,
  oif: null,
  protocol: null,
  source: null,
  destination: null,
  matches: [],
  verdict: null,
};
export const LAST_PORT = 65_535;

/** The expressions of nf_tables that iptables-nft makes of a rule, in its order (iptables/nft-ipv4.c, nft_ipv4_add). */
export function statementsOf(spec: RuleSpec): Statement[] {
  // nft leaves the protocol out where the expression behind it says it again.
  const isImplied = spec.matches[0]?.kind === 'ports';
  return [
    ...named('iifname', spec.iif),
    ...named('oifname', spec.oif),
    ...(spec.protocol === null || isImplied
      ? []
      : [
          matching('meta l4proto', {
            value: [spec.protocol.value, spec.protocol.value],
            negate: spec.protocol.negate,
          }),
        ]),
    ...spanned('ip saddr', spec.source),
    ...spanned('ip daddr', spec.destination),
    ...spec.matches.flatMap((match) =>
      match.kind === 'physdev'
        ? [...named('physdev in', match.in), ...named('physdev out', match.out)]
        : [
            ...spanned(`${match.protocol} sport`, match.source),
            ...spanned(`${match.protocol} dport`, match.destination),
          ],
    ),
    { kind: 'counter', packets: 0, bytes: 0 },
    ...(spec.verdict === null ? [] : [{ kind: 'verdict', verdict: spec.verdict } as const]),
  ];
}

function named(field: string, said: Said<string> | null): Statement[] {
  if (said === null) return [];
  const names = [said.value.replace(/\+$/u, '*')];
  return [{ kind: 'match', field, op: said.negate ? '!=' : '==', values: { names }, isSet: false }];
}

const spanned = (field: string, said: Said<Span> | null): Statement[] =>
  said === null ? [] : [matching(field, said)];

function matching(field: string, { value: [from, to], negate }: Said<Span>): Statement {
  if (field.endsWith('port') && !negate && from === 0 && to > 0) {
    return { kind: 'match', field, op: '<=', values: { ranges: [[to, to]] }, isSet: false };
  }
  const values = { ranges: [[from, to]] } as const;
  return { kind: 'match', field, op: negate ? '!=' : '==', values, isSet: false };
}

/** A rule back in the words of iptables; null where it says what iptables has no words for. */
export function specOf({ statements }: Rule): RuleSpec | null {
  let spec: RuleSpec | null = ANY;
  for (const statement of statements) {
    if (spec === null) return null;
    if (statement.kind === 'verdict') spec = { ...spec, verdict: statement.verdict };
    else if (statement.kind === 'match') spec = withMatch(spec, statement);
    else if (statement.kind !== 'counter') return null;
  }
  return spec;
}

type MatchStatement = Extract<Statement, { readonly kind: 'match' }>;

function withMatch(spec: RuleSpec, statement: MatchStatement): RuleSpec | null {
  const { field, op, values, isSet } = statement;
  if (isSet) return null;
  const negate = op === '!=';
  const isPlain = negate || op === '==';
  if (values.names !== undefined) {
    const value = (values.names[0] ?? '').replace(/\*$/u, '+');
    if (!isPlain) return null;
    if (field === 'iifname') return { ...spec, iif: { value, negate } };
    if (field === 'oifname') return { ...spec, oif: { value, negate } };
    return withPhysdev(spec, field === 'physdev in' ? 'in' : 'out', { value, negate });
  }
  const span = spanOf(statement);
  if (span === null) return null;
  const said = { value: span, negate };
  const ports = /^(udp|tcp) ([sd])port$/u.exec(field);
  if (ports !== null) {
    const way = ports[2] === 's' ? 'source' : 'destination';
    return withPort(spec, ports[1] === 'udp' ? 'udp' : 'tcp', way, said);
  }
  if (!isPlain) return null;
  if (field === 'ip saddr') return { ...spec, source: said };
  if (field === 'ip daddr') return { ...spec, destination: said };
  if ((field === 'meta l4proto' || field === 'ip protocol') && span[0] === span[1]) {
    return { ...spec, protocol: { value: span[0], negate } };
  }
  return null;
}

function spanOf({ op, values }: MatchStatement): Span | null {
  const [from, to] = values.ranges?.[0] ?? [0, 0];
  if (op === '==' || op === '!=') return [from, to];
  if (op === '<=') return [0, from];
  return op === '>=' ? [from, LAST_PORT] : null;
}

function withPhysdev(spec: RuleSpec, way: 'in' | 'out', said: Said<string>): RuleSpec {
  const last = spec.matches.at(-1);
  if (last?.kind === 'physdev' && last[way] === null) {
    return { ...spec, matches: [...spec.matches.slice(0, -1), { ...last, [way]: said }] };
  }
  const made = { kind: 'physdev', in: null, out: null, [way]: said } as const;
  return { ...spec, matches: [...spec.matches, made] };
}

function withPort(
  spec: RuleSpec,
  protocol: 'udp' | 'tcp',
  way: 'source' | 'destination',
  said: Said<Span>,
): RuleSpec {
  const of = { ...spec, protocol: { value: NUMBER[protocol], negate: false } };
  const last = spec.matches.at(-1);
  if (last?.kind === 'ports' && last.protocol === protocol && last[way] === null) {
    return { ...of, matches: [...spec.matches.slice(0, -1), { ...last, [way]: said }] };
  }
  const made = { kind: 'ports', protocol, source: null, destination: null, [way]: said } as const;
  return { ...of, matches: [...spec.matches, made] };
}

export const NUMBER = { udp: 17, tcp: 6 } as const;

/** Two rules that say the same, whatever they have counted. */
export function isSameRule(a: readonly Statement[], b: readonly Statement[]): boolean {
  const said = (statements: readonly Statement[]) =>
    JSON.stringify(statements.filter(({ kind }) => kind !== 'counter'));
  return said(a) === said(b);
}

/** All ports there are: nothing to ask. */
export const isAll = ([from, to]: Span): boolean => from === 0 && to === LAST_PORT;
