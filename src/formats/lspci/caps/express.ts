import type { Page } from '../page';
import { bitsOf, hex, sign } from '../text';
import { printDevice, printDevice2 } from './express-device';
import { printLink, printLink2 } from './express-link';
import { DOWNWARD, PORT } from './express-port';
import { printRoot, printSlot } from './express-slot';

function portName(type: number, flags: number): string {
  const slot = ` (Slot${sign(flags, 0x100)})`;
  switch (type) {
    case PORT.ENDPOINT:
      return 'Endpoint';
    case PORT.LEGACY:
      return 'Legacy Endpoint';
    case PORT.ROOT:
      return `Root Port${slot}`;
    case PORT.UPSTREAM:
      return 'Upstream Port';
    case PORT.DOWNSTREAM:
      return `Downstream Port${slot}`;
    case PORT.TO_PCI:
      return 'PCI-Express to PCI/PCI-X Bridge';
    case PORT.FROM_PCI:
      return `PCI/PCI-X to PCI-Express Bridge${slot}`;
    case PORT.INTEGRATED:
      return 'Root Complex Integrated Endpoint';
    case PORT.COLLECTOR:
      return 'Root Complex Event Collector';
    default:
      return `Unknown type ${String(type)}`;
  }
}

/** PCI Express (PCIe 6.0 §7.5.3). Returns the port type, or -1 where nothing could be read. */
export function printExpress(page: Page, at: number): number {
  const { config, out, verbosity } = page;
  const capabilities = config.word(at + 2);
  const type = bitsOf(capabilities, 4, 4);
  const version = capabilities & 15;
  const shown = verbosity >= 2 ? `Express (v${String(version)}) ` : 'Express ';
  const message = bitsOf(capabilities, 9, 5);
  out(`${shown}${portName(type, capabilities)}, MSI ${hex(message, 2)}\n`);
  if (verbosity < 2) return type;
  const linked = type !== PORT.INTEGRATED && type !== PORT.COLLECTOR;
  const slot = DOWNWARD.includes(type) && (capabilities & 0x100) !== 0;
  const rooted = type === PORT.ROOT || type === PORT.COLLECTOR;
  const size = rooted ? 32 : slot ? 24 : 16;
  if (!config.need(at + 4, size)) return type;
  const express = { page, at, type, slot };
  printDevice(express);
  if (linked) printLink(express);
  if (slot) printSlot(express);
  if (rooted) printRoot(express);
  if (version < 2 || !config.need(at + 0x24, slot ? 24 : 16)) return type;
  printDevice2(express);
  if (linked) printLink2(express);
  return type;
}
