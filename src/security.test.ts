// What no source may do with text from elsewhere: run it, make markup of it, or be kept busy by it.
import { analyse } from 'scslre';
import { describe, expect, test } from 'vitest';
import { isNode, modules, parse, read, visit, type Node } from './testing-sources';

const nameOf = (value: unknown): string | undefined => {
  if (!isNode(value)) return undefined;
  const name = value['name'] ?? value['value'];
  return typeof name === 'string' ? name : undefined;
};

/** Ways from text to markup or to code. */
const MARKUP: ReadonlySet<string> = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'dangerouslySetInnerHTML',
  'srcdoc',
  'srcDoc',
  'createContextualFragment',
  'setHTMLUnsafe',
  'parseHTMLUnsafe',
]);
const CODE: ReadonlySet<string> = new Set(['eval', 'Function', 'importScripts']);

/** What of a node runs text or makes markup of it. */
function runsText(node: Node): string | null {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const name = nameOf(node['callee']) ?? '';
    if (CODE.has(name)) return name;
    const [first] = Array.isArray(node['arguments']) ? (node['arguments'] as unknown[]) : [];
    const isText = isNode(first) && first.type === 'Literal' && nameOf(first) !== undefined;
    return isText && /^set(?:Timeout|Interval)$/.test(name) ? name : null;
  }
  if (node.type === 'MemberExpression') {
    const name = nameOf(node['property']) ?? '';
    if (nameOf(node['object']) === 'document' && /^write(?:ln)?$/.test(name))
      return `document.${name}`;
    return MARKUP.has(name) ? name : null;
  }
  const name = node.type === 'JSXAttribute' ? (nameOf(node['name']) ?? '') : '';
  return MARKUP.has(name) ? name : null;
}

/** Addresses that are not written down in the source lead only from here. */
const ADDRESSES: Readonly<Record<string, string>> = {
  'ui/terms/JumpButton.tsx': 'made by writeUrl, from the page on',
  'views/docs/Blocks.tsx': "the documentation's own words",
  'views/embed/Preview.tsx': 'the page itself',
  'views/film/FilmResult.tsx': 'the film that was made here',
  'views/lesson/Words.tsx': 'read-lesson lets through http and https alone',
  'views/picture/PictureDialog.tsx': 'a picture, as an image, in which no script runs',
  'views/teach/Paper.tsx': 'made by writeUrl, from the page on',
};

