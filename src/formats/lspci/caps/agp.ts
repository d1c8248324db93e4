import type { Page } from '../page';
import { bitsOf, flags } from '../text';

const RATES = [1, 2, 4];

function rates(value: number, third: boolean): string {
  const scale = third ? 4 : 1;
  const words = RATES.filter((rate) => (value & rate) !== 0);
  return words.length === 0 ? '<none>' : words.map((rate) => `x${String(rate * scale)}`).join(',');
}

/** Accelerated Graphics Port (AGP 3.0 Interface Specification). */
export function printAgp({ config, out, verbosity }: Page, at: number): void {
  const version = config.byte(at + 2);
  out(`AGP version ${(version >> 4).toString(16)}.${(version & 15).toString(16)}\n`);
  if (verbosity < 2 || !config.need(at + 4, 8)) return;
  const status = config.long(at + 4);
  const third = version >> 4 >= 3 && (status & 8) !== 0;
  out(
    `\t\tStatus: RQ=${String((status >>> 24) + 1)} ${flags(status, [['Iso', 0x10000]])} ` +
      `ArqSz=${String(bitsOf(status, 13, 3))} Cal=${String(bitsOf(status, 10, 3))} ` +
      `${flags(status, [
        ['SBA', 0x200],
        ['ITACoh', 0x100],
        ['GART64', 0x80],
        ['HTrans', 0x40],
        ['64bit', 0x20],
        ['FW', 0x10],
        ['AGP3', 0x08],
      ])} Rate=${rates(status & 7, third)}\n`,
  );
  const command = config.long(at + 8);
  out(
    `\t\tCommand: RQ=${String((command >>> 24) + 1)} ArqSz=${String(bitsOf(command, 13, 3))} ` +
      `Cal=${String(bitsOf(command, 10, 3))} ${flags(command, [
        ['SBA', 0x200],
        ['AGP', 0x100],
        ['GART64', 0x80],
        ['64bit', 0x20],
        ['FW', 0x10],
      ])} Rate=${rates(command & 7, third)}\n`,
  );
}
