import type { ConfigReader } from '../config-reader';
import type { Page } from '../page';
import { bitsOf, flags, hex, sign } from '../text';

const WIDTHS = ['8bit', '16bit', '[2]', '32bit', '2bit', '4bit', '[6]', 'N/C'];
const MHZ = ['200MHz', '300MHz', '400MHz', '500MHz', '600MHz', '800MHz', '1.0GHz', '1.2GHz'];
const FREQUENCIES = [...MHZ, '1.4GHz', '1.6GHz', '[a]', '[b]', '[c]', '[d]', '[e]', 'Vend'];
const CAPABLE = [...MHZ, '1.4GHz', '1.6GHz', 'Vend'].map(
  (name, i) => [name, name === 'Vend' ? 0x8000 : 1 << i] as const,
);

/** Offsets of one link's registers. */
interface Link {
  readonly title: string;
  readonly control: number;
  readonly config: number;
}

function printControl({ config, out }: Page, at: number, link: Link, second: boolean): void {
  const control = config.word(at + link.control);
  const later = flags(control, [
    ['IsocEn', 0x1000],
    ['LSEn', 0x2000],
    ['ExtCTL', 0x4000],
    ['64b', 0x8000],
  ]);
  const words = flags(control, [
    ['CFlE', 0x02],
    ['CST', 0x04],
    ['CFE', 0x08],
    ['<LkFail', 0x10],
    ['Init', 0x20],
    ['EOC', 0x40],
    ['TXO', 0x80],
  ]);
  const crc = bitsOf(control, 8, 4).toString(16);
  out(`\t\tLink Control${link.title}: ${words} <CRCErr=${crc}${second ? ` ${later}` : ''}\n`);
}

function printWidths({ config, out }: Page, at: number, link: Link, second: boolean): void {
  const value = config.word(at + link.config);
  const parts = [
    ['MLWI', 0, 'DwFcIn', 0x08],
    ['MLWO', 4, 'DwFcOut', 0x80],
    ['LWI', 8, 'DwFcInEn', 0x800],
    ['LWO', 12, 'DwFcOutEn', 0x8000],
  ] as const;
  const words = parts.map(([name, low, flow, bit]) => {
    const width = `${name}=${WIDTHS[bitsOf(value, low, 3)] ?? ''}`;
    return second ? `${width} ${flow}${sign(value, bit)}` : width;
  });
  out(`\t\tLink Config${link.title}: ${words.join(' ')}\n`);
}

function printSpeed({ config, out }: Page, at: number, title: string): void {
  const value = config.byte(at);
  out(`\t\tLink Frequency${title}: ${FREQUENCIES[value & 15] ?? ''}\n`);
  const errors = flags(value, [
    ['<Prot', 0x10],
    ['<Ovfl', 0x20],
    ['<EOC', 0x40],
    ['CTLTm', 0x80],
  ]);
  out(`\t\tLink Error${title}: ${errors}\n`);
  out(`\t\tLink Frequency Capability${title}: ${flags(config.byte(at + 1), CAPABLE)}\n`);
}

const FEATURES = [
  ['IsocFC', 0x01],
  ['LDTSTOP', 0x02],
  ['CRCTM', 0x04],
  ['ECTLT', 0x08],
  ['64bA', 0x10],
  ['UIDRD', 0x20],
] as const;

function printErrorHandling({ config, out }: Page, at: number): void {
  const names =
    'PFlE OFlE PFE OFE EOCFE RFE CRCFE SERRFE CF RE PNFE ONFE EOCNFE RNFE CRCNFE SERRNFE';
  const bits = names.split(' ').map((name, i) => [name, 1 << i] as const);
  out(`\t\tError Handling: ${flags(config.word(at), bits)}\n`);
}

function printUpper({ config, out }: Page, at: number): void {
  const [base, limit] = [config.byte(at), config.byte(at + 1)];
  out(`\t\tPrefetchable memory behind bridge Upper: ${hex(base, 2)}-${hex(limit, 2)}\n`);
}

const revisionText = (value: number) => `${String(value >> 5)}.${hex2(value & 31)}`;
const hex2 = (value: number) => String(value).padStart(2, '0');

/** Revision 1.02 (0x22) brought the second half of the registers. */
const laterThan102 = (value: number) => value >= 0x22;

/** Between 1.01 and 1.02 the registers were moving. */
function printDoubt({ out }: Page, revision: number): void {
  if (revision > 0x11 && !laterThan102(revision)) out('\t\t!!! Possibly incomplete decoding\n');
}

