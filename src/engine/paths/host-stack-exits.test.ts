import { expect, it } from 'vitest';
import { FACT } from '../costs/facts';
import { scenario } from '../testing';
import { buildHost } from './host';

// A vCPU that emulates for its guest carries the frame up the host's stack to a program, in root mode.
it('an interrupt in the host’s stack, under a vCPU that left its guest, is no second exit', () => {
  const s = scenario({
    host: { cores: 1 },
    nic: { device: 'intel-82576', numVfs: 0 },
    vms: [
      {
        path: 'bare-metal',
        count: 1,
        traffic: {
          kind: 'cbr',
          direction: 'rx',
          packetBytes: 60,
          pps: 100_000,
        },
      },
      {
        path: 'emulated',
        count: 1,
        traffic: {
          kind: 'burst',
          direction: { to: 'vm0' },
          packetBytes: 60,
          packets: 64,
        },
        tuning: { tso: false },
      },
    ],
    run: { until: '2ms' },
  });
  const { machine } = buildHost(s);
  machine.rec.on = true;
  machine.sim.run(s.run.until);
  let left = 0;
  let interrupts = 0;
  const twice: number[] = [];
  machine.rec.eachFact(0, (time, kind, vm) => {
    if (vm !== 1) return;
    if (kind === FACT['vm-exit'] && ++left > 1) twice.push(time);
    if (kind === FACT['vm-entry']) left = 0;
    if (kind === FACT['irq-host']) interrupts++;
  });
  expect(interrupts).toBeGreaterThan(0);
  expect(twice).toEqual([]);
});
