import type { Attribute, Field, Register, RegisterTable } from './register';

// How the tables of this folder are written down: one line a field, from the highest bits to the lowest.

/** Bits `high` to `low`. */
export function bits(
  high: number,
  low: number,
  attr: Attribute,
  name: string,
  reset?: number,
): Field {
  return reset === undefined
    ? { name, bits: [high, low], attr }
    : { name, bits: [high, low], attr, reset };
}

/** One bit. */
export const bit = (at: number, attr: Attribute, name: string, reset?: number): Field =>
  bits(at, at, attr, name, reset);

/** A register of several fields. */
export function register(
  offset: number,
  size: Register['size'],
  name: string,
  spec: string,
  fields: readonly Field[],
): Register {
  return { name, offset, size, fields, spec };
}

/** A register that is one field of its own name. */
export function whole(
  offset: number,
  size: Register['size'],
  name: string,
  attr: Attribute,
  spec: string,
  reset?: number,
): Register {
  return register(offset, size, name, spec, [bits(size * 8 - 1, 0, attr, name, reset)]);
}

const IDS = [
  whole(0, 1, 'Capability ID', 'RO', 'PCIe 5.0 §7.5.2'),
  whole(1, 1, 'Next Capability Pointer', 'RO', 'PCIe 5.0 §7.5.2'),
];

/** A capability of the first 256 bytes; its ID and pointer registers come with it. */
export function capability(
  id: string,
  title: string,
  capId: number,
  size: number,
  registers: readonly Register[],
): RegisterTable {
  return { id, title, kind: 'capability', capId, size, registers: [...IDS, ...registers] };
}

const HEADER = register(0, 4, 'Extended Capability Header', 'PCIe 5.0 §7.6.3', [
  bits(31, 20, 'RO', 'Next Capability Offset'),
  bits(19, 16, 'RO', 'Capability Version'),
  bits(15, 0, 'RO', 'PCI Express Extended Capability ID'),
]);

/** An extended capability; its header register comes with it. */
export function extended(
  id: string,
  title: string,
  capId: number,
  version: number,
  size: number,
  registers: readonly Register[],
): RegisterTable {
  return {
    id,
    title,
    kind: 'extended',
    capId,
    version,
    size,
    registers: [HEADER, ...registers],
  };
}
