import type { Difference, RunDifference } from '../../store/vocabulary';
import { formatBytes, formatCount, formatGbps, formatNumber, formatPicos } from '../../i18n/format';
import type { Messages } from '../../i18n';

type Unit = Difference['unit'] | RunDifference['unit'];

/** A figure with its unit, three digits. */
export function valueText(unit: Unit, value: number): string {
  switch (unit) {
    case 'events':
      return Number.isInteger(value) ? formatCount(value) : formatNumber(value);
    case 'bytes':
      return formatBytes(value);
    case 'ps':
      return formatPicos(value);
    case 'ns':
      return formatPicos(value * 1e3);
    case 'cores':
      return formatNumber(value);
    case 'Gb/s':
      return formatGbps(value);
  }
}

/** The same with its sign; '' for no difference. */
export function deltaText(unit: Unit, delta: number): string {
  if (delta === 0) return '';
  return `${delta > 0 ? '+' : '−'}${valueText(unit, Math.abs(delta))}`;
}

/** What a figure of a packet is called. */
export function figureName(
  { differences, milestones }: Messages['compare'],
  { what, between }: Pick<Difference, 'what' | 'between'>,
): string {
  if (between !== null) {
    return differences.segment(milestones.names[between[0]], milestones.names[between[1]]);
  }
  return what === 'segment' ? '' : differences.names[what];
}

/** `−4 TDT, −2 STATUS`: what the exits that differ were about. */
export function partsText(parts: Readonly<Record<string, number>>): string {
  return Object.entries(parts)
    .toSorted((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .map(([name, delta]) => `${deltaText('events', delta)} ${name}`)
    .join(', ');
}
