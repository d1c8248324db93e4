import { describe, expect, it } from 'vitest';
import { blocksOf, registersOf } from './byte-map';
import { hostOf, pictureOf, samplePf } from '../testing';
import { effectOf } from './write-effect';

const space = samplePf();
const control = blocksOf(pictureOf(space))
  .flatMap(registersOf)
  .find(({ register }) => register.name === 'SR-IOV Control')!;

const enabled = hostOf('intel-82599', 3);
const withdrawn = {
  ...enabled,
  functions: enabled.functions.map((fn) => (fn.pf === null ? fn : { ...fn, answers: false })),
};
const none = hostOf('intel-82599', 0);

describe('what a write to SR-IOV Control did to the host', () => {
  it('counts the VFs that left the bus while the kernel keeps listing them', () => {
    const host = { before: enabled, after: withdrawn };
    expect(effectOf(host, control, { before: 9, after: 8 })).toEqual({ kind: 'withdrawn', vfs: 3 });
  });

  it('counts those that came back', () => {
    const host = { before: withdrawn, after: enabled };
    expect(effectOf(host, control, { before: 8, after: 9 })).toEqual({ kind: 'back', vfs: 3 });
  });

  it('tells of VFs that the kernel does not look for', () => {
    const host = { before: none, after: none };
    expect(effectOf(host, control, { before: 0, after: 1 })).toEqual({ kind: 'unseen', vfs: 0 });
    expect(effectOf(host, control, { before: 0, after: 8 })).toBeNull();
  });
});
