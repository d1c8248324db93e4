import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Relative, so that the page works from any folder of any site.
  base: './',
  plugins: [react({ compiler: true })],
  worker: { format: 'es' },
  build: { target: 'baseline-widely-available' },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    coverage: { provider: 'v8', include: ['src/**'], exclude: ['src/bench/**'] },
  },
});
