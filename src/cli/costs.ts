import type { Formula, Term } from '../engine/costs/formulas';
import { priceSheet } from '../engine/costs/profiles';
import type { PciNames } from '../shell/command';
import { formatOf, onlyScenario, type Arguments } from './arguments';
import { loadScenario } from './scenario';
import { columns, digits } from './table';
import type { Output } from './usage';

/** The cost table of a scenario's host: every price, how it is known and where it comes from. */
export function costs(args: Arguments, _names: PciNames, output: Output): number {
  const format = formatOf(args, ['table', 'json']);
  const { host, costs: set } = loadScenario(onlyScenario(args), args.sets);
  const rows = priceSheet(host, set);
  if (format === 'json') {
    const { profile, cpuGHz } = host;
    output.out(`${JSON.stringify({ profile, cpuGHz, costs: rows }, null, 2)}\n`);
    return 0;
  }
  const head = ['cost', 'value', 'unit', 'ns', 'range', 'basis', 'source'];
  const lines = rows.map((row) => [
    row.id,
    digits(row.value),
    row.unit,
    row.ns === null ? '' : digits(row.ns),
    `${String(row.range[0])} to ${String(row.range[1])}`,
    row.basis,
    row.formula === null ? row.source : written(row.formula),
  ]);
  output.out(`profile ${host.profile}, ${String(host.cpuGHz)} GHz\n`);
  output.out(columns([head, ...lines], [1, 3]));
  return 0;
}

/** `1.92 us (makita18.derived.kick_cost) - 2565 cycles (exitLight), at 2.7 GHz`. */
function written({ terms, ghz }: Formula): string {
  const sum = terms.map((term, i) => signed(term, i === 0)).join(' ');
  return ghz === null ? sum : `${sum}, at ${String(ghz)} GHz`;
}

function signed({ value, unit, source, factor = 1 }: Term, isFirst: boolean): string {
  const sign = factor < 0 ? '- ' : isFirst ? '' : '+ ';
  const size = Math.abs(factor);
  const times = size === 1 ? '' : size < 1 ? ` / ${digits(1 / size)}` : ` * ${digits(size)}`;
  return `${sign}${String(value)} ${unit}${times} (${source})`;
}
