import { walk } from '../../engine/pci/registers/walk';
import type { ReadDump } from './read-dump';

const SERIAL_NUMBER = 0x0003;
const HEAD = /^(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] /u;
const ROW = /^([0-9a-f]{2,3}): ((?:[0-9a-f]{2} ){0,15}[0-9a-f]{2})/u;

/**
 * The text of a dump with its serial numbers zeroed: the eight bytes of each Device Serial Number capability, its
 * line in the listing, and serial numbers of Vital Product Data. Every other character stays.
 */
export function hideSerials(text: string, { functions }: ReadDump): string {
  // By the line of the head: a function that stands twice in a file keeps its first bytes.
  const serials = new Map(
    functions.map(({ line, seen }) => [
      line,
      walk(seen.config)
        .capabilities.filter(({ kind, capId }) => kind === 'extended' && capId === SERIAL_NUMBER)
        .map(({ at }) => at + 4),
    ]),
  );
  let here: readonly number[] = [];
  return text
    .split('\n')
    .map((line, index) => {
      if (HEAD.test(line)) here = serials.get(index + 1) ?? here;
      return ROW.test(line) ? zeroed(line, here) : worded(line);
    })
    .join('\n');
}

function zeroed(line: string, serials: readonly number[]): string {
  const [, offset = '', bytes = ''] = ROW.exec(line) ?? [];
  const from = parseInt(offset, 16);
  const hidden = bytes
    .split(' ')
    .map((byte, i) => {
      const at = from + i;
      return serials.some((serial) => at >= serial && at < serial + 8) ? '00' : byte;
    })
    .join(' ');
  return `${offset}: ${hidden}${line.slice(offset.length + 2 + bytes.length)}`;
}

function worded(line: string): string {
  return line
    .replace(/(Device Serial Number )[0-9a-f-]{10,}/u, '$100-00-00-00-00-00-00-00')
    .replace(/(\[SN\] Serial number: ).*/u, '$1(hidden)');
}
