import { LineStopped, MAX_WORDS } from '../exec/limits';
import type { Part } from '../parse/ast';

/** An unquoted character, or a part that braces do not look into. */
type Atom = string | Part;
type Node = Atom | readonly Sequence[];
type Sequence = readonly Node[];

interface Level {
  /** The alternatives read so far, the last one still growing. */
  readonly alternatives: Node[][];
}

function sequenceOf(nodes: readonly Node[]): string[] | null {
  if (!nodes.every((node) => typeof node === 'string')) return null;
  const found =
    /^(?:(-?\d{1,15})\.\.(-?\d{1,15})|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d{1,15}))?$/.exec(
      nodes.join(''),
    );
  if (found === null) return null;
  const [, low, high, lowLetter, highLetter, stepText] = found;
  const letters = lowLetter !== undefined && highLetter !== undefined;
  const from = letters ? lowLetter.charCodeAt(0) : Number(low);
  const to = letters ? highLetter.charCodeAt(0) : Number(high);
  const step = Math.max(1, Math.abs(Number(stepText ?? 1)));
  if (Math.abs(to - from) / step > MAX_WORDS) throw tooMany();
  const padded = [low, high].some((text) => /^-?0\d/.test(text ?? ''));
  const width = padded ? Math.max(low?.length ?? 0, high?.length ?? 0) : 0;
  const words: string[] = [];
  for (let n = from; from <= to ? n <= to : n >= to; n += from <= to ? step : -step) {
    if (letters) words.push(String.fromCharCode(n));
    else if (n < 0) words.push(`-${String(-n).padStart(width - 1, '0')}`);
    else words.push(String(n).padStart(width, '0'));
  }
  return words;
}

const tooMany = () =>
  new LineStopped(`brace expansion: more than ${String(MAX_WORDS)} words are not made`);

/** Builds the alternatives in one pass; braces that are none stay characters. */
function tree(atoms: readonly Atom[]): Node[] {
  const levels: Level[] = [{ alternatives: [[]] }];
  const top = () => levels.at(-1)?.alternatives.at(-1) ?? [];
  const literally = (level: Level): Node[] => [
    '{',
    ...level.alternatives.flatMap((nodes, i) => (i === 0 ? nodes : [',', ...nodes])),
  ];
  for (const atom of atoms) {
    if (atom === '{') levels.push({ alternatives: [[]] });
    else if (atom === ',' && levels.length > 1) levels.at(-1)?.alternatives.push([]);
    else if (atom === '}' && levels.length > 1) {
      const level = levels.pop();
      if (level === undefined) break;
      const [only = []] = level.alternatives;
      const sequence = level.alternatives.length === 1 ? sequenceOf(only) : null;
      if (sequence !== null) top().push(sequence.map((text) => Array.from(text)));
      else if (level.alternatives.length > 1) top().push(level.alternatives);
      else for (const node of [...literally(level), '}']) top().push(node);
    } else top().push(atom);
  }
  while (levels.length > 1) {
    const level = levels.pop();
    if (level !== undefined) for (const node of literally(level)) top().push(node);
  }
  return top();
}

function product(nodes: Sequence): Atom[][] {
  let results: Atom[][] = [[]];
  let atoms = 0;
  for (const node of nodes) {
    if (typeof node === 'string' || 'kind' in node) {
      for (const result of results) result.push(node);
      continue;
    }
    const alternatives = node.flatMap(product);
    if (results.length * alternatives.length > MAX_WORDS) throw tooMany();
    results = results.flatMap((head) =>
      alternatives.map((tail) => {
        atoms += head.length + tail.length;
        if (atoms > MAX_WORDS * 20) throw tooMany();
        return [...head, ...tail];
      }),
    );
  }
  return results;
}

function join(atoms: readonly Atom[]): Part[] {
  const parts: Part[] = [];
  let text = '';
  for (const atom of [...atoms, null]) {
    if (typeof atom === 'string') {
      text += atom;
      continue;
    }
    if (text !== '') parts.push({ kind: 'text', text, quoted: false });
    text = '';
    if (atom !== null) parts.push(atom);
  }
  return parts;
}

/** `a{b,c}d` is `abd acd`, `{1..3}` is `1 2 3`; done before anything else is expanded. Throws LineStopped. */
export function expandBraces(parts: readonly Part[]): readonly (readonly Part[])[] {
  if (!parts.some((part) => part.kind === 'text' && !part.quoted && part.text.includes('{')))
    return [parts];
  const atoms = parts.flatMap((part): Atom[] =>
    part.kind === 'text' && !part.quoted ? Array.from(part.text) : [part],
  );
  return product(tree(atoms)).map(join);
}
