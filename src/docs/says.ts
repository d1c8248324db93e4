import type { Messages } from '../i18n';
import type { Words } from './en/words';

/** What a language says of the facts in the tables. */
export interface Says {
  readonly words: Words;
  readonly messages: Messages;
  /** What a check allows, from the English of the check. */
  readonly allowed: (text: string) => string;
  /** What a key of a scenario is, by its place, from the English of the schema. */
  readonly key: (path: string, english: string) => string;
  readonly price: (what: string, unit: string) => string;
  /** What a fact of a lesson is, by its name. */
  readonly fact: (name: string, english: string) => string;
}

/** What one language brings along. */
export interface Edition extends Omit<Says, 'messages'> {
  /** Pages as they are written, by their id. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Pages by the names of their files. */
export function textsOf(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(files).map(([file, text]) => [file.replace(/^\.\/|\.md$/gu, ''), text]),
  );
}
