import { bitsOf, flags, sign } from '../text';
import { L0S, L1 } from './express-device';
import { DOWNWARD, PORT } from './express-port';
import type { Express } from './express-port';

const SPEEDS = ['2.5GT/s', '5GT/s', '8GT/s', '16GT/s', '32GT/s', '64GT/s'];

function speed(code: number): string {
  return SPEEDS[code - 1] ?? 'unknown';
}

const ASPM_SUPPORT = ['not supported', 'L0s', 'L1', 'L0s L1'];
const ASPM_ENABLED = ['Disabled', 'L0s Enabled', 'L1 Enabled', 'L0s L1 Enabled'];
/** How the link runs, beside what it could; below a port it is the partner that may be slower. */
function compared(type: number, now: number, able: number): string {
  if (now > able) return ' (overdriven)';
  return now === able || DOWNWARD.includes(type) ? '' : ' (downgraded)';
}

/** LnkCap, LnkCtl, LnkSta. */
export function printLink({ page, at, type }: Express): void {
  const { config, out } = page;
  const able = config.long(at + 0x0c);
  const [topSpeed, topWidth] = [able & 15, bitsOf(able, 4, 6)];
  const aspm = bitsOf(able, 10, 2);
  out(
    `\t\tLnkCap:\tPort #${String(able >>> 24)}, Speed ${speed(topSpeed)}, ` +
      `Width x${String(topWidth)}, ASPM ${ASPM_SUPPORT[aspm] ?? ''}`,
  );
  const exits = [
    (aspm & 1) !== 0 && `L0s ${L0S[bitsOf(able, 12, 3)] ?? ''}`,
    (aspm & 2) !== 0 && `L1 ${L1[bitsOf(able, 15, 3)] ?? ''}`,
  ].filter((exit) => exit !== false);
  if (exits.length > 0) out(`, Exit Latency ${exits.join(', ')}`);
  const able2 = flags(able, [
    ['ClockPM', 0x40000],
    ['Surprise', 0x80000],
    ['LLActRep', 0x100000],
    ['BwNot', 0x200000],
    ['ASPMOptComp', 0x400000],
  ]);
  out(`\n\t\t\t${able2}\n`);
  const control = config.word(at + 0x10);
  out(`\t\tLnkCtl:\tASPM ${ASPM_ENABLED[control & 3] ?? ''};`);
  const boundary: readonly number[] = [PORT.ROOT, PORT.ENDPOINT, PORT.LEGACY, PORT.TO_PCI];
  if (boundary.includes(type)) out(` RCB ${(control & 8) === 0 ? '64' : '128'} bytes,`);
  const first = flags(control, [
    ['Disabled', 0x10],
    ['CommClk', 0x40],
  ]);
  const second = flags(control, [
    ['ExtSynch', 0x80],
    ['ClockPM', 0x100],
    ['AutWidDis', 0x200],
    ['BWInt', 0x400],
    ['AutBWInt', 0x800],
  ]);
  out(` ${first}\n\t\t\t${second}\n`);
  const status = config.word(at + 0x12);
  const [nowSpeed, nowWidth] = [status & 15, bitsOf(status, 4, 6)];
  out(
    `\t\tLnkSta:\tSpeed ${speed(nowSpeed)}${compared(type, nowSpeed, topSpeed)}, ` +
      `Width x${String(nowWidth)}${compared(type, nowWidth, topWidth)}\n`,
  );
  const states = flags(status, [
    ['TrErr', 0x400],
    ['Train', 0x800],
    ['SlotClk', 0x1000],
    ['DLActive', 0x2000],
    ['BWMgmt', 0x4000],
    ['ABWMgmt', 0x8000],
  ]);
  out(`\t\t\t${states}\n`);
}

/** `2.5-16GT/s` out of the Supported Link Speeds Vector. */
function speedRange(able: number): string {
  if ((able & 0xc0) !== 0) return 'RsvdP';
  for (let i = SPEEDS.length - 1; i > 0; i--) {
    if ((able & (2 << i)) !== 0) return `2.5-${SPEEDS[i] ?? ''}`;
  }
  return (able & 2) === 0 ? 'Unknown' : '2.5GT/s';
}

function targetSpeed(code: number): string {
  return SPEEDS[Math.max(1, code) - 1] ?? 'Unknown';
}

