// embed.js: one classic script at a fixed name beside the page, so that a course page of any origin may load it.
import { join } from 'node:path';
import { target } from './page.mjs';
import { root } from './setup.mjs';

const entry = join(root, 'src', 'embed', 'element.ts');

async function compiled() {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    // Nothing of public/ belongs to it.
    publicDir: false,
    build: {
      write: false,
      target,
      lib: { entry, formats: ['iife'], name: 'sriovLabEmbed', fileName: () => 'embed.js' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  const [chunk] = output !== undefined && 'output' in output ? output.output : [];
  if (chunk?.type !== 'chunk') throw new Error('embed.js was not compiled');
  return chunk.code;
}

/** @returns {import('vite').Plugin} */
export function embedScript() {
  return {
    name: 'embed-script',
    apply: 'build',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'embed.js', source: await compiled() });
    },
  };
}
