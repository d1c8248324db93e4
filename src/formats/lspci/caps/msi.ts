import type { Page } from '../page';
import { bitsOf, flags, hex, sign } from '../text';

/** Message Signaled Interrupts. */
export function printMsi({ config, out, verbosity }: Page, at: number): void {
  const control = config.word(at + 2);
  const wide = (control & 0x80) !== 0;
  const maskable = (control & 0x100) !== 0;
  const count = (low: number) => String(1 << bitsOf(control, low, 3));
  out(
    `MSI: Enable${sign(control, 1)} Count=${count(4)}/${count(1)} ` +
      `Maskable${sign(control, 0x100)} 64bit${sign(control, 0x80)}\n`,
  );
  if (verbosity < 2) return;
  if (!config.need(at + 4, wide ? 10 : 6)) return;
  const data = config.word(at + (wide ? 12 : 8));
  const high = wide ? hex(config.long(at + 8), 8) : '';
  out(`\t\tAddress: ${high}${hex(config.long(at + 4), 8)}  Data: ${hex(data, 4)}\n`);
  if (!maskable) return;
  const mask = at + (wide ? 0x10 : 0x0c);
  if (!config.need(mask, 8)) return;
  out(`\t\tMasking: ${hex(config.long(mask), 8)}  Pending: ${hex(config.long(mask + 4), 8)}\n`);
}

/** MSI-X. */
export function printMsix({ config, out, verbosity }: Page, at: number): void {
  const control = config.word(at + 2);
  const signs = `Enable${sign(control, 0x8000)} Count=${String((control & 0x7ff) + 1)}`;
  out(`MSI-X: ${signs} ${flags(control, [['Masked', 0x4000]])}\n`);
  if (verbosity < 2 || !config.need(at + 4, 8)) return;
  const place = (offset: number) => {
    const value = config.long(at + offset);
    return `BAR=${String(value & 7)} offset=${hex((value & ~7) >>> 0, 8)}`;
  };
  out(`\t\tVector table: ${place(4)}\n\t\tPBA: ${place(8)}\n`);
}
