import { describe, expect, it } from 'vitest';
import { Run } from './run';
import { parseScenario } from './scenario/parse';
import { PATH_IDS } from './scenario/scenario';
import { SERIES_FIELDS, type SeriesColumns, type SeriesField } from './series';

function run(input: object): Run {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const made = new Run(parsed.scenario);
  while (!made.extend(7_000));
  return made;
}

const busy = (path: string, until = '2ms') =>
  run({
    nic: { numVfs: path === 'passthrough' ? 0 : 4 },
    vms: [{ path, count: 2, traffic: { kind: 'poisson', direction: 'both', pps: 50_000 } }],
    run: { until },
  });

function windowsOf({ edges, counts }: SeriesColumns, field: SeriesField): readonly number[] {
  const windows = edges.length - 1;
  const first = SERIES_FIELDS.indexOf(field) * windows;
  return [...counts.subarray(first, first + windows)];
}

const total = (series: SeriesColumns, field: SeriesField) =>
  windowsOf(series, field).reduce((a, b) => a + b, 0);

describe.each(PATH_IDS)('the windows of a run on %s', (path) => {
  const whole = busy(path);
  const metrics = whole.metrics();

  it.each([null, 0, 1])('sum to its totals (guest %s)', (vm) => {
    const series = whole.seriesOf(vm);
    const body = vm === null ? metrics : metrics.vms[vm];
    if (body === undefined) throw new Error('no such guest');
    const sum = (field: SeriesField) => total(series, field);
    const byReason = (group: 'exits' | 'idle') =>
      Object.fromEntries(
        SERIES_FIELDS.filter((field) => field.startsWith(`${group}.`)).flatMap((field) => {
          const n = sum(field);
          return n === 0 ? [] : [[field.slice(group.length + 1), n] as const];
        }),
      );
    expect(byReason('exits')).toEqual(body.exits.byReason);
    expect(byReason('idle')).toEqual(body.exits.background.byReason);
    expect(sum('sent')).toBe(body.packets.sent);
    expect(sum('delivered')).toBe(body.packets.delivered);
    expect(sum('pcie.up')).toBe(body.pcie.bytesUp);
    expect(sum('pcie.down')).toBe(body.pcie.bytesDown);
    expect(sum('wire.out')).toBe(body.wire.bytesOut);
    expect(sum('wire.in')).toBe(body.wire.bytesIn);
    expect([sum('iotlb.hits'), sum('iotlb.misses')]).toEqual([body.iotlb.hits, body.iotlb.misses]);
    expect({
      physical: sum('interrupts.physical'),
      virtual: sum('interrupts.virtual'),
      posted: sum('interrupts.posted'),
      suppressed: sum('interrupts.suppressed'),
    }).toEqual(body.interrupts);
    for (const account of ['guest', 'kvm', 'vmm', 'vhost', 'pmd', 'softirq'] as const) {
      expect(sum(`cpu.${account}`) / whole.reached).toBeCloseTo(body.cpu[account], 9);
    }
  });

  it('never take more time than the CPUs have', () => {
    const series = whole.seriesOf(null);
    const accounts = SERIES_FIELDS.filter((field) => field.startsWith('cpu.'));
    const windows = accounts.map((field) => windowsOf(series, field));
    series.edges.slice(1).forEach((end, i) => {
      const width = end - (series.edges[i] ?? 0);
      const spent = windows.reduce((sum, each) => sum + (each[i] ?? 0), 0);
      expect(spent).toBeLessThanOrEqual(width * 8 + 1);
    });
  });

  it('are closed where the run had come when they are asked for', () => {
    const { edges } = whole.seriesOf(null);
    expect(edges[0]).toBe(0);
    expect(edges.at(-1)).toBe(whole.reached);
    edges.slice(1).forEach((edge, i) => {
      expect(edge).toBeGreaterThan(edges[i] ?? NaN);
    });
  });
});

it('has some hundred windows whatever the length, all as long but the last', () => {
  for (const until of ['30us', '700us', '4ms', '90ms']) {
    const { edges } = busy('sriov', until).seriesOf(null);
    const widths = Array.from(edges.slice(1)).map((edge, i) => edge - (edges[i] ?? 0));
    expect(new Set(widths.slice(0, -1)).size).toBeLessThanOrEqual(1);
    expect(widths.length).toBeLessThanOrEqual(256);
    expect(widths.length).toBeGreaterThanOrEqual(128);
  }
});

