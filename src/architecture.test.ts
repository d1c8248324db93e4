// Who may import whom, executed. The rooms are described in README.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { isNode, modules, parse, read, visit } from './testing-sources';

const src = dirname(fileURLToPath(import.meta.url));

const engineRooms = [
  'kernel',
  'units',
  'costs',
  'pci',
  'hw',
  'host',
  'guest',
  'netfilter',
  'linux',
  'paths',
  'scenario',
] as const;
const engine = ['engine', ...engineRooms.map((room) => `engine/${room}`)];
const belowPaths = engine.filter((room) => room !== 'engine' && room !== 'engine/paths');
const types = (rooms: readonly string[]) => rooms.map((room) => `${room} (types)`);

/** Besides itself, a room may import these. `engine` alone is the facade: index.ts, run.ts and their like. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // The ground floor: nothing outside these three, and units below the other two.
  'engine/units': [],
  'engine/kernel': ['engine/units'],
  'engine/costs': ['engine/units'],
  'engine/pci': ['engine/kernel', 'engine/units'],
  'engine/hw': ['engine/pci', 'engine/kernel', 'engine/units', 'engine/costs'],
  // The language of nft and what rules say of a frame; where and when they are asked is the host's.
  'engine/netfilter': ['engine/hw', 'engine/kernel'],
  'engine/host': [
    'engine/hw',
    'engine/netfilter',
    'engine/pci',
    'engine/kernel',
    'engine/units',
    'engine/costs',
  ],
  'engine/guest': ['engine/hw', 'engine/pci', 'engine/kernel', 'engine/units', 'engine/costs'],
  'engine/linux': ['engine/pci', 'engine/netfilter', 'engine/kernel', 'engine/units'],
  'engine/scenario': [
    'engine/units',
    'engine/costs',
    'engine/pci',
    'engine/netfilter',
    'engine/paths (types)',
  ],
  'engine/paths': belowPaths,
  engine,
  formats: engine,
  shell: [...engine, 'formats'],
  // Hosts with a fault in them: what is set up, what it shows, what is right.
  quests: [...engine, 'shell'],
  lessons: [...engine, 'i18n'],
  quiz: [...engine, 'shell', 'quests', 'lessons'],
  // Journeys are told in the page's own sentences; a sweep's points are dealt out by the same pool.
  cli: [...engine, 'formats', 'shell', 'quests', 'lessons', 'quiz', 'i18n', 'worker'],
  worker: [...engine, 'formats', 'shell', 'quests', 'lessons', 'quiz'],
  store: [...types(engine), 'worker', 'quests (types)', 'quiz (types)', 'lessons'],
  i18n: [...types(engine), 'quests (types)', 'quiz (types)', 'glossary (types)'],
  // What the field's words mean, and how texts write them.
  glossary: types(engine),
  // Pages about the lab; their tables are made from what they are about.
  docs: [
    'engine (types)',
    'engine/costs',
    'engine/pci',
    'engine/scenario',
    'formats',
    'lessons',
    'cli',
    'store',
    'embed',
    'i18n',
    'glossary',
    'ui',
  ],
  scene: [...types(engine), 'store', 'i18n'],
  ui: ['store', 'i18n', 'glossary'],
  // A line for a course page is previewed as a course page shows it: by the protocol.
  views: ['formats (types)', ...'scene ui store i18n lessons quiz glossary embed docs'.split(' ')],
  embed: ['store', ...types(engine)],
  // What is drawn once, when the page is built.
  pictures: [...engine, ...'scene ui store i18n worker embed'.split(' ')],
  // The service worker: files by their names, whatever they hold.
  offline: [],
  bench: [...engine, 'formats', 'shell'],
};

/** Debt: imports the table forbids and we live with for now. `from → to`, with the reason. */
const debt: Readonly<Record<string, string>> = {};

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

const literal = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string'
    ? node['value']
    : undefined;

const unknowable = '(not a literal)';

