import { describe, expect, it } from 'vitest';
import { Run } from './run';
import { parseScenario } from './scenario/parse';
import { PATH_IDS, type Scenario } from './scenario/scenario';
import { completeRun } from './testing';

export function scenario(input: unknown): Scenario {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.scenario;
}

const busy = (path: string) =>
  scenario({
    nic: { numVfs: path === 'passthrough' ? 0 : 4 },
    vms: [{ path, traffic: { kind: 'poisson', direction: 'both', pps: 50_000 } }],
    run: { until: '2ms' },
  });

describe.each(PATH_IDS)('%s', (path) => {
  const complete = () => {
    const run = new Run(busy(path));
    while (!run.extend(10_000));
    return run;
  };

  it('gives the same run twice', () => {
    const all = (run: Run) => run.window(0, run.end);
    expect(all(complete())).toEqual(all(complete()));
  });

  it('accounts for every packet', () => {
    const { packets } = complete().metrics();
    const lost = Object.values(packets.dropped).reduce((a, b) => a + b, 0);
    expect(packets.sent).toBeGreaterThan(100);
    expect(packets.delivered + lost + packets.inFlight).toBe(packets.sent + packets.replicated);
    expect(packets.inFlight).toBeGreaterThanOrEqual(0);
  });

  it('reads the past as it was', () => {
    const run = new Run(busy(path));
    run.extend(3_000);
    // Up to the last moment that is complete: of the one it has reached more may follow.
    const then = run.reached - 1;
    const seen = run.metricsAt(then);
    while (!run.extend(10_000));
    expect(run.metricsAt(then)).toEqual(seen);
    expect(run.metricsAt(run.end)).toEqual(run.metrics());
  });

  it('takes in all that happens at its very end, whatever it was computed in', () => {
    // A packet is due every 10 µs: at the end too.
    const dueAtEnd = scenario({
      nic: { numVfs: path === 'passthrough' ? 0 : 4 },
      vms: [{ path, traffic: { kind: 'cbr', pps: 100_000 } }],
      run: { until: '100us' },
    });
    const by = (events: number) => {
      const run = new Run(dueAtEnd);
      while (!run.extend(events));
      return { metrics: run.metrics(), all: run.window(0, run.end) };
    };
    expect(by(1)).toEqual(by(10_000));
  });

  it('leaves no gap in a packet’s journey', () => {
    const run = complete();
    const { hops } = run.window(0, run.end);
    const moves = new Map<number, number>();
    let checked = 0;
    for (let i = 0; i < hops.count; i++) {
      expect(hops.end[i]).toBeGreaterThanOrEqual(hops.start[i]!);
    }
    const journey = run.journey(5);
    expect(journey.hops.count).toBeGreaterThan(3);
    for (let i = 0; i < journey.hops.count; i++) {
      moves.set(journey.hops.start[i]!, journey.hops.end[i]!);
      checked++;
    }
    expect(checked).toBe(journey.hops.count);
  });
});

describe('a run with more hops than are kept', () => {
  const dense = () => {
    const run = new Run(
      scenario({
        vms: [{ count: 4, traffic: { kind: 'bulk', direction: 'both' } }],
        run: { until: '8ms' },
      }),
    );
    while (!run.extend(50_000));
    return run;
  };

  it('computes any stretch again, the same from whichever side it is approached', () => {
    const run = dense();
    const whole = run.window(5_000_000_000, 5_100_000_000);
    const again = run.window(5_000_000_000, 5_100_000_000);
    expect(whole.hops.count).toBeGreaterThan(1_000);
    expect(whole.cut).toBe(false);
    expect(again).toEqual(whole);
    const part = run.window(5_040_000_000, 5_060_000_000);
    const inside = Array.from(whole.hops.start).filter(
      (start, i) => start < 5_060_000_000 && whole.hops.end[i]! >= 5_040_000_000,
    );
    expect(part.hops.count).toBe(inside.length);
  });

  it('says where a cap on rows cut a window short', () => {
    const { cut, to, hops } = dense().window(5_000_000_000, 6_000_000_000, 5_000);
    expect(cut).toBe(true);
    expect(to).toBeGreaterThan(5_000_000_000);
    expect(to).toBeLessThan(6_000_000_000);
    expect(hops.count).toBeGreaterThan(1_000);
  });

  it('steps from moment to moment in both directions', () => {
    const run = dense();
    const on = run.neighbour(5_000_000_000, 1, 'hop', 0)!;
    expect(on).toBeGreaterThan(5_000_000_000);
    expect(run.neighbour(on, -1, 'hop', 0)!).toBeLessThanOrEqual(5_000_000_000);
    expect(run.neighbour(0, -1, 'hop', 0)).toBeNull();
    expect(run.neighbour(run.end, 1, 'exit', 0)).toBeNull();
  });
});

describe('a run’s memory', () => {
  const MOST = 256 * 2 ** 20;
  const total = (held: Readonly<Record<string, number>>) =>
    Object.values(held).reduce((a, b) => a + b, 0);

  it('keeps the whole log of a short run', () => {
    const run = completeRun({ vms: [{ count: 1 }], run: { until: '1ms' } });
    expect(run.log).toEqual({ cap: 150_000, dropped: 0 });
  });

  it('says how many rows of a long run’s log are gone, whoever looks at it', () => {
    const run = completeRun({
      vms: [{ count: 4, traffic: { kind: 'bulk', direction: 'both' } }],
      run: { until: '8ms' },
    });
    const { cap, dropped } = run.log;
    expect(dropped).toBeGreaterThan(cap);
    const { hops, facts } = run.window(0, run.end);
    expect(dropped).toBeGreaterThan(0.9 * (hops.count + facts.count));
    run.journey(7);
    expect(run.log.dropped).toBe(dropped);
  });

  it('is bounded on a host of 64 guests whose ports overflow', () => {
    // Some 100,000 frames stand in front of the ports at once.
    const run = completeRun({
      nic: { device: 'intel-e810', numVfs: 64 },
      host: { cores: 65 },
      vms: [
        { count: 64, traffic: { kind: 'cbr', direction: 'both', packetBytes: 60, pps: 5_000_000 } },
      ],
      run: { until: '400us' },
    });
    run.window(0, run.end);
    run.journey(100);
    const held = run.held();
    expect(held.checkpoints).toBeLessThanOrEqual(96 * 2 ** 20);
    expect(held.log).toBeGreaterThan(2 ** 20);
    expect(held.hosts).toBeGreaterThan(2 ** 20);
    expect(total(held)).toBeLessThan(MOST);
  });

  it('finds the journey of a packet late in a run whose log is gone', () => {
    const run = completeRun({
      vms: [{ count: 4, traffic: { kind: 'poisson', direction: 'tx', pps: 100_000 } }],
      run: { until: '30ms' },
    });
    const { sent } = run.metrics().packets;
    const { from, hops, facts, cut } = run.journey(sent - 500);
    expect(run.log.dropped).toBeGreaterThan(0);
    expect(from).toBeGreaterThan(25e9);
    expect(facts.time[0]).toBe(from);
    expect(hops.count).toBeGreaterThan(8);
    expect(cut).toBe(false);
  });
});
