import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT_REASONS, FACT } from './costs/facts';
import { unpackSender } from './costs/packing';
import { STEP_IDS, STEPS } from './costs/steps';
import { isGroup, REPLICA } from './hw/packets';
import { buildHost, type HostParts } from './paths/host';
import { Run } from './run';
import { scenario, sum } from './testing';
import { scenarios, withSwitches } from './testing-scenarios';

const MOVES = STEP_IDS.map(
  (id) => id === 'queued' || ['packet', 'copy', 'dma'].includes(STEPS[id].glyph),
);

/** Frames of one flow, from one end to the other, arrive in the order in which they were sent. */
class FlowOrder {
  readonly broken: string[] = [];
  private readonly sent = new Map<number, string>();
  private readonly flows = new Map<number, number>();
  private readonly last = new Map<string, number>();

  see(kind: number, vm: number, packet: number, a: number, b: number): void {
    if (kind === FACT.sent) {
      const { src, dst, flags } = unpackSender(b);
      // Copies of one frame end at many places.
      if ((flags & REPLICA) === 0 && !isGroup(dst))
        this.sent.set(packet, `${String(vm)}: ${String(src)} to ${String(dst)}`);
    }
    if (kind === FACT.flow) this.flows.set(packet, a);
    if (kind !== FACT.delivered) return;
    const ends = this.sent.get(packet);
    if (ends === undefined) return;
    const flow = `${ends}, flow ${String(this.flows.get(packet) ?? 0)}`;
    if ((this.last.get(flow) ?? 0) > packet) this.broken.push(`${flow}: ${String(packet)}`);
    this.last.set(flow, packet);
  }
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
        const order = new FlowOrder();
        machine.rec.eachFact(0, (time, kind, vm, packet, a, b, c) => {
          expect(time).toBeGreaterThanOrEqual(before);
          before = time;
          order.see(kind, vm, packet, a, b);
          if (kind === FACT['vm-exit']) {
            const vcpu = vm + (b >> 8) * 100;
            const known = String(a) in EXIT_REASONS && vm >= 0;
            if (!known || (inRoot.get(vcpu) ?? 0) !== 0)
              wrong.push(`exit ${String(a)} of ${String(vcpu)}`);
            inRoot.set(vcpu, a);
            exits.set(vm, (exits.get(vm) ?? 0) + 1);
          } else if (kind === FACT['vm-entry']) {
            inRoot.set(vm + c * 100, 0);
          }
        });
        // A flow that the card takes over, or that goes to a pair's other device, overtakes itself.
        const changesWay =
          (s.nic.eswitch === 'switchdev' && s.nic.flowOffload) || s.vms.some((vm) => vm.failover);
        expect(changesWay ? [] : order.broken).toEqual([]);
        machine.s.tallies.forEach((t, vm) => {
          expect(sum(t.exits)).toBe(sum(t.exitClasses));
          expect(sum(t.exits) + sum(t.idleExits)).toBe(exits.get(vm) ?? 0);
        });

        // No gap and no overlap in a journey: what is not a hop is recorded as waiting.
        const hops = machine.rec.takeHops(() => true);
        const last = new Map<number, number>();
        for (let i = 0; i < hops.count; i++) {
          if (hops.vm[i]! >= machine.vmCount) wrong.push(`a hop of guest ${String(hops.vm[i])}`);
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

  it(
    'a run is the same however many events it is computed in, and whatever is looked at meanwhile',
    { timeout: 120_000 },
    () => {
      const told = (run: Run, at: number) => ({
        metrics: run.metrics(),
        before: run.metricsAt(at),
        series: run.seriesOf(null),
        all: run.window(0, run.end),
      });
      fc.assert(
        fc.property(
          scenarios,
          fc.integer({ min: 1, max: 3_000 }),
          fc.nat(99),
          (input, n, percent) => {
            const s = withSwitches(input);
            const inOne = new Run(s);
            while (!inOne.extend(50_000));
            const inPieces = new Run(s);
            for (let i = 0; !inPieces.extend(n); i++)
              if (i < 20) inPieces.metricsAt((inPieces.reached * percent) / 100);
            const at = Math.floor((s.run.until * percent) / 100);
            expect(told(inPieces, at)).toEqual(told(inOne, at));
          },
        ),
        { numRuns: 15 },
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
