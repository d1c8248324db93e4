import type { Page } from '../page';
import { hex } from '../text';

/** Vendor-specific; virtio's are decoded (virtio 1.x §4.1.4). */
export function printVendorSpecific(page: Page, at: number): void {
  const { config, info, out } = page;
  const length = config.byte(at + 2);
  out('Vendor Specific Information: ');
  const virtio = info.vendor === 0x1af4 && info.device >= 0x1000 && info.device <= 0x107f;
  if (virtio && printVirtio(page, at)) return;
  out(`Len=${hex(length, 2)} <?>\n`);
}

const KINDS = ['', 'CommonCfg', 'Notify', 'ISR', 'DeviceCfg'];

/** False where it is none of virtio's. */
function printVirtio({ config, out, verbosity }: Page, at: number): boolean {
  const length = config.byte(at + 2);
  if (length < 16 || !config.need(at, length)) return false;
  const type = config.byte(at + 3);
  out(`VirtIO: ${KINDS[type] === '' ? '<unknown>' : (KINDS[type] ?? '<unknown>')}\n`);
  if (verbosity < 2) return true;
  const [bar, offset, size] = [config.byte(at + 4), config.long(at + 8), config.long(at + 12)];
  out(`\t\tBAR=${String(bar)} offset=${hex(offset, 8)} size=${hex(size, 8)}`);
  if (type === 2 && length >= 20) out(` multiplier=${hex(config.long(at + 16), 8)}`);
  out('\n');
  return true;
}
