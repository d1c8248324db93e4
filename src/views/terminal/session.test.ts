import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../store';
import { createFakeSim, linkTo } from '../../worker/testing';
import { startSession } from './session';
import { createFakeScreen } from './testing';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

const WORDS = { byPicture: 'the picture', boot: 'another host' };

async function terminal(columns = 40) {
  const fake = createFakeSim();
  const { useApp, lab } = createApp(() => {
    const link = linkTo(fake);
    open.push(link.close);
    return link;
  });
  await lab.boot({}, { cursor: 0, start: 'paused', chooseRate: true });
  useApp.getState().attendShell();
  const screen = createFakeScreen(columns);
  const port = { get: useApp.getState, subscribe: useApp.subscribe };
  let session = startSession(screen, port, WORDS);
  await expect.poll(screen.text).toEqual(['root@host:~#']);
  return {
    fake,
    screen,
    app: useApp.getState,
    feed: (data: string) => {
      session.feed(data);
    },
    resized: (change: () => void) => {
      session.resized(change);
    },
    /** Leaves the view and comes back. */
    again: () => {
      session.end();
      const next = createFakeScreen(columns);
      session = startSession(next, port, WORDS);
      return next;
    },
  };
}

describe('the terminal', () => {
  it('runs what is typed and puts the prompt below', async () => {
    const { feed, screen } = await terminal();
    feed('echo hi\r');
    await expect.poll(screen.text).toEqual(['root@host:~# echo hi', 'hi', 'root@host:~#']);
    expect(screen.cursor()).toEqual({ row: 2, column: 13 });
  });

  it('draws a line that wraps, and moves in it', async () => {
    const { feed, screen } = await terminal(20);
    feed('abcdefghij');
    await expect.poll(screen.text).toEqual(['root@host:~# abcdefg', 'hij']);
    feed('\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D-');
    await expect.poll(screen.text).toEqual(['root@host:~# abcde-f', 'ghij']);
    expect(screen.cursor()).toEqual({ row: 0, column: 19 });
    feed('\x15');
    await expect.poll(screen.text).toEqual(['root@host:~# fghij']);
    feed('\x0b\x15虚拟功能一二三四');
    await expect.poll(screen.text).toEqual(['root@host:~# 虚拟功', '能一二三四']);
  });

  it('runs pasted lines one after the other, the last waits for Enter', async () => {
    const { feed, screen } = await terminal();
    feed('\x1b[200~echo a\recho b\recho\x1b[201~');
    await expect
      .poll(screen.text)
      .toEqual(['root@host:~# echo a', 'a', 'root@host:~# echo b', 'b', 'root@host:~# echo']);
  });

  it('completes words, and lists them where they differ', async () => {
    const { feed, screen } = await terminal();
    feed('d\t');
    await expect.poll(screen.text).toEqual(['root@host:~# dmesg']);
    feed('\x15ls\t');
    await expect.poll(screen.text).toEqual(['root@host:~# ls', 'lspci  ls', 'root@host:~# ls']);
  });

  it('gives up a line, and goes on with an unfinished command', async () => {
    const { feed, screen } = await terminal();
    feed('for i\rdo\x03');
    await expect.poll(screen.text).toEqual(['root@host:~# for i', '> do^C', 'root@host:~#']);
  });

  it('shows what the picture did without losing the line being typed', async () => {
    const { fake, app, feed, screen } = await terminal(100);
    feed('echo half');
    fake.host.follow(8);
    app().edit((input) => ({ ...input, seed: 2 }));
    await vi.waitFor(() =>
      expect(screen.text()).toEqual([
        expect.stringMatching(/^root@host:~# echo 8 > \S+sriov_numvfs {2}# the picture$/u),
        'root@host:~# echo half',
      ]),
    );
  });

  it('says that the host is another one', async () => {
    const { fake, app, screen } = await terminal();
    fake.host.reboot();
    app().edit((input) => ({ ...input, seed: 2 }));
    await expect.poll(screen.text).toEqual(['── another host ──', 'root@host:~#']);
  });

  it('clears the screen, and keeps the line', async () => {
    const { feed, screen } = await terminal();
    feed('echo a\recho b');
    await expect.poll(screen.text).toEqual(['root@host:~# echo a', 'a', 'root@host:~# echo b']);
    feed('\x0c');
    await expect.poll(screen.text).toEqual(['root@host:~# echo b']);
    feed('\x15clear\r');
    await expect.poll(screen.text).toEqual(['root@host:~#']);
  });

  it('shows everything again when the view comes back, the line being typed too', async () => {
    const { feed, again, screen } = await terminal();
    feed('echo a\rnext');
    await expect.poll(screen.text).toEqual(['root@host:~# echo a', 'a', 'root@host:~# next']);
    expect(again().text()).toEqual(['root@host:~# echo a', 'a', 'root@host:~# next']);
  });

  it('takes a command that another part of the page types', async () => {
    const { app, screen } = await terminal();
    app().type('lspci -t');
    await expect.poll(screen.text).toEqual(['root@host:~# lspci -t']);
  });

  it('shows the search for a command', async () => {
    const { feed, screen } = await terminal();
    feed('echo a\r');
    await expect.poll(screen.text).toEqual(['root@host:~# echo a', 'a', 'root@host:~#']);
    feed('\x12ech');
    await expect
      .poll(screen.text)
      .toEqual(['root@host:~# echo a', 'a', "(reverse-i-search)`ech': echo a"]);
    feed('\r');
    await expect
      .poll(screen.text)
      .toEqual(['root@host:~# echo a', 'a', 'root@host:~# echo a', 'a', 'root@host:~#']);
  });

  it('shows the end of every line it is given, however the screen wraps', async () => {
    const { feed, screen, app } = await terminal(17);
    for (const text of ['a', '一二三四五六', 'x'.repeat(60), 'ab\u0301c', 'y'.repeat(17 * 30)]) {
      feed(`\x15${text}`);
      feed('\x1b[H\x1b[F');
      await expect.poll(() => app().typed).toBe(text);
      await expect.poll(() => screen.text().join('')).toContain(text.slice(-20));
      feed('\x03');
    }
  });

  it('draws the line anew around a change of size', async () => {
    const { feed, resized, screen } = await terminal();
    feed('echo a');
    await expect.poll(screen.text).toEqual(['root@host:~# echo a']);
    let seen: readonly string[] = [];
    resized(() => {
      seen = screen.text();
    });
    expect(seen).toEqual(['']);
    expect(screen.text()).toEqual(['root@host:~# echo a']);
  });
});
