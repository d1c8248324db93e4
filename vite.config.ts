import { defineConfig, mergeConfig } from 'vitest/config';
import { embedScript } from './.ci/embed.mjs';
import { offlineWorker } from './.ci/offline.mjs';
import { page } from './.ci/page.mjs';
import { pictures } from './.ci/pictures.mjs';
import { contentSecurityPolicy } from './.ci/policy.mjs';

export default mergeConfig(
  page(),
  defineConfig({
    // The last lists what the others have made.
    plugins: [contentSecurityPolicy(), embedScript(), pictures(), offlineWorker()],
    build: {
      // What is handed on with the page asks for it.
      license: { fileName: 'licenses.md' },
      // What the first screen needs is one file: in many, the same bytes compress worse.
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: 'first', test: /src\/App\.tsx$/u }] } },
      },
    },
    test: {
      environment: 'node',
      // Files share a thread and what it has imported: no test leaves anything behind in a module, and importing the engine anew for each took a third of the time.
      isolate: false,
      // All of a small machine; Vitest would leave one of its two cores to itself.
      maxWorkers: '100%',
      include: ['src/**/*.test.{ts,tsx}'],
      // On a busy machine a test may be slow; none is about time.
      testTimeout: 60_000,
      coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/bench/**'] },
    },
  }),
);
