import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT_REASONS, FACT } from './costs/facts';
import { STEP_IDS, STEPS } from './costs/steps';
import { buildHost, type HostParts } from './paths/host';
import { GUEST_PAGES, PATH_IDS, type PfSwitch, type Scenario } from './scenario/scenario';
import { scenario, sum } from './testing';

const MOVES = STEP_IDS.map(
  (id) => id === 'queued' || ['packet', 'copy', 'dma'].includes(STEPS[id].glyph),
);

const attack = fc.option(
  fc.record({
    kind: fc.constantFrom('dma-read', 'dma-write', 'msi'),
    every: fc.integer({ min: 1, max: 5 }),
    target: fc.constantFrom('host', 'neighbour'),
  }),
);

/** What an administrator may have set for a VF. */
const policy = fc.record({
  mac: fc.constantFrom(null, null, '52:54:00:aa:bb:00'),
  vlan: fc.constantFrom(0, 0, 10),
  qos: fc.constantFrom(0, 3),
  spoofCheck: fc.boolean(),
  trust: fc.boolean(),
  linkState: fc.constantFrom('auto' as const, 'enable' as const, 'disable' as const),
  minTxRate: fc.constantFrom(0, 0, 500),
  maxTxRate: fc.constantFrom(0, 0, 1_000),
});

/** A rule in the card, as any mode takes it. */
const rule = fc.record({
  match: fc.constantFrom<object>(
    {},
    { protocol: 'tcp' },
    { dstIp: '192.0.2.10' },
    { srcIp: '192.0.2.0/28', protocol: 'udp', dstPort: 9 },
    { vlan: 10, etherType: 'ipv4' },
  ),
  action: fc.constantFrom('drop', 'vm0'),
});

const group = fc.record({
  count: fc.integer({ min: 1, max: 3 }),
  attack,
  path: fc.constantFrom(...PATH_IDS),
  traffic: fc.record({
    kind: fc.constantFrom('single', 'burst', 'cbr', 'poisson', 'bulk', 'request-response'),
    direction: fc.constantFrom<unknown>('tx', 'rx', 'both', { to: 'vm0' }),
    packetBytes: fc.integer({ min: 60, max: 9014 }),
    pps: fc.integer({ min: 1_000, max: 1_500_000 }),
    packets: fc.integer({ min: 1, max: 600 }),
    batch: fc.integer({ min: 1, max: 64 }),
    destination: fc.constantFrom('peer', 'peer', 'broadcast', 'multicast', 'unknown'),
    source: fc.constantFrom('own', 'own', 'changed', 'foreign'),
    vlan: fc.constantFrom(0, 0, 10, 20),
  }),
  tuning: fc.record({
    eventIdx: fc.boolean(),
    interruptThrottleUs: fc.integer({ min: 0, max: 200 }),
    interruptThrottle: fc.constantFrom('fixed', 'adaptive'),
    napi: fc.boolean(),
    tso: fc.boolean(),
    mtu: fc.constantFrom(576, 1500, 9000),
    busyPollUs: fc.constantFrom(0, 0, 30),
    idlePoll: fc.boolean(),
    guestPolling: fc.boolean(),
    workerAffinity: fc.constantFrom('same', 'other'),
    irqAffinity: fc.constantFrom('same', 'other'),
    napiTx: fc.boolean(),
    haltPollUs: fc.constantFrom(0, 50, 200),
    pages: fc.constantFrom(...GUEST_PAGES),
    ioeventfd: fc.boolean(),
    pvEoi: fc.boolean(),
    promiscuous: fc.boolean(),
    vfReset: fc.boolean(),
  }),
});

