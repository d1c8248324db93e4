import { baseAddresses } from '../function-info';
import type { Page } from '../page';
import { bitsOf, flags, sign } from '../text';
import { PORT } from './express-port';
import type { Express } from './express-port';

const ENDPOINTS: readonly number[] = [PORT.ENDPOINT, PORT.LEGACY];
const REACHED: readonly number[] = [PORT.ENDPOINT, PORT.LEGACY, PORT.UPSTREAM, PORT.TO_PCI];
const RESETTABLE: readonly number[] = [...ENDPOINTS, PORT.INTEGRATED];

/** Latencies to leave a link state. */
export const L0S = ['<64ns', '<128ns', '<256ns', '<512ns', '<1us', '<2us', '<4us', 'unlimited'];
export const L1 = ['<1us', '<2us', '<4us', '<8us', '<16us', '<32us', '<64us', 'unlimited'];

/** Slot power limit: a value and a scale of 1, 0.1, 0.01 and 0.001 W. */
export function watts(value: number, scale: number): string {
  const factor = [1, 0.1, 0.01, 0.001][scale] ?? 1;
  if (scale === 0 && value >= 0xf0) {
    return value === 0xff ? '>600W' : `${String(250 + 25 * (value - 0xf0))}W`;
  }
  return `${String(Number((value * factor).toPrecision(6)))}W`;
}

/** DevCap, DevCtl, DevSta. */
export function printDevice({ page, at, type }: Express): void {
  const { config, out } = page;
  const able = config.long(at + 4);
  out(`\t\tDevCap:\tMaxPayload ${String(128 << (able & 7))} bytes, PhantFunc `);
  out(String((1 << bitsOf(able, 3, 2)) - 1));
  if (ENDPOINTS.includes(type)) {
    out(`, Latency L0s ${L0S[bitsOf(able, 6, 3)] ?? ''}, L1 ${L1[bitsOf(able, 9, 3)] ?? ''}`);
  }
  out(`\n\t\t\t${flags(able, [['ExtTag', 0x20]])}`);
  if (REACHED.includes(type)) {
    out(
      ` ${flags(able, [
        ['AttnBtn', 0x1000],
        ['AttnInd', 0x2000],
        ['PwrInd', 0x4000],
      ])}`,
    );
  }
  out(` RBE${sign(able, 0x8000)}`);
  const resettable = ENDPOINTS.includes(type) || type === PORT.INTEGRATED;
  if (resettable) out(` FLReset${sign(able, 0x10000000)}`);
  if (type === PORT.ENDPOINT || type === PORT.UPSTREAM || type === PORT.TO_PCI) {
    out(` SlotPowerLimit ${watts(bitsOf(able, 18, 8), bitsOf(able, 26, 2))}`);
  }
  out('\n');
  const control = config.word(at + 8);
  const reports = flags(control, [
    ['CorrErr', 1],
    ['NonFatalErr', 2],
    ['FatalErr', 4],
    ['UnsupReq', 8],
  ]);
  out(`\t\tDevCtl:\t${reports}\n`);
  const enables = flags(control, [
    ['RlxdOrd', 0x10],
    ['ExtTag', 0x100],
    ['PhantFunc', 0x200],
    ['AuxPwr', 0x400],
    ['NoSnoop', 0x800],
  ]);
  out(`\t\t\t${enables}`);
  if (type === PORT.TO_PCI) out(` BrConfRtry${sign(control, 0x8000)}`);
  if (RESETTABLE.includes(type) && (able & 0x10000000) !== 0) {
    out(` FLReset${sign(control, 0x8000)}`);
  }
  const bytes = (low: number) => String(128 << bitsOf(control, low, 3));
  out(`\n\t\t\tMaxPayload ${bytes(5)} bytes, MaxReadReq ${bytes(12)} bytes\n`);
  const status = flags(config.word(at + 10), [
    ['CorrErr', 1],
    ['NonFatalErr', 2],
    ['FatalErr', 4],
    ['UnsupReq', 8],
    ['AuxPwr', 0x10],
    ['TransPend', 0x20],
  ]);
  out(`\t\tDevSta:\t${status}\n`);
}

