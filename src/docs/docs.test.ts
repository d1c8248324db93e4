import { beforeAll, describe, expect, test } from 'vitest';
import { main } from '../cli/main';
import { METHODS } from '../embed/protocol';
import { EVENTS, REFUSALS } from '../embed/names';
import { PROFILE_IDS } from '../engine/costs/profiles';
import { Run } from '../engine/run';
import { parseScenario } from '../engine/scenario/parse';
import { PATH_IDS } from '../engine/scenario/scenario';
import { loadGlossary } from '../glossary';
import { loadMessages } from '../i18n';
import { PANES, PARAMETERS } from '../store/url-values';
import { readUrl } from '../store/url';
import { VIEWS } from '../store/prefs';
import { edition as en } from './en';
import { COMMANDS, TABLE_NAMES, usageOf } from './facts/tables';
import { METRICS } from './facts/metrics';
import { SCENARIO_KEYS } from './facts/scenario-keys';
import { contextOf, entriesOf, makeFinder, wordsOf, type Finder } from './find';
import { isPage, loadDocs, PAGE_IDS, targetOf, type Docs, type Page } from '.';
import { linksOf, nodesOf } from './testing';
import { scenarioKeys } from './zh-cn/scenario-keys';
import { edition as zh } from './zh-cn';

const EDITIONS = { en, 'zh-CN': zh };
const LANGUAGES = ['en', 'zh-CN'] as const;
const docs = {} as Record<(typeof LANGUAGES)[number], Docs>;
beforeAll(async () => {
  for (const language of LANGUAGES) {
    docs[language] = await loadDocs(language, await loadMessages(language));
  }
});

/** What has to be alike in every language: sections, tables, examples, and where links lead. */
const skeletonOf = (page: Page) =>
  page.sections.map(({ id, nodes }) => ({
    id,
    kinds: nodesOf(nodes)
      .filter(({ type }) => ['code', 'table', 'list'].includes(type))
      .map((node) => (node.type === 'code' ? `${node.lang ?? ''} ${node.meta ?? ''}` : node.type)),
    links: linksOf(nodes).toSorted(),
  }));

