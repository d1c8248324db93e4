import { chromium, defineConfig, firefox as bidi } from '@playwright/test';
import { browserFlags, findBrowser, findFirefox } from './.ci/browser.mjs';
import { completeBidi } from './e2e/bidi';

// Set once here; Playwright's workers load this file again and inherit it.
process.env.E2E_PORT ??= String(4200 + (process.pid % 1000));
const port = Number(process.env.E2E_PORT);
const executablePath = findBrowser(() => chromium.executablePath());
const firefox = findFirefox();
if (firefox !== undefined) completeBidi(bidi);

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
    viewport: { width: 1280, height: 720 },
    locale: 'en-US',
    trace: 'off',
    // Else each test would fetch the whole lab for later; the one about that allows it.
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        browserName: 'chromium',
        launchOptions: {
          args: browserFlags,
          ...(executablePath === undefined ? {} : { executablePath }),
        },
      },
    },
    // Where Firefox is installed, what is tagged for it; with FIREFOX=all everything. The channel speaks WebDriver BiDi to
    // Firefox as it is; e2e/bidi.ts makes up for what it lacks.
    ...(firefox === undefined
      ? []
      : [
          {
            name: 'firefox',
            ...(process.env.FIREFOX === 'all' ? {} : { grep: /@firefox/u }),
            timeout: 60_000,
            use: {
              browserName: 'firefox' as const,
              channel: 'moz-firefox',
              launchOptions: {
                executablePath: firefox,
                // It gives keys to the process of the page alone: frames of other sites are to be in it.
                firefoxUserPrefs: { 'fission.autostart': false },
              },
            },
          },
        ]),
  ],
  webServer: {
    command: `node .ci/start.mjs --no-open --host 127.0.0.1 --port ${String(port)} --strict-port`,
    url: `http://127.0.0.1:${String(port)}/`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
