import { ridText } from '../rid-text';
import type { Page } from '../page';
import { bitsOf, flags, hex } from '../text';

const ELEMENTS = ['Config', 'Egress', 'Internal'];

/** Root Complex Link Declaration (PCIe 6.0 §7.9.8). */
export function printRootLink({ config, out, verbosity }: Page, at: number): void {
  out('Root Complex Link\n');
  if (verbosity < 2 || !config.need(at + 4, 0x10 - 4)) return;
  const self = config.long(at + 4);
  const type = self & 0xff;
  out(
    `\t\tDesc:\tPortNumber=${hex(self >>> 24, 2)} ComponentID=${hex(bitsOf(self, 16, 8), 2)} ` +
      `EltType=${ELEMENTS[type] ?? `??${String(type)}`}\n`,
  );
  const links = bitsOf(self, 8, 8);
  for (let i = 0; i < links; i++) {
    const from = at + 0x10 + 16 * i;
    out(`\t\tLink${String(i)}:\t`);
    if (!config.need(from, 16)) {
      out('<unreadable>\n');
      return;
    }
    const link = config.long(from);
    const toConfig = (link & 2) !== 0;
    out(
      `Desc:\tTargetPort=${hex(link >>> 24, 2)} TargetComponent=${hex(bitsOf(link, 16, 8), 2)} ` +
        `${flags(link, [['AssocRCRB', 4]])} LinkType=${toConfig ? 'Config' : 'MemMapped'} ` +
        `${flags(link, [['LinkValid', 1]])}\n`,
    );
    const [low, high] = [config.long(from + 8), config.long(from + 12)];
    if (!toConfig) {
      out(`\t\t\tAddr:\t${hex(high, 8)}${hex(low, 8)}\n`);
      continue;
    }
    const busBits = low & 7;
    const bus = bitsOf(low, 20, 8) & ((1 << (busBits === 0 ? 8 : busBits)) - 1);
    const rid = (bus << 8) | bitsOf(low, 12, 8);
    out(`\t\t\tAddr:\t${ridText(rid)}  CfgSpace=${hex(high, 8)}${hex(low, 8)}\n`);
  }
}

/** Root Complex Event Collector Endpoint Association (PCIe 6.0 §7.9.10). */
export function printEventCollector(page: Page, at: number, version: number): void {
  const { config, out, verbosity } = page;
  out('Root Complex Event Collector Endpoint Association\n');
  if (verbosity < 2 || !config.need(at, 12)) return;
  const bitmap = config.long(at + 4);
  out('\t\tRCiEPBitmap: ');
  if (bitmap === 0) out(`${verbosity > 2 ? `${hex(bitmap, 8)} ` : ''}[none]\n`);
  else out(`RCiEP at Device(s): ${runs(bitmap)}\n`);
  if (version < 2) return;
  const [first, last] = [config.byte(at + 9), config.byte(at + 10)];
  out(`\t\tAssociatedBusNumbers: `);
  const range = `${hex(first, 2)}-${hex(last, 2)}`;
  if (first === 0xff && last === 0) out(`${verbosity > 2 ? `${range} ` : ''}[none]\n`);
  else out(`${range}\n`);
}

/** The set bits as `2-3, 5`. */
function runs(bitmap: number): string {
  const found: string[] = [];
  for (let i = 0; i < 32; i++) {
    if (bitsOf(bitmap, i, 1) === 0) continue;
    const from = i;
    while (i < 31 && bitsOf(bitmap, i + 1, 1) === 1) i++;
    // A run that reaches the last device is not closed.
    found.push(from === i || i === 31 ? String(from) : `${String(from)}-${String(i)}`);
  }
  return found.join(', ');
}
