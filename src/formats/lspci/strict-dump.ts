import type { SeenFunction } from '../../engine/linux/pci-view';
import { readRow } from './hex-row';

/** What `lspci -F` dies of. */
export class DumpError extends Error {
  constructor(text: string) {
    super(`dump: ${text}`);
  }
}

/** Bytes of a line with its newline: what lspci's buffer holds. */
const LINE_BYTES = 254;
const SPACE = 4096;

const HEADER = /^(?:([0-9a-f]{4,5}):)?([0-9a-f]{2}):([0-9a-f]{2})\.([0-9]) /i;
const BYTES = /^([0-9a-f]{2,}): (.*)/is;

interface Growing {
  readonly place: Omit<SeenFunction, 'config' | 'kernel'>;
  readonly bytes: Uint8Array;
  length: number;
}

const utf8 = new TextEncoder();

/** A line's own text; its end may be CR LF. */
function stripLine(line: string): string {
  const tooLong = line.length >= LINE_BYTES || utf8.encode(line).length >= LINE_BYTES;
  if (tooLong || line.includes('\0')) throw new DumpError('line too long or unterminated');
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function addBytes(open: Growing, at: number, text: string): void {
  if (/ [ \t]|\t/.test(text) || text.startsWith(' ')) throw new DumpError('Malformed line');
  const { count, bad } = readRow(text, open.bytes, at);
  if (bad !== '') {
    const full = at + count >= SPACE && /^[0-9a-f]{2}$/i.test(bad);
    throw new DumpError(
      full ? 'At most 4096 bytes of config space are supported' : 'Malformed line',
    );
  }
  const to = at + count;
  open.length = Math.max(open.length, to);
}

/**
 * Reads a dump as `lspci -F` does: lines that are neither a function's head nor its bytes are passed over, an empty
 * line ends a function, bytes between the lines given are ones. Throws DumpError where lspci gives up.
 */
export function readDumpStrictly(text: string): SeenFunction[] {
  const found: Growing[] = [];
  let open: Growing | null = null;
  const lines = text.split('\n');
  if (lines.pop() !== '') lines.push('\0');
  for (const raw of lines) {
    const line = stripLine(raw);
    const head = HEADER.exec(line);
    if (head !== null) {
      const [domain = 0, bus = 0, device = 0, fn = 0] = head
        .slice(1)
        .map((part) => parseInt(part ?? '0', 16));
      const bytes = new Uint8Array(SPACE).fill(0xff);
      open = { place: { domain, bus, device, fn }, bytes, length: 0 };
      found.push(open);
    } else if (line === '') open = null;
    else if (open !== null) {
      const [, at = '', rest = ''] = BYTES.exec(line) ?? [];
      if (at !== '') addBytes(open, parseInt(at, 16), rest);
    }
  }
  return found.map(({ place, bytes, length }) => ({
    ...place,
    config: bytes.slice(0, length),
    kernel: null,
  }));
}
