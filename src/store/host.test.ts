import { afterEach, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { createFakeSim, linkTo } from '../worker/testing';
import type { Editable } from './run';
import { transcriptText } from './transcript';
import { withValue } from './url-scenario';

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
  await lab.boot({}, { cursor: 5e6, start: 'paused', chooseRate: true });
  const rest = () => vi.waitFor(() => expect(useApp.getState().busy).toBe(false));
  const now = () => useApp.getState();
  return { fake, lab, now, rest, text: () => transcriptText(now().transcript) };
}

it('runs lines one after the other and keeps what they print', async () => {
  const { now, text } = await app();
  now().attendShell();
  const [first, second] = await Promise.all([
    now().runLine('echo one', 80),
    now().runLine('nonsense', 80),
  ]);
  expect([first?.status, second?.status]).toEqual([0, 127]);
  expect(text()).toBe(
    '# echo one\none\nroot@host:~# nonsense\nbash: nonsense: command not found\n',
  );
  expect(now()).toMatchObject({ shellBusy: false, commands: ['echo one', 'nonsense'] });
});

it('goes on with a command of several lines, and remembers it on one', async () => {
  const { now } = await app();
  now().attendShell();
  await now().runLine('for i in 1 2', 80);
  expect(now().shellPrompt).toBe('> ');
  await now().runLine('do echo $i', 80);
  const reply = await now().runLine('done', 80);
  expect(reply?.chunks).toEqual([{ stream: 'out', text: '3 lines\n' }]);
  expect(now()).toMatchObject({
    shellPrompt: 'root@host:~# ',
    commands: ['for i in 1 2; do echo $i; done'],
  });
});

it('gives up an unfinished command', async () => {
  const { now, rest, text } = await app();
  await now().runLine('for i in 1 2', 80);
  now().interrupt('do ec');
  await rest();
  expect(text()).toContain('> do ec^C\n');
  expect((await now().runLine('echo free', 80))?.chunks[0]?.text).toBe('free\n');
});

it('lets the scenario follow a line that changes the VFs, at the moment that is shown', async () => {
  const { now } = await app();
  await now().runLine('echo 7 > /sys/bus/pci/devices/0000:3b:00.0/sriov_numvfs', 80);
  expect(now().info?.scenario.nic.numVfs).toBe(7);
  expect(now()).toMatchObject({ cursor: 5e6, playing: false });
});

it('opens the run anew at the same moment where a line changed whose a function is, and once', async () => {
  const { fake, now } = await app();
  const opened = () => fake.calls['open'];
  const before = opened() ?? 0;
  await now().runLine('virsh detach-device vm0 /tmp/vf.xml', 80);
  expect(now().info?.scenario).toMatchObject({
    edits: [{ shell: 'virsh detach-device vm0 /tmp/vf.xml' }],
    nic: { given: [[], [0x3b82]] },
  });
  expect(now()).toMatchObject({ cursor: 5e6, playing: false });
  await now().runLine('echo same', 80);
  expect(opened()).toBe(before + 1);
});

it('compares the host with the run it belongs to, and not with one that is about to go', async () => {
  const { fake, lab, now, rest } = await app();
  const before = fake.calls['open'] ?? 0;
  const shell = 'virsh detach-device vm0 /tmp/vf.xml';
  fake.host.api.shellRun(shell, 80);
  const input = { edits: [{ at: '1s', shell }] };
  const coming = lab.boot(input, { cursor: 0, start: 'paused', chooseRate: false });
  now().attendShell();
  await coming;
  await rest();
  expect(fake.calls['open']).toBe(before + 1);
  expect(now()).toMatchObject({
    cursor: 0,
    info: { scenario: { nic: { given: [[], [0x3b82]] } } },
  });
});

it('shows what the host did because the picture changed', async () => {
  const { fake, now, text } = await app();
  now().attendShell();
  fake.host.follow(8);
  now().edit((input) => withValue(input, 'nic.numVfs', 8) as Editable);
  await vi.waitFor(() => expect(text()).toContain('echo 8 > /sys/bus/pci/'));
  expect(now().transcript.entries).toMatchObject([{ kind: 'line', by: 'picture' }]);
});

it('says that the host is another one, and forgets what was begun on the former', async () => {
  const { fake, now, rest } = await app();
  now().attendShell();
  await now().runLine('for i in 1 2', 80);
  fake.host.reboot();
  now().edit((input) => withValue(input, 'nic.device', 'intel-82576') as Editable);
  await rest();
  expect(now().transcript.entries.at(-1)?.kind).toBe('boot');
  expect(now().shellPrompt).toBe('root@host:~# ');
  expect((await now().runLine('echo here', 80))?.chunks[0]?.text).toBe('here\n');
});

it('asks for the picture only while somebody watches, and only when it changed', async () => {
  const { fake, now, rest } = await app();
  const asked = vi.spyOn(fake.api, 'hostPicture');
  await now().runLine('echo 3 > sriov_numvfs', 80);
  expect(now().host).toBeNull();
  const stop = now().watchHost();
  await vi.waitFor(() => expect(now().host?.log).toEqual(['numVfs 3']));
  await now().runLine('echo same', 80);
  expect(asked).toHaveBeenCalledTimes(1);
  await now().runLine('echo 5 > sriov_numvfs', 80);
  expect(now().host?.log).toEqual(['numVfs 5']);
  stop();
  stop();
  await now().runLine('echo 6 > sriov_numvfs', 80);
  await rest();
  expect(now().host?.log).toEqual(['numVfs 5']);
});

it('gives the host the names of pci.ids once', async () => {
  const { fake, now, rest } = await app();
  const given = vi.spyOn(fake.api, 'giveNames');
  now().watchHost();
  await rest();
  await now().runLine('echo', 80);
  expect(given).toHaveBeenCalledOnce();
  expect(given.mock.calls[0]?.[0]).toContain('8086  Intel Corporation');
});

it('changes the host by a write, as setpci does', async () => {
  const { now, rest } = await app();
  now().watchHost();
  await rest();
  const before = now().host?.version ?? 0;
  await now().writeConfig(0x3b00 as never, 4, 2, 6);
  expect(now().host?.version).toBe(before + 1);
});

it('starts with a new host when the simulation broke', async () => {
  const { fake, now, rest } = await app();
  now().watchHost();
  await rest();
  fake.breakDown('out of order');
  now().edit((input) => withValue(input, 'seed', 2) as Editable);
  await vi.waitFor(() => expect(now().failure).not.toBeNull());
  expect(now()).toMatchObject({ host: null, shellBusy: false });
});

it('tells the shell the language of the page, and a change of it', async () => {
  const { fake, now, rest } = await app();
  const told = vi.spyOn(fake.api, 'setLanguage');
  now().attendShell();
  await rest();
  now().setLocale('zh-CN');
  await expect.poll(() => told.mock.calls).toEqual([['en_US.UTF-8'], ['zh_CN.UTF-8']]);
});
