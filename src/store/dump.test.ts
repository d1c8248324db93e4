import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { createFakeSim, linkTo } from '../worker/testing';
import { looksLikeDump } from './dump';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function app() {
  const fake = createFakeSim();
  const { useApp, lab } = createApp(() => {
    const link = linkTo(fake);
    open.push(link.close);
    return link;
  });
  await lab.boot({}, { cursor: 0, start: 'paused', chooseRate: true });
  return { fake, now: () => useApp.getState() };
}

const DUMP = '01:00.0 Ethernet controller: Intel Corporation 82599ES\n00: 86 80 fb 10\n';
const file = (text: string, name: string) => Object.assign(new Blob([text]), { name });

describe('what is an lspci dump', () => {
  it.each([
    ['bytes', DUMP],
    ['a domain', '0000:01:00.0 Ethernet controller: x\n'],
    ['text in front', `root@host:~# lspci -x\n${DUMP}`],
    ['bytes alone', '00: 86 80 fb 10 00 00 10 00 01 00 00 02 10 00 00 00\n'],
    ['Windows line ends', DUMP.replaceAll('\n', '\r\n')],
  ])('%s', (_name, text) => {
    expect(looksLikeDump(text)).toBe(true);
  });

  it.each([
    ['a scenario', '{"nic": {"device": "x"}, "note": "\\n01:00.0 x"}'],
    ['prose', 'The card at 01:00.0 is an Intel one.'],
    ['a time', '12:30:00.0 something'],
    ['nothing', ''],
  ])('not %s', (_name, text) => {
    expect(looksLikeDump(text)).toBe(false);
  });
});

it('tells a dump from a scenario by its content, and shows what it holds', async () => {
  const { now } = await app();
  await now().openFile(file(DUMP, 'host.json'));
  await expect.poll(() => now().dump?.result?.ok).toBe(true);
  expect(now().dump).toMatchObject({ name: 'host.json', text: DUMP, serials: false });
  expect(now().notice).toBeNull();
});

it('changes nothing until the host is taken', async () => {
  const { now } = await app();
  const before = now().info;
  now().openDump(DUMP, '');
  await expect.poll(() => now().dump?.result?.ok).toBe(true);
  now().closeDump();
  expect(now().dump).toBeNull();
  expect(now().info).toBe(before);
});

it('hides serial numbers unless they are asked for', async () => {
  const { now } = await app();
  now().openDump(DUMP, '');
  // The stand-in marks a dump that it has cleaned.
  await expect.poll(() => now().dump?.result).toMatchObject({ dump: { text: `${DUMP}*` } });
  now().setDumpSerials(true);
  await expect.poll(() => now().dump?.result).toMatchObject({ dump: { text: DUMP } });
});

it('takes the host of the dump in place of the former, and says so', async () => {
  const { now } = await app();
  now().edit((input) => ({ ...input, edits: [{ at: '1s', shell: 'true' }] }));
  await expect.poll(() => now().info?.scenario.edits).toHaveLength(1);
  now().openDump(DUMP, 'mine.txt');
  await expect.poll(() => now().dump?.result?.ok).toBe(true);
  await now().takeDump();
  expect(now()).toMatchObject({
    dump: null,
    notice: { kind: 'dump-opened', name: 'mine.txt', functions: 3 },
  });
  expect(now().info?.scenario).toMatchObject({ nic: { lspci: `${DUMP}*` }, edits: [] });
});

it('keeps the reasons why a text is no dump, and reads the next one', async () => {
  const { now } = await app();
  now().openDump('nothing of the kind', '');
  await expect.poll(() => now().dump?.result).toMatchObject({ ok: false });
  await now().takeDump();
  expect(now().dump).not.toBeNull();
  now().openDump(DUMP, '');
  await expect.poll(() => now().dump?.result?.ok).toBe(true);
});

it('drops the reply about a text that has changed since', async () => {
  const { fake, now } = await app();
  const read = vi.spyOn(fake.api, 'readDump');
  now().openDump('first', '');
  now().openDump(DUMP, '');
  await expect.poll(() => now().busy).toBe(false);
  expect(read).toHaveBeenCalledTimes(2);
  expect(now().dump).toMatchObject({ text: DUMP, result: { ok: true } });
});
