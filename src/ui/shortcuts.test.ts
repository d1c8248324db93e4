import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { help } from '../i18n/en/help';
import type { AppState } from '../store';
import { actionOf, SHORTCUTS } from './shortcuts';
import type { Focus } from './shortcuts';
import { VIEW_KEYS } from './view-keys';

const press = (key: string, shiftKey = false) => ({
  key,
  shiftKey,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
});

/** What a key press does, as the call on the store it makes. */
function does(key: string, focus: Focus = 'page', shiftKey = false): string | null {
  const action = actionOf(press(key, shiftKey), focus);
  if (action === null) return null;
  const calls: string[] = [];
  const state = new Proxy(
    { stepSize: 'hop', rate: 1000, info: { end: 7 } } as unknown as AppState,
    {
      get: (target, name) =>
        name in target
          ? target[name as keyof AppState]
          : (...args: unknown[]) => calls.push(`${String(name)}(${args.join(', ')})`),
    },
  );
  action(state);
  return calls.join();
}

it('moves the cursor, the speed and the view', () => {
  expect(does(' ')).toBe('togglePlay()');
  expect(does('.')).toBe('togglePlay()');
  expect(does('ArrowRight')).toBe('step(1, hop)');
  expect(does('ArrowLeft')).toBe('step(-1, hop)');
  expect(does('ArrowRight', 'page', true)).toBe('step(1, stage)');
  expect(does('ArrowUp')).toBe('setRate(2000)');
  expect(does('ArrowDown')).toBe('setRate(500)');
  expect(does('Home')).toBe('seek(0)');
  expect(does('End')).toBe('seek(7)');
  expect(does('2')).toBe('setView(compare)');
  expect(does('7')).toBe('setView(sweep)');
  expect(does('8')).toBe('setView(terminal)');
  expect(does('?')).toBe('openDialog(help)');
  expect(does('D')).toBe('describe()');
  expect(does('d')).toBe('describe()');
});

it('leaves the keys of the focused control to it', () => {
  for (const key of [' ', '.', 'ArrowRight', '1', '?', 'd', 'Home'])
    expect(does(key, 'field')).toBeNull();
  for (const key of ['ArrowRight', 'ArrowUp', 'Home', ' ']) expect(does(key, 'list')).toBeNull();
  for (const key of ['ArrowRight', 'ArrowUp', 'Home']) expect(does(key, 'arrows')).toBeNull();
  // A slider or a chosen radio button has no use for Space.
  expect(does(' ', 'arrows')).toBe('togglePlay()');
  expect(does(' ', 'choice')).toBeNull();
  expect(does('ArrowDown', 'choice')).toBeNull();
  expect(does(' ', 'button')).toBeNull();
  expect(does('ArrowRight', 'button')).toBe('step(1, hop)');
});

it('leaves the browser’s own combinations alone', () => {
  expect(actionOf({ ...press('ArrowLeft'), altKey: true }, 'page')).toBeNull();
  expect(actionOf({ ...press('1'), ctrlKey: true }, 'page')).toBeNull();
});

it('takes no key twice', () => {
  const keys = SHORTCUTS.flatMap(({ acts }) => Object.keys(acts));
  expect(new Set(keys).size).toBe(keys.length);
});

it('is listed in the README, each key, and in the help', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, section = ''] = /\n### Keys\n(.*?)\n### /su.exec(readme) ?? [];
  const named = new Set(
    [...section.matchAll(/`` ?(.+?) ?``|`([^`]+)`/gu)].map((m) => m[1] ?? m[2]),
  );
  const caps = SHORTCUTS.flatMap((each) => each.caps.flatMap((cap) => cap.split(' ')));
  expect(caps.filter((cap) => cap !== '…' && !named.has(cap))).toEqual([]);
  const words = (of: object) =>
    Object.entries(of).map(([place, keys]) => [place, Object.keys(keys as object)]);
  expect(words(help.placeKeys)).toEqual(words(VIEW_KEYS));
});