const scenarios = fc
  .record({
    seed: fc.nat(),
    host: fc.record({
      cores: fc.integer({ min: 1, max: 6 }),
      vcpusPerCore: fc.integer({ min: 1, max: 3 }),
      apicv: fc.boolean(),
      iommu: fc.boolean(),
      unsafeDma: fc.constant(true),
      interruptRemapping: fc.boolean(),
    }),
    nic: fc.record({
      device: fc.constantFrom('intel-82576', 'intel-82599', 'intel-e810', 'nvidia-connectx5'),
      numVfs: fc.integer({ min: 0, max: 6 }),
      reflectiveRelay: fc.boolean(),
      eswitch: fc.constantFrom('legacy', 'switchdev'),
      representors: fc.constantFrom('bridged', 'bridged', 'alone'),
      flowOffload: fc.boolean(),
      dropEnable: fc.boolean(),
      fdb: fc.constantFrom<readonly string[]>([], ['vm0']),
      flows: fc.array(rule, { maxLength: 3 }),
    }),
    switches: fc.array(
      fc.record({
        mode: fc.constantFrom('veb' as const, 'vepa' as const),
        vfs: fc.array(policy, { minLength: 6, maxLength: 6 }),
      }),
      { minLength: 2, maxLength: 2 },
    ),
    vms: fc.array(group, { minLength: 1, maxLength: 2 }),
    until: fc.integer({ min: 50, max: 700 }),
  })
  .map(({ until, vms, ...rest }) => {
    const first = vms[0];
    // Only combinations that the schema accepts: a peer asks or answers, and nobody sends to itself.
    const repaired = vms.map((given, i) => {
      const { path, tuning } = given;
      const ioeventfd = tuning.ioeventfd || path.startsWith('vhost');
      const pvEoi = tuning.pvEoi && !rest.host.apicv;
      const guestPolling =
        tuning.guestPolling && ['vhost-user', 'passthrough', 'sriov'].includes(path);
      const own = path === 'sriov' || path === 'passthrough';
      const rogue = own ? given.attack : null;
      const vfReset = tuning.vfReset && !guestPolling;
      const { kind, direction } = given.traffic;
      const named = typeof direction === 'object' || kind === 'request-response';
      const destination = named ? 'peer' : given.traffic.destination;
      const g = {
        ...given,
        attack: rogue,
        traffic: { ...given.traffic, destination },
        tuning: { ...tuning, ioeventfd, pvEoi, guestPolling, vfReset },
      };
      const alone = i === 0 && first?.count === 1 && typeof direction === 'object';
      const oneSided = kind === 'request-response' && direction === 'both';
      return alone || oneSided ? { ...g, traffic: { ...g.traffic, direction: 'tx' } } : g;
    });
    const { device, eswitch, flows } = rest.nic;
    const able = device === 'intel-e810' || device === 'nvidia-connectx5';
    const nic = {
      ...rest.nic,
      eswitch: able ? eswitch : 'legacy',
      flows: device === 'intel-82599' || (able && eswitch === 'switchdev') ? flows : [],
    };
    return { ...rest, nic, vms: repaired, run: { until: `${String(until)}us` } };
  });

/** Edits on the host lead to the switches; here they are as they would come out. */
function withSwitches({
  switches,
  ...input
}: {
  readonly switches: readonly PfSwitch[];
}): Scenario {
  const s = scenario(input);
  return { ...s, nic: { ...s.nic, switches } };
}

/** One moment of a host as plain data, to compare two hosts. */
const state = (host: HostParts) => host.machine.sim.snapshot();

