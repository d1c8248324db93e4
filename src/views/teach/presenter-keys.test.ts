import { expect, test } from 'vitest';
import { presenterAsk } from './presenter-keys';

const press = (key: string, more: object = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

test.each([
  ['PageDown', {}, 'next'],
  ['PageUp', {}, 'previous'],
  ['F5', {}, 'first'],
  ['F5', { shiftKey: true }, 'here'],
  ['b', {}, 'black'],
  ['B', { shiftKey: true }, 'black'],
  ['.', {}, null],
  ['Escape', {}, null],
  ['PageDown', { ctrlKey: true }, null],
] as const)('%s %o asks for %s', (key, more, ask) => {
  expect(presenterAsk(press(key, more), 'page', true)).toBe(ask);
});

test('who types has letters of his own, and a remote turns the pages all the same', () => {
  expect(presenterAsk(press('PageDown'), 'field', true)).toBe('next');
  expect(presenterAsk(press('b'), 'field', true)).toBeNull();
});

test('where single letters are turned off none blanks the screen', () => {
  expect(presenterAsk(press('b'), 'page', false)).toBeNull();
  expect(presenterAsk(press('PageDown'), 'page', false)).toBe('next');
});
