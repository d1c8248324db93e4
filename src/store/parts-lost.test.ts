import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { createFakeSim, linkTo } from '../worker/testing';

// Parts of the page that are fetched when they are needed: a network may lose them.
const LATE = ['./presets', './take-path'];
beforeAll(() => {
  for (const part of LATE) {
    vi.doMock(part, () => {
      throw new Error('Failed to fetch dynamically imported module');
    });
  }
});
// Other files share this thread.
afterAll(() => {
  for (const part of LATE) vi.doUnmock(part);
});

it('says that an example could not be read, and leaves the run as it was', async () => {
  const link = linkTo(createFakeSim());
  const { lab, useApp } = createApp(() => link);
  await lab.boot({}, { cursor: 0, start: 'paused', chooseRate: true });
  await vi.waitFor(() => expect(useApp.getState().busy).toBe(false));
  const before = useApp.getState().info;
  await useApp.getState().openPreset('first-screen', 'First screen');
  const { busy, info, notice } = useApp.getState();
  expect({ busy, notice }).toEqual({
    busy: false,
    notice: { kind: 'unreadable', name: 'First screen' },
  });
  expect(info).toBe(before);
  link.close();
});

it('takes another path without saying what that path has not', async () => {
  const link = linkTo(createFakeSim());
  const { lab, useApp } = createApp(() => link);
  await lab.boot({}, { cursor: 0, start: 'paused', chooseRate: true });
  await useApp.getState().takePath(0, 'virtio');
  await vi.waitFor(() => {
    const { busy, wanted, info } = useApp.getState();
    expect({ busy, wanted, path: info?.scenario.vms[0]?.path }).toEqual({
      busy: false,
      wanted: null,
      path: 'virtio',
    });
  });
  link.close();
});
