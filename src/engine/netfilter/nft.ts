import { applyCommands } from './apply';
import { readCommands } from './command-grammar';
import { NftError } from './lexer';
import { ownCounters, type Listing } from './print';
import type { Ruleset } from './ruleset';

export type NftResult =
  | { readonly ok: true; readonly out: string }
  | {
      readonly ok: false;
      readonly message: string;
      /** Letters of the text that it is about. */
      readonly from: number;
      readonly to: number;
      /** A word that it has to do with. */
      readonly about: { readonly from: number; readonly to: number } | null;
    };

const PLAIN: Listing = { handles: false, counters: ownCounters };

/** Does what a text in nft's language says: the arguments of a call, or a file. All of it or nothing. */
export function nft(ruleset: Ruleset, text: string, listing: Listing = PLAIN): NftResult {
  try {
    return { ok: true, out: applyCommands(ruleset, readCommands(text), listing) };
  } catch (error) {
    if (!(error instanceof NftError)) throw error;
    const { message, from, to, about } = error;
    return { ok: false, message, from, to, about };
  }
}

/** The error as `nft` prints it, with the line and carets below what is meant. `file`: its name; null for arguments. */
export function nftErrorText(
  text: string,
  { message, from, to, about }: Extract<NftResult, { readonly ok: false }>,
  file: string | null,
): string {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const stop = text.indexOf('\n', start);
  const line = text.slice(start, stop < 0 ? undefined : stop);
  const [column, length] = [from - start, Math.max(1, to - from)];
  const number = text.slice(0, start).split('\n').length;
  const end = length === 1 ? '' : `-${String(column + length)}`;
  const place =
    file === null
      ? ''
      : `${file}:${String(number)}:${String(column + 1)}${end === '' ? `-${String(column + 1)}` : end}: `;
  const blank = line.slice(0, column).replace(/[^\t]/g, ' ');
  const [low, high] = about === null ? [0, 0] : [about.from - start, about.to - start];
  const indent = blank.slice(0, low) + '~'.repeat(high - low) + blank.slice(high);
  return `${place}Error: ${message}\n${line}\n${indent}${'^'.repeat(length)}\n`;
}
