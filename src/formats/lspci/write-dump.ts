import type { SeenFunction } from '../../engine/linux/pci-view';
import { walk } from '../../engine/pci/registers/walk';
import { lspci, PLAIN } from './lspci';
import type { NameSource } from './name-text';

/** `lspci -F` refuses longer lines. */
const LONGEST_LINE = 253;
const HIDDEN =
  '# Serial numbers are left out: the bytes of Device Serial Number capabilities read 00.\n';

const SERIAL_NUMBER = 0x03;

/** A copy whose Device Serial Number reads 0; the same function where it has none. */
export function withoutSerial(seen: SeenFunction): SeenFunction {
  const found = walk(seen.config).capabilities.filter(
    ({ kind, capId }) => kind === 'extended' && capId === SERIAL_NUMBER,
  );
  if (found.length === 0) return seen;
  const config = seen.config.slice();
  for (const { at } of found) config.fill(0, at + 4, at + 12);
  return { ...seen, config };
}

/** The text of `lspci -vvvxxxx`, which lspci -F and we read again. Serial numbers only where asked for. */
export function writeDump(
  functions: readonly SeenFunction[],
  names: NameSource,
  serials: boolean,
): string {
  const parts: string[] = serials ? [] : [HIDDEN];
  const shown = serials ? functions : functions.map(withoutSerial);
  const out = (text: string) => parts.push(text);
  lspci(shown, names, { ...PLAIN, verbosity: 3, hexLevel: 4 }, { out, err: () => undefined });
  return parts.join('').split('\n').map(fit).join('\n');
}

const utf8 = new TextEncoder();

function fit(line: string): string {
  if (line.length * 3 <= LONGEST_LINE || utf8.encode(line).length <= LONGEST_LINE) return line;
  return `${line.slice(0, LONGEST_LINE / 3)}...`;
}
