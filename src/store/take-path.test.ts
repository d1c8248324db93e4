import { afterEach, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { createFakeSim, linkTo } from '../worker/testing';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

function app() {
  const made = createApp(() => {
    const link = linkTo(createFakeSim());
    open.push(link.close);
    return link;
  });
  const now = () => made.useApp.getState();
  return { ...made, rest: () => vi.waitFor(() => expect(now().busy).toBe(false)), now };
}

it('takes what a path has not from a guest that takes it, and says so', async () => {
  const { lab, now, rest } = app();
  const vms = [{ count: 1, failover: true, tuning: { mtu: 9000 } }];
  await lab.boot({ vms }, { cursor: 0, start: 'paused', chooseRate: true });
  const taken = now().takePath(0, 'virtio');
  // The control shows it at once.
  expect(now().wanted).toMatchObject({ vms: [{ path: 'virtio' }] });
  await taken;
  await rest();
  expect(now().info?.scenario.vms[0]).toMatchObject({
    path: 'virtio',
    failover: false,
    tuning: { mtu: 9000 },
  });
  expect([now().issues, now().wanted]).toEqual([[], null]);
  expect(now().notice).toEqual({
    kind: 'path-taken',
    path: 'virtio',
    places: ['vms.0.failover'],
  });
  now().dismiss('notice');
  await now().takePath(0, 'vhost-net');
  await rest();
  expect([now().info?.scenario.vms[0]?.path, now().notice]).toEqual(['vhost-net', null]);
});
