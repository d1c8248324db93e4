import type { Complaints, Position } from './issue';

export interface Attribute extends Position {
  readonly value: string;
}

/** What stands in braces behind a tag; a Map, so that no name means anything to the language. */
export type Attributes = ReadonlyMap<string, Attribute>;

export const NO_ATTRIBUTES: Attributes = new Map();

const ATTRIBUTE = /([a-z][a-z-]*)(?:=(?:"([^"]*)"|([^\s"{}]+)))?(?=[\s}]|$)/uy;

const ALLOWED = '{name=word name="several words" name}';

/**
 * Reads `{…}` at `from` of a line, which has a brace there. Returns what was read and the index behind it; null, with a
 * complaint, where it is not well formed.
 */
export function readAttributes(
  text: string,
  from: number,
  at: Position,
  complaints: Complaints,
): { readonly attributes: Attributes; readonly end: number } | null {
  const attributes = new Map<string, Attribute>();
  const placeOf = (index: number) => ({ line: at.line, column: at.column + index - from });
  let index = from + 1;
  for (;;) {
    while (text[index] === ' ') index += 1;
    if (text[index] === '}') return { attributes, end: index + 1 };
    ATTRIBUTE.lastIndex = index;
    const match = ATTRIBUTE.exec(text);
    if (match === null) {
      complaints.add(placeOf(index), 'bad-attributes', text.slice(index), ALLOWED);
      return null;
    }
    const [all, name = '', quoted, bare] = match;
    if (attributes.has(name)) complaints.add(placeOf(index), 'given-twice', name, 'each once');
    const offset = quoted === undefined ? name.length + 1 : name.length + 2;
    attributes.set(name, { value: quoted ?? bare ?? '', ...placeOf(index + offset) });
    index += all.length;
  }
}

/** Complains of attributes that a tag does not know. */
export function checkNames(
  attributes: Attributes,
  allowed: readonly string[],
  complaints: Complaints,
): void {
  for (const [name, { line, column }] of attributes) {
    if (allowed.includes(name)) continue;
    const place = { line, column: Math.max(1, column - name.length - 1) };
    complaints.add(place, 'unknown-attribute', name, allowed.join(', ') || 'none');
  }
}
