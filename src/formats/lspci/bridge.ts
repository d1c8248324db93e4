import { bridgeWindows } from './function-info';
import type { Page } from './page';
import { printRegions, printRom } from './regions';
import { flags, hex, sizeSuffix } from './text';

/** DEVSEL timing of a Status register. */
export function devsel(status: number): string {
  return ['fast', 'medium', 'slow', '??'][(status >> 9) & 3] ?? '';
}

function printBuses({ config, out }: Page): void {
  const [primary, secondary, subordinate] = [0x18, 0x19, 0x1a].map((at) => hex(config.byte(at), 2));
  out(
    `\tBus: primary=${primary ?? ''}, secondary=${secondary ?? ''}, subordinate=${subordinate ?? ''}, ` +
      `sec-latency=${String(config.byte(0x1b))}\n`,
  );
}

/** Registers of 0 that no kernel filled: the bridge does not have such a window. */
const unbuilt = ({ base, limit }: Window, io: boolean) =>
  base === 0n && limit === (io ? 0xfffn : 0xfffffn);

interface Window {
  readonly base: bigint;
  readonly limit: bigint;
  readonly bits: 16 | 32 | 64;
}

/** A header type 1: buses, what lies behind the bridge, its own control. */
export function printBridge(page: Page): void {
  const { config, out, verbosity } = page;
  printRegions(page);
  printBuses(page);
  const kernel = page.busView ? null : kernelWindows(page);
  const windows = [ioWindow(page), memoryWindow(page), prefetchableWindow(page)];
  const titles = ['I/O', 'Memory', 'Prefetchable memory'];
  titles.forEach((title, i) => {
    const found = windows[i];
    const own = kernel?.[i] ?? null;
    if (own !== null) printWindow(page, title, own, false);
    else if (typeof found === 'string') out(found);
    else if (found !== undefined && (kernel === null || i === 1 || !unbuilt(found, i === 0))) {
      printWindow(page, title, found, kernel !== null);
    }
  });
  if (verbosity > 1) {
    const status = config.word(0x1e);
    const { head, tail } = statusWords(status);
    out(`\tSecondary status: ${head} <SERR${tail}\n`);
  }
  printRom(page);
  if (verbosity > 1) {
    const control = config.word(0x3e);
    out(`\tBridgeCtl: ${flags(control, CONTROL)}\n\t\t${flags(control, TIMERS)}\n`);
  }
}

const CONTROL = [
  ['Parity', 0x01],
  ['SERR', 0x02],
  ['NoISA', 0x04],
  ['VGA', 0x08],
  ['VGA16', 0x10],
  ['MAbort', 0x20],
  ['>Reset', 0x40],
  ['FastB2B', 0x80],
] as const;
const TIMERS = [
  ['PriDiscTmr', 0x100],
  ['SecDiscTmr', 0x200],
  ['DiscTmrStat', 0x400],
  ['DiscTmrSERREn', 0x800],
] as const;

/** What the kernel set up: lspci prints those as the narrowest kind of each window. */
function kernelWindows({ info }: Page): (Window | null)[] | null {
  const windows = bridgeWindows(info);
  if (windows === null) return null;
  return windows.map(({ base, size }, i) => {
    if (size === 0n) return null;
    // Only the prefetchable one may lie above 4 GiB.
    const cut = (value: bigint) => (i === 2 ? value : BigInt.asUintN(32, value));
    const from = base & ~15n;
    return { base: cut(from), limit: cut(from + size - 1n), bits: i === 0 ? 16 : 32 };
  });
}

function statusWords(status: number) {
  const head = [
    flags(status, [
      ['66MHz', 0x20],
      ['FastB2B', 0x80],
      ['ParErr', 0x100],
    ]),
    `DEVSEL=${devsel(status)}`,
    flags(status, [
      ['>TAbort', 0x800],
      ['<TAbort', 0x1000],
      ['<MAbort', 0x2000],
    ]),
  ].join(' ');
  const [serr = '', perr = ''] = [0x4000, 0x8000].map((bit) => ((status & bit) === 0 ? '-' : '+'));
  return { head, tail: `${serr} <PERR${perr}` };
}

