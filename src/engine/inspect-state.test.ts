import { describe, expect, it } from 'vitest';
import { inspect } from './inspect';
import type { InspectionText } from './inspect-text';
import { buildHost, type HostParts } from './paths/host';
import { PATH_IDS } from './scenario/scenario';
import { scenario } from './testing';

/** An inspection's text with words as they stand in the engine: a row a line. */
function plain(text: InspectionText): string {
  if (typeof text === 'string') return text;
  if ('word' in text) return text.word;
  if ('drop' in text) return text.drop;
  if ('step' in text) return text.step;
  return text.map(plain).join(' ');
}

function rowsOf(host: HostParts, kind: string, vm = 0): Record<string, string> {
  const { places } = host.machine;
  const exact = places.findIndex((p) => p.kind === kind && p.vm === vm);
  const place = exact >= 0 ? exact : places.findIndex((p) => p.kind === kind);
  const rows = inspect(host, { kind: 'place', place })?.rows ?? [];
  return Object.fromEntries(rows.map(({ name, value }) => [plain(name), plain(value)]));
}

/** Every value that a row takes in the course of a run, looked at each `every` ps. */
function course(input: object, kind: string, name: string, every = 500_000): Set<string> {
  const host = buildHost(scenario(input));
  const seen = new Set<string>();
  for (let at = every; at < 2e9; at += every) {
    host.machine.sim.run(at);
    const value = rowsOf(host, kind)[name];
    if (value !== undefined) seen.add(value.replace(/ [\d.]+ µs$|CPU \d+$/u, '').trim());
  }
  return seen;
}

const cbr = (path: string, more: object = {}, tuning: object = {}) => {
  const traffic = { kind: 'cbr', pps: 20_000, direction: 'both', ...more };
  return { vms: [{ count: 1, path, traffic, tuning }], run: { until: '2ms' } };
};

describe('the state of a part', () => {
  it('a vhost worker sleeps, wakes, works and sleeps again; asleep it wants a notification', () => {
    expect(course(cbr('vhost-net'), 'vhost', 'thread-vhost')).toEqual(
      new Set(['thread-sleeping ·', 'thread-waking ·', 'thread-running ·']),
    );
    const at = buildHost(scenario(cbr('vhost-net')));
    let slept = 0;
    for (let t = 1e6; t < 2e9; t += 1e6) {
      at.machine.sim.run(t);
      const rows = rowsOf(at, 'vhost');
      if (rows['thread-vhost']?.startsWith('thread-sleeping') !== true) continue;
      slept++;
      expect(rows['TX kick']).toBe('kick-wanted');
      expect(rows['works-at']).toBeUndefined();
    }
    expect(slept).toBeGreaterThan(100);
  });

  it('NAPI of a VF’s driver polls while the vector is masked, and only then', () => {
    const host = buildHost(scenario(cbr('sriov')));
    const seen = new Set<string>();
    for (let t = 500_000; t < 2e9; t += 500_000) {
      host.machine.sim.run(t);
      const { NAPI = '', 'MSI-X 0': vector = '' } = rowsOf(host, 'driver');
      expect(NAPI === 'napi-polls').toBe(vector.startsWith('masked'));
      seen.add(NAPI);
    }
    expect(seen).toEqual(new Set(['napi-polls', 'napi-waits']));
  });

  it('a fixed throttle holds a message back and says until when', () => {
    const throttled = cbr('sriov', { pps: 200_000 }, { interruptThrottleUs: 100 });
    const vectors = course(throttled, 'driver', 'MSI-X 0');
    expect(vectors).toContain('held-until');
    expect(vectors).toContain('masked');
  });

  it('a full ring stops the transmit queue', () => {
    const flood = cbr('sriov', { pps: 500_000, direction: 'tx' });
    const gigabit = { ...flood, nic: { device: 'intel-82576' } };
    expect(course(gigabit, 'driver', 'tx-queue')).toEqual(new Set(['queue-open', 'queue-stopped']));
  });

  it('a program that polls asks for no interrupt, and neither side for a notification', () => {
    const host = buildHost(scenario(cbr('vhost-user', {}, { guestPolling: true })));
    host.machine.sim.run(1e9);
    expect(rowsOf(host, 'driver')).toMatchObject({
      'RX NAPI': 'program-polls',
      'TX kick': 'kick-unwanted',
    });
    expect(rowsOf(host, 'switch-process')['thread-pmd']).toMatch(/^thread-running/u);
  });

  it('the interrupt of a function is posted, or goes by way of a CPU of the host', () => {
    const way = (posted: boolean) => {
      const given = { ...cbr('sriov'), host: { postedInterrupts: posted } };
      return rowsOf(buildHost(scenario(given)), 'vfio')['3b:10.0 → VM0'];
    };
    expect(way(true)).toBe('irq-posted');
    expect(way(false)).toBe('irq-remapped CPU 0');
  });

  it('a guest that is moved goes through all phases', () => {
    const moved = {
      ...cbr('vhost-net'),
      migration: { guest: 'vm0', at: '100us', memory: '4MiB', gbps: 40 },
    };
    const phases = course(moved, 'app', 'migration');
    for (const phase of ['waiting', 'pre-copy', 'stop-copy', 'moved'])
      expect(phases).toContain(`phase-${phase}`);
  });

  it.each(PATH_IDS)('%s: every thread is in one state on one CPU, and who works runs', (path) => {
    const host = buildHost(
      scenario({ ...cbr(path), nic: { numVfs: path === 'passthrough' ? 0 : 4 } }),
    );
    host.machine.sim.run(5e8);
    const shown = ['app', 'process', 'vhost', 'vmm', 'switch-process']
      .filter((kind) => host.machine.places.some((p) => p.kind === kind))
      .map((kind) => rowsOf(host, kind));
    const stateOf = (rows: Record<string, string>) =>
      Object.entries(rows).find(([name]) => name.startsWith('thread-'))?.[1] ?? '';
    const one = /^thread-(sleeping|blocked|waking|ready|running|parked) · CPU \d$/u;
    expect(shown.map(stateOf).filter((state) => !one.test(state))).toEqual([]);
    const atWork = shown.filter((rows) => rows['works-at'] !== undefined);
    expect(atWork.map(stateOf).every((state) => state.startsWith('thread-running'))).toBe(true);
  });

  it('KVM knows the mode of every guest’s vCPU', () => {
    const host = buildHost(scenario({ ...cbr('virtio'), vms: [{ count: 3, path: 'virtio' }] }));
    host.machine.sim.run(1e8);
    expect(rowsOf(host, 'kvm')).toEqual(
      Object.fromEntries([0, 1, 2].map((vm) => [`VM${String(vm)}`, host.kvm.describe(vm).mode])),
    );
  });
});
