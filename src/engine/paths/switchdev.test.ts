import { describe, expect, it, test } from 'vitest';
import { DROP_CAUSES, FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import { scenario, sum } from '../testing';
import { buildHost } from './host';

/** A host that has run, with how often each step was done and what happened to each frame. */
function ran(input: object) {
  const s = scenario({ run: { until: '2ms' }, ...input });
  const host = buildHost(s);
  const { machine } = host;
  machine.rec.on = true;
  machine.sim.run(s.run.until);
  const hops = machine.rec.takeHops(() => true);
  const steps = new Map<number, number>();
  for (let i = 0; i < hops.count; i++) {
    const step = hops.step[i]!;
    steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  const latency: number[] = [];
  machine.rec.eachFact(0, (_time, kind, _vm, _packet, a) => {
    if (kind === FACT.delivered) latency.push(a);
  });
  const count = (step: keyof typeof STEP) => steps.get(STEP[step]) ?? 0;
  const drops = (vm: number) =>
    Object.fromEntries(
      [...machine.s.tallies[vm]!.dropped].flatMap((n, i) => (n > 0 ? [[DROP_CAUSES[i], n]] : [])),
    );
  return { host, machine, count, latency, drops, flows: host.nic.ports.switch.flows };
}

const nic = { device: 'nvidia-connectx5', numVfs: 2, eswitch: 'switchdev' };
const ONE_FRAME = { kind: 'single', direction: 'rx' };
const toEachOther = {
  count: 2,
  traffic: { kind: 'request-response', direction: { to: 'vm1' }, packetBytes: 100 },
};

describe('switchdev mode', () => {
  test('first frames take the way over the host, later ones stay in the card', () => {
    const one = { count: 1, traffic: { direction: { to: 'vm1' }, packetBytes: 100, pps: 20_000 } };
    const { count, latency, flows } = ran({ nic, vms: [one, { ...one, traffic: ONE_FRAME }] });
    expect(count('representor-rx')).toBe(1);
    // With the one frame that the other guest gets from outside.
    expect(count('representor-xmit')).toBe(2);
    expect(flows.s.misses[0]).toBe(2);
    expect(count('flow-offload')).toBe(3);
    expect(latency.length).toBeGreaterThan(30);
    expect(latency[0]!).toBeGreaterThan(latency.at(-1)! + 4_000);
    expect(flows.entries(0).find(({ address }) => address === 1)?.hits).toBeGreaterThanOrEqual(
      latency.length - 2,
    );
  });

  test('without offload every frame takes it, and the host’s CPU pays', () => {
    const on = ran({ nic, vms: [toEachOther] });
    const off = ran({ nic: { ...nic, flowOffload: false }, vms: [toEachOther] });
    expect(off.count('flow-offload')).toBe(0);
    expect(off.count('representor-rx')).toBeGreaterThanOrEqual(off.flows.s.misses[0]! - 2);
    expect(off.latency.length).toBeGreaterThan(20);
    const perFrame = (run: typeof on) => run.count('host-irq') / run.latency.length;
    expect(perFrame(off)).toBeGreaterThan(5 * perFrame(on));
  });

  test.each(['tx', 'rx', 'both'])('%s: the wire is reached and reaches', (direction) => {
    const { drops, machine, count } = ran({
      nic,
      vms: [{ count: 2, traffic: { direction, pps: 100_000 } }],
    });
    expect(drops(0)).toEqual({});
    const { sent, delivered } = machine.tally(0);
    expect(delivered).toBeGreaterThan(0.95 * sent);
    expect(count('representor-rx') + count('representor-xmit')).toBeLessThan(0.1 * sent);
  });

  test('a guest behind the bridge is reached from a VF, always over the host', () => {
    const { drops, machine, count } = ran({
      nic,
      vms: [
        { count: 1, traffic: { direction: { to: 'vm1' }, pps: 50_000 } },
        { count: 1, path: 'vhost-net', traffic: { direction: { to: 'vm0' }, pps: 50_000 } },
      ],
    });
    expect(drops(0)).toEqual({});
    expect(drops(1)).toEqual({});
    expect(machine.tally(0).delivered).toBeGreaterThan(90);
    expect(machine.tally(1).delivered).toBeGreaterThan(90);
    expect(count('representor-rx')).toBeGreaterThan(90);
    expect(count('flow-offload')).toBe(0);
  });

  test('a representor in no bridge: nobody forwards', () => {
    const { drops, machine } = ran({
      nic: { ...nic, representors: 'alone' },
      vms: [{ count: 1, traffic: { pps: 50_000 } }],
    });
    expect(machine.tally(0).delivered).toBe(0);
    expect(drops(0)['not-bridged']).toBeGreaterThan(90);
  });

  test('a broadcast is copied by the bridge, to every representor and the wire', () => {
    const { machine, count } = ran({
      nic: { ...nic, numVfs: 3 },
      vms: [
        { count: 1, traffic: { kind: 'single', destination: 'broadcast' } },
        { count: 2, traffic: { kind: 'single', direction: 'rx' } },
      ],
    });
    expect(machine.tally(0).replicated).toBe(2);
    expect(machine.tally(0).delivered).toBe(3);
    expect(count('representor-xmit')).toBeGreaterThanOrEqual(2);
  });
});

describe('rules in the card', () => {
  it('in switchdev mode: by port, with counters, without the host', () => {
    const flows = [
      { from: 'vm0', match: { protocol: 'udp', dstPort: 9 }, action: 'drop' },
      { from: 'vm1', action: 'wire', vlan: 7 },
    ];
    const {
      drops,
      count,
      machine,
      flows: table,
    } = ran({
      nic: { ...nic, flows },
      vms: [{ count: 2, traffic: { pps: 100_000 } }],
    });
    const { sent } = machine.tally(0);
    expect(drops(0)['switch-acl']).toBeGreaterThan(sent - 3);
    expect(machine.tally(1).delivered).toBeGreaterThan(190);
    expect(count('representor-rx')).toBe(0);
    expect(count('host-irq')).toBe(0);
    expect(table.s.packets[0]).toBe(drops(0)['switch-acl']);
    expect(table.s.packets[1]).toBeGreaterThan(190);
  });

  it('in legacy mode Flow Director drops what comes in, and sees nothing of what goes out', () => {
    const flows = [{ match: { dstIp: '192.0.2.10' } }];
    const run = (direction: string) =>
      ran({
        nic: { numVfs: 2, flows },
        vms: [{ count: 2, traffic: { direction, pps: 100_000 } }],
      });
    const rx = run('rx');
    expect(rx.machine.tally(0).delivered).toBe(0);
    expect(rx.drops(0)['switch-acl']).toBeGreaterThan(190);
    expect(rx.drops(1)).toEqual({});
    // No CPU of the host, no exit: the guest never hears of them.
    expect(sum(rx.machine.tally(0).exits)).toBe(0);
    expect(rx.count('host-irq')).toBe(0);
    expect(run('tx').drops(0)).toEqual({});
  });

  it('leads frames to another VF', () => {
    const flows = [{ match: { dstIp: '192.0.2.10' }, action: 'vm1' }];
    const { host } = ran({
      nic: { numVfs: 2, flows },
      vms: [{ count: 2, traffic: { direction: 'rx', pps: 100_000 } }],
    });
    const taken = (vm: number) => host.nic.ports.switch.s.counts[host.plan.vms[vm]!.fn]!.rxFrames;
    expect(taken(0)).toBe(0);
    expect(taken(1)).toBeGreaterThan(390);
  });
});

describe('addresses that the PF takes in', () => {
  const vms = [
    { count: 1, traffic: { direction: { to: 'vm1' }, pps: 50_000 } },
    { count: 1, path: 'virtio', traffic: { direction: 'rx', pps: 1_000 } },
  ];
  it('without them a VF does not reach a guest behind the bridge; with them it does', () => {
    expect(ran({ nic: { numVfs: 1 }, vms }).drops(0)['no-hairpin']).toBeGreaterThan(90);
    const { drops, machine } = ran({ nic: { numVfs: 1, fdb: ['vm1'] }, vms });
    expect(drops(0)).toEqual({});
    expect(machine.tally(0).delivered).toBeGreaterThan(90);
  });
});

describe('a full receive ring', () => {
  const run = (dropEnable: boolean) =>
    ran({
      nic: { numVfs: 2, dropEnable },
      vms: [
        { count: 1, traffic: { direction: 'rx', packetBytes: 60, pps: 3_000_000 } },
        { count: 1, traffic: { direction: 'rx', pps: 100_000 } },
      ],
      run: { until: '5ms' },
    });

  it('loses its own frames with drop enable, and holds up its neighbour without', () => {
    const [on, off] = [run(true), run(false)];
    expect(on.drops(0)['ring-full']).toBeGreaterThan(100);
    expect(on.drops(1)).toEqual({});
    expect(off.drops(0)['ring-full']).toBeUndefined();
    expect(off.drops(1)['fifo-full']).toBeGreaterThan(10);
    expect(off.machine.tally(1).delivered).toBeLessThan(0.7 * on.machine.tally(1).delivered);
  });
});
