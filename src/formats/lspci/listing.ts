import type { ConfigReader } from './config-reader';
import type { Page } from './page';
import { hex } from './text';

/** The line of a plain listing; under `-v` and `-k` the board below it. */
export function printTerse(page: Page, withBoard: boolean): void {
  const { info, out, verbosity, wording, slot } = page;
  const { vendor, device, subVendor, subDevice } = info;
  out(`${slot} ${wording.className(info.class)}: ${wording.vendorDevice(vendor, device)}`);
  if (info.revision !== 0) out(` (rev ${hex(info.revision, 2)})`);
  if (verbosity > 0) {
    const name = wording.progIf(info.class * 256 + info.progIf);
    if (info.progIf !== 0 || name !== undefined) {
      out(` (prog-if ${hex(info.progIf, 2)}${name === undefined ? '' : ` [${name}]`})`);
    }
  }
  out('\n');
  if (withBoard && subVendor !== 0 && subVendor !== 0xffff) {
    out(`\tSubsystem: ${wording.subsystem(vendor, device, subVendor, subDevice)}\n`);
  }
}

/** Who drives it: known of a live function only. */
export function printKernel({ info, out }: Page): void {
  const { kernel } = info.seen;
  if (kernel === null) return;
  if (kernel.driver !== null) out(`\tKernel driver in use: ${kernel.driver}\n`);
  if (kernel.modules.length > 0) out(`\tKernel modules: ${kernel.modules.join(', ')}\n`);
}

/** `-x` 64 bytes (128 of a CardBus bridge), `-xxx` 256, `-xxxx` 4096, as far as they can be read. */
export function printHex({ info, config, out }: Page, level: number): void {
  if (info.headerless) {
    out('WARNING: Cannot show hex-dump of the config space\n');
    return;
  }
  let count = 64;
  if (info.header === 'cardbus' && config.need(64, 64)) count = 128;
  if (level >= 3 && config.need(count, 256 - count)) count = 256;
  if (level >= 4 && count === 256 && config.need(256, 4096 - 256)) count = 4096;
  const rows: string[] = [];
  for (let at = 0; at < count; at += ROW) rows.push(`${hex(at, 2)}:${rowAt(config, at)}\n`);
  out(rows.join(''));
}

const ROW = 16;
const BYTES = Array.from({ length: 256 }, (_, byte) => ` ${hex(byte, 2)}`);
const ZEROS = ' 00'.repeat(ROW);

/** ` 86 80 10 15 …`; most rows of 4096 bytes are empty. */
function rowAt(config: ConfigReader, at: number): string {
  let text = '';
  let seen = 0;
  for (let i = at; i < at + ROW; i++) seen |= config.byte(i);
  if (seen === 0) return ZEROS;
  for (let i = at; i < at + ROW; i++) text += BYTES[config.byte(i)] ?? '';
  return text;
}

/** `-m`, `-mm` and `-vm`, `-vmm`: for programs. */
export function printForMachines(page: Page, level: number, withKernel: boolean): void {
  const { info, out, wording, verbosity, slot } = page;
  const { vendor, device, subVendor, subDevice } = info;
  const board = subVendor !== 0 && subVendor !== 0xffff;
  const names = [
    wording.className(info.class),
    wording.vendor(vendor),
    wording.device(vendor, device),
  ];
  const boardNames = board
    ? [wording.subVendor(subVendor), wording.subDevice(vendor, device, subVendor, subDevice)]
    : [];
  const revision = info.revision === 0 ? '' : hex(info.revision, 2);
  const progIf = hex(info.progIf, 2);
  if (verbosity === 0) {
    const quoted = (texts: readonly string[]) => texts.map((text) => ` "${text}"`).join('');
    out(`${slot}${quoted(names)}${revision && ` -r${revision}`} -p${progIf}`);
    out(`${board ? quoted(boardNames) : ' "" ""'}\n`);
    return;
  }
  const { kernel } = info.seen;
  const rows: [string, string | null | undefined][] = [
    [level >= 2 ? 'Slot' : 'Device', slot],
    ['Class', names[0]],
    ['Vendor', names[1]],
    ['Device', names[2]],
    ['SVendor', boardNames[0]],
    ['SDevice', boardNames[1]],
    ['PhySlot', kernel?.physicalSlot],
    ['Rev', revision || null],
    ['ProgIf', progIf],
    ['Driver', withKernel ? kernel?.driver : null],
    ...(withKernel ? (kernel?.modules ?? []) : []).map((name): [string, string] => [
      'Module',
      name,
    ]),
    ['NUMANode', kernel === null || kernel.numaNode === -1 ? null : String(kernel.numaNode)],
    ['IOMMUGroup', kernel?.iommuGroup],
  ];
  for (const [key, value] of rows) if (typeof value === 'string') out(`${key}:\t${value}\n`);
}
