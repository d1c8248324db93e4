import { expect, it } from 'vitest';
import type { RegisterTable } from '../engine/pci/registers/register';
import { readings, registers } from './en/registers';

const modules = import.meta.glob<Readonly<Record<string, unknown>>>(
  ['../engine/pci/registers/*.ts', '!**/*.test.ts'],
  {
    eager: true,
  },
);

const isTable = (value: unknown): value is RegisterTable =>
  typeof value === 'object' && value !== null && 'registers' in value && 'capId' in value;

const tables = Object.values(modules).flatMap((module) => Object.values(module).filter(isTable));

it('explains fields that the register tables have, under the names they have there', () => {
  expect(tables.length).toBeGreaterThan(10);
  const words = [...Object.entries(registers), ...Object.entries(readings)];
  const unknown = words.flatMap(([id, fields]) => {
    const known = new Set(
      tables
        .filter((table) => table.id === id)
        .flatMap((table) => table.registers.flatMap((r) => r.fields.map((f) => f.name))),
    );
    return Object.keys(fields)
      .filter((name) => !known.has(name))
      .map((name) => `${id}: ${name}`);
  });
  expect(unknown).toEqual([]);
});

it('explains every field of SR-IOV Control and of the registers that place VFs', () => {
  const sriov = tables.find(({ id }) => id === 'sriov');
  const words: Readonly<Record<string, string>> = registers.sriov;
  const names = ['SR-IOV Control', 'NumVFs', 'TotalVFs', 'First VF Offset', 'VF Stride'];
  const silent = (sriov?.registers ?? [])
    .filter(({ name }) => names.includes(name))
    .flatMap(({ fields }) => fields.map(({ name }) => name))
    .filter((name) => words[name] === undefined);
  expect(silent).toEqual([]);
});
