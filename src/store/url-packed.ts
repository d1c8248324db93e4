/** The scenario part of a link: JSON, deflated, in the letters a URL can hold (RFC 4648 §5). */

/** A few kilobytes of link can unpack to anything; more than this is not read. */
export const MAX_UNPACKED_BYTES = 2 * 2 ** 20;
/** So much is unpacked at a time: of one byte deflate makes a thousand at most, and each piece is made in one go. */
const PIECE = 512;
/** A scenario is five levels deep. What nests deeper could not even be handed to the worker. */
const MAX_DEPTH = 32;
/** Lists and objects at most; a scenario has some hundreds, one with the frames of a capture some ten thousands. */
const MAX_BRACKETS = 100_000;
const FORMAT = 'deflate-raw';

export type PackedFault = 'not-packed' | 'too-large' | 'not-json' | 'not-an-object';

export type Unpacked =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly fault: PackedFault };

export async function pack(value: unknown): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(value));
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(FORMAT));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary)
    .replace(/\+/gu, '-')
    .replace(/\//gu, '_')
    .replace(/={1,2}$/u, '');
}

/** The reverse of {@link pack}, for text that may be cut short, made up or hostile. Never rejects. */
export async function unpack(packed: string): Promise<Unpacked> {
  const bytes = fromBase64(packed);
  const text = bytes === null ? 'not-packed' : await inflated(bytes);
  if (typeof text === 'string') return { ok: false, fault: text };
  const fault = nesting(text);
  if (fault !== null) return { ok: false, fault };
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    return { ok: false, fault: 'not-json' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, fault: 'not-an-object' };
  }
  return { ok: true, value: value as Readonly<Record<string, unknown>> };
}

function fromBase64(packed: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/u.test(packed)) return null;
  try {
    const binary = atob(packed.replace(/-/gu, '+').replace(/_/gu, '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | PackedFault> {
  const stream = new DecompressionStream(FORMAT);
  const reader = stream.readable.getReader();
  const fed = feed(stream.writable.getWriter(), bytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > MAX_UNPACKED_BYTES) {
        // How the stream ends after this does not matter any more.
        reader.cancel().catch(() => undefined);
        return 'too-large';
      }
      chunks.push(value);
    }
    await fed;
  } catch {
    return 'not-packed';
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** Piece by piece, each when the one before was taken. */
async function feed(
  writer: WritableStreamDefaultWriter<BufferSource>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      await writer.write(bytes.subarray(at, at + PIECE));
    }
    await writer.close();
  } catch {
    // Who reads is told of it.
  }
}

/** What is wrong with the brackets of a JSON text; told before it is read, since reading takes its time too. */
function nesting(json: Uint8Array): PackedFault | null {
  let depth = 0;
  let brackets = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (quoted) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x5b || byte === 0x7b) {
      depth++;
      brackets++;
      if (depth > MAX_DEPTH) return 'not-an-object';
      if (brackets > MAX_BRACKETS) return 'too-large';
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return null;
}
