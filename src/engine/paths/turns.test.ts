import { expect, test } from 'vitest';
import { FACT } from '../costs/facts';
import { buildHost } from './host';
import { OUTSIDE } from '../hw/packets';
import { unpackSender } from '../costs/packing';
import { scenario } from '../testing';

/** Frames of the only guest or program that reached the wire's other end, in the order in which they did. */
function arrivals(path: string, tuning: object): number[] {
  const { run, ...rest } = scenario({
    host: { cores: 1 },
    nic: { device: 'intel-82599', numVfs: path === 'sriov' ? 1 : 0 },
    vms: [
      {
        path,
        count: 1,
        traffic: { kind: 'burst', direction: 'both', packetBytes: 60, packets: 128, pps: 1_000 },
        tuning: { interruptThrottleUs: 0, irqAffinity: 'same', tso: false, ...tuning },
      },
    ],
    run: { until: '600us' },
  });
  const { machine } = buildHost({ run, ...rest });
  machine.rec.on = true;
  machine.sim.run(run.until);
  const sent = new Set<number>();
  const arrived: number[] = [];
  machine.rec.eachFact(0, (_time, kind, _vm, packet, _a, b) => {
    if (kind === FACT.sent && unpackSender(b).dst === OUTSIDE) sent.add(packet);
    if (kind === FACT.delivered && sent.has(packet)) arrived.push(packet);
  });
  return arrived;
}

// The burst that comes in takes the CPU in the middle of the first send, and more than one budget of NAPI.
test.each([
  ['passthrough', { idlePoll: true }],
  ['passthrough', { idlePoll: true, napi: false }],
  ['sriov', { idlePoll: true }],
  ['emulated', { idlePoll: true }],
  ['bare-metal', {}],
])('%s %j: a sender that gets a turn goes on with the frame it had in hand', (path, tuning) => {
  const arrived = arrivals(path, tuning);
  expect(arrived.length).toBeGreaterThan(20);
  expect(arrived).toEqual(arrived.toSorted((a, b) => a - b));
});