function leadsAway(node: Node): boolean {
  if (node.type !== 'JSXAttribute') return false;
  const name = nameOf(node['name']) ?? '';
  if (!['href', 'src', 'action', 'formAction', 'xlinkHref', 'data'].includes(name)) return false;
  const value = node['value'];
  if (!isNode(value) || value.type !== 'JSXExpressionContainer') return false;
  // `?lesson=${id}` stays on the page, whatever the id.
  const of = value['expression'];
  const quasis = isNode(of) && of.type === 'TemplateLiteral' ? of['quasis'] : undefined;
  const [start]: readonly unknown[] = Array.isArray(quasis) ? quasis : [];
  const raw = isNode(start) ? (start['value'] as { readonly raw: string }).raw : '';
  return !/^[?#]/.test(raw);
}

/** Where a pattern may take longer than its text is long: the text is our own and short. */
const SHORT: Readonly<Record<string, string>> = {
  'i18n/format.ts /\\B(?=(\\d{3})+$)/': 'a number',
  'i18n/format.ts /(\\.\\d*?)0+ /': 'a number',
  'quiz/kinds/limits.ts /(\\d+)([MG]) iB/': "a size of the lab's own",
  'quiz/kinds/memory.ts /(\\d+)([KMG]) iB/': "a size of the lab's own",
  'shell/builtins/printf.ts /\\.?0+(?=e|$)/': 'a number',
};

/** Patterns put together at run time, each from the source's own pieces. */
const MADE: readonly string[] = [
  'engine/scenario/fork.ts',
  'engine/scenario/quantity.ts',
  'engine/scenario/schema-flows.ts',
  'engine/scenario/schema-parts.ts',
  'engine/sweep/vary.ts',
  'glossary/find.ts',
  'lessons/predicate/lexer.ts',
  'lessons/read/read-lesson.ts',
  'pictures/standalone.ts',
  'shell/commands/virsh/passthrough.ts',
];

/** A pattern for which some text takes longer than in proportion to its length. */
function isSlow(source: string, flags: string): boolean {
  // `.*$` takes all that is left where a dot is any character; the tool does not see that this cannot fail.
  const takesAll = flags.includes('s') && !flags.includes('m');
  const { reports } = analyse(
    { source: takesAll ? source.replace(/\.\*\$$/, '.*') : source, flags },
    { reportTypes: { Trade: true, Self: true, Move: true }, assumeRejectingSuffix: false },
  );
  return reports.length > 0;
}

const trees = modules.map((file) => ({ file, code: read(file) }));
const found = trees.flatMap(({ file, code }) => {
  const list: {
    kind: 'text' | 'address' | 'slow' | 'made';
    what: string;
    at: string;
    file: string;
  }[] = [];
  visit(parse(file, code), (node) => {
    const add = (kind: (typeof list)[number]['kind'], what: string) => {
      const line = code.slice(0, Number(node['start'])).split('\n').length;
      list.push({ kind, what, at: `${file}:${String(line)}: ${what}`, file });
    };
    const run = runsText(node);
    if (run !== null) add('text', run);
    if (leadsAway(node)) add('address', nameOf(node['name']) ?? '');
    const regex = node.type === 'Literal' ? node['regex'] : undefined;
    if (typeof regex === 'object' && regex !== null) {
      const { pattern, flags } = regex as { readonly pattern: string; readonly flags: string };
      if (isSlow(pattern, flags)) add('slow', `/${pattern}/`);
    }
    if (/^(?:Call|New)Expression$/.test(node.type) && nameOf(node['callee']) === 'RegExp') {
      add('made', 'RegExp');
    }
  });
  return list;
});
const of = (kind: (typeof found)[number]['kind']) => found.filter((each) => each.kind === kind);

describe('no source', () => {
  test('runs text or makes markup of it', () => {
    expect(of('text').map(({ at }) => at)).toEqual([]);
  });

  test('links to what it did not check', () => {
    const unknown = of('address').filter(({ file }) => ADDRESSES[file] === undefined);
    expect(unknown.map(({ at }) => at)).toEqual([]);
    expect(
      Object.keys(ADDRESSES).filter((file) => !of('address').some((a) => a.file === file)),
    ).toEqual([]);
  });

  test('has a pattern that takes longer than its text is long', () => {
    const slow = of('slow').filter(({ file, what }) => SHORT[`${file} ${what}`] === undefined);
    expect(slow.map(({ at }) => at)).toEqual([]);
    const known = new Set(of('slow').map(({ file, what }) => `${file} ${what}`));
    expect(Object.keys(SHORT).filter((key) => !known.has(key))).toEqual([]);
  });

  test('makes a pattern of text from elsewhere', () => {
    expect([...new Set(of('made').map(({ file }) => file))].toSorted()).toEqual(MADE);
  });
});

describe('the judge', () => {
  const judge = (code: string) => {
    const seen: string[] = [];
    visit(parse('probe.tsx', code), (node) => {
      const run = runsText(node);
      if (run !== null) seen.push(run);
      if (leadsAway(node)) seen.push('address');
    });
    return seen;
  };

  test.each([
    ['a.innerHTML = b;', 'innerHTML'],
    ["a['innerHTML'] = b;", 'innerHTML'],
    ['const a = <p dangerouslySetInnerHTML={b} />;', 'dangerouslySetInnerHTML'],
    ['const a = <iframe srcDoc={b} />;', 'srcDoc'],
    ["document.write('a');", 'document.write'],
    ["new Function('a');", 'Function'],
    ['eval(a);', 'eval'],
    ["setTimeout('a()', 1);", 'setTimeout'],
    ['const a = <a href={b} />;', 'address'],
  ])('sees %s', (code, what) => {
    expect(judge(code)).toEqual([what]);
  });

  test('lets the rest through', () => {
    expect(
      judge(
        "output.write('a'); setTimeout(a, 1); b = <a href='./' />; c = <a href={`?a=${b}`} />;",
      ),
    ).toEqual([]);
  });

  test.each(['(a+)+$', '(a|a)*$', 'x*y*x*$', '\\s+$', 'a.*$'])('finds /%s/ slow', (source) => {
    expect(isSlow(source, 'u')).toBe(true);
  });

  test('knows that a dot can be any character', () => {
    expect(isSlow('a.*$', 'su')).toBe(false);
    expect(isSlow('a.*$', 'smu')).toBe(true);
  });

  test.each(['^a+$', '^(?:[^"\\\\]|\\\\.)*"', '\\d{1,12}[KM]?$'])('finds /%s/ fast', (source) => {
    expect(isSlow(source, 'u')).toBe(false);
  });
});
