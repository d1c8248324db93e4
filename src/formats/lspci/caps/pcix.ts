import { ridText } from '../rid-text';
import type { Page } from '../page';
import { bitsOf, flags } from '../text';

const OUTSTANDING = [1, 2, 3, 4, 8, 12, 16, 32];

function printDevice({ config, out, verbosity }: Page, at: number): void {
  out('PCI-X non-bridge device\n');
  if (verbosity < 2 || !config.need(at + 4, 4)) return;
  const command = config.word(at + 2);
  const status = config.long(at + 4);
  const order = flags(command, [
    ['DPERE', 1],
    ['ERO', 2],
  ]);
  out(
    `\t\tCommand: ${order} RBC=${String(512 << bitsOf(command, 2, 2))} ` +
      `OST=${String(OUTSTANDING[bitsOf(command, 4, 3)] ?? 0)}\n`,
  );
  out(
    `\t\tStatus: Dev=${ridText(status & 0xffff)} ${flags(status, [
      ['64bit', 0x10000],
      ['133MHz', 0x20000],
      ['SCD', 0x40000],
      ['USC', 0x80000],
    ])} DC=${(status & 0x100000) === 0 ? 'simple' : 'bridge'} ` +
      `DMMRBC=${String(512 << bitsOf(status, 21, 2))} ` +
      `DMOST=${String(OUTSTANDING[bitsOf(status, 23, 3)] ?? 0)} ` +
      `DMCRS=${String(8 << bitsOf(status, 26, 3))} ${flags(status, [
        ['RSCEM', 0x20000000],
        ['266MHz', 0x40000000],
        ['533MHz', 0x80000000],
      ])}\n`,
  );
}

const SPEEDS = ['conv', '66MHz', '100MHz', '133MHz', '?4', '?5', '?6', '?7'];

function printBridge({ config, out, verbosity }: Page, at: number): void {
  out('PCI-X bridge device\n');
  if (verbosity < 2 || !config.need(at + 4, 12)) return;
  const secondary = config.word(at + 2);
  out(
    `\t\tSecondary Status: ${flags(secondary, [
      ['64bit', 1],
      ['133MHz', 2],
      ['SCD', 4],
      ['USC', 8],
      ['SCO', 16],
      ['SRD', 32],
    ])} Freq=${SPEEDS[bitsOf(secondary, 6, 3)] ?? ''}\n`,
  );
  const status = config.long(at + 4);
  out(
    `\t\tStatus: Dev=${ridText(status & 0xffff)} ${flags(status, [
      ['64bit', 0x10000],
      ['133MHz', 0x20000],
      ['SCD', 0x40000],
      ['USC', 0x80000],
      ['SCO', 0x100000],
      ['SRD', 0x200000],
    ])}\n`,
  );
  for (const [name, offset] of [
    ['Upstream', 8],
    ['Downstream', 12],
  ] as const) {
    const value = config.long(at + offset);
    out(
      `\t\t${name}: Capacity=${String(value & 0xffff)} ` +
        `CommitmentLimit=${String(value >>> 16)}\n`,
    );
  }
}

/** PCI-X (PCI-X Protocol Addendum). */
export function printPciX(page: Page, at: number): void {
  if (page.info.header === 'bridge') printBridge(page, at);
  else if (page.info.header === 'normal') printDevice(page, at);
}
