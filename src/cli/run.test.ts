import { describe, expect, test } from 'vitest';
import type { Metrics } from '../engine/metrics';
import { main } from './main';

async function sim(...argv: string[]) {
  let [out, err] = ['', ''];
  const status = await main(argv, { out: (text) => (out += text), err: (text) => (err += text) });
  return { status, out, err };
}

const PATH = ['--set', 'vms.0.path=emulated', '--set', 'vms.0.count=2'];

describe('sim run', () => {
  test('prints the metrics as JSON in the public shape, per run and per guest', async () => {
    const { status, out, err } = await sim('run', ...PATH, '--until', '5ms', '--format', 'json');
    expect([status, err]).toEqual([0, '']);
    const metrics = JSON.parse(out) as Metrics;
    const { vms, ...run } = metrics;
    expect(vms.map(({ name, path }) => `${name} ${path}`)).toEqual([
      'vm0 emulated',
      'vm1 emulated',
    ]);
    for (const body of [run, ...vms]) {
      expect(body).toMatchObject({
        simulatedNs: 5e6,
        packets: { sent: expect.any(Number), delivered: expect.any(Number), dropped: {} },
        throughputGbps: expect.any(Number),
        pps: expect.any(Number),
        latencyNs: {
          min: expect.any(Number),
          p50: expect.any(Number),
          p99: expect.any(Number),
          max: expect.any(Number),
        },
        exits: {
          total: expect.any(Number),
          perPacket: expect.any(Number),
          perSecond: expect.any(Number),
          byReason: { EPT_MISCONFIG: expect.any(Number) },
        },
        interrupts: {
          physical: expect.any(Number),
          virtual: expect.any(Number),
          posted: 0,
          suppressed: expect.any(Number),
        },
        copies: { count: expect.any(Number), bytes: expect.any(Number) },
        contextSwitches: expect.any(Number),
        cpu: {
          guest: expect.any(Number),
          kvm: expect.any(Number),
          vmm: expect.any(Number),
          vhost: 0,
          softirq: expect.any(Number),
          idle: expect.any(Number),
        },
        pcie: { bytesUp: expect.any(Number), bytesDown: expect.any(Number) },
        iotlb: { hits: expect.any(Number), misses: expect.any(Number) },
      });
    }
    expect(run.packets.sent).toBe(vms.reduce((sum, vm) => sum + vm.packets.sent, 0));
    expect(run.exits.total).toBe(vms.reduce((sum, vm) => sum + vm.exits.total, 0));
  });

  test('prints the same figures as a table for people, a column a guest', async () => {
    const { out: json } = await sim('run', ...PATH, '--until', '5ms', '--format', 'json');
    const { exits, packets } = JSON.parse(json) as Metrics;
    const { status, out } = await sim('run', ...PATH, '--until', '5ms');
    expect(status).toBe(0);
    expect(out).toMatch(/^simulated 5 ms\n\n +unit +all +vm0 emulated +vm1 emulated\n/u);
    expect(out).toMatch(new RegExp(`^packets sent +${String(packets.sent)} `, 'mu'));
    const reason = `^ {2}EPT_MISCONFIG +${String(exits.byReason['EPT_MISCONFIG'])} `;
    expect(out).toMatch(new RegExp(reason, 'mu'));
    expect(out).toMatch(/^CPU idle +cores +[\d.]+ +– +–$/mu);
  });

  test('says of many guests how many have no column', async () => {
    const { out } = await sim('run', '--set', 'vms.0.count=10', '--until', '100us');
    expect(out).toMatch(/\n2 more guests: --format json has them all\n$/u);
  });

  test.each([
    [['--until', '3parsecs'], 'sim: run.until: found "3parsecs"; allowed: '],
    [['--until', ''], 'sim: run.until: found ""; allowed: '],
    [['--format', 'xml'], 'sim: --format xml: one of table, json'],
    [['/no/such/file'], 'sim: /no/such/file: ENOENT'],
    [['a', 'b'], 'sim: one SCENARIO, not a b'],
    [['--set', 'vms.0.path=teleport'], 'sim: vms.0.path: found "teleport"; allowed: one of '],
    [['--speed', '3'], "Unknown option '--speed'"],
  ])('%j is refused in one line', async (argv, said) => {
    const { status, out, err } = await sim('run', ...argv);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('sim exits', () => {
  test('prints what perf kvm stat report prints on that host at the end of the run', async () => {
    const set = ['--set', 'vms.0.path=emulated', '--set', 'run.until=4ms'];
    const { status, out } = await sim('exits', ...set);
    expect(status).toBe(0);
    expect(out).toMatch(/\n +EPT_MISCONFIG +\d+ +[\d.]+% +[\d.]+% +[\d.]+us +[\d.]+us +[\d.]+us/u);
    expect(await sim('shell', ...set, '-c', 'perf kvm stat report')).toEqual({
      status: 0,
      out,
      err: '',
    });
  });

  test('counts the exits of the metrics, those under way aside', async () => {
    const { out } = await sim('exits', ...PATH);
    const { out: json } = await sim('run', ...PATH, '--format', 'json');
    const { exits } = JSON.parse(json) as Metrics;
    const samples = Number(/Total Samples:(\d+)/u.exec(out)?.[1]);
    const began = exits.total + exits.background.total;
    expect(samples).toBeLessThanOrEqual(began);
    expect(samples).toBeGreaterThanOrEqual(began - 2);
  });
});