/** Every module a source names: import, export from, import(), import type, new URL(…, import.meta.url). */
function importsIn(file: string, code: string): Import[] {
  const found: Import[] = [];
  const add = (to: string | undefined, typeOnly: boolean) =>
    found.push({ from: file, to: to ?? unknowable, typeOnly });
  visit(parse(file, code), (node) => {
    if (node.type === 'ImportDeclaration')
      add(literal(node['source']), node['importKind'] === 'type');
    else if (node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration') {
      if (isNode(node['source'])) add(literal(node['source']), node['exportKind'] === 'type');
    } else if (node.type === 'ImportExpression') add(literal(node['source']), false);
    else if (node.type === 'TSImportType') add(literal(node['source'] ?? node['argument']), true);
    else if (node.type === 'NewExpression') {
      const callee = node['callee'];
      const args = node['arguments'];
      if (!isNode(callee) || callee['name'] !== 'URL' || !Array.isArray(args)) return;
      const base: unknown = args[1];
      const ofModule =
        isNode(base) && isNode(base['object']) && base['object'].type === 'MetaProperty';
      if (ofModule) add(literal(args[0]), false);
    }
  });
  return found;
}

/** Tests, and what only tests import. */
const isForTests = (target: string) => /\.test$|\.test\.|(^|\/)testing(-\w+)?$/.test(target);

/** The room of a path below src/, with or without extension; `app` for what composes the rooms. */
function roomOf(path: string): string {
  const [first = '', second = ''] = path.replace(/\.\w+$/, '').split('/');
  if (first === 'main' || first === 'App') return 'app';
  if (first !== 'engine') return first;
  return engineRooms.some((room) => room === second) ? `engine/${second}` : 'engine';
}

/** What is wrong with an import, or undefined. */
function complaint({ from, to, typeOnly }: Import): string | undefined {
  if (to === unknowable) return `${from} imports something that is not a literal`;
  if (!to.startsWith('.')) return undefined;
  const target = posix.join(posix.dirname(from), to.replace(/\?.*$/, ''));
  if (target.startsWith('..')) return `${from} → ${to} leaves src/`;
  if (isForTests(target)) return `${from} → ${to} imports a test`;
  const [own, other] = [roomOf(from), roomOf(target)];
  if (own === other || own === 'app') return undefined;
  const allowed = mayImport[own] ?? [];
  if (allowed.includes(other) || (typeOnly && allowed.includes(`${other} (types)`)))
    return undefined;
  const asType = allowed.includes(`${other} (types)`) ? ' other than by `import type`' : '';
  return `${own} may not import ${other}${asType}: ${from} → ${to}`;
}

describe('the import table', () => {
  const imports = modules.flatMap((file) => importsIn(file, read(file)));

  test('saw modules and imports to judge', () => {
    expect(modules.length).toBeGreaterThan(0);
    expect(imports.filter(({ to }) => to.startsWith('.')).length).toBeGreaterThan(0);
  });

  test('knows every room of src', () => {
    const rooms = new Set(modules.map(roomOf));
    expect([...rooms].filter((room) => room !== 'app' && mayImport[room] === undefined)).toEqual(
      [],
    );
  });

  test('is kept', () => {
    const wrong = imports.map(complaint).filter((text) => text !== undefined);
    expect(wrong.filter((text) => debt[text] === undefined)).toEqual([]);
  });

  test('carries no debt that was paid back', () => {
    const wrong = new Set(imports.map(complaint));
    expect(Object.keys(debt).filter((text) => !wrong.has(text))).toEqual([]);
  });

  test('keeps the engine free of packages but valibot', () => {
    const packages = imports
      .filter(({ from, to }) => from.startsWith('engine/') && !to.startsWith('.'))
      .map(({ from, to }) => `${from} → ${to}`);
    expect(packages.filter((text) => !text.endsWith(' → valibot'))).toEqual([]);
  });
});

