import { describe, expect, it } from 'vitest';
import { FACT } from '../costs/facts';
import { STEP } from '../costs/steps';
import { buildHost } from '../paths/host';
import type { Scenario, VfPolicy } from '../scenario/scenario';
import { scenario, sum } from '../testing';
import { USUAL_POLICY } from '../paths/card-switch';
import { MAILBOX_MESSAGES } from './vf-mailbox';

const NAMES = Object.entries(MAILBOX_MESSAGES);
const REPLY = ['asks', 'ACK', 'NACK'];

/** One guest whose VF driver starts with the run. */
function started(group: object, policy: Partial<VfPolicy> = {}, device = 'intel-82599') {
  const { traffic, tuning } = group as { traffic?: object; tuning?: object };
  const s = scenario({
    nic: { device, numVfs: 1 },
    vms: [
      {
        count: 1,
        traffic: { pps: 2_000, ...traffic },
        tuning: { vfReset: true, ...tuning },
      },
    ],
    run: { until: '8ms' },
  });
  const given = { mode: 'veb', vfs: [{ ...USUAL_POLICY, ...policy }] } as const;
  const full: Scenario = { ...s, nic: { ...s.nic, switches: [given] } };
  const host = buildHost(full);
  const { machine } = host;
  machine.rec.on = true;
  machine.sim.run(full.run.until);
  const said: string[] = [];
  const left: number[] = [];
  machine.rec.eachFact(0, (time, kind, _vm, _packet, a, _b, c) => {
    if (kind === FACT.mailbox)
      said.push(`${NAMES.find(([, n]) => n === a)?.[0] ?? ''} ${REPLY[c] ?? ''}`);
    if (kind === FACT.switched) left.push(time);
  });
  const hops = machine.rec.takeHops(() => true);
  const count = (step: number) => hops.step.slice(0, hops.count).filter((s2) => s2 === step).length;
  const fn = host.plan.vms[0]!.fn;
  return { host, said, left, count, pool: host.nic.ports.switch.pool(fn), full };
}

describe('a VF’s driver that starts', () => {
  it('asks for an address, gets none, and says which one it drew; its frames wait for that', () => {
    const { said, left, count, host } = started({});
    expect(said).toEqual(['reset asks', 'reset NACK', 'set-mac asks', 'set-mac ACK']);
    // Two looks 500 µs after each message.
    expect(left[0]).toBeGreaterThan(1e9);
    expect(left[0]).toBeLessThan(1.1e9);
    expect(count(STEP['mailbox-write'])).toBe(2);
    expect(count(STEP['pf-mailbox'])).toBe(2);
    const books = host.machine.tally(0);
    expect(books.delivered).toBeGreaterThan(10);
    expect(sum(books.dropped)).toBe(0);
  });

  it('takes the address that an administrator has set, and may not change it unless trusted', () => {
    const mac = '52:54:00:aa:bb:00';
    expect(started({}, { mac }).said).toEqual(['reset asks', 'reset ACK']);
    const group = { traffic: { source: 'changed' } };
    expect(started(group, { mac }).said.at(-1)).toBe('set-mac NACK');
    expect(started(group, { mac, trust: true }).said.at(-1)).toBe('set-mac ACK');
  });

  it('becomes a member of a VLAN, unless the port has one', () => {
    const group = { traffic: { vlan: 20 } };
    const free = started(group);
    expect(free.said.at(-1)).toBe('set-vlan ACK');
    expect(free.pool).toMatchObject({ vlans: [20], portVlan: 0 });
    const bound = started(group, { vlan: 100, qos: 3 });
    expect(bound.said.at(-1)).toBe('set-vlan NACK');
    expect(bound.pool).toMatchObject({ vlans: [], portVlan: (3 << 13) | 100 });
  });

  it('listens to all only when trusted, on a card that can', () => {
    const group = { tuning: { promiscuous: true } };
    expect(started(group).said.at(-1)).toBe('promiscuous NACK');
    expect(started(group, { trust: true }).said.at(-1)).toBe('promiscuous NACK');
    const x550 = started(group, { trust: true }, 'intel-x550');
    expect(x550.said.at(-1)).toBe('promiscuous ACK');
    expect(x550.pool.unmatched).toBe(true);
  });

  it('costs the guest no exit for the mailbox itself', () => {
    const { host } = started({ traffic: { kind: 'single', direction: 'rx' } });
    expect(host.machine.tally(0).registers[22]).toBe(2);
  });

  it('ends with the same switch as one that had started before', () => {
    const { full, pool } = started({ traffic: { vlan: 7, destination: 'multicast' } });
    const before = {
      ...full,
      vms: full.vms.map((vm) => ({ ...vm, tuning: { ...vm.tuning, vfReset: false } })),
    };
    const host = buildHost(before);
    expect(pool).toEqual(host.nic.ports.switch.pool(host.plan.vms[0]!.fn));
  });
});
