import type { Page } from '../page';
import { bitsOf, flags } from '../text';

const AUX_CURRENT_MA = [0, 55, 100, 160, 220, 270, 320, 375];

/** Power Management (PCI Bus Power Management Interface Specification). */
export function printPowerManagement({ config, out, verbosity }: Page, at: number): void {
  const capabilities = config.word(at + 2);
  out(`Power Management version ${String(capabilities & 7)}\n`);
  if (verbosity < 2) return;
  const current = AUX_CURRENT_MA[bitsOf(capabilities, 6, 3)] ?? 0;
  const head = flags(capabilities, [
    ['PMEClk', 0x08],
    ['DSI', 0x20],
    ['D1', 0x200],
    ['D2', 0x400],
  ]);
  const pme = ['D0', 'D1', 'D2', 'D3hot', 'D3cold'].map((state, i) =>
    flags(capabilities, [[state, 0x800 << i]]),
  );
  out(`\t\tFlags: ${head} AuxCurrent=${String(current)}mA PME(${pme.join(',')})\n`);
  if (!config.need(at + 4, 4)) return;
  const control = config.word(at + 4);
  const states = flags(control, [
    ['NoSoftRst', 0x08],
    ['PME-Enable', 0x100],
  ]);
  out(
    `\t\tStatus: D${String(control & 3)} ${states} DSel=${String(bitsOf(control, 9, 4))} ` +
      `DScale=${String(bitsOf(control, 13, 2))} ${flags(control, [['PME', 0x8000]])}\n`,
  );
  const bridge = config.byte(at + 6);
  if (bridge === 0) return;
  // B3 stands inverted.
  const support = flags(bridge ^ 0x40, [
    ['PM', 0x80],
    ['B3', 0x40],
  ]);
  out(`\t\tBridge: ${support}\n`);
}
