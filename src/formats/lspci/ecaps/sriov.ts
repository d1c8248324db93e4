import type { Page } from '../page';
import { flags, hex, sign } from '../text';

/** Single Root I/O Virtualization (PCIe 6.0 §9.3.3). */
export function printSriov(page: Page, at: number): void {
  const { config, out, verbosity } = page;
  out('Single Root I/O Virtualization (SR-IOV)\n');
  if (verbosity < 2 || !config.need(at + 4, 0x3c)) return;
  const able = config.long(at + 4);
  const signs = flags(able, [
    ['Migration', 1],
    ['10BitTagReq', 4],
  ]);
  out(`\t\tIOVCap:\t${signs} Interrupt Message Number: ${hex(able >>> 21, 3)}\n`);
  const control = flags(config.word(at + 8), [
    ['Enable', 1],
    ['Migration', 2],
    ['Interrupt', 4],
    ['MSE', 8],
    ['ARIHierarchy', 16],
    ['10BitTagReq', 32],
  ]);
  out(`\t\tIOVCtl:\t${control}\n`);
  out(`\t\tIOVSta:\tMigration${sign(config.word(at + 10), 1)}\n`);
  const count = (offset: number) => String(config.word(at + offset));
  out(
    `\t\tInitial VFs: ${count(0x0c)}, Total VFs: ${count(0x0e)}, Number of VFs: ${count(0x10)}, ` +
      `Function Dependency Link: ${hex(config.byte(at + 0x12), 2)}\n`,
  );
  out(
    `\t\tVF offset: ${count(0x14)}, stride: ${count(0x16)}, ` +
      `Device ID: ${hex(config.word(at + 0x1a), 4)}\n`,
  );
  out(
    `\t\tSupported Page Size: ${hex(config.long(at + 0x1c), 8)}, ` +
      `System Page Size: ${hex(config.long(at + 0x20), 8)}\n`,
  );
  printVfBars(page, at);
  const migration = config.long(at + 0x3c);
  out(
    `\t\tVF Migration: offset: ${hex((migration & ~7) >>> 0, 8)}, BIR: ${String(migration & 7)}\n`,
  );
}

function printVfBars({ config, out }: Page, at: number): void {
  for (let i = 0; i < 6; i++) {
    const register = config.long(at + 0x24 + 4 * i);
    const low = register === 0xffffffff ? 0 : register;
    if (low === 0) continue;
    const wide = (low & 6) === 4;
    const address = hex((low & ~15) >>> 0, 8);
    out(`\t\tRegion ${String(i)}: Memory at `);
    if (wide) out(hex(config.long(at + 0x28 + 4 * i), 8));
    const prefetchable = (low & 8) === 0 ? 'non-prefetchable' : 'prefetchable';
    out(`${address} (${(low & 6) === 0 ? '32' : '64'}-bit, ${prefetchable})\n`);
    if (wide) i++;
  }
}
