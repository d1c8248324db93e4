import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { embedScript } from './.ci/embed.mjs';
import { contentSecurityPolicy } from './.ci/policy.mjs';

export default defineConfig({
  // Relative, so that the page works from any folder of any site.
  base: './',
  plugins: [react({ compiler: true }), contentSecurityPolicy(), embedScript()],
  // Not 'es': a module worker from a blob URL is refused where the origin is opaque (sandboxed frames).
  worker: { format: 'iife' },
  build: {
    target: 'baseline-widely-available',
    // What the first screen needs is one file: in many, the same bytes compress worse.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'first', test: /src\/App\.tsx$/u }] } },
    },
  },
  test: {
    environment: 'node',
    // Files share a thread and what it has imported: no test leaves anything behind in a module, and importing the engine anew for each took a third of the time.
    isolate: false,
    include: ['src/**/*.test.{ts,tsx}'],
    // On a busy machine a test may be slow; none is about time.
    testTimeout: 60_000,
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/bench/**'] },
  },
});
