import type { Page } from '../page';
import { bitsOf, hex } from '../text';
import { printCxl } from './cxl';

const CXL_VENDOR = 0x1e98;

/** Designated Vendor-Specific (PCIe 6.0 §7.9.6). */
export function printDesignated(page: Page, at: number): void {
  const { config, out, verbosity } = page;
  out('Designated Vendor-Specific: ');
  if (!config.need(at + 4, 6)) {
    out('<unreadable>\n');
    return;
  }
  const head = config.long(at + 4);
  const [vendor, revision, length] = [head & 0xffff, bitsOf(head, 16, 4), head >>> 20];
  const id = config.word(at + 8);
  const words = `Vendor=${hex(vendor, 4)} ID=${hex(id, 4)} Rev=${String(revision)} Len=${String(length)}`;
  out(`${words}${vendor === CXL_VENDOR ? ': CXL' : ' <?>'}\n`);
  if (vendor === CXL_VENDOR && verbosity >= 2) printCxl(page, at, length, revision, id);
}
