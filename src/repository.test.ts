// What the work tree may hold: names at the top, folders by subject, files one can read in one sitting.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../.ci/audit.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const topLevel = [
  '.ci',
  '.gitattributes',
  '.gitignore',
  '.npmrc',
  '.oxlintrc.json',
  '.prettierignore',
  '.prettierrc',
  'LICENSE',
  'README.md',
  'e2e',
  'index.html',
  'knip.json',
  'package-lock.json',
  'package.json',
  'playwright.config.ts',
  'public',
  'src',
  'tsconfig.app.json',
  'tsconfig.base.json',
  'tsconfig.engine.json',
  'tsconfig.json',
  'tsconfig.node.json',
  'tsconfig.worker.json',
  'vite.config.ts',
];

/** Left behind by tools, never committed. */
const ignored = new Set([
  '.DS_Store',
  '.git',
  '.idea',
  '.vscode',
  'coverage',
  'dist',
  'dist-lms',
  'dist-single',
  'node_modules',
  'playwright-report',
  'test-results',
]);

/** Files over 300 lines, each with the reason why it is not two. */
const longFiles: Readonly<Record<string, string>> = {
  'src/engine/costs/costs.ts': 'one table',
  'src/engine/costs/steps.ts': 'one table',
  'src/engine/kernel/agenda.ts': 'one data structure, whose push is one function on purpose',
  'src/engine/hw/cpu.ts': 'one run loop: every branch works on the same CPU record',
};

const files: readonly string[] = readdirSync(root)
  .filter((name) => !ignored.has(name))
  .flatMap((name) => {
    const entries = name.includes('.') && name !== '.ci' ? [] : listing(join(root, name));
    return entries.length > 0 ? entries : [name];
  });

function listing(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch {
    return [];
  }
}

const text = (file: string) => readFileSync(join(root, file), 'utf8');

describe('the work tree', () => {
  test('holds nothing unexpected at the top', () => {
    const names = readdirSync(root).filter((name) => !ignored.has(name) && !name.endsWith('.log'));
    expect(names.filter((name) => !topLevel.includes(name))).toEqual([]);
    expect(names).toContain('src');
  });

  test('names folders by subject, not by kind', () => {
    const byKind = /(^|\/)(utils?|types|hooks|constants|helpers|common|misc)\//;
    expect(files.filter((file) => file.startsWith('src/')).length).toBeGreaterThan(0);
    expect(files.filter((file) => byKind.test(file))).toEqual([]);
  });

  test('names source files kebab-case, components PascalCase', () => {
    const sources = files.filter((file) => /^src\/.*\.tsx?$/.test(file));
    const name = /^([a-z0-9]+(-[a-z0-9]+)*|[A-Z][A-Za-z0-9]*)(\.[a-z]+)*\.tsx?$/;
    expect(sources.filter((file) => !name.test(basename(file)))).toEqual([]);
    expect(sources.filter((file) => /\/[A-Z][^/]*(?<!\.test)\.ts$/.test(file))).toEqual([]);
  });

  test('has no file over 300 lines without a reason', () => {
    const code = files.filter((file) => /^(src|e2e|\.ci)\/.*\.(tsx?|mjs|css)$/.test(file));
    const long = code.filter((file) => text(file).trimEnd().split('\n').length > 300);
    expect(long.filter((file) => longFiles[file] === undefined)).toEqual([]);
    expect(Object.keys(longFiles).filter((file) => !long.includes(file))).toEqual([]);
  });

  test('mentions no package registry', () => {
    const hosts = [
      ['registry', 'npmjs'],
      ['registry', 'yarnpkg'],
      ['registry', 'npmmirror'],
      ['npm', 'pkg', 'github'],
      ['npm', 'jsr'],
    ].map((parts) => `${parts.join('.')}.`);
    const texts = files.filter((file) => !/\.(png|ico|pcap|pcapng|webp|woff2)$/.test(file));
    const naming = texts.filter((file) => hosts.some((host) => text(file).includes(host)));
    expect(texts).toContain('package-lock.json');
    expect(naming).toEqual([]);
    expect(text('package-lock.json')).not.toMatch(/"resolved": "\w+:/);
  });

  // An install over an existing node_modules, or from an incomplete mirror, silently drops these; `npm ci` then fails.
  test('locks the native packages of every system', () => {
    const lock = JSON.parse(text('package-lock.json')) as {
      packages: Record<string, { optionalDependencies?: Record<string, string> }>;
    };
    const places = Object.keys(lock.packages);
    const optional = Object.values(lock.packages).flatMap((entry) =>
      Object.keys(entry.optionalDependencies ?? {}),
    );
    expect(optional.length).toBeGreaterThan(0);
    const missing = optional.filter(
      (name) => !places.some((place) => place.endsWith(`node_modules/${name}`)),
    );
    expect(missing).toEqual([]);
  });
});

describe('the audit of packages', () => {
  const good = { version: '1.0.0', integrity: 'sha512-x', license: 'MIT' };
  const wrong = (pin: string, more: object) =>
    faultsOf({ dependencies: { a: pin } }, { 'node_modules/a': { ...good, ...more } })
      .filter(([, places]) => places.length > 0)
      .map(([what]) => what);

  test('lets a good one through', () => {
    expect(wrong('1.0.0', {})).toEqual([]);
    expect(wrong('1.0.0', { license: 'MPL-2.0' })).toEqual([]);
  });

  test.each([
    ['a range', '^1.0.0', {}, /^not pinned/],
    ['a tag', 'latest', {}, /^not pinned/],
    ['no hash', '1.0.0', { integrity: 'sha1-x' }, /hash/],
    ['another place', '1.0.0', { resolved: 'https://evil.example/a.tgz' }, /^from an address/],
    ['a script', '1.0.0', { hasInstallScript: true }, /script/],
    ['a licence', '1.0.0', { license: 'AGPL-3.0' }, /licence/],
  ])('tells of %s', (_what, pin, more, says) => {
    const said = wrong(pin, more);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(says);
  });
});
