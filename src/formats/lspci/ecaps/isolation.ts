import type { Page } from '../page';
import { bitsOf, flags, hex, sign } from '../text';

const CONTROLS = [
  ['SrcValid', 0x01],
  ['TransBlk', 0x02],
  ['ReqRedir', 0x04],
  ['CmpltRedir', 0x08],
  ['UpstreamFwd', 0x10],
  ['EgressCtrl', 0x20],
  ['DirectTrans', 0x40],
] as const;

/** Access Control Services (PCIe 6.0 §7.7.11). */
export function printAcs({ config, out, verbosity }: Page, at: number): void {
  out('Access Control Services\n');
  if (verbosity < 2 || !config.need(at + 4, 4)) return;
  out(`\t\tACSCap:\t${flags(config.word(at + 4), CONTROLS)}\n`);
  out(`\t\tACSCtl:\t${flags(config.word(at + 6), CONTROLS)}\n`);
}

/** Alternative Routing-ID Interpretation (PCIe 6.0 §7.8.8). */
export function printAri({ config, out, verbosity }: Page, at: number): void {
  out('Alternative Routing-ID Interpretation (ARI)\n');
  if (verbosity < 2 || !config.need(at + 4, 4)) return;
  const [able, control] = [config.word(at + 4), config.word(at + 6)];
  const groups = [
    ['MFVC', 1],
    ['ACS', 2],
  ] as const;
  out(`\t\tARICap:\t${flags(able, groups)}, Next Function: ${String(able >> 8)}\n`);
  out(`\t\tARICtl:\t${flags(control, groups)}, Function Group: ${String(bitsOf(control, 4, 3))}\n`);
}

/** Address Translation Services (PCIe 6.0 §10.5.1). */
export function printAts({ config, out, verbosity }: Page, at: number): void {
  out('Address Translation Service (ATS)\n');
  if (verbosity < 2 || !config.need(at + 4, 4)) return;
  out(`\t\tATSCap:\tInvalidate Queue Depth: ${hex(config.word(at + 4) & 31, 2)}\n`);
  const control = config.word(at + 6);
  const unit = hex(control & 31, 2);
  out(`\t\tATSCtl:\tEnable${sign(control, 0x8000)}, Smallest Translation Unit: ${unit}\n`);
}

/** Page Request Interface (PCIe 6.0 §10.5.2). */
export function printPri({ config, out, verbosity }: Page, at: number): void {
  out('Page Request Interface (PRI)\n');
  if (verbosity < 2 || !config.need(at + 4, 0x0c)) return;
  const control = flags(config.word(at + 4), [
    ['Enable', 1],
    ['Reset', 2],
  ]);
  const status = flags(config.word(at + 6), [
    ['RF', 1],
    ['UPRGI', 2],
    ['Stopped', 0x100],
  ]);
  out(`\t\tPRICtl: ${control}\n\t\tPRISta: ${status}\n`);
  const [capacity, allocation] = [config.long(at + 8), config.long(at + 12)];
  out(
    `\t\tPage Request Capacity: ${hex(capacity, 8)}, ` +
      `Page Request Allocation: ${hex(allocation, 8)}\n`,
  );
}

/** Process Address Space ID (PCIe 6.0 §7.8.9). */
export function printPasid({ config, out, verbosity }: Page, at: number): void {
  out('Process Address Space ID (PASID)\n');
  if (verbosity < 2 || !config.need(at + 4, 4)) return;
  const [able, control] = [config.word(at + 4), config.word(at + 6)];
  const rights = [
    ['Exec', 2],
    ['Priv', 4],
  ] as const;
  const width = hex(bitsOf(able, 8, 5), 2);
  out(`\t\tPASIDCap: ${flags(able, rights)}, Max PASID Width: ${width}\n`);
  out(`\t\tPASIDCtl: ${flags(control, [['Enable', 1], ...rights])}\n`);
}
