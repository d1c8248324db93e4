// pictures/: a moment of each example as a drawing, for pages without scripts, previews of links, and print. Drawn by the page's own code.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { root } from './setup.mjs';

/** @returns {Promise<typeof import('../src/pictures/pictures')>} */
async function compiled() {
  const { build } = await import('vite');
  const outDir = join(root, 'node_modules', '.cache', 'pictures', String(process.pid));
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: 'src/pictures/pictures.tsx',
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'pictures.mjs', codeSplitting: false } },
    },
  });
  try {
    return await import(pathToFileURL(join(outDir, 'pictures.mjs')).href);
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

const NAMES = /** @type {const} */ ({ en: '', 'zh-CN': '.zh-CN' });

/**
 * Where the page will lie, from SITE_URL: what others fetch by address cannot say "here". Null: not said.
 * @returns {string | null}
 */
function site() {
  const said = process.env.SITE_URL;
  if (said === undefined || said === '') return null;
  if (!/^https?:/u.test(said) || !URL.canParse(said)) {
    throw new Error(`SITE_URL must be where the page will lie, as https://…/, not ${said}`);
  }
  const url = new URL(said);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.origin + url.pathname;
}

/** The picture of the first screen as it stands in the page for who has no scripts. */
export async function firstPicture() {
  const { drawAll } = await compiled();
  const [drawn] = await drawAll(['first-screen']);
  return `data:image/svg+xml;base64,${Buffer.from(drawn?.svg ?? '').toString('base64')}`;
}

/** @returns {import('vite').Plugin} */
export function pictures() {
  return {
    name: 'pictures',
    apply: 'build',
    async generateBundle() {
      const home = site();
      const { drawAll, announce } = await compiled();
      for (const drawn of await drawAll()) {
        const name = `${drawn.example}${NAMES[drawn.locale]}`;
        this.emitFile({ type: 'asset', fileName: `pictures/${name}.svg`, source: drawn.svg });
        if (home === null) continue;
        const { oembed, page } = await announce(home, name, drawn);
        this.emitFile({ type: 'asset', fileName: `oembed/${name}.json`, source: oembed });
        this.emitFile({ type: 'asset', fileName: `examples/${name}.html`, source: page });
      }
    },
  };
}