const RANGES: Readonly<Record<number, string>> = {
  0: 'Not Supported',
  1: 'Range A',
  2: 'Range B',
  3: 'Range AB',
  6: 'Range BC',
  7: 'Range ABC',
  14: 'Range BCD',
  15: 'Range ABCD',
};
const TIMEOUTS: Readonly<Record<number, string>> = {
  0: '50us to 50ms',
  1: '50us to 100us',
  2: '1ms to 10ms',
  5: '16ms to 55ms',
  6: '65ms to 210ms',
  9: '260ms to 900ms',
  10: '1s to 3.5s',
  13: '4s to 13s',
  14: '17s to 64s',
};
const OBFF_SUPPORT = ['Not Supported', 'Via message', 'Via WAKE#', 'Via message/WAKE#'];
const OBFF_ENABLED = ['Disabled', 'Via message A', 'Via message B', 'Via WAKE#'];
const POWER_REDUCTION = ['Not Supported', 'Dev Specific', 'Form Factor Dev Specific', 'Reserved'];
const TPH = ['TPHComp- ExtTPHComp-', 'TPHComp+ ExtTPHComp-', '', 'TPHComp+ ExtTPHComp+'];
const LN_SYSTEM = ['Not Supported', '64byte cachelines', '128byte cachelines', 'Reserved'];

/** Whether a BAR decodes memory: only then can atomic operations reach the function. */
function hasMemory({ info, busView }: Page): boolean {
  return baseAddresses(info, busView, () => undefined).some(
    ({ base }) => base !== 0n && (base & 1n) === 0n,
  );
}

/** DevCap2 and DevCtl2. */
export function printDevice2({ page, at, type }: Express): void {
  const { config, out } = page;
  const able = config.long(at + 0x24);
  const root = type === PORT.ROOT;
  const down = root || type === PORT.DOWNSTREAM;
  const egress = down || type === PORT.UPSTREAM;
  const endpoint = ENDPOINTS.includes(type);
  const mid = flags(able, [
    ['TimeoutDis', 0x10],
    ['NROPrPrP', 0x400],
    ['LTR', 0x800],
  ]);
  out(`\t\tDevCap2: Completion Timeout: ${RANGES[able & 15] ?? 'Unknown'}, ${mid}\n`);
  const tags = flags(able, [
    ['10BitTagComp', 0x10000],
    ['10BitTagReq', 0x20000],
  ]);
  const formats = flags(able, [
    ['ExtFmt', 0x100000],
    ['EETLPPrefix', 0x200000],
  ]);
  out(`\t\t\t ${tags} OBFF ${OBFF_SUPPORT[bitsOf(able, 18, 2)] ?? ''}, ${formats}`);
  if ((able & 0x200000) !== 0) out(`, MaxEETLPPrefixes ${String(bitsOf(able, 22, 2) || 4)}`);
  out(`\n\t\t\t EmergencyPowerReduction ${POWER_REDUCTION[bitsOf(able, 24, 2)] ?? ''}`);
  out(`, EmergencyPowerReductionInit${sign(able, 0x4000000)}\n`);
  out(`\t\t\t FRS${sign(able, 0x80000000)}`);
  if (root) out(` LN System CLS ${LN_SYSTEM[bitsOf(able, 14, 2)] ?? ''},`);
  if (root || type === PORT.ENDPOINT) {
    out(` ${TPH[bitsOf(able, 12, 2)] ?? ''}`);
  }
  if (down) out(` ARIFwd${sign(able, 0x20)}`);
  out('\n');
  const completer = root || hasMemory(page);
  if (egress || completer) {
    out('\t\t\t AtomicOpsCap:');
    if (egress) {
      out(` Routing${sign(able, 0x40)}`);
    }
    if (completer) {
      out(
        ` ${flags(able, [
          ['32bit', 0x80],
          ['64bit', 0x100],
          ['128bitCAS', 0x200],
        ])}`,
      );
    }
    out('\n');
  }
  const control = config.word(at + 0x28);
  const ctl = flags(control, [
    ['TimeoutDis', 0x10],
    ['LTR', 0x400],
    ['10BitTagReq', 0x1000],
  ]);
  out(
    `\t\tDevCtl2: Completion Timeout: ${TIMEOUTS[control & 15] ?? 'Unknown'}, ${ctl} ` +
      `OBFF ${OBFF_ENABLED[bitsOf(control, 13, 2)] ?? ''},`,
  );
  if (down) out(` ARIFwd${sign(control, 0x20)}`);
  out('\n');
  const requester = root || endpoint || type === PORT.INTEGRATED;
  if (requester || egress) {
    out('\t\t\t AtomicOpsCtl:');
    if (requester) out(` ReqEn${sign(control, 0x40)}`);
    if (egress) out(` EgressBlck${sign(control, 0x80)}`);
    out('\n');
  }
}
