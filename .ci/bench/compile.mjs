import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Compiles a TypeScript entry for Node, as Vite compiles the page, and returns the file's path.
 * @param {string} name of the output file, without extension
 * @param {string} entry path below the project's root
 */
export async function compile(name, entry) {
  const outDir = `${root}node_modules/.cache/bench/${name}`;
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      ssr: entry,
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return `${outDir}/${name}.mjs`;
}
