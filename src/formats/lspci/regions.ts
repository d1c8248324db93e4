import { BAR_COUNT, ROM_AT, baseAddresses, romAperture } from './function-info';
import type { Page } from './page';
import { hex, sizeSuffix } from './text';

const IO_SPACE = 1;
const ENABLE_IO = 1;
const ENABLE_MEMORY = 2;
const MEMORY_MASK = 0xfffffffffffffff0n;
const IO_MASK = 0xfffffffffffffffcn;
const ROM_MASK = 0xfffffffffffff800n;
const BROKEN = '<broken-64-bit-slot>';
const WIDTHS = ['32-bit', 'low-1M', '64-bit', 'type 3'];

/** A kernel may know BARs of a function whose header cannot be read. */
const withoutHeader = ({ info }: Page): boolean => info.headerless || info.header === 'unknown';

/** `Region 0: Memory at …` for each BAR in use. */
export function printRegions(page: Page): void {
  const { info, config, out, verbosity } = page;
  const blind = withoutHeader(page);
  const command = blind ? ENABLE_IO | ENABLE_MEMORY : config.word(0x04);
  const count = BAR_COUNT[info.header];
  const register = (i: number) => (blind ? 0xffffffff : config.long(0x10 + 4 * i));
  baseAddresses(info, page.busView, page.warn).forEach(({ base, size, live, fixedByEa }, i) => {
    const found = register(i);
    const inRegister = found === 0xffffffff ? 0 : found;
    const type = live ? Number(base & 15n) : inRegister & 15;
    if (base === 0n && size === 0n && (live || inRegister === 0)) return;
    out(verbosity > 1 ? `\tRegion ${String(i)}: ` : '\t');
    const isIo = (type & IO_SPACE) !== 0;
    const upper = (inRegister & 7) === 4 && i < count - 1 ? register(i + 1) : 0;
    const unset = (found & ~15) === 0 && upper === 0;
    // A kernel would not hand out the half of a BAR.
    const broken = base !== 0n && (inRegister & 7) === 4 && i === count - 1;
    const virtual = live && !broken && !isIo && base !== 0n && unset && !fixedByEa;
    const nowhere = live && !unset ? '<ignored>' : '<unassigned>';
    out(isIo ? ioText(base, command, nowhere) : memoryText(base, type, broken ? BROKEN : nowhere));
    if (virtual) out(' [virtual]');
    else if ((command & (isIo ? ENABLE_IO : ENABLE_MEMORY)) === 0) out(' [disabled]');
    if (fixedByEa) out(' [enhanced]');
    out(`${sizeSuffix(size)}\n`);
  });
}

function ioText(base: bigint, command: number, nowhere: string): string {
  const port = base & IO_MASK;
  const shown = port !== 0n || (command & ENABLE_IO) !== 0;
  return `I/O ports at ${shown ? hex(port, 4) : nowhere}`;
}

function memoryText(base: bigint, type: number, nowhere: string): string {
  const address = base & MEMORY_MASK;
  const where = address === 0n || nowhere === BROKEN ? nowhere : hex(address, 8);
  const prefetchable = (type & 8) === 0 ? 'non-prefetchable' : 'prefetchable';
  return `Memory at ${where} (${WIDTHS[(type >> 1) & 3] ?? ''}, ${prefetchable})`;
}

/** `Expansion ROM at …`, where there is one. */
export function printRom(page: Page): void {
  const { info, config, out } = page;
  const blind = withoutHeader(page);
  const at = ROM_AT[info.header];
  const register = blind || at === null ? 0 : config.long(at);
  const { base, size, live, fixedByEa } = romAperture(info, page.busView);
  if (base === 0n && register === 0 && size === 0n) return;
  const address = base & ROM_MASK;
  const unset = (register & ~0x7ff) === 0;
  const virtual = live && !blind && address !== 0n && unset && !fixedByEa;
  const where = unset ? '<unassigned>' : '<ignored>';
  out(`\tExpansion ROM at ${address === 0n ? where : hex(address, 8)}`);
  if (virtual) out(' [virtual]');
  if (((virtual ? Number(base & 1n) : register) & 1) === 0) out(' [disabled]');
  else if ((config.word(0x04) & ENABLE_MEMORY) === 0) out(' [disabled by cmd]');
  if (fixedByEa) out(' [enhanced]');
  out(`${sizeSuffix(size)}\n`);
}
