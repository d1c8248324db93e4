import { describe, expect, it } from 'vitest';
import { hostOf, pictureOf, samplePf } from '../testing';
import { barsOf, sliceAt, vfBarsOf, windowsOf } from './bars';

function config(values: Readonly<Record<number, number>>, masks: Readonly<Record<number, number>>) {
  const fill = (from: Readonly<Record<number, number>>) => {
    const bytes = new Uint8Array(4096);
    const view = new DataView(bytes.buffer);
    for (const [at, value] of Object.entries(from)) view.setUint32(Number(at), value, true);
    return bytes;
  };
  return { bytes: fill(values), writable: fill(masks), clearable: fill({}), tables: [] };
}

describe('base address registers', () => {
  it('have the size of their lowest writable bit, over both halves of a 64-bit one', () => {
    const found = barsOf(
      config(
        { 0x10: 0xc000000c, 0x14: 0x2, 0x18: 0xe001, 0x1c: 0xfebf0000 },
        { 0x10: 0xf8000000, 0x14: 0xffffffff, 0x18: 0xffffffe0, 0x1c: 0xffffc000 },
      ),
    );
    expect(found).toEqual([
      { index: 0, kind: 'mem64', prefetchable: true, base: 0x2c0000000, size: 0x8000000 },
      { index: 2, kind: 'io', prefetchable: false, base: 0xe000, size: 32 },
      { index: 3, kind: 'mem32', prefetchable: false, base: 0xfebf0000, size: 0x4000 },
    ]);
  });

  it('of 8 GiB are written in the upper half alone', () => {
    const [bar] = barsOf(config({ 0x10: 0xc }, { 0x14: 0xfffffffe }));
    expect(bar).toMatchObject({ size: 2 ** 33, base: 0 });
  });

  it('are absent in a VF, whose own are fixed at zero', () => {
    expect(barsOf(config({}, {}))).toEqual([]);
  });

  it('of a PF for its VFs are cut in slices', () => {
    const space = samplePf();
    space.set(0x160 + 0x24, 4, 0xc);
    space.set(0x160 + 0x28, 4, 0x20);
    const [pf] = hostOf('intel-82599', 4).pfs;
    const [bar] = vfBarsOf(pictureOf(space), pf!);
    expect(bar).toMatchObject({ index: 0, base: 0x2000000000, size: 16 * 1024 });
    expect(sliceAt(bar!, 3)).toBe(0x2000000000 + 3 * 16 * 1024);
  });
});

describe('the windows of a bridge', () => {
  it('end at the last byte of their unit, and are closed where the limit is below the base', () => {
    const windows = windowsOf(
      config(
        {
          0x0c: 0x00010000,
          0x1c: 0x01f1,
          0x20: 0xc010c000,
          0x24: 0x1ff10001,
          0x28: 0x20,
          0x2c: 0x20,
        },
        {},
      ),
    );
    expect(windows).toEqual([
      { kind: 'io', span: null },
      { kind: 'memory', span: { base: 0xc0000000, limit: 0xc01fffff } },
      { kind: 'prefetchable', span: { base: 0x2000000000, limit: 0x201fffffff } },
    ]);
    expect(windowsOf(config({}, {}))).toEqual([]);
  });
});
