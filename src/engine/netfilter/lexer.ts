/** A word of nft's language and where it stands in its text. */
export interface Token {
  readonly kind: 'string' | 'quoted' | 'number' | 'address' | 'sign' | 'newline' | 'end';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is wrong, and at which letters of the text. */
export class NftError extends Error {
  readonly from: number;
  readonly to: number;
  /** A word that it has to do with. */
  readonly about: Span | null;

  constructor(message: string, { from, to }: Span, about: Span | null = null) {
    super(message);
    this.from = from;
    this.to = to;
    this.about = about;
  }
}

const RULES: readonly (readonly [Token['kind'] | null, RegExp])[] = [
  [null, /[ \t\r]+|\\\n|#[^\n]*/y],
  ['newline', /\n/y],
  ['quoted', /"[^"\n]*"/y],
  ['address', /(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}(?![0-9a-f:])/iy],
  ['address', /\d{1,3}(?:\.\d{1,3}){3}/y],
  ['number', /0x[0-9a-f]+|\d+(?![a-z0-9_])/iy],
  ['string', /[a-z0-9_][a-z0-9_./*]*(?:-[a-z][a-z0-9_./*-]*)*/iy],
  ['sign', /!=|==|<=|>=|[{}();:,.=<>!@$/&|-]/y],
];

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  scan: while (at < text.length) {
    for (const [kind, pattern] of RULES) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found === null) continue;
      const to = at + found[0].length;
      if (kind !== null) tokens.push({ kind, text: found[0], from: at, to });
      at = to;
      continue scan;
    }
    throw new NftError(`syntax error, unexpected junk`, { from: at, to: at + 1 });
  }
  tokens.push({ kind: 'end', text: '', from: text.length, to: text.length + 1 });
  return tokens;
}

/** Words of the language, which nft names by themselves where it did not expect them. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'accept add arp bridge chain chains comment continue counter create daddr delete drop dport ether flush goto handle ' +
    'hook icmp id iifname index inet insert ip ip6 jhash jump length list log map meta mod netdev numgen oifname ' +
    'pcp policy position priority protocol queue reject rename replace return rule ruleset saddr seed set sport table tables tcp ' +
    'type udp vlan vmap'
  ).split(' '),
);

const SIGNS: Readonly<Record<string, string>> = {
  ';': 'semicolon',
  ':': 'colon',
  ',': 'comma',
  '.': 'dot',
};

/** What bison calls it. */
export function nameOf({ kind, text }: Token): string {
  if (kind === 'newline' || kind === 'end') return 'newline';
  if (kind === 'number') return 'number';
  if (kind === 'quoted') return 'quoted string';
  if (kind === 'sign') return SIGNS[text] ?? `'${text}'`;
  return KEYWORDS.has(text) ? text : 'string';
}
