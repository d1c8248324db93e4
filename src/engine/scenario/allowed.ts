/**
 * The sentences of `Issue.allowed`. They are few and regular on purpose: i18n turns them into other
 * languages by their shape, and a test there fails on a shape it does not know.
 */
export const BOOLEAN = 'true or false';
export const OBJECT = 'an object';
export const TEXT = 'text';
export const JSON_DOCUMENT = 'a JSON document';
export const VALUE = 'a value';

export function range(min: number | string, max: number | string): string {
  return `${min} to ${max}`;
}

export function upTo(most: string): string {
  return `at most ${most}`;
}

export function whole(min: number, max: number): string {
  return `a whole number, ${min} to ${max}`;
}

export function withUnit(min: string, max: string): string {
  return `text with a unit, ${min} to ${max}`;
}

export function list(most: number): string {
  return `a list of at most ${most}`;
}

/** `message`: what nft says to what was found. */
export function nftCommand(message: string): string {
  return `a command of nft: ${message}`;
}

export function oneOf(options: readonly (string | number)[]): string {
  return options.length === 1 ? String(options[0]) : `one of ${options.join(', ')}`;
}

const LONGEST_SHOWN = 48;

/** A value as an error message shows it: JSON, shortened, never walking into a large one. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[… ${value.length}]`;
  if (typeof value === 'object' && value !== null) return '{…}';
  if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
  return Object.is(value, -0) ? '0' : String(value);
}

/** Cut at a whole character: half a surrogate pair would not survive a URL or a log. */
export function shortened(text: string): string {
  if (text.length <= LONGEST_SHOWN) return text;
  const cut = text.slice(0, LONGEST_SHOWN);
  const last = cut.charCodeAt(LONGEST_SHOWN - 1);
  return `${last >= 0xd800 && last < 0xdc00 ? cut.slice(0, -1) : cut}…`;
}
