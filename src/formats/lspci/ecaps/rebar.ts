import type { Page } from '../page';
import { bitsOf } from '../text';

const UNITS = ['MB', 'GB', 'TB', 'PB', 'EB'];

/** 2^exponent MB. */
function sizeText(exponent: number): string {
  return `${String(1 << (exponent % 10))}${UNITS[Math.floor(exponent / 10)] ?? ''}`;
}

/** Resizable BAR (PCIe 6.0 §7.8.6) and that of the VFs. */
export function printResizable({ config, out, verbosity }: Page, at: number, title: string): void {
  out(`${title} Resizable BAR\n`);
  if (verbosity < 2) return;
  if (!config.need(at + 4, 8)) {
    out('\t\t<unreadable>\n');
    return;
  }
  const count = bitsOf(config.long(at + 8), 5, 3);
  if (count < 1 || count > 6) {
    out(`\t\t<error in resizable BAR: num_bars=${String(count)} is out of specification>\n`);
    return;
  }
  for (let i = 0; i < count; i++) {
    const from = at + 4 + 8 * i;
    if (!config.need(from, 8)) {
      out('\t\t<unreadable>\n');
      return;
    }
    const [able, control] = [config.long(from), config.long(from + 4)];
    const size = bitsOf(control, 8, 6);
    out(`\t\tBAR ${String(control & 7)}: current size: `);
    out(size >= 43 ? '<unknown>' : sizeText(size));
    const sizes = Array.from({ length: 44 }, (_, exponent) => exponent).filter((exponent) =>
      exponent < 28 ? bitsOf(able, exponent + 4, 1) === 1 : bitsOf(control, exponent - 12, 1) === 1,
    );
    if (sizes.length > 0) out(`, supported: ${sizes.map(sizeText).join(' ')}`);
    out('\n');
  }
}