describe('the reader of imports', () => {
  const judge = (file: string, code: string) =>
    importsIn(file, code)
      .map(complaint)
      .filter((text) => text !== undefined);

  test.each([
    ['a static import', "import { a } from '../../store';"],
    ['an import for its effect', "import '../../store';"],
    ['a re-export', "export * from '../../store';"],
    ['a named re-export', "export { a } from '../../store';"],
    ['a type import', "import type { A } from '../../store';"],
    ['a type in an expression', "export type A = import('../../store').A;"],
    ['a dynamic import', "export const a = () => import('../../store');"],
    ['a worker', "new Worker(new URL('../../store/w.ts', import.meta.url));"],
    ['a query', "import W from '../../store/x?worker&inline';"],
    ['a computed import', 'export const a = (x: string) => import(x);'],
  ])('sees %s', (_name, code) => {
    expect(judge('engine/kernel/x.ts', code)).toHaveLength(1);
  });

  test('lets a types-only room through by `import type` alone', () => {
    expect(judge('scene/x.ts', "import type { A } from '../engine/hw/nic';")).toEqual([]);
    expect(judge('scene/x.ts', "import { type A } from '../engine/hw/nic';")).toHaveLength(1);
    expect(judge('scene/x.ts', "import { a } from '../engine';")).toHaveLength(1);
  });

  test('tells the engine rooms apart', () => {
    expect(judge('engine/pci/x.ts', "import { ps } from '../units';")).toEqual([]);
    expect(judge('engine/pci/x.ts', "import { a } from '../hw/nic';")).toHaveLength(1);
    expect(judge('engine/hw/x.ts', "import { a } from '../run';")).toHaveLength(1);
    expect(judge('engine/run.ts', "import { a } from './paths';")).toEqual([]);
  });
});

/** Names of the wall clock, of timers and of chance, where used as values. */
function impurities(file: string, code: string): string[] {
  const banned = new Set(
    'Date performance setTimeout setInterval setImmediate queueMicrotask crypto'.split(' '),
  );
  const found: string[] = [];
  visit(parse(file, code), (node) => {
    if (node.type === 'MemberExpression') {
      const [on, name] = [node['object'], node['property']].map((part) =>
        isNode(part) ? part['name'] : undefined,
      );
      if (on === 'Math' && name === 'random') found.push(`${file}: Math.random`);
      if (typeof on === 'string' && banned.has(on)) found.push(`${file}: ${on}.${String(name)}`);
    }
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const name = isNode(node['callee']) ? node['callee']['name'] : undefined;
      if (typeof name === 'string' && banned.has(name)) found.push(`${file}: ${name}()`);
    }
  });
  return found;
}

describe('the engine', () => {
  test('has no wall clock, no timer and no chance of its own', () => {
    const files = modules.filter((file) => file.startsWith('engine/'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.flatMap((file) => impurities(file, read(file)))).toEqual([]);
    const probe = 'Math.random(); Date.now(); new Date(); performance.now(); setTimeout(f, 1);';
    expect(impurities('probe.ts', probe)).toHaveLength(5);
  });

  test('is type-checked in a world without DOM, Node and timers', () => {
    const root = dirname(src);
    const folder = join(root, 'node_modules', '.cache', `engine-world-${String(process.pid)}`);
    mkdirSync(folder, { recursive: true });
    const probes = 'document.title|window|performance.now()|setTimeout(() => 0)|process'.split('|');
    const code = probes
      .map((probe, i) => `export const p${String(i)}: unknown = ${probe};`)
      .join('\n');
    try {
      writeFileSync(join(folder, 'probe.ts'), code);
      const config = {
        extends: relative(folder, join(root, 'tsconfig.engine.json')).split(sep).join('/'),
        compilerOptions: { incremental: false, tsBuildInfoFile: null },
        include: ['probe.ts'],
      };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
      const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
        encoding: 'utf8',
      });
      const lines = [...stdout.matchAll(/probe\.ts\((\d+),\d+\): error TS2(?:304|584|580|591)/g)];
      expect(lines.map((match) => Number(match[1]))).toEqual(probes.map((_probe, i) => i + 1));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
