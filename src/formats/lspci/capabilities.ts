import { printAgp } from './caps/agp';
import { printEnhancedAllocation } from './caps/ea';
import { printExpress } from './caps/express';
import { printHyperTransport } from './caps/ht';
import { printMsi, printMsix } from './caps/msi';
import { printPciX } from './caps/pcix';
import { printPowerManagement } from './caps/pm';
import {
  printAdvancedFeatures,
  printDebugPort,
  printSataHba,
  printSlotId,
  printSubsystem,
} from './caps/simple';
import { printVendorSpecific } from './caps/vendor';
import { printVpd } from './caps/vpd';
import { printExtendedCapabilities } from './extended';
import type { Page } from './page';
import { hex } from './text';

type Printer = (page: Page, at: number) => void;

const says =
  (text: string): Printer =>
  ({ out }) =>
    out(`${text}\n`);

const PRINTERS: Readonly<Record<number, Printer>> = {
  0x00: says('Null'),
  0x01: printPowerManagement,
  0x02: printAgp,
  0x03: printVpd,
  0x04: printSlotId,
  0x05: printMsi,
  0x06: says('CompactPCI hot-swap <?>'),
  0x08: printHyperTransport,
  0x09: printVendorSpecific,
  0x0a: printDebugPort,
  0x0b: says('CompactPCI central resource control <?>'),
  0x0c: says('Hot-plug capable'),
  0x0d: printSubsystem,
  0x0e: says('AGP3 <?>'),
  0x0f: says('Secure device <?>'),
  0x11: printMsix,
  0x12: printSataHba,
  0x13: printAdvancedFeatures,
  0x14: printEnhancedAllocation,
};

const PCI_X = 0x07;
const EXPRESS = 0x10;

/** The capability list, and the extended one of functions that can have it. */
export function printCapabilities(page: Page, listAt: number): void {
  const { config, out } = page;
  let extended = false;
  let portType = -1;
  if ((config.word(0x06) & 0x10) !== 0) {
    const seen = new Set<number>();
    for (let at = config.byte(listAt) & 0xfc; at !== 0;) {
      out('\tCapabilities: ');
      if (!config.need(at, 4)) {
        out('<access denied>\n');
        break;
      }
      const [id, next] = [config.byte(at), config.byte(at + 1) & 0xfc];
      out(`[${hex(at, 2)}] `);
      if (seen.has(at)) {
        out('<chain looped>\n');
        break;
      }
      seen.add(at);
      if (id === 0xff) {
        out('<chain broken>\n');
        break;
      }
      const print = PRINTERS[id];
      if (id === EXPRESS) portType = printExpress(page, at);
      else if (id === PCI_X) printPciX(page, at);
      else if (print !== undefined) print(page, at);
      else out(`Capability ID 0x${id.toString(16)} [${hex(config.word(at + 2), 4)}]\n`);
      if (id === EXPRESS || id === PCI_X) extended = true;
      at = next;
    }
  }
  if (extended) printExtendedCapabilities(page, portType);
}
