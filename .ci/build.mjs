// Builds the page into dist/, or leaves it alone when dist/ already holds exactly these sources.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import { root } from './setup.mjs';

const inputs = [
  'index.html',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  '.ci/embed.mjs',
  '.ci/offline.mjs',
  '.ci/page.mjs',
  '.ci/pictures.mjs',
  '.ci/policy.mjs',
  '.ci/single.mjs',
  'src',
  'public',
];
// Inside dist/, so that any other build, which empties the folder, also forgets it.
const stamp = join(root, 'dist', '.sources');

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
}

/** What the page is made of: the same as long as none of it has changed. */
export function sourcesHash() {
  const files = inputs.flatMap((name) => {
    const path = join(root, name);
    return name.includes('.') ? [path] : filesUnder(path);
  });
  const hash = createHash('sha256').update(`${process.env.SITE_URL ?? ''}\0`);
  for (const file of files.sort()) {
    if (/\.test\.tsx?$/.test(file)) continue;
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

export function isBuilt() {
  return (
    existsSync(join(root, 'dist', 'index.html')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === sourcesHash()
  );
}

/** @param {{ quiet?: boolean }} [options] */
export async function build({ quiet = false } = {}) {
  const { build: viteBuild } = await import('vite');
  // Else a NODE_ENV of the caller decides which React is built in.
  process.env.NODE_ENV = 'production';
  const hash = sourcesHash();
  await viteBuild({ root, mode: 'production', logLevel: quiet ? 'warn' : 'info' });
  writeFileSync(stamp, hash);
}
