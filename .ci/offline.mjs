// service-worker.js: keeps the whole page in the browser, so that it opens without a network. It is written from the files of the
// build, whatever they are, and so changes exactly when one of them does.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { target } from './page.mjs';
import { root } from './setup.mjs';

const entry = join(root, 'src', 'offline', 'service.worker.ts');
const NAME = 'service-worker.js';

/** For pages without scripts and for other sites. */
const ELSEWHERE = /^(?:pictures|oembed|examples)\//u;
/** For the README and for people who look at folders. */
const UNUSED = new Set(['screenshot.png', NAME]);

/**
 * What is kept: its address, and its revision where the name does not tell one version from the next.
 * @param {string} folder @param {ReadonlySet<string>} without
 */
function listed(folder, without) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && !file.name.startsWith('.') && !file.name.endsWith('.map'))
    .map((file) => relative(folder, join(file.parentPath, file.name)).split(sep).join('/'))
    .filter((url) => !UNUSED.has(url) && !without.has(url) && !ELSEWHERE.test(url))
    .sort()
    .map((url) => {
      const content = readFileSync(join(folder, url));
      const revision = createHash('sha256').update(content).digest('hex').slice(0, 16);
      return { url, revision: url.startsWith('assets/') ? null : revision };
    });
}

/**
 * Writes the worker that keeps what lies in a folder.
 * @param {string} folder @param {ReadonlySet<string>} [without]
 */
export async function writeOfflineWorker(folder, without = new Set()) {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: {
      KEPT_FILES: JSON.stringify(listed(folder, without)),
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      write: false,
      target,
      lib: { entry, formats: ['iife'], name: 'sriovLabOffline', fileName: () => NAME },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const [chunk] = output !== undefined && 'output' in output ? output.output : [];
  if (chunk?.type !== 'chunk') throw new Error(`${NAME} was not compiled`);
  writeFileSync(join(folder, NAME), chunk.code);
}

/** @returns {import('vite').Plugin} */
export function offlineWorker() {
  return {
    name: 'offline-worker',
    apply: 'build',
    enforce: 'post',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir }, bundle) {
        if (dir === undefined) return;
        // Twins of the threads, for pages without an origin: those have no worker either, and the twins are a third of the page.
        const twins = Object.values(bundle).filter(
          (file) => file.type === 'chunk' && file.moduleIds.some((id) => id.endsWith('&inline')),
        );
        await writeOfflineWorker(dir, new Set(twins.map(({ fileName }) => fileName)));
      },
    },
  };
}
