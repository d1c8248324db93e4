import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clonePlain } from './clone';

it('copies any JSON value so that no change reaches the original', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const before = JSON.stringify(value);
      const copy = clonePlain(value);
      expect(copy).toEqual(value);
      scribble(copy);
      expect(JSON.stringify(value)).toBe(before);
    }),
  );
});

function scribble(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(scribble);
  if (Array.isArray(value)) value.push('scribble');
  else Object.assign(value, { scribble: 1 });
}

it('copies typed arrays with their kind, length and contents, without their buffer', () => {
  const state = {
    f: Float64Array.of(1, NaN, Infinity),
    i: [Int32Array.of(-1), new Uint8Array(3).fill(7).subarray(1)],
  };
  const copy = clonePlain(state);
  expect(copy).toEqual(state);
  expect(copy.f).toBeInstanceOf(Float64Array);
  copy.f[0] = 9;
  copy.i[1]![0] = 9;
  expect(state.f[0]).toBe(1);
  expect(state.i[1]![0]).toBe(7);
});

it.each<[string, unknown, string]>([
  ['a function', { a: [0, { f: () => 1 }] }, 'not plain data at $.a[1].f: function'],
  ['a Map', { m: new Map() }, 'not plain data at $.m: Map'],
  ['a Date', [new Date(0)], 'not plain data at $[0]: Date'],
  ['an instance of a class', { p: new (class Packet {})() }, 'not plain data at $.p: Packet'],
  ['a symbol', { s: Symbol('x') }, 'not plain data at $.s: symbol'],
  ['a DataView', { v: new DataView(new ArrayBuffer(1)) }, 'not plain data at $.v: DataView'],
])('refuses %s and names the place', (_name, value, message) => {
  expect(() => clonePlain(value)).toThrow(new TypeError(message));
});

it('refuses a cycle instead of running out of stack', () => {
  const loop: { self?: unknown } = {};
  loop.self = loop;
  expect(() => clonePlain(loop)).toThrow(/a cycle or nesting deeper than 64/);
});
