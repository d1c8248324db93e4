import type { Page } from '../page';
import { bitsOf, flags, hex, sign } from '../text';

/** The DVSEC that is decoded: where, how long, and its revision. */
interface Designated {
  readonly at: number;
  readonly length: number;
  readonly revision: number;
}

type Printer = (page: Page, dvsec: Designated) => void;

const PROTOCOLS = [
  ['Cache', 1],
  ['IO', 2],
  ['Mem', 4],
] as const;

const MEDIA = ['Volatile', 'Non-volatile', 'CDAT'];
const CLASSES = ['DRAM', 'Storage', 'CDAT'];
const INTERLEAVES = [0, 256, 4096, 512, 1024, 2048, 8192, 16384];

/** What lspci finds where a table ends is not to be copied. */
const BEYOND = '<?>';

/** PCIe DVSEC for CXL Devices (CXL 3.0 §8.1.3). */
function printDevice({ config, out }: Page, { at, length, revision }: Designated): void {
  if (revision < 1 || length < 0x38) return;
  const [able, control] = [config.word(at + 0x0a), config.word(at + 0x0c)];
  out(
    `\t\tCXLCap:\t${flags(able, PROTOCOLS)} Mem HW Init${sign(able, 8)} ` +
      `HDMCount ${String(bitsOf(able, 4, 2))} Viral${sign(able, 0x4000)}\n`,
  );
  out(
    `\t\tCXLCtl:\t${flags(control, PROTOCOLS)} Cache SF Cov ${String(bitsOf(control, 3, 5))} ` +
      `Cache SF Gran ${String(bitsOf(control, 8, 3))} Cache Clean${sign(control, 0x800)} ` +
      `Viral${sign(control, 0x4000)}\n`,
  );
  out(`\t\tCXLSta:\tViral${sign(config.word(at + 0x0e), 0x4000)}\n`);
  const status = flags(config.word(at + 0x12), [
    ['ResetComplete', 2],
    ['ResetError', 4],
    ['PMComplete', 0x8000],
  ]);
  out(`\t\tCXLSta2:\t${status}\n`);
  out(`\t\tCache Size${cacheSize(config.word(at + 0x16))}\n`);
  for (const [name, offset] of [
    ['Range1', 0x18],
    ['Range2', 0x28],
  ] as const) {
    const low = config.long(at + offset + 4);
    const size = (BigInt(config.long(at + offset)) << 32n) | BigInt((low & 0xf0000000) >>> 0);
    const base =
      (BigInt(config.long(at + offset + 8)) << 32n) | BigInt(config.long(at + offset + 12));
    const end = BigInt.asUintN(64, base + size - 1n);
    out(`\t\t${name}: ${hex(base, 16)}-${hex(end, 16)}\n`);
    const state = flags(low, [
      ['Valid', 1],
      ['Active', 2],
    ]);
    const interleave = INTERLEAVES[bitsOf(low, 8, 5)];
    out(
      `\t\t\t${state} Type=${MEDIA[bitsOf(low, 2, 3)] ?? BEYOND} ` +
        `Class=${CLASSES[bitsOf(low, 5, 3)] ?? BEYOND} ` +
        `interleave=${interleave === undefined ? BEYOND : String(interleave)} ` +
        `timeout=${String(4 ** bitsOf(low, 13, 3))}s\n`,
    );
  }
}

function cacheSize(able2: number): string {
  const [unit, size] = [able2 & 15, able2 >> 8];
  if (unit === 0) return ' Not Reported';
  if (unit > 2) return `: ${String(size)} of unknown unit size (${String(unit)})`;
  return `: ${hex(size * (unit === 1 ? 0x10000 : 0x100000), 8)}`;
}

/** Non-CXL Function Map. */
function printFunctionMap({ config, out }: Page, { at }: Designated): void {
  for (let i = 0; i < 8; i++) {
    out(`\t\tFuncMap ${String(i)}: ${hex(config.word(at + 0x0c + 4 * i), 8)}\n`);
  }
}

/** CXL Extensions for Ports. */
function printPort({ config, out }: Page, { at, length }: Designated): void {
  if (length < 0x28) return;
  // lspci looks at bits 1 and 3.
  out(`\t\tCXLPortSta:\tPMComplete${sign(config.word(at + 0x0a), 0x0a)}\n`);
  const control = flags(config.word(at + 0x0c), [
    ['UnmaskSBR', 1],
    ['UnmaskLinkDisable', 2],
    ['AltMem', 4],
    ['AltBME', 8],
    ['ViralEnable', 0x4000],
  ]);
  out(`\t\tCXLPortCtl:\t${control}\n`);
  const [first, last] = [config.byte(at + 0x0e), config.byte(at + 0x0f)];
  out(`\t\tAlternateBus:\t${hex(first, 2)}-${hex(last, 2)}\n`);
  const [base, limit] = [config.word(at + 0x10), config.word(at + 0x12)];
  out(`\t\tAlternateBus:\t${hex(base, 4)}-${hex(limit, 4)}\n`);
}