it('depends on how the run is cut into pieces no more than the run itself', () => {
  const scenario = parseScenario({ run: { until: '3ms' } });
  if (!scenario.ok) throw new Error('refused');
  const [one, other] = [new Run(scenario.scenario), new Run(scenario.scenario)];
  while (!one.extend(100_000));
  while (!other.extend(113));
  expect(other.seriesOf(0)).toEqual(one.seriesOf(0));
});

it('puts what happens into the window where it happens', () => {
  const single = run({
    vms: [{ path: 'emulated', traffic: { kind: 'single' } }],
    run: { until: '10ms' },
  });
  const facts = single.window(0, single.end).facts;
  const series = single.seriesOf(null);
  const exits = windowsOf(series, 'exits.EPT_MISCONFIG');
  exits.forEach((count, i) => {
    const [from, to] = [series.edges[i] ?? 0, series.edges[i + 1] ?? 0];
    let seen = 0;
    facts.time.forEach((time, k) => {
      const isExit = facts.kind[k] === 0 && facts.a[k] === 49;
      if (isExit && time <= to && (time > from || i === 0)) seen += 1;
    });
    expect(count).toBe(seen);
  });
  expect(total(series, 'exits.EPT_MISCONFIG')).toBeGreaterThan(0);
});

it('charges a poll that finds nothing as it goes on, not at its end', () => {
  const quiet = run({
    vms: [{ path: 'sriov', traffic: { kind: 'single' }, tuning: { idlePoll: true } }],
    run: { until: '2ms' },
  });
  expect(quiet.metrics().cpu.guest).toBeGreaterThan(0.99);
  const series = quiet.seriesOf(0);
  const busy = windowsOf(series, 'cpu.guest').map(
    (spent, i) => spent / ((series.edges[i + 1] ?? 0) - (series.edges[i] ?? 0)),
  );
  expect(Math.max(...busy)).toBeLessThanOrEqual(1);
  expect(Math.min(...busy.slice(10))).toBeGreaterThan(0.9);
});

describe('the time of exits', () => {
  it('is from exit to entry: as many, as long and as short as the facts say', () => {
    const emulated = busy('emulated');
    const { facts } = emulated.window(0, emulated.end);
    const seen: number[] = [];
    facts.kind.forEach((kind, i) => {
      if (kind === 1 && facts.a[i] === 49 && facts.vm[i] === 0) seen.push(facts.b[i] ?? 0);
    });
    const time = emulated.metrics().vms[0]?.exits.time['EPT_MISCONFIG'];
    expect(time?.count).toBe(seen.length);
    expect(time?.minNs).toBeCloseTo(Math.min(...seen), -0.5);
    expect(time?.maxNs).toBeCloseTo(Math.max(...seen), -0.5);
    const sum = seen.reduce((a, b) => a + b, 0);
    expect((time?.totalNs ?? 0) / sum).toBeCloseTo(1, 3);
    const mean = sum / seen.length;
    const variance = seen.reduce((a, b) => a + (b - mean) ** 2, 0) / (seen.length - 1);
    expect(time?.sdNs).toBeCloseTo(Math.sqrt(variance), 0);
  });

  it('of idle guests is counted apart, and all guests together are the sum of each', () => {
    const { exits, vms } = busy('sriov').metrics();
    expect(exits.time['HLT']).toBeUndefined();
    const idle = exits.background.time['HLT'];
    const each = vms.map((vm) => vm.exits.background.time['HLT']);
    expect(idle?.count).toBe(each.reduce((sum, time) => sum + (time?.count ?? 0), 0));
    expect(idle?.minNs).toBe(Math.min(...each.map((time) => time?.minNs ?? Infinity)));
    expect(idle?.maxNs).toBe(Math.max(...each.map((time) => time?.maxNs ?? 0)));
    expect(idle?.totalNs).toBeCloseTo(
      each.reduce((sum, time) => sum + (time?.totalNs ?? 0), 0),
      3,
    );
  });
});
