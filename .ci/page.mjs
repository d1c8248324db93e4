// How the page is compiled, whether into a folder or into one file.
import react from '@vitejs/plugin-react';

/** The oldest browsers that are served. */
export const target = 'baseline-widely-available';

export const page = () => ({
  // Relative, so that the page works from any folder of any site.
  base: './',
  plugins: [react({ compiler: true })],
  // Not 'es': a module worker from a blob URL is refused where the origin is opaque (sandboxed frames).
  worker: { format: /** @type {const} */ ('iife') },
  build: { target },
});
