// The page's initial JavaScript against its budget: the entry script and everything it imports statically.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { root } from './setup.mjs';

export const initialBudget = 180_000;
const dist = join(root, 'dist');

/** @param {string} file */
const gzipBytes = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

/** Entry script and preloads of index.html, then their own static imports, as files. */
function initialScripts() {
  const page = join(dist, 'index.html');
  if (!existsSync(page)) throw new Error('dist/index.html is missing: build first');
  const html = readFileSync(page, 'utf8');
  const named = [
    ...html.matchAll(/<script\b[^>]*\bsrc="([^"]+\.js)"/g),
    ...html.matchAll(/<link\b[^>]*\brel="modulepreload"[^>]*\bhref="([^"]+\.js)"/g),
  ].map((match) => join(dist, match[1] ?? ''));
  if (named.length === 0) throw new Error('dist/index.html names no script');

  /** @type {Set<string>} */
  const seen = new Set();
  const visit = (/** @type {string} */ file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(file, 'utf8');
    for (const match of code.matchAll(/(?:\bfrom|\bimport|[;}]import)\s*["'](\.[^"']+\.js)["']/g)) {
      const imported = normalize(join(dirname(file), match[1] ?? ''));
      if (existsSync(imported)) visit(imported);
    }
  };
  named.forEach(visit);
  return [...seen];
}

const kb = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** Prints the sizes; true if the initial JavaScript is within its budget. */
export function checkSize() {
  const scripts = initialScripts();
  const total = scripts.reduce((sum, file) => sum + gzipBytes(file), 0);
  const within = total <= initialBudget;
  console.log(
    `initial JS ${kb(total)} gzip in ${String(scripts.length)} file(s), budget ${kb(initialBudget)}: ${within ? 'within' : 'OVER'}`,
  );
  const assets = join(dist, 'assets');
  const workers = existsSync(assets)
    ? readdirSync(assets).filter((name) => /worker.*\.js$/.test(name))
    : [];
  for (const name of workers)
    console.log(`worker ${name} ${kb(gzipBytes(join(assets, name)))} gzip`);
  return within;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = checkSize() ? 0 : 1;
}
