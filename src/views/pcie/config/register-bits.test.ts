import { describe, expect, it } from 'vitest';
import { pictureOf, samplePf } from '../testing';
import { blocksOf, readBytes, registerAt, registersOf, type PlacedRegister } from './byte-map';
import {
  alsoChanged,
  bitState,
  fieldValues,
  refusalOf,
  valueToWrite,
  withField,
} from './register-bits';
import { setpciLine, setpciRegister } from './setpci-line';

const CONTROL = 0x168;
const NUM_VFS = 0x170;
const STATUS = 0x06;

const at = (space: ReturnType<typeof samplePf>, offset: number): PlacedRegister =>
  registerAt(pictureOf(space), offset)!;

describe('the bits of a register', () => {
  it('are fields from the highest bit down, reserved runs included', () => {
    const space = samplePf();
    const fields = fieldValues(pictureOf(space), at(space, CONTROL));
    expect(fields.map((f) => [f.high, f.low, f.field?.name ?? '', f.attr])).toEqual([
      [15, 5, '', 'RsvdP'],
      [4, 4, 'ARI Capable Hierarchy', 'RW'],
      [3, 3, 'VF MSE', 'RW'],
      [2, 1, '', 'RsvdP'],
      [0, 0, 'VF Enable', 'RW'],
    ]);
  });

  it('are called fixed where this function cannot change what the table calls RW', () => {
    const picture = { ...pictureOf(samplePf()), writable: new Uint8Array(4096) };
    const fields = fieldValues(picture, registerAt(picture, CONTROL)!);
    expect(fields.find((f) => f.field?.name === 'VF Enable')).toMatchObject({
      attr: 'RO',
      live: false,
    });
  });

  it('flip one at a time, and leave alone what a 1 would clear', () => {
    const space = samplePf();
    space.set(STATUS, 2, 0x0110);
    expect(valueToWrite(pictureOf(space), at(space, CONTROL), 4)).toBe(0x0010);
    expect(valueToWrite(pictureOf(space), at(space, STATUS), 4)).toBe(0x0000);
    expect(valueToWrite(pictureOf(space), at(space, STATUS), 8)).toBe(0x0110);
    expect(bitState(pictureOf(space), STATUS, 8)).toEqual({ value: 1, kind: 'w1c' });
  });

  it('of one field take a number, within the field', () => {
    const space = samplePf();
    const ari = { high: 4, low: 4 };
    expect(withField(pictureOf(space), at(space, CONTROL), ari, 1)).toBe(0x10);
    expect(withField(pictureOf(space), at(space, NUM_VFS), { high: 15, low: 0 }, 0xffff)).toBe(
      0xffff,
    );
  });
});

describe('a write', () => {
  function write(space: ReturnType<typeof samplePf>, offset: number, value: number) {
    const picture = pictureOf(space);
    const placed = at(space, offset);
    const before = readBytes(picture.bytes, placed.at, placed.register.size);
    space.write(placed.at, placed.register.size, value);
    const after = readBytes(space.bytes(), placed.at, placed.register.size);
    return refusalOf(picture, placed, before ^ value, after);
  }

  it('that took says nothing', () => {
    expect(write(samplePf(), NUM_VFS, 4)).toBeNull();
  });

  it('to a read-only register is said to be ignored', () => {
    expect(write(samplePf(), 0x16e, 99)).toBe('fixed');
  });

  it('to NumVFs while VF Enable is 1 names VF Enable', () => {
    const space = samplePf();
    space.write(CONTROL, 2, 1);
    const picture = pictureOf(space);
    expect(refusalOf(picture, at(space, NUM_VFS), 0x04, 0)).toBe('vf-enable');
    expect(refusalOf(picture, at(space, 0x04), 0x04, 0)).toBe('device');
  });

  it('shows what else it changed', () => {
    const space = samplePf();
    const before = space.bytes();
    space.write(CONTROL, 2, 0x10);
    space.set(0x174, 2, 0x80);
    const all = blocksOf(pictureOf(space)).flatMap(registersOf);
    expect(
      alsoChanged(all, at(space, CONTROL), before, space.bytes()).map((c) => [
        c.register.name,
        c.before,
        c.after,
      ]),
    ).toEqual([['First VF Offset', 0x180, 0x80]]);
  });
});

describe('the setpci line', () => {
  const { tables } = pictureOf(samplePf());
  it.each([
    [0x04, 0x406, 'setpci -s 3b:00.0 COMMAND=0406'],
    [CONTROL, 0x19, 'setpci -s 3b:00.0 ECAP_SRIOV+8.w=0019'],
    [NUM_VFS, null, 'setpci -s 3b:00.0 ECAP_SRIOV+10.w'],
    [0x72, 0x8009, 'setpci -s 3b:00.0 CAP_MSIX+2.w=8009'],
  ])('for offset %i', (offset, value, line) => {
    expect(setpciLine('3b:00.0', at(samplePf(), offset), tables, value)).toBe(line);
  });

  it('numbers the second of two capabilities of a kind, and addresses unknown ones by number', () => {
    const placed = at(samplePf(), NUM_VFS);
    const second = { ...placed, placed: { ...placed.placed, at: 0x200 }, at: 0x210 };
    expect(setpciRegister(second, [...tables, second.placed])).toBe('ECAP_SRIOV+10.w@1');
    const odd = { ...placed.placed, table: { ...placed.placed.table, capId: 0x2f } };
    expect(setpciRegister({ ...placed, placed: odd }, [odd])).toBe('ECAP002f+10.w');
  });
});
