/** The scenario part of a link: JSON, deflated, in the letters a URL can hold (RFC 4648 §5). */

/** A few kilobytes of link can unpack to anything; more than this is not read. */
export const MAX_UNPACKED_BYTES = 8 * 2 ** 20;
/** A scenario is five levels deep. What nests deeper could not even be handed to the worker. */
const MAX_DEPTH = 32;
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
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    return { ok: false, fault: 'not-json' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || tooDeep(value)) {
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
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(FORMAT));
    const reader = stream.getReader();
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

function tooDeep(value: object): boolean {
  let level: object[] = [value];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    level = level.flatMap((each) =>
      Object.values(each).filter((v): v is object => typeof v === 'object' && v !== null),
    );
  }
  return level.length > 0;
}
