import { useMessages } from '../../../i18n/react';
import type { FieldValue } from './register-bits';

type Words<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** What a field of the table with this id means, and what its value says; '' where nothing is written of it. */
export function useMeaning(table: string): (field: FieldValue) => string {
  const messages = useMessages();
  const registers: Words<string> = messages.registers;
  const readings: Words<(p: { readonly value: number }) => string> = messages.readings;
  return ({ field, value }) => {
    if (field === null) return '';
    const meaning = registers[table]?.[field.name] ?? '';
    const reading = readings[table]?.[field.name];
    return reading === undefined ? meaning : `${meaning} ${reading({ value })}`;
  };
}
