import { formatNumber, formatPicos } from '../../../i18n/format';
import type { PriceRow, PublishedFigure } from '../../../store/vocabulary';

const PS_PER_NS = 1e3;

/** A price's own value: to the digit where it is whole, else to three. */
export function valueText(value: number): string {
  return Number.isInteger(value) ? String(value) : formatNumber(value);
}

/** The same as a time; '' for sizes and shares. */
export function timeText({ ns }: PriceRow): string {
  return ns === null ? '' : formatPicos(ns * PS_PER_NS);
}

/** How fine a slider goes: whole units where the range is wide. */
export function stepOf([min, max]: PriceRow['range']): number {
  const span = max - min;
  return span > 50 ? 1 : 10 ** Math.floor(Math.log10(span / 100));
}

/** A number typed for a price: itself, or null where it is none or out of range. */
export function readPrice(text: string, [min, max]: PriceRow['range']): number | null {
  const value = Number(text);
  return text.trim() !== '' && value >= min && value <= max ? value : null;
}

/** The published figures that a source or a formula names, each once. */
export function citedFigures(
  { source, formula }: PriceRow,
  figures: ReadonlyMap<string, PublishedFigure>,
): readonly PublishedFigure[] {
  const words = [source, ...(formula?.terms.map((term) => term.source) ?? [])].flatMap((text) =>
    text.split(/[\s,()]+/u),
  );
  return [...new Set(words)].flatMap((word) => figures.get(word) ?? []);
}

/** What an assumed price's source says beside that; '' where it names no more than where it was assumed. */
export function remarkOf({ source }: PriceRow): string {
  const [, remark = ''] = /^assumed \((.*)\)$/u.exec(source) ?? [];
  return remark.startsWith('io-paths') ? '' : remark;
}

/** What was published, and where. */
export function citation({ value, unit, source, conditions }: PublishedFigure): string {
  const number = typeof value === 'number' ? String(value) : (value ?? []).join('–');
  const where = conditions === undefined ? '' : ` (${conditions})`;
  return `${number} ${unit}${where}. ${source}`.trim();
}