const TIME_SCALES = ['us', '0us', '00us', 'ms', '0ms', '00ms', 's', '0<?>'];

/** A time of Global Persistent Flush: a value and a power of ten. */
function printTime({ config, out }: Page, at: number, title: string): void {
  const register = config.word(at);
  const [value, scale] = [register & 15, bitsOf(register, 8, 4)];
  if (scale > 7) out(`\t\tReserved time scale encoding ${scale.toString(16)}\n`);
  // Nothing times ten is nothing.
  const unit = TIME_SCALES[scale] ?? '<?>';
  out(`\t\t${title}: ${String(value)}${value === 0 ? unit.replace(/^0+/, '') : unit}\n`);
}

/** GPF for ports. */
function printFlushPort(page: Page, { at }: Designated): void {
  printTime(page, at + 0x0c, 'GPF Phase 1 Timeout');
  printTime(page, at + 0x0e, 'GPF Phase 2 Timeout');
}

/** GPF for devices. */
function printFlushDevice(page: Page, { at }: Designated): void {
  printTime(page, at + 0x0a, 'GPF Phase 2 Duration');
  page.out(`\t\tGPF Phase 2 Power: ${String(page.config.long(at + 0x0c))}mW\n`);
}

/** PCIe DVSEC for Flex Bus Port. */
function printFlexBus({ config, out }: Page, { at, revision }: Designated): void {
  if (revision < 1) {
    out(`\t\tRevision ${String(revision)} not supported\n`);
    return;
  }
  const later = revision >= 2;
  const flits = (value: number) =>
    later
      ? ` ${flags(value, [
          ['256BFlit', 0x2000],
          ['PBRFlit', 0x4000],
        ])}`
      : '';
  const multi = [
    ['68BFlit', 0x20],
    ['MltLogDev', 0x40],
  ] as const;
  const buffers = [
    ['SynHdrByp', 8],
    ['DrftBuf', 0x10],
  ] as const;
  const able = config.word(at + 0x0a);
  out(`\t\tFBCap:\t${flags(able, [...PROTOCOLS, ...multi])}${flits(able)}\n`);
  const control = config.word(at + 0x0c);
  const retimers = [
    ['RCD', 0x80],
    ['Retimer1', 0x100],
    ['Retimer2', 0x200],
  ] as const;
  const enabled = flags(control, [...PROTOCOLS, ...buffers, ...multi, ...retimers]);
  out(`\t\tFBCtl:\t${enabled}${flits(control)}\n`);
  const status = config.word(at + 0x0e);
  out(`\t\tFBSta:\t${flags(status, [...PROTOCOLS, ...buffers, ...multi])}${flits(status)}`);
  const received = config.long(at + 0x10) & 0xffffff;
  out('\n');
  out(`\t\tFBModTS:\tReceived FB Data: ${hex(received, 6)}\n`);
  if (!later) return;
  out(`\t\tFBCap2:\tNOPHint${sign(config.long(at + 0x14), 1)}\n`);
  out(`\t\tFBCtl2:\tNOPHint${sign(config.long(at + 0x18), 1)}\n`);
  out(`\t\tFBSta2:\tNOPHintInfo: ${(config.long(at + 0x1c) & 3).toString(16)}\n`);
}

const BLOCKS = [
  '',
  'component registers',
  'BAR virtualization',
  'CXL device registers',
  'CPMU registers',
];

function blockName(id: number): string {
  return id === 0xff ? 'vendor-specific' : (BLOCKS[id] ?? '<?>');
}

/** Register Locator. */
function printLocator({ config, out }: Page, { at, length }: Designated): void {
  for (let offset = 0x0c, i = 1; offset + 8 <= length; offset += 8, i++) {
    const [low, high] = [config.long(at + offset), config.long(at + offset + 4)];
    const id = bitsOf(low, 8, 8);
    if (id === 0) continue;
    out(
      `\t\tBlock${String(i)}: BIR: bar${String(low & 7)}, ID: ${blockName(id)}, ` +
        `offset: ${hex(high, 8)}${hex((low & 0xffff0000) >>> 0, 8)}\n`,
    );
  }
}

const PRINTERS: Readonly<Record<number, Printer>> = {
  0: printDevice,
  2: printFunctionMap,
  3: printPort,
  4: printFlushPort,
  5: printFlushDevice,
  7: printFlexBus,
  8: printLocator,
  9: () => undefined,
};

/** What follows the head of a CXL consortium's DVSEC under `-vv`. */
export function printCxl(
  page: Page,
  at: number,
  length: number,
  revision: number,
  id: number,
): void {
  if (length < 0x10 || !page.config.need(at, length)) return;
  const print = PRINTERS[id];
  if (print === undefined) page.out(`\t\tUnknown ID ${hex(id, 4)}\n`);
  else print(page, { at, length, revision });
}
