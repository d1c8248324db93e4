import { expect, test } from 'vitest';
import { createFiles, type NamedBlob } from './files';

/** What becomes of a file that is opened. */
async function opened(name: string, content: string | Uint8Array<ArrayBuffer>) {
  const said: string[] = [];
  const files = createFiles({
    set: (by) => void said.push(JSON.stringify(by)),
    ask: () => Promise.resolve(null),
    edit: () => Promise.resolve(null),
    open: (text) => {
      said.push(`scenario ${text}`);
      return Promise.resolve(null);
    },
    openDump: (text) => void said.push(`dump ${text.trim()}`),
    openLesson: (lesson) => void said.push(`lesson ${lesson}`),
  });
  const file: NamedBlob = Object.assign(new Blob([content]), { name });
  await files.openFile(file);
  return said;
}

const utf16 = (text: string, swapped = false) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return new Uint8Array(swapped ? bytes.swap16() : bytes);
};
const DUMP = '00:00.0 Host bridge: x\n00: 86 80 c0 29 06 00 90 20 02 00 00 06 00 00 00 00\n';
const MINE = '---\nid: mine\n---\n';

test('texts are read as their first bytes say, also those of a Windows shell', async () => {
  for (const bytes of [utf16('{}'), utf16('{}', true), new TextEncoder().encode('\ufeff{}')]) {
    expect(await opened('a.json', bytes)).toEqual(['scenario {}']);
  }
  expect(await opened('host.txt', utf16(DUMP))).toEqual([`dump ${DUMP.trim()}`]);
});

test('a lesson is opened as one, and what is wrong with it is said there', async () => {
  expect(await opened('mine.txt', MINE)).toEqual(['lesson mine.txt']);
  expect(await opened('mine.md', utf16('words'))).toEqual(['lesson mine.md']);
  expect(await opened('mine.json', '{"seed": 1}')).toEqual(['scenario {"seed": 1}']);
});