describe('for any scenario', () => {
  it('books and record obey the rules of the model', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(scenarios, (input) => {
        const s = withSwitches(input);
        const host = buildHost(s);
        const { machine } = host;
        machine.rec.on = true;
        machine.sim.run(s.run.until);

        // R16: every packet is delivered, dropped with a cause, or still under way.
        const { alive: live, frames } = machine.s.packets;
        const alive = live.reduce((n, one, row) => n + one * (frames[row] ?? 0), 0);
        const books = machine.s.tallies.reduce(
          (n, t) => n + t.sent + t.replicated - t.delivered - sum(t.dropped),
          0,
        );
        expect(books).toBe(alive);

        // Time never goes back; every exit has a reason and an owner; exit and entry alternate (R2).
        let before = 0;
        const inRoot = new Map<number, number>();
        const wrong: string[] = [];
        const exits = new Map<number, number>();
        machine.rec.eachFact(0, (time, kind, vm, _packet, a) => {
          expect(time).toBeGreaterThanOrEqual(before);
          before = time;
          if (kind === FACT['vm-exit']) {
            const known = String(a) in EXIT_REASONS && vm >= 0;
            if (!known || (inRoot.get(vm) ?? 0) !== 0)
              wrong.push(`exit ${String(a)} of ${String(vm)}`);
            inRoot.set(vm, a);
            exits.set(vm, (exits.get(vm) ?? 0) + 1);
          } else if (kind === FACT['vm-entry']) {
            inRoot.set(vm, 0);
          }
        });
        machine.s.tallies.forEach((t, vm) => {
          expect(sum(t.exits)).toBe(sum(t.exitClasses));
          expect(sum(t.exits) + sum(t.idleExits)).toBe(exits.get(vm) ?? 0);
        });

        // No gap and no overlap in a journey: what is not a hop is recorded as waiting.
        const hops = machine.rec.takeHops(() => true);
        const last = new Map<number, number>();
        for (let i = 0; i < hops.count; i++) {
          if (!MOVES[hops.step[i]!]) continue;
          const packet = hops.packet[i]!;
          const end = last.get(packet);
          if (end !== undefined && hops.start[i] !== end) wrong.push(`gap in ${String(packet)}`);
          last.set(packet, hops.end[i]!);
        }

        expect(wrong).toEqual([]);

        // A CPU does one thing at a time.
        const busy = machine.s.tallies.reduce((n, t) => n + sum(t.cpu), 0);
        expect(busy).toBeLessThanOrEqual(s.host.cores * machine.now);

        // R7 and its like: no ring holds more than it has entries.
        host.nic.s.queues.forEach((q) => {
          expect(q.txTail - q.txClean).toBeLessThan(512);
          expect(q.txHead).toBeLessThanOrEqual(q.txDoorbell);
          expect(q.rxHead).toBeLessThanOrEqual(q.rxReady);
          expect(q.rxDone).toBeLessThanOrEqual(q.rxHead);
        });
        host.plan.vms.forEach((vm) => {
          const r = host.e1000.registers(vm.index);
          expect(r.rdh).toBeLessThanOrEqual(r.rdt);
          expect(r.tdh).toBeLessThanOrEqual(r.tdt);
        });
      }),
      { numRuns: 150 },
    );
  });

  it(
    'a run that was saved and restored anywhere goes on as if nothing had happened',
    { timeout: 120_000 },
    () => {
      fc.assert(
        fc.property(scenarios, fc.nat(5_000), (input, events) => {
          const s = withSwitches(input);
          const straight = buildHost(s);
          straight.machine.sim.run(s.run.until);

          const first = buildHost(s);
          first.machine.sim.run(s.run.until, events);
          const saved = first.machine.sim.snapshot();
          const second = buildHost(s);
          second.machine.sim.run(s.run.until, 17);
          second.machine.sim.restore(saved);
          second.machine.sim.run(s.run.until);
          expect(state(second)).toEqual(state(straight));
        }),
        { numRuns: 60 },
      );
    },
  );

  it('the seed is all that chance there is', () => {
    const input = (seed: number) => ({
      seed,
      vms: [{ traffic: { kind: 'poisson', pps: 200_000 } }],
      run: { until: '1ms' },
    });
    const end = (seed: number) => {
      const host = buildHost(scenario(input(seed)));
      host.machine.sim.run(1e9);
      return state(host);
    };
    expect(end(7)).toEqual(end(7));
    expect(end(7)).not.toEqual(end(8));
  });
});
