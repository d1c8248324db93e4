// `npm run --silent sim -- COMMAND`: the engine without a browser. Builds it once, quietly, and anew when a
// source changed; nothing but the command's own output may reach stdout.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { root, setup, SetupError } from './setup.mjs';

const out = join(root, 'node_modules', '.cache', 'sriov-lab-sim');
const stamp = join(out, 'stamp');

/** Names, sizes and times of all sources: cheaper than their contents, and enough. */
function fingerprint() {
  const src = join(root, 'src');
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((file) => {
      const { size, mtimeMs } = statSync(join(src, file));
      return `${file} ${String(size)} ${String(mtimeMs)}`;
    })
    .join('\n');
}

async function build() {
  const vite = await import('vite');
  await vite.build({
    root,
    logLevel: 'error',
    build: {
      ssr: 'src/cli/main.ts',
      outDir: out,
      emptyOutDir: true,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
}

// What set-up and builder say is for people: their channel is stderr.
const log = console.log;
console.log = console.error;
try {
  await setup();
  const now = fingerprint();
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== now) {
    await build();
    writeFileSync(stamp, now);
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}
console.log = log;

/** @type {typeof import('../src/cli/main.ts')} */
const { main } = await import(pathToFileURL(join(out, 'main.mjs')).href);
// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});
process.exitCode = await main(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
