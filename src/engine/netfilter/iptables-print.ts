import { ip4Text } from '../hw/addresses';
import type { Match, RuleSpec, Said, Span } from './iptables-rule';
import type { Verdict } from './ruleset';
import { serviceOf, writeValue } from './selectors';

/** What was counted. */
export interface Count {
  readonly packets: number;
  readonly bytes: number;
}

/** Of `-L`. */
export interface Columns {
  readonly verbose: boolean;
  readonly numeric: boolean;
  readonly exact: boolean;
  readonly numbers: boolean;
}

const inverted = (said: { readonly negate: boolean } | null): string => (said?.negate ? '!' : ' ');

/** xtables_print_num: up to five digits, then thousands, millions …; exact: as it is. */
function amount(value: number, exact: boolean): string {
  if (exact) return String(value).padStart(8);
  if (value <= 99_999) return String(value).padStart(5);
  let [short, unit] = [Math.floor((value + 500) / 1000), 0];
  for (; short > 9999 && unit < 3; unit++) short = Math.floor((short + 500) / 1000);
  return `${String(short).padStart(4)}${'KMGT'[unit] ?? ''}`;
}

/** The two lines above a chain's rules. `policy`: null for a chain that no hook leads to. */
export function headText(
  name: string,
  policy: (Count & { readonly verdict: string }) | null,
  references: number,
  { verbose, exact, numbers }: Columns,
): string {
  const counted =
    verbose && policy !== null
      ? ` ${amountInHead(policy.packets, exact)} packets, ${amountInHead(policy.bytes, exact)} bytes`
      : '';
  const what =
    policy === null ? `${String(references)} references` : `policy ${policy.verdict}${counted}`;
  const counts = verbose ? (exact ? '    pkts      bytes ' : ' pkts bytes ') : '';
  const via = verbose ? ' in     out    ' : '';
  return (
    `Chain ${name} (${what})\n${numbers ? 'num  ' : ''}${counts}target     prot opt` +
    `${via} ${'source'.padEnd(19)}  ${'destination'.padEnd(19)} \n`
  );
}

const amountInHead = (value: number, exact: boolean) =>
  exact ? String(value) : amount(value, false).trim();

/** One rule as `-L` lists it, without its line's end. */
export function lineText(spec: RuleSpec, at: number, count: Count, columns: Columns): string {
  const { verbose, numeric, exact, numbers } = columns;
  const { protocol, iif, oif, source, destination } = spec;
  const counts = verbose ? `${amount(count.packets, exact)} ${amount(count.bytes, exact)} ` : '';
  const target = targetText(spec.verdict).padEnd(9);
  const via = verbose
    ? ` ${nameText(iif, numeric).padEnd(6)} ${nameText(oif, numeric).padEnd(6)} `
    : '';
  const addresses = [source, destination]
    .map((said) => `${inverted(said)}${addressText(said, numeric).padEnd(19)} `)
    .join('');
  return (
    `${numbers ? String(at).padEnd(4) + ' ' : ''}${counts}${target} ` +
    `${inverted(protocol)}${protocolText(protocol, numeric).padEnd(4)} -- ${via}${addresses}` +
    matchesText(spec.matches, numeric)
  );
}

/** One rule as `-v` tells of what it adds. */
export function addedText(spec: RuleSpec): string {
  const { protocol, iif, oif, source, destination, matches } = spec;
  return (
    `${targetText(spec.verdict)} ${inverted(protocol)}${protocolText(protocol, false)} opt -- ` +
    `in ${nameText(iif, true)} out ${nameText(oif, true)} ` +
    `${inverted(source)}${addressText(source, true)} ` +
    `${inverted(destination)}-> ${addressText(destination, true)}  ${matchesText(matches, true)}\n`
  );
}

/** One rule as `-S` prints it: the words that would add it, behind the chain's name. */
export function wordsText(spec: RuleSpec, count: Count | null): string {
  const not = (said: { readonly negate: boolean }) => (said.negate ? '! ' : '');
  const option = <T>(letters: string, said: Said<T> | null, text: (value: T) => string) =>
    said === null ? [] : [`${not(said)}${letters} ${text(said.value)}`];
  const whole = ([from, to]: Span) => `${ip4Text(from)}/${String(prefixLength([from, to]))}`;
  const span = ([from, to]: Span) => (from === to ? String(from) : `${String(from)}:${String(to)}`);
  const same = (name: string) => name;
  const { verdict } = spec;
  return [
    ...option('-s', spec.source, whole),
    ...option('-d', spec.destination, whole),
    ...option('-i', spec.iif, same),
    ...option('-o', spec.oif, same),
    ...option('-p', spec.protocol, (value) => writeValue('protocol', value)),
    ...spec.matches.flatMap((match) =>
      match.kind === 'physdev'
        ? [
            '-m physdev',
            ...option('--physdev-in', match.in, same),
            ...option('--physdev-out', match.out, same),
          ]
        : [
            `-m ${match.protocol}`,
            ...option('--sport', match.source, span),
            ...option('--dport', match.destination, span),
          ],
    ),
    ...(count === null ? [] : [`-c ${String(count.packets)} ${String(count.bytes)}`]),
    ...(verdict === null
      ? []
      : [`${verdict.kind === 'goto' ? '-g' : '-j'} ${targetText(verdict)}`]),
  ].join(' ');
}

function targetText(verdict: Verdict | null): string {
  if (verdict === null || verdict.kind === 'continue') return '';
  return 'chain' in verdict ? verdict.chain : verdict.kind.toUpperCase();
}

function nameText(said: Said<string> | null, numeric: boolean): string {
  if (said === null) return numeric ? '*' : 'any';
  return `${said.negate ? '!' : ''}${said.value}`;
}

function protocolText(said: Said<number> | null, numeric: boolean): string {
  if (numeric) return String(said?.value ?? 0);
  return said === null ? 'all' : writeValue('protocol', said.value);
}

const prefixLength = ([from, to]: Span): number => 32 - Math.log2(to - from + 1);

function addressText(said: Said<Span> | null, numeric: boolean): string {
  if (said === null) return numeric ? '0.0.0.0/0' : 'anywhere';
  const length = prefixLength(said.value);
  return `${ip4Text(said.value[0])}${length === 32 ? '' : `/${String(length)}`}`;
}

function matchesText(matches: readonly Match[], numeric: boolean): string {
  return matches
    .map((match) => {
      if (match.kind === 'physdev') {
        const name = (option: string, said: Said<string> | null) =>
          said === null ? '' : ` ${said.negate ? '! ' : ''}--physdev-${option} ${said.value}`;
        return ` PHYSDEV match${name('in', match.in)}${name('out', match.out)}`;
      }
      const { protocol, source, destination } = match;
      const ports = (name: string, said: Said<Span> | null) => {
        if (said === null) return '';
        const [from, to] = said.value.map((port) =>
          numeric ? String(port) : serviceOf(port, protocol),
        );
        const not = said.negate ? '!' : '';
        return from === to
          ? ` ${name}:${not}${from ?? ''}`
          : ` ${name}s:${not}${from ?? ''}:${to ?? ''}`;
      };
      return ` ${protocol}${ports('spt', source)}${ports('dpt', destination)}`;
    })
    .join('');
}
