import type { Page } from '../page';
import { bitsOf, flags, hex, sign } from '../text';

/** Expansion slots of a chassis (PCI-to-PCI Bridge Architecture Specification). */
export function printSlotId({ config, out }: Page, at: number): void {
  const slot = config.word(at + 2);
  out(
    `Slot ID: ${String(slot & 0x1f)} slots, First${sign(slot, 0x20)}, chassis ${hex(slot >> 8, 2)}\n`,
  );
}

export function printDebugPort({ config, out }: Page, at: number): void {
  const port = config.word(at + 2);
  out(`Debug port: BAR=${String(port >> 13)} offset=${hex(port & 0x1fff, 4)}\n`);
}

/** Subsystem Vendor ID of a bridge. */
export function printSubsystem({ config, info, out, wording }: Page, at: number): void {
  if (!config.need(at, 8)) return;
  const [vendor, device] = [config.word(at + 4), config.word(at + 6)];
  out(`Subsystem: ${wording.subsystem(info.vendor, info.device, vendor, device)}\n`);
}

/** Serial ATA HBA (Serial ATA AHCI Specification). */
export function printSataHba({ config, out, verbosity }: Page, at: number): void {
  const revision = config.word(at + 2);
  out(`SATA HBA v${String(bitsOf(revision, 4, 4))}.${String(revision & 15)}`);
  if (verbosity < 2) {
    out('\n');
    return;
  }
  if (!config.need(at + 4, 4)) {
    out('\n');
    return;
  }
  const place = config.long(at + 4);
  const code = place & 15;
  if (code === 15) out(' InCfgSpace\n');
  else if (code >= 4 && code <= 9) {
    out(` BAR${String(code - 4)} Offset=${hex(bitsOf(place, 4, 20), 8)}\n`);
  } else out(` BAR??${String(code)}\n`);
}

/** Advanced Features of a conventional function (ECN "Advanced Capabilities for Conventional PCI"). */
export function printAdvancedFeatures({ config, out, verbosity }: Page, at: number): void {
  out('PCI Advanced Features\n');
  if (verbosity < 2 || !config.need(at + 2, 4)) return;
  const [able, control, status] = [3, 4, 5].map((offset) => config.byte(at + offset));
  const both = [
    ['TP', 1],
    ['FLR', 2],
  ] as const;
  out(`\t\tAFCap: ${flags(able ?? 0, both)}\n`);
  out(`\t\tAFCtrl: ${flags(control ?? 0, [['FLR', 1]])}\n`);
  out(`\t\tAFStatus: ${flags(status ?? 0, [['TP', 1]])}\n`);
}
