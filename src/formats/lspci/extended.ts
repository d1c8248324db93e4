import { printErrorReporting } from './ecaps/aer';
import { printContainment } from './ecaps/dpc';
import { printDesignated } from './ecaps/dvsec';
import { printAcs, printAri, printAts, printPasid, printPri } from './ecaps/isolation';
import {
  printDataObjectExchange,
  printL1Substates,
  printLatency,
  printProcessingHints,
  printSecondaryExpress,
  printTimeMeasurement,
} from './ecaps/latency';
import { printMulticast } from './ecaps/multicast';
import { printResizable } from './ecaps/rebar';
import { printEventCollector, printRootLink } from './ecaps/root-complex';
import { printSriov } from './ecaps/sriov';
import { printVirtualChannel } from './ecaps/vc';
import { printExtendedVendor } from './ecaps/vendor';
import type { Page } from './page';
import { bitsOf, hex } from './text';

type Printer = (page: Page, at: number, portType: number, version: number) => void;

const says =
  (text: string): Printer =>
  ({ out }) =>
    out(`${text}\n`);

const PRINTERS: Readonly<Record<number, Printer>> = {
  0x00: says('Null'),
  0x01: printErrorReporting,
  0x02: printVirtualChannel,
  0x03: printSerialNumber,
  0x04: says('Power Budgeting <?>'),
  0x05: printRootLink,
  0x06: says('Root Complex Internal Link <?>'),
  0x07: (page, at, _portType, version) => printEventCollector(page, at, version),
  0x08: says('Multi-Function Virtual Channel <?>'),
  0x09: printVirtualChannel,
  0x0a: says('Root Complex Register Block <?>'),
  0x0b: printExtendedVendor,
  0x0d: printAcs,
  0x0e: printAri,
  0x0f: printAts,
  0x10: printSriov,
  0x11: says('Multi-Root I/O Virtualization <?>'),
  0x12: printMulticast,
  0x13: printPri,
  0x15: (page, at) => printResizable(page, at, 'Physical'),
  0x16: says('Dynamic Power Allocation <?>'),
  0x17: printProcessingHints,
  0x18: printLatency,
  0x19: printSecondaryExpress,
  0x1a: says('Protocol Multiplexing <?>'),
  0x1b: printPasid,
  0x1c: says('LN Requester <?>'),
  0x1d: printContainment,
  0x1e: printL1Substates,
  0x1f: printTimeMeasurement,
  0x20: says('PCI Express over M_PHY <?>'),
  0x21: says('FRS Queueing <?>'),
  0x22: says('Readiness Time Reporting <?>'),
  0x23: printDesignated,
  0x24: (page, at) => printResizable(page, at, 'Virtual'),
  0x25: says('Data Link Feature <?>'),
  0x26: says('Physical Layer 16.0 GT/s <?>'),
  0x27: says('Lane Margining at the Receiver <?>'),
  0x28: says('Hierarchy ID <?>'),
  0x29: says('Native PCIe Enclosure Management <?>'),
  0x2e: printDataObjectExchange,
};

/** The extended capability list from 100h. */
export function printExtendedCapabilities(page: Page, portType: number): void {
  const { config, out, verbosity } = page;
  const seen = new Set<number>();
  for (let at = 0x100; at !== 0 && config.need(at, 4);) {
    const header = config.long(at);
    if (header === 0 || header === 0xffffffff) return;
    const [id, version, next] = [header & 0xffff, bitsOf(header, 16, 4), (header >>> 20) & 0xffc];
    out(`\tCapabilities: [${hex(at, 3)}${verbosity > 1 ? ` v${String(version)}` : ''}] `);
    if (seen.has(at)) {
      out('<chain looped>\n');
      return;
    }
    seen.add(at);
    const print = PRINTERS[id];
    if (print === undefined) out(`Extended Capability ID 0x${id.toString(16)}\n`);
    else print(page, at, portType, version);
    at = next;
  }
}

/** Device Serial Number (PCIe 6.0 §7.9.3), the highest byte first. */
function printSerialNumber({ config, out }: Page, at: number): void {
  out('Device Serial Number ');
  if (!config.need(at + 4, 8)) {
    out('<unreadable>\n');
    return;
  }
  const bytes = Array.from({ length: 8 }, (_, i) => hex(config.byte(at + 11 - i), 2));
  out(`${bytes.join('-')}\n`);
}
