// `npm run --silent sim -- COMMAND`: the engine without a browser. Builds it once, quietly, and anew when a
// source changed; nothing but the command's own output may reach stdout.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { root, setup, SetupError } from './setup.mjs';

const cache = join(root, 'node_modules', '.cache', 'sriov-lab-sim');

/** Names, sizes and times of all sources: cheaper than their contents, and enough. */
function fingerprint() {
  const src = join(root, 'src');
  const hash = createHash('sha256').update(root);
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const { size, mtimeMs } = statSync(join(src, file));
    hash.update(`${file} ${String(size)} ${String(mtimeMs)}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * Into a folder of its own first: two commands that start at once must not see each other's half.
 * @param {string} folder
 */
async function build(folder) {
  const vite = await import('vite');
  const made = `${folder}.${String(process.pid)}`;
  await vite.build({
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir: made,
      emptyOutDir: true,
      copyPublicDir: false,
      rolldownOptions: {
        // Threads of `sweep` start from a file of their own.
        input: ['src/cli/main.ts', 'src/cli/sweep-thread.ts'],
        output: { entryFileNames: '[name].mjs' },
      },
    },
  });
  try {
    renameSync(made, folder);
  } catch {
    // Somebody was faster with the same sources.
    rmSync(made, { recursive: true, force: true });
  }
}

/**
 * Builds of former sources; one that somebody still reads is left for the next time.
 * @param {string} folder
 */
function removeOthers(folder) {
  const day = 24 * 3600 * 1000;
  for (const name of readdirSync(cache)) {
    const other = join(cache, name);
    if (other !== folder && Date.now() - statSync(other).mtimeMs > day) {
      rmSync(other, { recursive: true, force: true });
    }
  }
}

// What set-up and builder say is for people: their channel is stderr.
const log = console.log;
console.log = console.error;
let folder = cache;
try {
  await setup();
  folder = join(cache, fingerprint());
  if (!existsSync(folder)) {
    await build(folder);
    removeOthers(folder);
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}
console.log = log;

/** @type {typeof import('../src/cli/main.ts')} */
const { main } = await import(pathToFileURL(join(folder, 'main.mjs')).href);
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