const DE_EMPHASIS = ['-6dB', '-3.5dB'];
const LOWEST_MARGIN = '200-400mV(full-swing)/100-200mV(half-swing)';
const MARGINS = [
  'Normal Operating Range',
  '800-1200mV(full-swing)/400-700mV(half-swing)',
  LOWEST_MARGIN,
  LOWEST_MARGIN,
  LOWEST_MARGIN,
  LOWEST_MARGIN,
];
const PRESETS = [
  '-6dB de-emphasis, 0dB preshoot',
  '-3.5dB de-emphasis, 0dB preshoot',
  '-4.4dB de-emphasis, 0dB preshoot',
  '-2.5dB de-emphasis, 0dB preshoot',
  '0dB de-emphasis, 0dB preshoot',
  '0dB de-emphasis, 1.9dB preshoot',
  '0dB de-emphasis, 2.5dB preshoot',
  '-6.0dB de-emphasis, 3.5dB preshoot',
  '-3.5dB de-emphasis, 3.5dB preshoot',
  '0dB de-emphasis, 3.5dB preshoot',
];
const CROSSLINK = ['unsupported', 'Upstream Port', 'Downstream Port', 'incomplete'];
const COMPONENT = [
  'Link Down - Not Determined',
  'Link Down - Not Present',
  'Link Down - Present',
  'Reserved',
  'Link Up - Present',
  'Link Up - Present and DRS Received',
];

/** LnkCap2, LnkCtl2, LnkSta2. */
export function printLink2({ page, at, type }: Express): void {
  const { config, out } = page;
  const control = config.word(at + 0x30);
  const { device, fn } = page.info.seen;
  const upstream = type === PORT.ENDPOINT || type === PORT.LEGACY;
  // Function 0 controls the link of all.
  let able = 0;
  if (!upstream || (device === 0 && fn === 0)) {
    able = config.long(at + 0x2c);
    if (able !== 0) {
      const signs = flags(able, [
        ['Crosslink', 0x100],
        ['Retimer', 0x800000],
        ['2Retimers', 0x1000000],
        ['DRS', 0x80000000],
      ]);
      out(`\t\tLnkCap2: Supported Link Speeds: ${speedRange(able)}, ${signs}\n`);
    }
    out(`\t\tLnkCtl2: Target Link Speed: ${targetSpeed(control & 15)}, `);
    out(`EnterCompliance${sign(control, 0x10)} SpeedDis${sign(control, 0x20)}`);
    if (type === PORT.DOWNSTREAM) {
      out(`, Selectable De-emphasis: ${DE_EMPHASIS[bitsOf(control, 6, 1)] ?? ''}`);
    }
    out(`\n\t\t\t Transmit Margin: ${MARGINS[bitsOf(control, 7, 3)] ?? 'Unknown'}, `);
    out(`EnterModifiedCompliance${sign(control, 0x400)} ComplianceSOS${sign(control, 0x800)}\n`);
    out(`\t\t\t Compliance Preset/De-emphasis: ${PRESETS[control >> 12] ?? 'Unknown'}\n`);
  }
  const status = config.word(at + 0x32);
  out(
    `\t\tLnkSta2: Current De-emphasis Level: ${DE_EMPHASIS[status & 1] ?? ''}, ${flags(status, [
      ['EqualizationComplete', 0x02],
      ['EqualizationPhase1', 0x04],
    ])}\n`,
  );
  const phases = flags(status, [
    ['EqualizationPhase2', 0x08],
    ['EqualizationPhase3', 0x10],
    ['LinkEqualizationRequest', 0x20],
  ]);
  const timers = flags(status, [
    ['Retimer', 0x40],
    ['2Retimers', 0x80],
  ]);
  out(`\t\t\t ${phases}\n`);
  out(`\t\t\t ${timers} CrosslinkRes: ${CROSSLINK[bitsOf(status, 8, 2)] ?? ''}`);
  if ((able & 0x80000000) !== 0 && DOWNWARD.includes(type)) {
    out(`, DRS${sign(status, 0x8000)}\n`);
    const component = COMPONENT[bitsOf(status, 12, 3)] ?? 'Reserved';
    out(`\t\t\t DownstreamComp: ${component}\n`);
  } else out('\n');
}
