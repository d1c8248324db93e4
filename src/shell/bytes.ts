/**
 * Text and bytes in one string. Files and pipes carry text; a byte that is not UTF-8 is kept as the lone surrogate
 * U+DC80 to U+DCFF, so that a binary file comes out of a pipe as it went in.
 */
const ESCAPE = 0xdc00;

/** One byte as it stands in such a string. */
export const byteChar = (byte: number): string =>
  String.fromCharCode((byte & 0xff) < 0x80 ? byte & 0xff : ESCAPE | (byte & 0xff));

/** Length of the UTF-8 sequence at `at`, or 0 where there is none. */
function sequence(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  for (let i = 1; i < length; i += 1) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1] ?? 0;
  if (first === 0xe0 && second < 0xa0) return 0;
  if (first === 0xed && second > 0x9f) return 0;
  if (first === 0xf0 && second < 0x90) return 0;
  return first === 0xf4 && second > 0x8f ? 0 : length;
}

export function fromBytes(bytes: Uint8Array): string {
  let text = '';
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    const length = byte < 0x80 ? 1 : sequence(bytes, at);
    if (length > 1) text += decoder.decode(bytes.subarray(at, at + length));
    else text += byteChar(byte);
    at += Math.max(1, length);
  }
  return text;
}

const isEscaped = (code: number) => code >= ESCAPE + 0x80 && code <= ESCAPE + 0xff;

export function toBytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (isEscaped(code)) bytes.push(code & 0xff);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return Uint8Array.from(bytes);
}

/** Bytes the text has as UTF-8. */
export function byteLength(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x80 || isEscaped(code)) length += 1;
    else if (code < 0x800) length += 2;
    else if (code >= 0xd800 && code < 0xdc00) {
      length += 4;
      i += 1;
    } else length += 3;
  }
  return length;
}

/** As a terminal shows it: bytes that make no text become U+FFFD. */
export const printable = (text: string): string =>
  text
    .replace(/[\udc80-\udcff]{2,}/g, (run) => fromBytes(toBytes(run)))
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