function printPrimary(page: Page, at: number): void {
  const { config, out, verbosity } = page;
  out('HyperTransport: Slave or Primary Interface\n');
  if (verbosity < 2 || !config.need(at + 4, 24)) return;
  const revision = config.byte(at + 0x0c);
  const second = laterThan102(revision);
  printDoubt(page, revision);
  const command = config.word(at + 2);
  const head = flags(command, [
    ['MastHost', 0x400],
    ['DefDir', 0x800],
  ]);
  out(
    `\t\tCommand: BaseUnitID=${String(command & 31)} UnitCnt=${String(bitsOf(command, 5, 5))} ` +
      `${head}${second ? ` ${flags(command, [['DUL', 0x1000]])}` : ''}\n`,
  );
  const links: readonly Link[] = [
    { title: ' 0', control: 4, config: 6 },
    { title: ' 1', control: 8, config: 10 },
  ];
  for (const link of links) {
    printControl(page, at, link, second);
    printWidths(page, at, link, second);
  }
  out(`\t\tRevision ID: ${revisionText(revision)}\n`);
  if (!second) return;
  printSpeed(page, at + 0x0d, ' 0');
  out(`\t\tFeature Capability: ${flags(config.byte(at + 0x10), FEATURES)}\n`);
  printSpeed(page, at + 0x11, ' 1');
  printErrorHandling(page, at + 0x16);
  printUpper(page, at + 0x18);
  out(`\t\tBus Number: ${hex(config.byte(at + 0x1a), 2)}\n`);
}

function printSecondary(page: Page, at: number): void {
  const { config, out, verbosity } = page;
  out('HyperTransport: Host or Secondary Interface\n');
  if (verbosity < 2 || !config.need(at + 4, 20)) return;
  const revision = config.byte(at + 8);
  const second = laterThan102(revision);
  printDoubt(page, revision);
  const command = config.word(at + 2);
  const early = flags(command, [
    ['WarmRst', 0x01],
    ['DblEnd', 0x02],
  ]);
  const chain = second
    ? ` DevNum=${String(bitsOf(command, 2, 5))} ${flags(command, [
        ['ChainSide', 0x80],
        ['HostHide', 0x100],
        ['Slave', 0x400],
        ['<EOCErr', 0x800],
        ['DUL', 0x1000],
      ])}`
    : '';
  out(`\t\tCommand: ${early}${chain}\n`);
  const link: Link = { title: '', control: 4, config: 6 };
  printControl(page, at, link, second);
  printWidths(page, at, link, second);
  out(`\t\tRevision ID: ${revisionText(revision)}\n`);
  if (!second) return;
  printSpeed(page, at + 0x09, '');
  const features = config.word(at + 0x0c);
  const more = [...FEATURES, ['ExtRS', 0x100], ['UCnfE', 0x200]] as const;
  out(`\t\tFeature Capability: ${flags(features, more)}\n`);
  if ((features & 0x100) === 0) return;
  printErrorHandling(page, at + 0x12);
  printUpper(page, at + 0x14);
}

function msiMapping(config: ConfigReader, at: number, command: number, verbosity: number): string {
  const head = `MSI Mapping Enable${sign(command, 1)} Fixed${sign(command, 2)}\n`;
  if (verbosity < 2 || (command & 2) !== 0 || !config.need(at + 4, 8)) return head;
  const [low, high] = [config.long(at + 4), config.long(at + 8)];
  return `${head}\t\tMapping Address Base: ${hex(high, 8)}${hex((low & 0xfff00000) >>> 0, 8)}\n`;
}

const NAMES: Readonly<Record<number, string>> = {
  0x08: 'Switch',
  0x10: 'Interrupt Discovery and Configuration',
  0x12: 'UnitID Clumping',
  0x13: 'Extended Configuration Space Access',
  0x14: 'Address Mapping',
  0x16: 'DirectRoute',
  0x17: 'VCSet',
  0x18: 'Retry Mode',
  0x19: 'X86 (reserved)',
};

/** HyperTransport (HyperTransport I/O Link Specification). */
export function printHyperTransport(page: Page, at: number): void {
  const { config, out } = page;
  const command = config.word(at + 2);
  const type = command >> 11;
  if (type >> 2 === 0) printPrimary(page, at);
  else if (type >> 2 === 1) printSecondary(page, at);
  else if (type === 0x11) out(`HyperTransport: Revision ID: ${revisionText(command & 0xff)}\n`);
  else if (type === 0x15) {
    out(`HyperTransport: ${msiMapping(config, at, command, page.verbosity)}`);
  } else out(`HyperTransport: ${NAMES[type] ?? `#${hex(type, 2)}`}\n`);
}
