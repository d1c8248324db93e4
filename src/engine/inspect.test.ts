import { describe, expect, it } from 'vitest';
import { inspect } from './inspect';
import { buildHost } from './paths/host';
import { completeHost, scenario } from './testing';

const placeOf = (host: ReturnType<typeof buildHost>, kind: string, vm = 0) =>
  host.machine.places.findIndex((p) => p.kind === kind && p.vm === vm);

const at = (path: string, kind: string) => {
  const { host } = completeHost({
    vms: [{ count: 1, path, traffic: { kind: 'cbr', pps: 50_000 } }],
    run: { until: '2ms' },
  });
  return { host, seen: inspect(host, { kind: 'place', place: placeOf(host, kind) }) };
};

describe('what is inside', () => {
  it('a virtio ring: a full one is full, not empty', () => {
    const host = buildHost(scenario({ vms: [{ count: 1, path: 'virtio' }] }));
    const seen = inspect(host, { kind: 'place', place: placeOf(host, 'driver') });
    const [tx, rx] = seen?.rings ?? [];
    expect([tx?.head, tx?.tail]).toEqual([0, 0]);
    expect([rx?.head, rx?.tail]).toEqual([0, 256]);
  });

  it('the registers of the modelled e1000 are those the run moved', () => {
    const { host, seen } = at('emulated', 'vmm');
    const row = (name: string) => seen?.rows.find((r) => r.name === name)?.value;
    const { tdt } = host.e1000.registers(0);
    expect(tdt).toBeGreaterThan(50);
    expect(row('TDT')).toBe(String(tdt % 256));
    expect(row('IMS')).toMatch(/^0x0000/u);
  });

  it('a VF’s queue, whichever way it is selected', () => {
    const { host, seen } = at('sriov', 'driver');
    const fn = host.plan.vms[0]!.fn;
    expect(seen).toEqual(inspect(host, { kind: 'function', fn }));
    expect(seen?.title).toBe('3b:10.0');
    const q = host.nic.queue(fn);
    expect(seen?.rows).toContainEqual({ name: 'TDT', value: String(q.txDoorbell % 512) });
    expect(seen?.rings.map((r) => r.name)).toEqual(['TX', 'RX']);
  });

  it('the switch: mode, whose address leads where and how often, what was dropped, the last lookup', () => {
    const { host } = completeHost({
      vms: [
        { count: 1, traffic: { kind: 'burst', packets: 5, direction: { to: 'vm1' } } },
        { count: 1, traffic: { kind: 'single', source: 'foreign' } },
      ],
      run: { until: '2ms' },
    });
    const place = host.machine.places.findIndex((p) => p.kind === 'switch' && p.fn === 0);
    const { title, rows } = inspect(host, { kind: 'place', place })!;
    expect(title).toBe('3b:00.0 VEB');
    expect(rows).toContainEqual({ name: '3b:10.2', value: ['VM1', '5 ×'] });
    expect(rows).toContainEqual({
      name: ['3b:10.0', { word: 'sent-frames' }],
      value: '5 · 7500 B',
    });
    expect(rows).toContainEqual({ name: ['3b:10.2', { drop: 'spoof-check' }], value: '1' });
    const lookup = rows.find(
      ({ name }) => typeof name === 'object' && 'word' in name && name.word === 'by-rule',
    );
    expect(lookup?.value).toEqual({ word: 'rule-mac' });
  });

  it('a packet that is gone, or was never there, is nothing', () => {
    const { host } = at('sriov', 'driver');
    expect(inspect(host, { kind: 'packet', packet: 999_999 })).toBeNull();
    expect(inspect(host, { kind: 'place', place: 10_000 })).toBeNull();
  });

  it('a vCPU is in one mode, said in a word', () => {
    const { seen } = at('vhost-net', 'app');
    const modes = ['guest', 'root', 'preempted', 'polling', 'blocked'];
    const mode = seen?.rows[0]?.value;
    expect(typeof mode === 'object' && 'word' in mode && modes.includes(mode.word)).toBe(true);
  });

  it.each([
    ['vhost-net', 'vhost', 8],
    ['vhost-net', 'driver', 8],
    ['sriov', 'vf', 4],
  ])('every ring and vector of several queue pairs: %s, %s', (path, kind, count) => {
    const { host } = completeHost({
      vms: [
        {
          count: 1,
          path,
          traffic: { kind: 'cbr', pps: 100_000, flows: 8 },
          tuning: { queues: path === 'sriov' ? 2 : 4 },
        },
      ],
      run: { until: '2ms' },
    });
    const places = host.machine.places.findIndex(
      (p) => p.kind === kind && (kind === 'vf' ? p.fn === host.plan.vms[0]!.fn : p.vm === 0),
    );
    const seen = inspect(host, { kind: 'place', place: places });
    expect(seen?.rings).toHaveLength(count);
    const tx = seen?.rings.filter(({ name }) => name.startsWith('TX ')) ?? [];
    expect(tx.map(({ name }) => name)).toEqual(tx.map((_, n) => `TX ${String(n)}`));
    // Each has been used.
    for (const { marks } of tx) expect(marks.some(({ at: mark }) => mark > 0)).toBe(true);
  });
});
