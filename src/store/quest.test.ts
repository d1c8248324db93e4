import { afterEach, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { makeQuest } from '../quests/make';
import { questActs } from './quest-acts';
import { createSim } from '../worker/sim';
import { linkTo } from '../worker/testing';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** The store with the simulation itself, at a quest. */
async function at(name: string) {
  const made = createApp(() => {
    const link = linkTo({ api: createSim() });
    open.push(link.close);
    return link;
  });
  made.useApp.setState({ reducedMotion: true });
  await made.lab.boot({}, { cursor: 0, start: 'paused', chooseRate: true });
  const now = () => made.useApp.getState();
  const acts = questActs(made);
  expect(await acts.start(name)).toBe(true);
  return { acts, now };
}

it('opens the host with its fault alone, and tells the answer when it is found', async () => {
  const { acts, now } = await at('3:wrong-vlan');
  const { site, faulty } = makeQuest(3, 'wrong-vlan');
  expect(now().info?.scenario.vms).toHaveLength(faulty.vms?.length ?? 0);
  expect(now().beside).toBeNull();
  const { quest } = now();
  expect(quest).toMatchObject({ name: '3:wrong-vlan', answer: null, ended: null });
  expect(quest?.found).toBe(JSON.stringify(now().info?.scenarioInput));
  expect(JSON.stringify(quest?.complaints)).not.toContain('vlan');
  await acts.judge('mtu', site);
  expect(now().quest).toMatchObject({ wrong: 1, ended: null, answer: null });
  await acts.judge('wrong-vlan', site);
  expect(now().quest).toMatchObject({ wrong: 1, ended: 'found', answer: { site } });
  expect(now().questsFound).toContain('3:wrong-vlan');
  const { first } = now().quest?.answer ?? {};
  expect(first?.at).toBeGreaterThan(0);
  expect(first?.packet).toBeGreaterThan(0);
});

it('is mended at the prompt, and given up', async () => {
  const { acts, now } = await at('5:link-off');
  await acts.examine();
  expect(now().quest?.repaired?.repair.is).toBe('ill');
  const vf = makeQuest(5, 'link-off').site.slice(2);
  await now().runLine(`ip link set enp59s0f0 vf ${vf} state auto`, 80);
  await vi.waitFor(() => expect(now().busy).toBe(false));
  await acts.examine();
  expect(now().quest?.repaired?.repair).toEqual({ is: 'mended' });
  expect(now().quest).toMatchObject({ ended: 'found', typedBefore: 0, typedAfter: 1 });
  await acts.start('6');
  await acts.hint();
  expect(now().quest).toMatchObject({ hints: 1, ended: null });
  await acts.giveUp();
  expect(now().quest).toMatchObject({ ended: 'given-up' });
  expect(now().questsFound).not.toContain('6');
  acts.leave();
  expect(now().quest).toBeNull();
});

it('refuses a name that is none', async () => {
  const { acts, now } = await at('1');
  expect(await acts.start('1:nothing')).toBe(false);
  expect(now().quest?.name).toBe('1');
});
