import type { Page } from '../page';
import { bitsOf, hex, sign } from '../text';

const PROPERTIES: Readonly<Record<number, string>> = {
  0x00: 'memory space, non-prefetchable',
  0x01: 'memory space, prefetchable',
  0x02: 'I/O space',
  0x03: 'VF memory space, prefetchable',
  0x04: 'VF memory space, non-prefetchable',
  0x05: 'allocation behind bridge, non-prefetchable memory',
  0x06: 'allocation behind bridge, prefetchable memory',
  0x07: 'allocation behind bridge, I/O space',
  0xfd: 'memory space resource unavailable for use',
  0xfe: 'I/O space resource unavailable for use',
  0xff: 'entry unavailable for use',
};

function equivalent(indicator: number): string {
  if (indicator < 6) return `BAR ${String(indicator)}`;
  if (indicator === 6) return 'resource behind function';
  if (indicator === 7) return 'not indicated';
  if (indicator === 8) return 'expansion ROM';
  if (indicator < 15) return `VF-BAR ${String(indicator - 9)}`;
  return 'reserved';
}

function property(code: number): string {
  return PROPERTIES[code] ?? `[${hex(code, 2)}]`;
}

/** Enhanced Allocation. */
export function printEnhancedAllocation({ config, info, out, verbosity }: Page, at: number): void {
  const count = config.byte(at + 2) & 0x3f;
  out(`Enhanced Allocation (EA): NumEntries=${String(count)}`);
  if (info.header === 'bridge' && config.need(at + 4, 2)) {
    out(`, secondary=${String(config.byte(at + 4))}, subordinate=${String(config.byte(at + 5))}`);
  }
  out('\n');
  if (verbosity < 2) return;
  let entry = at + (info.header === 'bridge' ? 8 : 4);
  for (let i = 0; i < count; i++) {
    if (!config.need(entry, 4)) return;
    const head = config.long(entry);
    const size = head & 7;
    if (!config.need(entry + 4, 4 * size)) return;
    out(
      `\t\tEntry ${String(i)}: Enable${sign(head, 0x80000000)} Writable${sign(head, 0x40000000)} ` +
        `EntrySize=${String(size)}\n`,
    );
    const [primary, secondary] = [bitsOf(head, 8, 8), bitsOf(head, 16, 8)];
    const fallback = secondary === 0xff ? ', PrimaryProperties should be used' : '';
    out(`\t\t\t BAR Equivalent Indicator: ${equivalent(bitsOf(head, 4, 4))}\n`);
    out(`\t\t\t PrimaryProperties: ${property(primary)}\n`);
    out(`\t\t\t SecondaryProperties: ${property(secondary)}${fallback}\n`);
    const base = config.long(entry + 4);
    const most = config.long(entry + 8);
    let next = entry + 12;
    const upper = (low: number) => {
      if ((low & 2) === 0) return '';
      next += 4;
      return config.long(next - 4).toString(16);
    };
    out('\t\t\t Base: ');
    out(`${upper(base)}${hex((base & ~3) >>> 0, 8)}\n`);
    out('\t\t\t MaxOffset: ');
    out(`${upper(most)}${hex((most | 3) >>> 0, 8)}\n`);
    entry += 4 + 4 * size;
  }
}
