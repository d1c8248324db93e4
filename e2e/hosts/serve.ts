import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { test, type Page } from '@playwright/test';

/** Course pages, as files beside this one; `LAB` in them is where the lab lies. */
const fileOf = (name: string) => fileURLToPath(new URL(`${name}.html`, import.meta.url));
const htmlOf = (name: string, lab: string) =>
  readFileSync(fileOf(name), 'utf8').replaceAll('LAB', lab);

const lab = (baseURL: string | undefined) => (baseURL ?? '').replace(/\/$/u, '');

/** Serves them from another origin and another site than the lab's, while the tests of a file run. */
export function servedElsewhere(): {
  readonly open: (page: Page, name: string, baseURL: string | undefined) => Promise<void>;
} {
  let base = '';
  const server = createServer(({ url }, response) => {
    const name = (url ?? '').slice(1);
    const isPage = existsSync(fileOf(name));
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(isPage ? htmlOf(name, base) : '');
  });
  test.beforeAll(async () => {
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  });
  test.afterAll(() => {
    server.close();
  });
  return {
    open: async (page, name, baseURL) => {
      base = lab(baseURL);
      const { port } = server.address() as AddressInfo;
      await page.goto(`http://localhost:${String(port)}/${name}`);
    },
  };
}

/** Opens one as a page of the lab's own site. */
export async function openBeside(page: Page, name: string, baseURL = ''): Promise<void> {
  await page.route('**/course.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: htmlOf(name, lab(baseURL)) }),
  );
  await page.goto(`${baseURL}course.html`);
}
