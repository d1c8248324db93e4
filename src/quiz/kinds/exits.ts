import type { Draw } from '../../engine/kernel/draw';
import { distinct, type Kind } from '../question';
import { worldOf } from '../world';

/** One packet each 200 µs, so that none waits for another. */
const PPS = 5_000;
const US_EACH = 200;

const PATHS = [
  'emulated',
  'emulated-rtl8139',
  'virtio',
  'vhost-net',
  'vhost-user',
  'sriov',
] as const;

/** A guest that sends or gets `packets` well apart; with a VF on a host that posts interrupts, or only remaps them. */
function apart(draw: Draw, packets: number) {
  const path = draw.of(PATHS);
  const direction = draw.of(['tx', 'rx'] as const);
  const posted = draw.of([true, false]);
  const scenario = {
    host: { postedInterrupts: posted },
    nic: { device: 'intel-82599', numVfs: 2 },
    vms: [
      {
        count: 1,
        path,
        traffic: { kind: 'cbr', pps: PPS, packetBytes: draw.of([500, 1000, 1514]), direction },
        // It does not halt, and the card interrupts the very CPU that it runs on.
        tuning: { idlePoll: true, irqAffinity: 'same' },
      },
    ],
    run: { until: `${String(packets * US_EACH - US_EACH / 2)}us` },
  };
  return { path, direction, posted, scenario };
}

/** All exits that I/O causes in a run. */
export const exitsOfRun: Kind = {
  make: (draw) => {
    const packets = draw.between(3, 20);
    const { path, direction, posted, scenario } = apart(draw, packets);
    const { metrics, fact } = worldOf(scenario);
    const answer = fact('exits', 'total');
    const { byReason } = metrics.exits;
    const each = answer / packets;
    if (metrics.packets.delivered !== packets || !Number.isInteger(each)) return null;
    const reasons = Object.entries(byReason).map(([name, n]) => `${name} ${String(n)}`);
    return {
      scenario,
      ask: path === 'sriov' ? `sriov-${direction}` : direction,
      figures: {
        path,
        packets: String(packets),
        posted: posted ? '@on' : '@off',
        each: String(each),
        reasons: reasons.length === 0 ? ['@none'] : reasons,
        answer: String(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: 0, why: 'none' },
          { answer: packets, why: 'one-each' },
          { answer: 2 * packets, why: 'two-each' },
          { answer: 7 * packets, why: 'emulated' },
        ]),
      },
      steps: ['each', 'all'],
      fact: 'exits.total',
    };
  },
};

/** In which range the exits per packet lie, when packets come in bursts. */
export const exitsPerPacket: Kind = {
  make: (draw) => {
    const packets = draw.of([1, 1, 8, 32]);
    const batch = draw.of([1, 1, 4, 8]);
    const path = draw.of(['emulated', 'emulated', 'virtio', 'vhost-net', 'sriov'] as const);
    const scenario = {
      nic: { device: 'intel-82599', numVfs: 2 },
      vms: [
        {
          count: 1,
          path,
          traffic: { kind: 'burst', packets, batch },
          tuning: { idlePoll: true },
        },
      ],
      run: { until: '3ms' },
    };
    const { fact } = worldOf(scenario);
    const value = fact('exits', 'perPacket');
    const ranges = ['none', 'few', 'some', 'many'] as const;
    const answer =
      value === 0 ? 'none' : value < 0.5 ? 'few' : value < 2 ? 'some' : ('many' as const);
    // Too near to a border to be told from its neighbour.
    if ([0.5, 2].some((edge) => Math.abs(value - edge) < 0.1 * edge)) return null;
    return {
      scenario,
      ask: packets === 1 ? 'single' : 'ask',
      figures: {
        path,
        packets: String(packets),
        batch: String(batch),
        value: value.toFixed(2),
        total: String(fact('exits', 'total')),
      },
      form: {
        is: 'choice',
        options: ranges,
        answer,
        mistakes: ranges
          .filter((range) => range !== answer)
          .map((range) => ({
            answer: range,
            why: ranges.indexOf(range) < ranges.indexOf(answer) ? 'more' : 'fewer',
          })),
      },
      steps: ['count', path],
      fact: 'exits.perPacket',
    };
  },
};

/** Copies of the payload by the host's CPUs. */
export const copies: Kind = {
  make: (draw) => {
    const packets = draw.between(3, 20);
    const { path, direction, scenario } = apart(draw, packets);
    const { metrics, fact } = worldOf(scenario);
    const answer = fact('copies', 'count');
    const each = answer / packets;
    if (metrics.packets.delivered !== packets || !Number.isInteger(each)) return null;
    return {
      scenario,
      ask: direction,
      figures: { path, packets: String(packets), each: String(each), answer: String(answer) },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0,
        mistakes: distinct(answer, [
          { answer: 0, why: 'none' },
          { answer: packets, why: 'one' },
          { answer: 2 * packets, why: 'two' },
          { answer: 3 * packets, why: 'three' },
        ]),
      },
      steps: [`${path}-${direction}`, 'all'],
      fact: 'copies.count',
    };
  },
};

/** Interrupts that a card's throttle lets through. */
export const throttle: Kind = {
  make: (draw) => {
    const us = draw.of([20, 50, 100, 125]);
    const pps = draw.of([2_000, 4_000, 50_000, 80_000, 100_000]);
    const ms = draw.between(2, 4);
    const scenario = {
      nic: { device: 'intel-82599', numVfs: 2 },
      vms: [
        {
          count: 1,
          path: 'sriov',
          traffic: { kind: 'cbr', pps, direction: 'rx' },
          tuning: { interruptThrottleUs: us, idlePoll: true },
        },
      ],
      run: { until: `${String(ms)}ms` },
    };
    const answer = worldOf(scenario).fact('interrupts', 'physical');
    const most = (ms * 1000) / us;
    const frames = (ms * pps) / 1000;
    const near = (a: number) => Math.abs(a - answer) <= 0.12 * answer;
    return {
      scenario,
      ask: 'ask',
      figures: {
        us: String(us),
        pps: String(pps),
        ms: String(ms),
        most: String(Math.round(most)),
        frames: String(frames),
        answer: String(answer),
      },
      form: {
        is: 'number',
        answer,
        notation: 'count',
        within: 0.12,
        mistakes: distinct(answer, [
          { answer: frames, why: 'frames' },
          { answer: Math.round(most), why: 'throttle' },
          { answer: 0, why: 'none' },
        ]).filter((one) => !near(one.answer)),
      },
      steps: ['frames', 'most', 'least'],
      fact: 'interrupts.physical',
    };
  },
};
