import { printBridge, devsel, printCardbus } from './bridge';
import { printCapabilities } from './capabilities';
import { peek } from './function-info';
import { printTerse } from './listing';
import type { Page } from './page';
import { printRegions, printRom } from './regions';
import { flags, hex, sign } from './text';

const BUS_MASTER = 4;

/** One function under `-v`, `-vv` or `-vvv`. */
export function printVerbose(page: Page): void {
  const { info, out } = page;
  const { header, headerless } = info;
  printTerse(page, true);
  const known = header !== 'unknown' && !headerless;
  const odd = oddity(page);
  if (odd !== '') out(odd);
  const { kernel } = info.seen;
  if (typeof kernel?.physicalSlot === 'string') out(`\tPhysical Slot: ${kernel.physicalSlot}\n`);
  if (page.verbosity > 1) printState(page, known);
  else if (known) printFlags(page);
  if (!known) {
    if (page.busView) return;
    printRegions(page);
    printRom(page);
    return;
  }
  const selfTest = page.config.byte(0x0f);
  if ((selfTest & 0x80) !== 0) {
    out(
      (selfTest & 0x40) !== 0 ? '\tBIST is running\n' : `\tBIST result: ${hex(selfTest & 15, 2)}\n`,
    );
  }
  if (header === 'normal') {
    printRegions(page);
    printRom(page);
    printCapabilities(page, 0x34);
  } else if (header === 'bridge') {
    printBridge(page);
    printCapabilities(page, 0x34);
  } else if (printCardbus(page)) printCapabilities(page, 0x14);
}

function oddity({ info }: Page): string {
  if (info.headerless) return '';
  const type = hex(info.headerType, 2);
  if (info.header === 'unknown') return `\t!!! Unknown header type ${type}\n`;
  const fits = info.header === 'normal' ? info.class !== 0x0604 : info.class >> 8 === 6;
  return fits ? '' : `\t!!! Invalid class ${hex(info.class, 4)} for header type ${type}\n`;
}

const COMMAND = [
  ['I/O', 0x01],
  ['Mem', 0x02],
  ['BusMaster', 0x04],
  ['SpecCycle', 0x08],
  ['MemWINV', 0x10],
  ['VGASnoop', 0x20],
  ['ParErr', 0x40],
  ['Stepping', 0x80],
  ['SERR', 0x100],
  ['FastB2B', 0x200],
  ['DisINTx', 0x400],
] as const;
const STATUS_HEAD = [
  ['Cap', 0x10],
  ['66MHz', 0x20],
  ['UDF', 0x40],
  ['FastB2B', 0x80],
  ['ParErr', 0x100],
] as const;
const STATUS_TAIL = [
  ['>TAbort', 0x800],
  ['<TAbort', 0x1000],
  ['<MAbort', 0x2000],
  ['>SERR', 0x4000],
  ['<PERR', 0x8000],
  ['INTx', 0x08],
] as const;

function interruptLine(page: Page): number {
  const { kernel, config } = page.info.seen;
  return kernel !== null && !page.busView ? kernel.irq : peek(config, 0x3c, 1);
}

function printState(page: Page, known: boolean): void {
  const { config, info, out } = page;
  if (known) {
    const [command, status] = [config.word(0x04), config.word(0x06)];
    out(`\tControl: ${flags(command, COMMAND)}\n`);
    out(
      `\tStatus: ${flags(status, STATUS_HEAD)} DEVSEL=${devsel(status)} ${flags(status, STATUS_TAIL)}\n`,
    );
    if ((command & BUS_MASTER) !== 0) out(`\tLatency: ${latency(page)}\n`);
  }
  const pin = known ? config.byte(0x3d) : 0;
  const irq = interruptLine(page);
  if (pin !== 0 || irq !== 0) {
    const letter = pin === 0 ? '?' : pinLetter(pin);
    out(`\tInterrupt: pin ${letter} routed to IRQ ${String(irq)}\n`);
  }
  const { kernel } = info.seen;
  if (kernel !== null && kernel.numaNode !== -1) out(`\tNUMA node: ${String(kernel.numaNode)}\n`);
  if (typeof kernel?.iommuGroup === 'string') out(`\tIOMMU group: ${kernel.iommuGroup}\n`);
}

/** Pins beyond D are odd, and beyond 63 no ASCII: a terminal shows its sign for a broken character. */
function pinLetter(pin: number): string {
  const code = (64 + pin) & 0xff;
  return code < 0x80 ? String.fromCharCode(code) : '\ufffd';
}

function latency({ config, info }: Page): string {
  const normal = info.header === 'normal';
  const times = [
    ['min', normal ? config.byte(0x3e) : 0],
    ['max', normal ? config.byte(0x3f) : 0],
  ] as const;
  const shown = times.filter(([, count]) => count !== 0);
  const ns = shown.map(([which, count]) => `${String(count * 250)}ns ${which}`).join(', ');
  const line = config.byte(0x0c);
  return [
    String(config.byte(0x0d)),
    ns === '' ? '' : ` (${ns})`,
    line === 0 ? '' : `, Cache Line Size: ${String(line * 4)} bytes`,
  ].join('');
}

function printFlags(page: Page): void {
  const { config, info, out } = page;
  const [command, status] = [config.word(0x04), config.word(0x06)];
  const master = (command & BUS_MASTER) !== 0;
  const irq = interruptLine(page);
  const { kernel } = info.seen;
  const words = [
    master && 'bus master',
    sign(command, 0x20) === '+' && 'VGA palette snoop',
    sign(command, 0x80) === '+' && 'stepping',
    sign(command, 0x200) === '+' && 'fast Back2Back',
    sign(status, 0x20) === '+' && '66MHz',
    sign(status, 0x40) === '+' && 'user-definable features',
    `${devsel(status)} devsel`,
    master && `latency ${String(config.byte(0x0d))}`,
    irq !== 0 && `IRQ ${String(irq)}`,
    kernel !== null && kernel.numaNode !== -1 && `NUMA node ${String(kernel.numaNode)}`,
    typeof kernel?.iommuGroup === 'string' && `IOMMU group ${kernel.iommuGroup}`,
  ];
  out(`\tFlags: ${words.filter((word) => word !== false).join(', ')}\n`);
}
