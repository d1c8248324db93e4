import type { Attribute, Field, Register } from '../../../store/vocabulary';
import { readBytes, type ConfigBytes, type PlacedRegister } from './byte-map';

/** A field of a register with what stands in it now; `field` null for bits that no field names. */
export interface FieldValue {
  readonly field: Field | null;
  readonly high: number;
  readonly low: number;
  readonly value: number;
  /** As this function has it: a bit the table calls RW may be fixed in a VF. */
  readonly attr: Attribute;
  /** At least one of its bits can be changed by a write. */
  readonly live: boolean;
}

const WRITTEN: readonly Attribute[] = ['RW', 'RWS', 'RW1C', 'RW1CS'];
const power = (bits: number) => 2 ** bits;

/** Bits `high` to `low` of a number of up to 32 bits. */
export function bitsOf(value: number, high: number, low: number): number {
  return Math.floor(value / power(low)) % power(high - low + 1);
}

/** All fields from the highest bit to the lowest, with the reserved runs between them. */
export function fieldValues(config: ConfigBytes, { register, at }: PlacedRegister): FieldValue[] {
  const value = readBytes(config.bytes, at, register.size);
  const changeable = changeableBits(config, at, register.size);
  const found: FieldValue[] = [];
  let top = register.size * 8 - 1;
  const add = (field: Field | null, high: number, low: number) => {
    const live = bitsOf(changeable, high, low) !== 0;
    const attr = field?.attr ?? 'RsvdP';
    found.push({
      field,
      high,
      low,
      value: bitsOf(value, high, low),
      attr: !live && WRITTEN.includes(attr) ? 'RO' : attr,
      live,
    });
  };
  for (const field of register.fields.toSorted((a, b) => b.bits[0] - a.bits[0])) {
    const [high, low] = field.bits;
    if (high > top || low < 0 || low > high) continue;
    if (high < top) add(null, top, high + 1);
    add(field, high, low);
    top = low - 1;
  }
  if (top >= 0) add(null, top, 0);
  return found;
}

/** Bits that a write changes or that a written 1 clears. */
function changeableBits({ writable, clearable }: ConfigBytes, at: number, size: number): number {
  let bits = 0;
  for (let i = size - 1; i >= 0; i--) {
    bits = bits * 256 + ((writable[at + i] ?? 0) | (clearable[at + i] ?? 0));
  }
  return bits;
}

/** What is known of one bit before anybody writes it. */
export interface BitState {
  readonly value: 0 | 1;
  /** Written as it is read, cleared by a written 1, or neither. */
  readonly kind: 'rw' | 'w1c' | 'fixed';
}

export function bitState(config: ConfigBytes, at: number, bit: number): BitState {
  const mask = 1 << (bit % 8);
  const byte = at + Math.floor(bit / 8);
  const has = (from: Uint8Array) => ((from[byte] ?? 0) & mask) !== 0;
  const kind = has(config.clearable) ? 'w1c' : has(config.writable) ? 'rw' : 'fixed';
  return { value: has(config.bytes) ? 1 : 0, kind };
}

/**
 * What to write so that only `bit` changes: the others as they are read, but 0 where a 1 would clear. A bit
 * that a 1 clears is written 1; a fixed one is written flipped, which shows that nothing happens.
 */
export function valueToWrite(config: ConfigBytes, { register, at }: PlacedRegister, bit: number) {
  let value = 0;
  for (let b = register.size * 8 - 1; b >= 0; b--) {
    const { value: now, kind } = bitState(config, at, b);
    const written = b === bit ? (kind === 'w1c' ? 1 : 1 - now) : kind === 'w1c' ? 0 : now;
    value = value * 2 + written;
  }
  return value;
}

/** The value of the whole register with one field replaced, clearing bits left alone. */
export function withField(
  config: ConfigBytes,
  { register, at }: PlacedRegister,
  { high, low }: { readonly high: number; readonly low: number },
  field: number,
): number {
  let value = 0;
  for (let b = register.size * 8 - 1; b >= 0; b--) {
    const { value: now, kind } = bitState(config, at, b);
    const inside = b <= high && b >= low;
    value = value * 2 + (inside ? bitsOf(field, b - low, b - low) : kind === 'w1c' ? 0 : now);
  }
  return value;
}

/** Why a write changed nothing it meant to. */
export type Refusal = 'fixed' | 'nothing-to-clear' | 'vf-enable' | 'device' | 'gone';

/** Registers that SR-IOV freezes while VF Enable is 1 (PCIe 6.0 §9.3.3.3, §9.3.3.7, §9.3.3.13). */
const FROZEN: ReadonlySet<string> = new Set(['NumVFs', 'System Page Size']);
const SRIOV_CONTROL = 0x08;

/** Whether and why the bits in `meant` (those that should have flipped) stayed as they were. */
export function refusalOf(
  config: ConfigBytes,
  { placed, register, at }: PlacedRegister,
  meant: number,
  after: number,
): Refusal | null {
  const before = readBytes(config.bytes, at, register.size);
  const flipped = (b: number) => bitsOf(before, b, b) !== bitsOf(after, b, b);
  const left = Array.from({ length: register.size * 8 }, (_, b) => b).filter(
    (b) => bitsOf(meant, b, b) === 1 && !flipped(b),
  );
  if (left.length === 0) return null;
  const states = left.map((b) => bitState(config, at, b));
  if (states.every(({ kind }) => kind === 'fixed')) return 'fixed';
  if (states.every(({ kind, value }) => kind === 'w1c' && value === 0)) return 'nothing-to-clear';
  if (placed.table.id === 'sriov') {
    const enabled = bitsOf(readBytes(config.bytes, placed.at + SRIOV_CONTROL, 2), 0, 0) === 1;
    const frozen = FROZEN.has(register.name) || register.offset === SRIOV_CONTROL;
    if (enabled && frozen) return 'vf-enable';
  }
  return 'device';
}

/** Registers whose value is another one after a write, other than the one written. */
export function alsoChanged(
  registers: readonly PlacedRegister[],
  written: PlacedRegister,
  before: Uint8Array,
  after: Uint8Array,
): readonly { readonly register: Register; readonly before: number; readonly after: number }[] {
  return registers.flatMap(({ register, at }) => {
    const was = readBytes(before, at, register.size);
    const is = readBytes(after, at, register.size);
    return at === written.at || was === is ? [] : [{ register, before: was, after: is }];
  });
}
