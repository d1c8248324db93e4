import type { Page } from '../page';
import { bitsOf, flags, hex, sign } from '../text';

const SCALES_NS = [1, 32, 1024, 32768, 1048576, 33554432];

/** Latency Tolerance Reporting (PCIe 6.0 §7.8.2). */
export function printLatency({ config, out, verbosity }: Page, at: number): void {
  out('Latency Tolerance Reporting\n');
  if (verbosity < 2 || !config.need(at + 4, 4)) return;
  for (const [name, offset] of [
    ['snoop', 4],
    ['no snoop', 6],
  ] as const) {
    const value = config.word(at + offset);
    // Reserved scales go on as the shift of a processor does.
    const ns = (value & 0x3ff) * (1 << (5 * bitsOf(value, 10, 3)));
    out(`\t\tMax ${name} latency: ${String(ns)}ns\n`);
  }
}

/** Transaction Processing Hints (PCIe 6.0 §7.9.13). */
export function printProcessingHints({ config, out, verbosity }: Page, at: number): void {
  out('Transaction Processing Hints\n');
  if (verbosity < 2 || !config.need(at + 4, 4)) return;
  const able = config.long(at + 4);
  if ((able & 2) !== 0) out('\t\tInterrupt vector mode supported\n');
  if ((able & 4) !== 0) out('\t\tDevice specific mode supported\n');
  if ((able & 0x100) !== 0) out('\t\tExtended requester support\n');
  const place = bitsOf(able, 9, 2);
  if (place === 1) out('\t\tSteering table in TPH capability structure\n');
  else if (place === 2) out('\t\tSteering table in MSI-X table\n');
  else if (place === 3) out('\t\tReserved steering table location\n');
  else out('\t\tNo steering table available\n');
}

/** Secondary PCI Express (PCIe 6.0 §7.7.3). */
export function printSecondaryExpress({ config, out, verbosity }: Page, at: number): void {
  out('Secondary PCI Express\n');
  if (verbosity < 2 || !config.need(at + 4, 8)) return;
  const control = config.long(at + 4);
  const signs = flags(control, [
    ['LnkEquIntrruptEn', 2],
    ['PerformEqu', 1],
  ]);
  out(`\t\tLnkCtl3: ${signs}\n`);
  const errors = config.word(at + 8);
  const lanes = Array.from({ length: 16 }, (_, i) => i).filter((i) => (errors & (1 << i)) !== 0);
  const text = lanes.length === 0 ? '0' : `LaneErr at lane: ${lanes.join(' ')}`;
  out(`\t\tLaneErrStat: ${text}\n`);
}

const TPOWER_SCALE_US = [2, 10, 100];

function powerOnTime(value: number, scale: number): string {
  const factor = TPOWER_SCALE_US[scale];
  return factor === undefined ? '<error>' : `${String(value * factor)}us`;
}

/** L1 PM Substates (PCIe 6.0 §7.8.3). */
export function printL1Substates({ config, out, verbosity }: Page, at: number): void {
  out('L1 PM Substates\n');
  if (verbosity < 2) return;
  if (!config.need(at + 4, 12)) {
    out('\t\t<unreadable>\n');
    return;
  }
  const able = config.long(at + 4);
  const states = [
    ['PCI-PM_L1.2', 1],
    ['PCI-PM_L1.1', 2],
    ['ASPM_L1.2', 4],
    ['ASPM_L1.1', 8],
  ] as const;
  out(`\t\tL1SubCap: ${flags(able, states)} L1_PM_Substates${sign(able, 16)}\n`);
  const l12 = (able & 5) !== 0;
  if (l12) {
    const on = powerOnTime(bitsOf(able, 19, 5), bitsOf(able, 16, 2));
    out(
      `\t\t\t  PortCommonModeRestoreTime=${String(bitsOf(able, 8, 8))}us PortTPowerOnTime=${on}\n`,
    );
  }
  const control = config.long(at + 8);
  out(`\t\tL1SubCtl1: ${flags(control, states)}\n`);
  if (l12) {
    out(`\t\t\t   T_CommonMode=${String(bitsOf(control, 8, 8))}us`);
    if ((able & 4) !== 0) {
      const factor = SCALES_NS[bitsOf(control, 29, 3)];
      const threshold =
        factor === undefined ? '<error>' : `${String(bitsOf(control, 16, 10) * factor)}ns`;
      out(` LTR1.2_Threshold=${threshold}`);
    }
    out('\n');
  }
  out('\t\tL1SubCtl2:');
  if (l12) {
    const value = config.long(at + 12);
    out(` T_PwrOn=${powerOnTime(bitsOf(value, 3, 5), value & 3)}`);
  }
  out('\n');
}

function granularity(value: number, zero: string): string {
  if (value === 0) return zero;
  return value === 255 ? 'Greater than 254ns' : `${String(value)}ns`;
}

/** Precision Time Measurement (PCIe 6.0 §7.9.15). */
export function printTimeMeasurement({ config, out, verbosity }: Page, at: number): void {
  out('Precision Time Measurement\n');
  if (verbosity < 2) return;
  if (!config.need(at + 4, 8)) {
    out('\t\t<unreadable>\n');
    return;
  }
  const [able, control] = [config.long(at + 4), config.long(at + 8)];
  const roles = flags(able, [
    ['Requester:', 1],
    ['Responder:', 2],
    ['Root:', 4],
  ]);
  out(`\t\tPTMCap: ${roles}\n`);
  out(`\t\tPTMClockGranularity: ${granularity(bitsOf(able, 8, 8), 'Unimplemented')}\n`);
  const enabled = flags(control, [
    ['Enabled:', 1],
    ['RootSelected:', 2],
  ]);
  out(`\t\tPTMControl: ${enabled}\n`);
  out(`\t\tPTMEffectiveGranularity: ${granularity(bitsOf(control, 8, 8), 'Unknown')}\n`);
}

/** Data Object Exchange (PCIe 6.0 §7.9.24). */
export function printDataObjectExchange({ config, out, verbosity }: Page, at: number): void {
  out('Data Object Exchange\n');
  if (verbosity < 2) return;
  if (!config.need(at + 4, 0x14)) {
    out('\t\t<unreadable>\n');
    return;
  }
  const able = config.long(at + 4);
  out(`\t\tDOECap: IntSup${sign(able, 1)}\n`);
  if ((able & 1) !== 0) out(`\t\t\tInterrupt Message Number ${hex(bitsOf(able, 1, 11), 3)}\n`);
  out(`\t\tDOECtl: IntEn${sign(config.long(at + 8), 2)}\n`);
  const status = flags(config.long(at + 12), [
    ['Busy', 1],
    ['IntSta', 2],
    // lspci takes the other two for it.
    ['Error', 3],
    ['ObjectReady', 0x80000000],
  ]);
  out(`\t\tDOESta: ${status}\n`);
}
