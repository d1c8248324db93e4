import { useMessages } from '../../../i18n/react';
import type { FieldValue } from './register-bits';

/** The sentence for a field of the table with this id; '' where none is written. */
export function useMeaning(table: string): (field: FieldValue) => string {
  const m: Readonly<Record<string, Readonly<Record<string, string>>>> = useMessages().registers;
  return ({ field }) => (field === null ? '' : (m[table]?.[field.name] ?? ''));
}
