import { PORT } from '../caps/express-port';
import type { Page } from '../page';
import { bitsOf, flags, hex } from '../text';

const UNCORRECTABLE = [
  ['DLP', 0x10],
  ['SDES', 0x20],
  ['TLP', 0x1000],
  ['FCP', 0x2000],
  ['CmpltTO', 0x4000],
  ['CmpltAbrt', 0x8000],
  ['UnxCmplt', 0x10000],
  ['RxOF', 0x20000],
  ['MalfTLP', 0x40000],
  ['ECRC', 0x80000],
  ['UnsupReq', 0x100000],
  ['ACSViol', 0x200000],
] as const;
const CORRECTABLE = [
  ['RxErr', 0x01],
  ['BadTLP', 0x40],
  ['BadDLLP', 0x80],
  ['Rollover', 0x100],
  ['Timeout', 0x1000],
  ['AdvNonFatalErr', 0x2000],
] as const;

/** Advanced Error Reporting (PCIe 6.0 §7.8.4). */
export function printErrorReporting(page: Page, at: number, portType: number): void {
  const { config, out, verbosity } = page;
  out('Advanced Error Reporting\n');
  if (verbosity < 2 || !config.need(at + 4, 40)) return;
  const line = (name: string, offset: number, bits: typeof UNCORRECTABLE | typeof CORRECTABLE) =>
    out(`\t\t${name}:\t${flags(config.long(at + offset), bits)}\n`);
  line('UESta', 0x04, UNCORRECTABLE);
  line('UEMsk', 0x08, UNCORRECTABLE);
  line('UESvrt', 0x0c, UNCORRECTABLE);
  line('CESta', 0x10, CORRECTABLE);
  line('CEMsk', 0x14, CORRECTABLE);
  const control = config.long(at + 0x18);
  const checks = flags(control, [
    ['ECRCGenCap', 0x20],
    ['ECRCGenEn', 0x40],
    ['ECRCChkCap', 0x80],
    ['ECRCChkEn', 0x100],
  ]);
  out(`\t\tAERCap:\tFirst Error Pointer: ${hex(control & 31, 2)}, ${checks}\n`);
  const logs = flags(control, [
    ['MultHdrRecCap', 0x200],
    ['MultHdrRecEn', 0x400],
    ['TLPPfxPres', 0x800],
    ['HdrLogCap', 0x1000],
  ]);
  out(`\t\t\t${logs}\n`);
  const log = [0x1c, 0x20, 0x24, 0x28].map((offset) => hex(config.long(at + offset), 8));
  out(`\t\tHeaderLog: ${log.join(' ')}\n`);
  if (portType === PORT.ROOT || portType === PORT.COLLECTOR) printRootErrors(page, at);
}

function printRootErrors({ config, out }: Page, at: number): void {
  if (!config.need(at + 0x2c, 12)) return;
  const command = flags(config.long(at + 0x2c), [
    ['CERptEn', 1],
    ['NFERptEn', 2],
    ['FERptEn', 4],
  ]);
  out(`\t\tRootCmd: ${command}\n`);
  const status = config.long(at + 0x30);
  const received = flags(status, [
    ['CERcvd', 1],
    ['MultCERcvd', 2],
    ['UERcvd', 4],
    ['MultUERcvd', 8],
  ]);
  const messages = flags(status, [
    ['FirstFatal', 0x10],
    ['NonFatalMsg', 0x20],
    ['FatalMsg', 0x40],
  ]);
  out(`\t\tRootSta: ${received}\n\t\t\t ${messages} IntMsg ${String(bitsOf(status, 27, 5))}\n`);
  const [correctable, fatal] = [config.word(at + 0x34), config.word(at + 0x36)];
  out(`\t\tErrorSrc: ERR_COR: ${hex(correctable, 4)} ERR_FATAL/NONFATAL: ${hex(fatal, 4)}\n`);
}