function ioWindow({ config }: Page): Window | string {
  const [base, limit] = [config.byte(0x1c), config.byte(0x1d)];
  const [type, limitType] = [base & 0xf, limit & 0xf];
  if (type !== limitType || type > 1) {
    return `\t!!! Unknown I/O range types ${base.toString(16)}/${limit.toString(16)}\n`;
  }
  const high = (at: number) => (type === 1 ? config.word(at) * 0x10000 : 0);
  return {
    base: BigInt((base & 0xf0) * 256 + high(0x30)),
    limit: BigInt((limit & 0xf0) * 256 + high(0x32) + 0xfff),
    bits: type === 1 ? 32 : 16,
  };
}

function memoryWindow({ config }: Page): Window | string {
  const [base, limit] = [config.word(0x20), config.word(0x22)];
  const [type, limitType] = [base & 0xf, limit & 0xf];
  if (type !== limitType || type !== 0) {
    return `\t!!! Unknown memory range types ${base.toString(16)}/${limit.toString(16)}\n`;
  }
  return { base: BigInt(base * 0x10000), limit: BigInt(limit * 0x10000 + 0xfffff), bits: 32 };
}

function prefetchableWindow({ config }: Page): Window | string {
  const [base, limit] = [config.word(0x24), config.word(0x26)];
  const [type, limitType] = [base & 0xf, limit & 0xf];
  if (type !== limitType || type > 1) {
    return `\t!!! Unknown prefetchable memory range types ${base.toString(16)}/${limit.toString(16)}\n`;
  }
  const high = (at: number) => (type === 1 ? BigInt(config.long(at)) << 32n : 0n);
  return {
    base: BigInt((base & 0xfff0) * 0x10000) | high(0x28),
    limit: BigInt((limit & 0xfff0) * 0x10000 + 0xfffff) | high(0x2c),
    bits: type === 1 ? 64 : 32,
  };
}

function printWindow(page: Page, title: string, window: Window, disabled: boolean): void {
  const { base, limit, bits } = window;
  const open = base <= limit;
  const digits = bits / 4;
  let text = `\t${title} behind bridge:`;
  if (open || page.verbosity > 2) text += ` ${hex(base, digits)}-${hex(limit, digits)}`;
  text += disabled || !open ? ' [disabled]' : sizeSuffix(limit - base + 1n);
  page.out(`${text} [${String(bits)}-bit]\n`);
}

/** A header type 2. False where what follows its header cannot be read. */
export function printCardbus(page: Page): boolean {
  const { config, out, verbosity } = page;
  const [command, control] = [config.word(0x04), config.word(0x3e)];
  printRegions(page);
  printBuses(page);
  for (const i of [0, 1]) {
    const [base, limit] = [config.long(0x1c + 8 * i), (config.long(0x20 + 8 * i) + 0xfff) >>> 0];
    if (base > limit && verbosity < 3) continue;
    const off = (command & 2) === 0 ? ' [disabled]' : '';
    const kind = (control & (0x100 << i)) === 0 ? '' : ' (prefetchable)';
    out(`\tMemory window ${String(i)}: ${hex(base, 8)}-${hex(limit, 8)}${off}${kind}\n`);
  }
  for (const i of [0, 1]) {
    let [base, limit] = [config.long(0x2c + 8 * i), config.long(0x30 + 8 * i)];
    if ((base & 1) === 0) [base, limit] = [base & 0xffff, limit & 0xffff];
    [base, limit] = [(base & ~3) >>> 0, ((limit & ~3) >>> 0) + 3];
    if (base > limit && verbosity < 3) continue;
    const off = (command & 1) === 0 ? ' [disabled]' : '';
    out(`\tI/O window ${String(i)}: ${hex(base, 8)}-${hex(limit, 8)}${off}\n`);
  }
  if ((config.word(0x16) & 0x4000) !== 0) out('\tSecondary status: SERR\n');
  if (verbosity > 1) out(`\tBridgeCtl: ${flags(control, CARDBUS_CONTROL)}\n`);
  if (!config.need(0x40, 0x40)) {
    out('\t<access denied to the rest>\n');
    return false;
  }
  const legacy = config.word(0x44);
  if (legacy !== 0) out(`\t16-bit legacy interface ports at ${hex(legacy, 4)}\n`);
  return true;
}

const CARDBUS_CONTROL = [
  ['Parity', 0x01],
  ['SERR', 0x02],
  ['ISA', 0x04],
  ['VGA', 0x08],
  ['MAbort', 0x20],
  ['>Reset', 0x40],
  ['16bInt', 0x80],
  ['PostWrite', 0x400],
] as const;
