import { describe, expect, it } from 'vitest';
import { completeHost, FREE, sum } from '../testing';

// Closed formulas for Poisson arrivals (io-paths.md 4.7). Everything but the modelled server is free here.
const US_CYCLES = 2700;
const PACKETS = 8_000;

const poisson = (path: string, direction: 'tx' | 'rx', pps: number, tuning: object = {}) => ({
  nic: { numVfs: 4 },
  vms: [
    {
      count: 1,
      path,
      traffic: { kind: 'poisson', direction, pps, packetBytes: 60 },
      tuning: { idlePoll: true, ...tuning },
    },
  ],
  run: { until: `${String(Math.ceil((PACKETS / pps) * 1e6))}us` },
});

/** How far a measured figure is from the formula, as a share of it; very small figures count as 0.03. */
const off = (value: number, expected: number) =>
  Math.abs(value - expected) / Math.max(expected, 0.03);

describe('kicks per packet = (1 − ρ) / (λ·w + e^(λ·T))', () => {
  const s = 1e-6;
  const w = 3e-6;
  const server = { ...FREE, wakeup: 3 * US_CYCLES };
  const expected = (pps: number, T = 0) => (1 - pps * s) / (pps * w + Math.exp(pps * T));

  it.each([10_000, 100_000, 300_000, 800_000])('vhost-net at %i packets/s', (pps) => {
    const { vm0 } = completeHost(poisson('vhost-net', 'tx', pps), {
      ...server,
      vhostPacket: US_CYCLES,
    });
    expect(off(vm0.kicks / vm0.sent, expected(pps))).toBeLessThan(0.09);
  });

  it.each([10_000, 100_000])('vhost-net with 50 µs of busy polling at %i packets/s', (pps) => {
    const { vm0 } = completeHost(poisson('vhost-net', 'tx', pps, { busyPollUs: 50 }), {
      ...server,
      vhostPacket: US_CYCLES,
    });
    expect(off(vm0.kicks / vm0.sent, expected(pps, 50e-6))).toBeLessThan(0.06);
  });

  it.each([10_000, 100_000, 300_000])(
    'virtio with the back end in the VMM at %i packets/s',
    (pps) => {
      const { vm0 } = completeHost(poisson('virtio', 'tx', pps), {
        ...server,
        deviceDescriptor: US_CYCLES,
      });
      expect(off(vm0.kicks / vm0.sent, expected(pps))).toBeLessThan(0.09);
    },
  );
});

describe('packets per interrupt under a throttle = λ·τ + e^(−λ·τ)', () => {
  const tau = 128e-6;
  const expected = (pps: number) => pps * tau + Math.exp(-pps * tau);
  const rates = [1_000, 10_000, 100_000, 300_000];

  it.each(rates)('e1000 mitigation, transmit at %i packets/s', (pps) => {
    const { vm0, host } = completeHost(poisson('emulated', 'tx', pps), FREE);
    expect(off(vm0.sent / host.e1000Irq.causes(0).interrupts, expected(pps))).toBeLessThan(0.06);
  });

  it.each(rates)('e1000 mitigation, receive at %i packets/s', (pps) => {
    const { vm0, host } = completeHost(poisson('emulated', 'rx', pps), FREE);
    expect(off(vm0.delivered / host.e1000Irq.causes(0).interrupts, expected(pps))).toBeLessThan(
      0.06,
    );
  });

  it.each(rates)('EITR of a VF, receive at %i packets/s', (pps) => {
    const { vm0 } = completeHost(poisson('sriov', 'rx', pps, { interruptThrottleUs: 128 }), FREE);
    expect(off(vm0.delivered / vm0.irqPhysical, expected(pps))).toBeLessThan(0.06);
  });
});

describe('virtio receive interrupts per packet = (1 − ρ) / (λ·w + 1)', () => {
  it.each([10_000, 100_000, 300_000, 800_000])('at %i packets/s', (pps) => {
    const w = 3e-6;
    const s = 1e-6;
    // The guest is the server: interrupt latency w, per-packet work s.
    const { vm0 } = completeHost(poisson('vhost-net', 'rx', pps), {
      ...FREE,
      guestIsr: 3 * US_CYCLES,
      guestStackRx: US_CYCLES,
    });
    expect(off(vm0.irqVirtual / vm0.delivered, (1 - pps * s) / (pps * w + 1))).toBeLessThan(0.09);
  });
});

describe('exits per packet of the e1000 against load, evenly spaced', () => {
  // io-paths.md 4.4: interrupts are capped at one in 128 µs; H = doorbell + 5 an interrupt.
  it.each([
    [1_000, 1],
    [10_000, 1],
    [100_000, 1],
    [10_000, 8],
    [100_000, 8],
    [100_000, 64],
  ])('transmit %i packets/s, %i a doorbell', (pps, batch) => {
    const { vm0, host } = completeHost(
      {
        vms: [
          {
            count: 1,
            path: 'emulated',
            traffic: { kind: 'cbr', direction: 'tx', pps, batch, packetBytes: 60 },
            tuning: { idlePoll: true },
          },
        ],
        run: { until: '100ms' },
      },
      FREE,
    );
    const doorbells = pps / batch;
    // Where doorbells come faster than the cap the rate is exactly the cap; 4.4's table is this minimum.
    const interrupts = Math.min(doorbells, 7812.5);
    const seconds = 0.1;
    expect(off(host.e1000Irq.causes(0).interrupts / seconds, interrupts)).toBeLessThan(0.25);
    const perPacket = (vm0.exitClasses[3] as number) / vm0.sent;
    const irqs = host.e1000Irq.causes(0).interrupts;
    expect(off(perPacket, (doorbells * seconds + 5 * irqs) / vm0.sent)).toBeLessThan(0.02);
    expect(sum(vm0.exits)).toBe(sum(vm0.exitClasses));
  });

  // n = max(1, pps · 128 µs): one interrupt takes what came since the last.
  it.each([1_000, 10_000, 100_000, 300_000])('receive %i packets/s', (pps) => {
    const { vm0, host } = completeHost(
      {
        vms: [
          {
            count: 1,
            path: 'emulated',
            traffic: { kind: 'cbr', direction: 'rx', pps, packetBytes: 60 },
            tuning: { idlePoll: true },
          },
        ],
        run: { until: '100ms' },
      },
      FREE,
    );
    const irqs = host.e1000Irq.causes(0).interrupts;
    const rate = irqs / 0.1;
    // 4.4 gives the bound for an interrupt as soon as the timer allows; evenly spaced frames meet it at their own grid.
    expect(rate).toBeLessThanOrEqual(Math.min(pps, 7812.5) * 1.02);
    expect(rate).toBeGreaterThanOrEqual(Math.min(pps, 7812.5) * 0.63);
    const writes = vm0.registers[1] as number;
    expect(vm0.exitClasses[3]).toBe(5 * irqs);
    expect(vm0.exitClasses[2]).toBe(writes);
    expect(vm0.exitClasses[1]).toBe(irqs);
    expect(writes).toBeGreaterThanOrEqual(Math.ceil(vm0.delivered / 16));
  });
});
