import { expect, test } from 'vitest';
import { createApp } from '.';
import { createFakeSim, linkTo } from '../worker/testing';
import { tellOfNewer } from './newer';

function app() {
  const { useApp } = createApp(() => linkTo(createFakeSim()));
  const opened = { kind: 'scenario-opened', name: 'mine.json' } as const;
  return {
    useApp,
    opened,
    said: () => useApp.getState().notice?.kind ?? null,
    dismiss: () => {
      useApp.getState().dismiss('notice');
    },
  };
}

test('a newer version waits for what is to be read, and comes back after it', () => {
  const { useApp, opened, said, dismiss } = app();
  useApp.setState({ notice: opened });
  tellOfNewer(useApp);
  expect(said()).toBe('scenario-opened');
  dismiss();
  expect(said()).toBe('newer');
  useApp.setState({ notice: opened });
  dismiss();
  expect(said()).toBe('newer');
});

test('put away, it is not said again', () => {
  const { useApp, opened, said, dismiss } = app();
  tellOfNewer(useApp);
  expect(said()).toBe('newer');
  dismiss();
  expect(said()).toBeNull();
  useApp.setState({ notice: opened });
  dismiss();
  expect(said()).toBeNull();
});

test('before an audience nothing is said of it', () => {
  const { useApp, said } = app();
  useApp.setState({ presenting: true });
  tellOfNewer(useApp);
  expect(said()).toBeNull();
  useApp.setState({ presenting: false });
  expect(said()).toBe('newer');
});
