// npm run build:single: the whole lab as one HTML file, for a USB stick or a page of a learning platform.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { sourcesHash } from './build.mjs';
import { firstPicture } from './pictures.mjs';
import { policyTag } from './policy.mjs';
import { root, say, setup } from './setup.mjs';

export const singleFile = join(root, 'dist-single', 'sriov-lab.html');
const stamp = `${singleFile}.sources`;

/** @param {string | Uint8Array} source */
const text = (source) => (typeof source === 'string' ? source : Buffer.from(source).toString());

/** @param {string} words */
const inHtml = (words) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Compiles the page without splitting it, and puts script and styles into its one file. */
export async function buildSingle() {
  const { build, mergeConfig } = await import('vite');
  // Not above: `npm run build:single` installs the packages first.
  const { page: common } = await import('./page.mjs');
  process.env.NODE_ENV = 'production';
  const result = await build(
    mergeConfig(common(), {
      configFile: false,
      root,
      logLevel: 'warn',
      // Its icon is given as data below.
      publicDir: false,
      define: { 'import.meta.env.VITE_SINGLE': 'true' },
      build: {
        write: false,
        assetsInlineLimit: 1e8,
        cssCodeSplit: false,
        modulePreload: false,
        license: true,
        rolldownOptions: { output: { codeSplitting: false } },
      },
    }),
  );
  const [bundle] = Array.isArray(result) ? result : [result];
  if (bundle === undefined || !('output' in bundle)) throw new Error('nothing was built');
  const { output } = bundle;
  const page = output.find((file) => file.fileName === 'index.html');
  const scripts = output.filter((file) => file.type === 'chunk');
  const styles = output.filter((file) => file.fileName.endsWith('.css'));
  if (page?.type !== 'asset' || scripts.length !== 1) {
    throw new Error(`one page and one script are wanted, not ${String(scripts.length)} scripts`);
  }
  // What ends a script inside a string would end it in the page; after a comment's beginning, its own end would not.
  const script = (scripts[0]?.code ?? '')
    .replaceAll('</script', '<\\/script')
    .replaceAll('<!--', '\\x3c!--');
  const style = styles
    .map((file) => (file.type === 'asset' ? text(file.source) : ''))
    .join('\n')
    .replaceAll('</style', '<\\/style');
  const licenses = output.find((file) => file.fileName.endsWith('license.md'));
  if (licenses?.type !== 'asset') throw new Error('the licenses of what is handed on are missing');
  const picture = await firstPicture();
  const hash = createHash('sha256').update(script).digest('base64');
  // Replaced by functions: code is full of `$&`.
  const html = text(page.source)
    .replace(/<script type="module"[^>]*><\/script>/u, '')
    .replaceAll(
      /<link rel="(?:modulepreload|stylesheet|icon|manifest|apple-touch-icon)"[^>]*>/gu,
      '',
    )
    .replace('./pictures/first-screen.svg', () => picture)
    .replace('<head>', () => `<head>\n    ${policyTag(`'sha256-${hash}'`)}`)
    .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
    // Together: the script may hold the end of a body too. Nothing of a template is shown or run.
    .replace(
      '</body>',
      () =>
        `  <template id="licenses">${inHtml(text(licenses.source))}</template>\n  <script type="module">${script}</script>\n  </body>`,
    );
  mkdirSync(join(singleFile, '..'), { recursive: true });
  rmSync(stamp, { force: true });
  // At once: somebody else may be reading it.
  const made = `${singleFile}.${String(process.pid)}`;
  writeFileSync(made, html);
  renameSync(made, singleFile);
  return html.length;
}

/** The same, or nothing where the file already holds exactly these sources. */
export async function ensureSingle() {
  const hash = sourcesHash();
  if (existsSync(singleFile) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await buildSingle();
  writeFileSync(stamp, hash);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await setup();
  const size = await buildSingle();
  say(`${singleFile}: ${(size / 1e6).toFixed(1)} MB, opens by double click`);
}
