import type { Page } from '../page';
import { bitsOf, flags, hex, sign } from '../text';

/** Downstream Port Containment (PCIe 6.0 §7.9.14). */
export function printContainment({ config, out, verbosity }: Page, at: number): void {
  out('Downstream Port Containment\n');
  if (verbosity < 2 || !config.need(at + 4, 8)) return;
  const able = config.word(at + 4);
  const support = flags(able, [
    ['RPExt', 0x20],
    ['PoisonedTLP', 0x40],
    ['SwTrigger', 0x80],
  ]);
  out(
    `\t\tDpcCap:\tINT Msg #${String(able & 31)}, ${support} ` +
      `RP PIO Log ${String(bitsOf(able, 8, 4))}, DL_ActiveErr${sign(able, 0x1000)}\n`,
  );
  const control = config.word(at + 6);
  const enables = flags(control, [
    ['Cmpl', 0x04],
    ['INT', 0x08],
    ['ErrCor', 0x10],
    ['PoisonedTLP', 0x20],
    ['SwTrigger', 0x40],
    ['DL_ActiveErr', 0x80],
  ]);
  out(`\t\tDpcCtl:\tTrigger:${String(control & 3)} ${enables}\n`);
  const status = config.word(at + 8);
  out(
    `\t\tDpcSta:\tTrigger${sign(status, 1)} Reason:${hex(bitsOf(status, 1, 2), 2)} ${flags(status, [
      ['INT', 0x08],
      ['RPBusy', 0x10],
    ])} TriggerExt:${hex(bitsOf(status, 5, 2), 2)} RP PIO ErrPtr:${hex(bitsOf(status, 8, 5), 2)}\n`,
  );
  out(`\t\tSource:\t${hex(config.word(at + 10), 4)}\n`);
}
