import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createApp } from '.';
import { createFakeSim, linkTo } from '../worker/testing';

// The examples are a part of the page that is fetched when one is opened: a network may lose it.
beforeAll(() => {
  vi.doMock('./presets', () => {
    throw new Error('Failed to fetch dynamically imported module');
  });
});
// Other files share this thread.
afterAll(() => {
  vi.doUnmock('./presets');
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
