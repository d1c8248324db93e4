import { MADE_WITH } from '../engine/model-version';
import type { Metrics, MetricsBody } from '../engine/metrics';
import { EVENT_LIMIT, type Run } from '../engine/run';
import type { PciNames } from '../shell/command';
import { formatOf, onlyScenario, untilOf, type Arguments } from './arguments';
import { loadScenario } from './scenario';
import { columns, digits } from './table';
import type { Output } from './usage';
import { runToEnd } from './whole-run';

/** Guests with a column of their own in the table. */
const MOST_COLUMNS = 8;

/** Runs a scenario and prints its metrics: per run, and again for every guest. */
export function run(args: Arguments, names: PciNames, output: Output): number {
  const format = formatOf(args, ['table', 'json']);
  const { metrics, status } = ranToEnd(args, names, output);
  output.out(
    format === 'json'
      ? `${JSON.stringify({ ...metrics, madeWith: MADE_WITH }, null, 2)}\n`
      : table(metrics),
  );
  return status;
}

/** Metrics of the run that the arguments describe. Status 1 where it stopped before its end, which is said. */
export function ranToEnd(
  args: Arguments,
  names: PciNames,
  output: Output,
): { readonly metrics: Metrics; readonly status: number } {
  const done = wholeRunOf(args, names);
  const metrics = done.metrics();
  if (done.stopped === null) return { metrics, status: 0 };
  output.err(
    `sim: stopped after ${String(EVENT_LIMIT)} events, at ${digits(metrics.simulatedNs / 1e6)} ms of ${digits(done.end / 1e9)} ms\n`,
  );
  return { metrics, status: 1 };
}

/** The run that the arguments describe, computed to its end. */
export function wholeRunOf(args: Arguments, names: PciNames): Run {
  return runToEnd(loadScenario(onlyScenario(args), [...args.sets, ...untilOf(args)]), names);
}

function table(metrics: Metrics): string {
  const guests = metrics.vms.slice(0, MOST_COLUMNS);
  const bodies: readonly MetricsBody[] = [metrics, ...guests];
  const more = metrics.vms.length - guests.length;
  const head = ['', 'unit', 'all', ...guests.map(({ name, path }) => `${name} ${path}`)];
  const lines = rowsOf(metrics).map(([name, unit, read]) => [
    name,
    unit,
    ...bodies.map((body) => {
      const value = read(body);
      return value === null ? '–' : digits(value);
    }),
  ]);
  const right = head.map((_, i) => i).filter((i) => i >= 2);
  return [
    `simulated ${digits(metrics.simulatedNs / 1e6)} ms\n\n`,
    columns([head, ...lines], right),
    more > 0 ? `\n${String(more)} more guests: --format json has them all\n` : '',
  ].join('');
}

type Row = readonly [name: string, unit: string, read: (body: MetricsBody) => number | null];

/** Whatever occurs in the run has a row. */
function rowsOf(all: MetricsBody): readonly Row[] {
  const latency = (read: (of: MetricsBody['latencyNs']) => number) => (body: MetricsBody) =>
    body.packets.delivered === 0 ? null : read(body.latencyNs) / 1000;
  const each = (
    names: object,
    unit: string,
    label: (name: string) => string,
    read: (body: MetricsBody, name: string) => number | null | undefined,
  ): Row[] =>
    Object.keys(names).map((name) => [
      label(name),
      unit,
      (body) => {
        const value = read(body, name);
        return value === undefined ? 0 : value;
      },
    ]);
  return [
    ['packets sent', '', (b) => b.packets.sent],
    ['packets delivered', '', (b) => b.packets.delivered],
    ...each(
      all.packets.dropped,
      '',
      (cause) => `packets dropped: ${cause}`,
      (b, cause) => b.packets.dropped[cause],
    ),
    ['packets in flight', '', (b) => b.packets.inFlight],
    ['throughput', 'Gb/s', (b) => b.throughputGbps],
    ['packet rate', '/s', (b) => b.pps],
    ['latency min', 'us', latency(({ min }) => min)],
    ['latency p50', 'us', latency(({ p50 }) => p50)],
    ['latency p90', 'us', latency(({ p90 }) => p90)],
    ['latency p99', 'us', latency(({ p99 }) => p99)],
    ['latency p99.9', 'us', latency(({ p999 }) => p999)],
    ['latency max', 'us', latency(({ max }) => max)],
    ['exits per packet', '', (b) => (b.packets.delivered === 0 ? null : b.exits.perPacket)],
    ['exits by I/O', '', (b) => b.exits.total],
    ...each(
      all.exits.byReason,
      '',
      (reason) => `  ${reason}`,
      (b, reason) => b.exits.byReason[reason],
    ),
    ['exits of idle guests', '', (b) => b.exits.background.total],
    ...each(
      all.exits.background.byReason,
      '',
      (reason) => `  ${reason}`,
      (b, reason) => b.exits.background.byReason[reason],
    ),
    ...each(
      all.interrupts,
      '',
      (kind) => `interrupts ${kind}`,
      (b, kind) => b.interrupts[kind as keyof MetricsBody['interrupts']],
    ),
    ['copies', '', (b) => b.copies.count],
    ['copies per packet', '', (b) => (b.packets.delivered === 0 ? null : b.copies.perPacket)],
    ['context switches', '', (b) => b.contextSwitches],
    ...each(
      all.cpu,
      'cores',
      (account) => `CPU ${account}`,
      (b, account) =>
        // Of one guest's CPUs nothing is known to be idle.
        account === 'idle' && b !== all ? null : b.cpu[account as keyof MetricsBody['cpu']],
    ),
    ['PCIe up', 'bytes', (b) => b.pcie.bytesUp],
    ['PCIe down', 'bytes', (b) => b.pcie.bytesDown],
    ['PCIe use', '%', (b) => 100 * b.pcie.utilisation],
    ['wire use', '%', (b) => 100 * b.wire.utilisation],
    ['IOTLB hits', '', (b) => b.iotlb.hits],
    ['IOTLB misses', '', (b) => b.iotlb.misses],
  ];
}
