import { expect, it } from 'vitest';
import { directionOf } from './undo-keys';

const NONE = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const press = (key: string, held: Partial<typeof NONE> = { ctrlKey: true }) =>
  directionOf({ ...NONE, ...held, key }, null);

it('goes back with Z, forward with Shift and Z or with Y, held with Ctrl or ⌘', () => {
  expect([press('z'), press('Z', { metaKey: true })]).toEqual(['undo', 'undo']);
  expect(press('Z', { ctrlKey: true, shiftKey: true })).toBe('redo');
  expect(press('z', { metaKey: true, shiftKey: true })).toBe('redo');
  expect(press('y')).toBe('redo');
});

it('leaves all else to others', () => {
  expect(press('z', {})).toBeNull();
  expect(press('z', { ctrlKey: true, altKey: true })).toBeNull();
  expect(press('y', { ctrlKey: true, shiftKey: true })).toBeNull();
  expect(press('x')).toBeNull();
});
