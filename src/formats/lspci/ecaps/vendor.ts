import type { Page } from '../page';
import { bitsOf, hex } from '../text';

/** Vendor-Specific Extended Capability. */
export function printExtendedVendor({ config, out }: Page, at: number): void {
  out('Vendor Specific Information: ');
  if (!config.need(at + 4, 4)) {
    out('<unreadable>\n');
    return;
  }
  const head = config.long(at + 4);
  const [id, revision, length] = [head & 0xffff, bitsOf(head, 16, 4), head >>> 20];
  out(`ID=${hex(id, 4)} Rev=${String(revision)} Len=${hex(length, 3)} <?>\n`);
}
