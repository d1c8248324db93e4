import { chromium, defineConfig } from '@playwright/test';
import { browserFlags, findBrowser } from './.ci/browser.mjs';

// Set once here; Playwright's workers load this file again and inherit it.
process.env.E2E_PORT ??= String(4200 + (process.pid % 1000));
const port = Number(process.env.E2E_PORT);
const executablePath = findBrowser(() => chromium.executablePath());

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  reporter: 'line',
  use: {
    baseURL: `http://127.0.0.1:${String(port)}/`,
    browserName: 'chromium',
    viewport: { width: 1280, height: 720 },
    locale: 'en-US',
    trace: 'off',
    // Else each test would fetch the whole lab for later; the one about that allows it.
    serviceWorkers: 'block',
    launchOptions: {
      args: browserFlags,
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
  webServer: {
    command: `node .ci/start.mjs --no-open --host 127.0.0.1 --port ${String(port)} --strict-port`,
    url: `http://127.0.0.1:${String(port)}/`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