describe.each(LANGUAGES)('the documentation in %s', (language) => {
  test('has every page that is listed, and no other', () => {
    expect([...EDITIONS[language].texts.keys()].toSorted()).toEqual([...PAGE_IDS].toSorted());
  });

  test.each(PAGE_IDS)('%s is well formed', (id) => {
    const page = docs[language].page(id);
    expect(page.title).not.toBe('');
    // A page says in its first lines what it is for.
    expect(page.sections[0]?.nodes[0]?.type).toBe('paragraph');
    const [, ...sections] = page.sections;
    for (const { id: anchor, title } of sections) expect([title, anchor]).not.toContain(null);
    const anchors = sections.map((section) => section.id);
    expect(new Set(anchors).size).toBe(anchors.length);
    const known = new Set(
      'paragraph text strong emphasis inlineCode break link list listItem code table tableRow tableCell heading blockquote'.split(
        ' ',
      ),
    );
    const nodes = sections.concat(page.sections.slice(0, 1)).flatMap((each) => nodesOf(each.nodes));
    expect(nodes.filter(({ type }) => !known.has(type))).toEqual([]);
    // No figure without a name, no mark that was not read.
    const texts = nodes.flatMap((node) => ('value' in node ? [node.value] : []));
    expect(texts.filter((text) => /\{\{|\{#/u.test(text))).toEqual([]);
    const plain = nodes.flatMap((node) => (node.type === 'text' ? [node.value] : []));
    expect(plain.filter((text) => text.includes('**') || text.includes(']('))).toEqual([]);
  });

  test('has the tables it names, and names every table', () => {
    const named = PAGE_IDS.flatMap((id) =>
      docs[language]
        .page(id)
        .sections.flatMap(({ nodes }) =>
          nodesOf(nodes).flatMap((node) =>
            node.type === 'code' && node.lang === 'facts' ? [node.meta ?? ''] : [],
          ),
        ),
    );
    expect([...new Set(named)].toSorted()).toEqual([...TABLE_NAMES].toSorted());
  });

  test.each(TABLE_NAMES)('fills the table %s', (name) => {
    const table = docs[language].table(name);
    expect(table?.rows.length).toBeGreaterThan(0);
    for (const { id, cells } of table?.rows ?? []) {
      expect(cells.length).toBe(table?.columns.length);
      expect(id).toMatch(/^[A-Za-z][\w.-]*$/u);
      // A default or a list of words may be empty; what a thing is may not.
      const what = name.startsWith('keys') ? cells[3] : (cells[1] ?? 'one column');
      expect(what?.trim()).not.toBe('');
    }
    const ids = table?.rows.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has no dead link', async () => {
    const { ids } = await loadGlossary(language);
    const dead: string[] = [];
    for (const id of PAGE_IDS) {
      for (const { nodes } of docs[language].page(id).sections) {
        for (const url of linksOf(nodes)) {
          const target = targetOf(url);
          const ok =
            target.kind === 'page'
              ? isPage(target.page) &&
                (target.anchor === null ||
                  entriesOf(docs[language], target.page).some(
                    ({ anchor }) => anchor === target.anchor,
                  ))
              : target.kind === 'term'
                ? ids.some((term) => term === target.term)
                : target.kind === 'lab'
                  ? (await readUrl(target.query, '')).problems.length === 0
                  : target.kind === 'file'
                    ? target.href === 'scenario.schema.json'
                    : target.href.startsWith('https://');
          if (!ok) dead.push(`${id}: ${url}`);
        }
      }
    }
    expect(dead).toEqual([]);
  });
});

test.each(PAGE_IDS)(
  '%s has the same sections, tables, examples and links in both languages',
  (id) => {
    expect(skeletonOf(docs['zh-CN'].page(id))).toEqual(skeletonOf(docs.en.page(id)));
  },
);

describe('what the code has', () => {
  const keysOf = (texts: object) => Object.keys(texts).toSorted();
  const { words } = en;

  test.each([
    ['address parameters', PARAMETERS.map(({ name }) => name), words.parameters],
    ['methods', METHODS, words.methods],
    ['events', EVENTS, words.events],
    ['refusals', REFUSALS, words.refusals],
    ['parts of the page', PANES, words.panes],
    ['commands', COMMANDS, words.commands],
    ['metrics', METRICS, words.metrics],
    ['paths', PATH_IDS, words.paths],
    ['profiles', PROFILE_IDS, words.profiles],
    ['views', VIEWS, words.views],
  ])('%s are all described, and nothing else', (_name, names, texts) => {
    expect(keysOf(texts)).toEqual([...names].toSorted());
  });

  test('keys of a scenario are described, each by the schema and in Chinese', () => {
    expect(SCENARIO_KEYS.filter(({ about }) => about === '').map(({ path }) => path)).toEqual([]);
    const own = SCENARIO_KEYS.map(({ path }) => path).filter((path) => !path.startsWith('costs.'));
    expect(Object.keys(scenarioKeys).toSorted()).toEqual(own.toSorted());
    expect(SCENARIO_KEYS.filter(({ allowed }) => allowed === '')).toEqual([]);
  });

  test('defaults are what an empty file comes to', () => {
    const initial = Object.fromEntries(
      SCENARIO_KEYS.map(({ path, initial: text }) => [path, text]),
    );
    expect(initial['vms.N.traffic.pps']).toBe('10000');
    expect(initial['host.mmioWindow']).toBe('"64GiB"');
    expect(initial['migration.downtimeLimit']).toBe('"0.3ms"');
    expect(initial['run.until']).toBe('"10ms"');
  });

  test('commands are those that the command line knows', async () => {
    let said = '';
    await main(['nonsense'], { out: () => undefined, err: (text) => (said += text) });
    const known = /one of (.+)/u.exec(said)?.[1]?.split(', ') ?? [];
    expect([...COMMANDS].toSorted()).toEqual(known.toSorted());
    for (const command of COMMANDS) expect(usageOf(command).length).toBeGreaterThan(0);
  });

  test('metrics are those of a run', () => {
    const parsed = parseScenario({ run: { until: '1ms' } });
    if (!parsed.ok) throw new Error('the first screen is a scenario');
    const { vms: _vms, ...body } = new Run(parsed.scenario).metrics();
    const families = METRICS.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
    const leaves = (value: object, prefix: string): string[] =>
      Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
        const name = `${prefix}${key}`;
        if (families.includes(`${name}.`)) return [`${name}.*`];
        return typeof inner === 'object' && inner !== null ? leaves(inner, `${name}.`) : [name];
      });
    expect(leaves(body, '').toSorted()).toEqual([...METRICS].toSorted());
  });
});

describe('search', () => {
  const finders = {} as Record<(typeof LANGUAGES)[number], Finder>;
  beforeAll(async () => {
    for (const language of LANGUAGES) {
      finders[language] = await makeFinder(docs[language], await loadGlossary(language));
    }
  });
  const ids = (language: 'en' | 'zh-CN', wanted: string) =>
    finders[language].find(wanted).map(({ id }) => id);

  test.each([
    ['en', 'sandbox', 'embed:sandbox'],
    ['en', 'SANDBOX', 'embed:sandbox'],
    ['en', 'sandbx', 'embed:sandbox'],
    ['en', 'numvfs', 'terminal:numvfs'],
    ['en', 'interruptThrottleUs', 'scenario:vms.tuning.interruptThrottleUs'],
    ['en', 'throttle', 'scenario:vms.tuning.interruptThrottleUs'],
    ['en', 'exit status', 'cli:status'],
    ['zh-CN', '沙箱', 'embed:sandbox'],
    ['zh-CN', 'sandbox', 'embed:sandbox'],
    ['zh-CN', '内容安全策略', 'embed:csp'],
    ['zh-CN', '中断最短间隔', 'scenario:vms.tuning.interruptThrottleUs'],
    ['zh-CN', '退出状态', 'cli:status'],
    ['zh-CN', 'interrupt', 'scenario:vms.tuning.interruptThrottleUs'],
    ['zh-CN', 'posted interrupt', 'term:posted-interrupts'],
    ['en', 'posted interrupt', 'term:posted-interrupts'],
  ] as const)('in %s finds “%s”', (language, wanted, id) => {
    expect(ids(language, wanted)).toContain(id);
  });

  test('finds nothing where there is nothing, and survives strange input', () => {
    expect(ids('en', 'zzzzzzqqqq')).toEqual([]);
    for (const wanted of ['', ' ', '…', '**', '\\', '((((', 'a'.repeat(5000), '中'.repeat(3000)]) {
      expect(Array.isArray(ids('zh-CN', wanted))).toBe(true);
    }
  });

  test('shows what stands around', () => {
    expect(contextOf('The quick brown fox', ['brown'])).toEqual(['The quick ', 'brown', ' fox']);
    expect(contextOf('nothing', ['brown'])).toEqual(['nothing', '', '']);
  });

  test('cuts Chinese into pairs, and names into their parts', () => {
    expect(wordsOf('中断重映射 vms.0.traffic eventIdx')).toEqual([
      '中断',
      '断重',
      '重映',
      '映射',
      'vms.0.traffic',
      'vms',
      '0',
      'traffic',
      'eventIdx',
      'event',
      'Idx',
    ]);
  });
});

test('Markdown: bold beside Chinese signs, and nothing of HTML', async () => {
  const { readPage } = await import('./markdown');
  const text =
    '# 题\n\n前**“中文”**后 <b>x</b> <script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n';
  const [section] = readPage(text, {}).sections;
  const nodes = nodesOf(section?.nodes ?? []);
  expect(nodes.filter(({ type }) => type === 'strong')).toHaveLength(1);
  expect(nodes.filter(({ type }) => type === 'html')).toEqual([]);
});
