// Runs a TypeScript entry in Node, which cannot load it as it is: bundled first, packages left outside.
//   node .ci/run-ts.mjs src/bench/main.ts [ARGUMENTS]
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { cleanEnv, root, setup, SetupError } from './setup.mjs';

const [entry, ...args] = process.argv.slice(2);
try {
  if (entry === undefined)
    throw new SetupError('Which file? node .ci/run-ts.mjs ENTRY [ARGUMENTS]');
  await setup();
  const { build } = await import('vite');
  // Inside node_modules, so that the bundle finds the packages; one folder an entry, replaced whole.
  const outDir = join(root, 'node_modules', '.cache', 'run-ts', entry.replace(/\W+/g, '-'));
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: resolve(root, entry),
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  const { status } = spawnSync(process.execPath, [join(outDir, 'main.mjs'), ...args], {
    env: cleanEnv(),
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
} catch (error) {
  if (error instanceof SetupError) console.error(error.message);
  else console.error(/** @type {Error} */ (error).stack ?? String(error));
  process.exitCode = 1;
}
