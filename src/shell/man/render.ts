import type { Language, Page } from './pages';

const HEADINGS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    name: 'NAME',
    synopsis: 'SYNOPSIS',
    description: 'DESCRIPTION',
    examples: 'EXAMPLES',
    exit: 'EXIT STATUS',
    see: 'SEE ALSO',
  },
  'zh-cn': {
    name: '名称',
    synopsis: '概要',
    description: '描述',
    examples: '示例',
    exit: '退出状态',
    see: '参见',
  },
};

/** Cells of a terminal that a character takes: two for those of the East. */
function cells(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  return (code >= 0x2e80 && code <= 0xa4cf) || (code >= 0xf900 && code <= 0xffef) ? 2 : 1;
}

const widthOf = (text: string): number => Array.from(text).reduce((sum, c) => sum + cells(c), 0);

/** Marks that may not begin a line. */
const CLOSING = '，。；：、）」》？！”’';

/** Between which a line may break: words, and each character of a script without blanks. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  for (const word of text.split(/(?<= )/)) {
    let run = '';
    for (const char of Array.from(word)) {
      const isWide = cells(char) === 2;
      if (isWide && run !== '' && !CLOSING.includes(char)) {
        found.push(run);
        run = '';
      }
      run += char;
      if (!isWide) continue;
      if (CLOSING.includes(char) && run.length === 1 && found.length > 0) {
        found[found.length - 1] += run;
        run = '';
      }
    }
    if (run !== '') found.push(run);
  }
  return found;
}

/** Lines of at most `width` cells, each behind the indent. */
export function wrap(text: string, width: number, indent: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    if (line !== '' && widthOf(line + piece.trimEnd()) > width - indent) {
      lines.push(line);
      line = '';
    }
    line += piece;
  }
  lines.push(line);
  return lines.map((one) => `${' '.repeat(indent)}${one.trimEnd()}`);
}

/** A page as `man` prints it; bold headings on a terminal. */
export function renderPage(
  { facts, text }: Page,
  language: Language,
  columns: number | null,
): string {
  const width = Math.min(Math.max(columns ?? 80, 40), 100);
  const isTerminal = columns !== null;
  const bold = (words: string): string => (isTerminal ? `\u001b[1m${words}\u001b[0m` : words);
  const title = `${facts.names[0].toUpperCase()}(${facts.section})`;
  const centre = 'SR-IOV Lab';
  const gap = Math.max(1, Math.floor((width - centre.length) / 2) - title.length);
  const right = Math.max(1, width - 2 * title.length - gap - centre.length);
  const out = [`${title}${' '.repeat(gap)}${centre}${' '.repeat(right)}${title}`];
  const section = (key: string, lines: readonly string[]): void => {
    if (lines.length > 0) out.push('', bold(HEADINGS[language][key] ?? key), ...lines);
  };
  const paragraphs = (all: readonly string[], indent: number): readonly string[] =>
    all.flatMap((one, i) => [...(i === 0 ? [] : ['']), ...wrap(one, width, indent)]);

  section('name', wrap(`${facts.names.join(', ')} - ${text.summary}`, width, 7));
  section(
    'synopsis',
    facts.synopsis.flatMap((one) => wrap(one, width, 7)),
  );
  section('description', paragraphs(text.description, 7));
  section(
    'examples',
    facts.examples.flatMap((line, i) => [
      ...(i === 0 ? [] : ['']),
      `       ${bold(line)}`,
      ...wrap(text.examples[i] ?? '', width, 11),
    ]),
  );
  section('exit', text.exit === undefined ? [] : wrap(text.exit, width, 7));
  section('see', wrap(facts.see.join(', '), width, 7));
  return `${out.join('\n')}\n`;
}
