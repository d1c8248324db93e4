import type { Page } from '../page';
import { bitsOf, flags, hex } from '../text';

const CLOCKS = ['100ns', '??1', '??2', '??3'];
const PORT_ARBITRATION = ['Fixed', 'WRR32', 'WRR64', 'WRR128'];
const VC_ARBITRATION = [...PORT_ARBITRATION, 'TWRR128', 'WRR256'];
/** Entries of each arbitration table, by the scheme chosen. */
const PORT_ENTRIES = [0, 32, 64, 128, 0, 0, 0, 0];
const VC_ENTRIES = [0, 32, 64, 128, 128, 256, 0, 0];

function schemes(able: number, names: readonly string[]): string {
  const known = names.map((name, i) => [name, 1 << i] as const);
  const more = Array.from({ length: 8 - names.length }, (_, i) => i + names.length)
    .filter((i) => (able & (1 << i)) !== 0)
    .map((i) => ` ??${String(i)}+`);
  return flags(able, known) + more.join('');
}

function chosen(select: number, names: readonly string[]): string {
  return names[select] ?? `??${String(select)}`;
}

/** Virtual Channel (PCIe 6.0 §7.9.1). */
export function printVirtualChannel(page: Page, at: number): void {
  const { config, out, verbosity } = page;
  out('Virtual Channel\n');
  if (verbosity < 2 || !config.need(at + 4, 0x1c - 4)) return;
  const [able1, able2] = [config.long(at + 4), config.long(at + 8)];
  const [control, status] = [config.word(at + 12), config.word(at + 14)];
  const extra = able1 & 7;
  const arbBits = 1 << bitsOf(able1, 10, 2);
  const select = bitsOf(control, 1, 3);
  out(
    `\t\tCaps:\tLPEVC=${String(bitsOf(able1, 4, 3))} RefClk=${CLOCKS[bitsOf(able1, 8, 2)] ?? ''} ` +
      `PATEntryBits=${String(arbBits)}\n`,
  );
  out(`\t\tArb:\t${schemes(able2 & 0xff, PORT_ARBITRATION)}\n`);
  out(`\t\tCtrl:\tArbSelect=${chosen(select, PORT_ARBITRATION)}\n`);
  out(`\t\tStatus:\t${flags(status, [['InProgress', 1]])}\n`);
  const tableAt = able2 >>> 24;
  const entries = PORT_ENTRIES[select] ?? 0;
  if (tableAt > 0) {
    const place = hex(at + tableAt * 16, 2);
    out(entries >= 0 ? `\t\tPort Arbitration Table [${place}] <?>\n` : '');
  }
  for (let i = 0; i <= extra; i++) printResource(page, at, i);
}

function printResource({ config, out }: Page, at: number, i: number): void {
  const from = at + 0x10 + 12 * i;
  out(`\t\tVC${String(i)}:\t`);
  if (!config.need(from, 12)) {
    out('<unreadable>\n');
    return;
  }
  const [able, control, status] = [
    config.long(from),
    config.long(from + 4),
    config.word(from + 10),
  ];
  const select = bitsOf(control, 17, 3);
  const tableAt = able >>> 24;
  out(
    `Caps:\tPATOffset=${hex(tableAt, 2)} MaxTimeSlots=${String(bitsOf(able, 16, 7) + 1)} ` +
      `${flags(able, [['RejSnoopTrans', 0x8000]])}\n`,
  );
  out(`\t\t\tArb:\t${schemes(able & 0xff, VC_ARBITRATION)}\n`);
  out(
    `\t\t\tCtrl:\t${flags(control, [['Enable', 0x80000000]])} ID=${String(bitsOf(control, 24, 3))} ` +
      `ArbSelect=${chosen(select, VC_ARBITRATION)} TC/VC=${hex(control & 0xff, 2)}\n`,
  );
  out(
    `\t\t\tStatus:\t${flags(status, [
      ['NegoPending', 2],
      ['InProgress', 1],
    ])}\n`,
  );
  if (tableAt > 0 && (VC_ENTRIES[select] ?? 0) >= 0) out('\t\t\tPort Arbitration Table <?>\n');
}
