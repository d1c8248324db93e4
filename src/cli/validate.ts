import { CURVES, curveData, type CurveData } from '../engine/validation/curves';
import { CHECKS, validate as judge, type Row } from '../engine/validation/validate';
import { SILENT } from '../engine/validation/silent';
import type { PciNames } from '../shell/command';
import { formatOf, type Arguments } from './arguments';
import { columns, digits } from './table';
import { UsageError, type Output } from './usage';

/**
 * The model beside published measurements. Status 1 where a figure is missed and no reason is known for it; a miss
 * with its reason is part of what the model claims.
 */
export function validate(args: Arguments, _names: PciNames, output: Output): number {
  const [first] = args.positionals;
  if (first !== undefined) throw new UsageError(`validate takes no ${first}`);
  const format = formatOf(args, ['table', 'json']);
  const rows = CHECKS.map(judge);
  const curves = CURVES.map(curveData);
  output.out(format === 'json' ? asJson(rows, curves) : `${asTable(rows)}\n${theory(curves)}`);
  return rows.every(({ pass, why }) => pass || why !== null) ? 0 : 1;
}

function asJson(figures: readonly Row[], curves: readonly CurveData[]): string {
  const all = { summary: summary(figures), figures, silent: SILENT, curves };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** Figures that went into the cost table are counted apart: they could hardly miss. */
function summary(rows: readonly Row[]) {
  const count = (wanted: (row: Row) => boolean) => rows.filter(wanted).length;
  return {
    pass: count(({ pass, input }) => pass && !input),
    miss: count(({ pass }) => !pass),
    inputs: count(({ pass, input }) => pass && input),
    silent: SILENT.reduce((sum, { figures }) => sum + figures.length, 0),
  };
}

function asTable(rows: readonly Row[]): string {
  const head = ['figure', 'profile', 'published', 'model', 'unit', 'ratio', 'tolerance', 'verdict'];
  const lines = rows.map((row) => [
    row.id,
    row.profile,
    typeof row.published === 'number' ? digits(row.published) : row.published.join(' to '),
    digits(row.model),
    row.unit,
    row.ratio.toFixed(2),
    row.kind === 'exits'
      ? `factor ${String(row.tolerance)}`
      : `${String(Math.round(row.tolerance * 100))} %`,
    row.pass ? (row.input ? 'pass (input)' : 'pass') : 'MISS',
  ]);
  const { pass, miss, inputs, silent } = summary(rows);
  const reasons = rows.filter((row) => !row.pass).map((row) => `${row.id}: ${reason(row)}\n`);
  return [
    columns([head, ...lines], [2, 3, 5]),
    `\n${String(pass)} pass, ${String(miss)} miss; ${String(inputs)} more went into the cost table; `,
    `of ${String(silent)} the model says nothing (--format json names them and why)\n`,
    ...(reasons.length > 0 ? ['\nWhy some miss:\n', ...reasons] : []),
  ].join('');
}

function reason({ why }: Row): string {
  return why ?? 'no reason is known';
}

/** The closed formulas, at each rate. */
function theory(curves: readonly CurveData[]): string {
  const head = ['theory', 'packets/s', 'formula', 'model', 'unit', 'ratio'];
  const lines = curves.flatMap(({ id, unit, points }) =>
    points.map((point) => [
      id,
      String(point.pps),
      digits(point.theory),
      digits(point.model),
      unit,
      (point.model / point.theory).toFixed(2),
    ]),
  );
  return columns([head, ...lines], [1, 2, 3, 5]);
}
