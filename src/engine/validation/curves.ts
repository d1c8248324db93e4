import { COSTS, type CostId, type CostOverrides } from '../costs/costs';
import type { Tally } from '../hw/ledger';
import { buildHost, type HostParts } from '../paths/host';
import { parseScenario } from '../scenario/parse';
import type { PathId } from '../scenario/scenario';
import type { ScenarioInput } from '../scenario/schema';

/** A closed formula for Poisson arrivals and the same read off runs at several rates. */
interface Curve {
  readonly id: string;
  readonly what: string;
  /** In the letters of `letters`, λ the packet rate. */
  readonly formula: string;
  readonly letters: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly path: PathId;
  readonly direction: 'tx' | 'rx';
  readonly tuning?: Readonly<Record<string, number>>;
  readonly host?: NonNullable<ScenarioInput['host']>;
  /** Every CPU and bus time is 0 but these: what is left is the queue the formula is about. */
  readonly prices: CostOverrides;
  readonly theory: (pps: number) => number;
  readonly rates: readonly number[];
  readonly read: (vm0: Tally, host: HostParts) => number;
}

export interface CurvePoint {
  readonly pps: number;
  readonly theory: number;
  readonly model: number;
}

/** Ready to be drawn: the theory as a line, the model as points. */
export interface CurveData extends Pick<Curve, 'id' | 'what' | 'formula' | 'letters' | 'unit'> {
  readonly line: readonly (readonly [pps: number, value: number])[];
  readonly points: readonly CurvePoint[];
  /** What was run at a rate; its prices are not those of any host. */
  readonly scenario: ScenarioInput;
}

/** A microsecond at the 2.7 GHz of the lab's profile. */
const US_CYCLES = 2700;
const SERVICE = 1e-6;
const WAKE = 3e-6;
const HOLD = 128e-6;
const PACKETS = 8_000;
/** Class H in `Tally.exitClasses`. */
const HEAVY = 3;

const LINK: readonly CostId[] = ['tlpWrite', 'tlpRead', 'tlpCompletion', 'maxPayload', 'tlpShare'];
const FREE: CostOverrides = Object.fromEntries(
  (Object.keys(COSTS) as CostId[]).filter((id) => !LINK.includes(id)).map((id) => [id, 0]),
);

const kicks = (poll: number) => (pps: number) =>
  (1 - pps * SERVICE) / (pps * WAKE + Math.exp(pps * poll));
const held = (pps: number) => pps * HOLD + Math.exp(-pps * HOLD);

const KICKS = {
  formula: '(1 − λ·s) / (λ·w + e^(λ·T))',
  unit: 'kicks/packet',
  direction: 'tx',
  read: ({ kicks: count, sent }: Tally) => count / sent,
} as const;

const HELD = {
  formula: 'λ·τ + e^(−λ·τ)',
  letters: { τ: '128 µs between two interrupts' },
  unit: 'packets/interrupt',
  prices: {},
  theory: held,
  rates: [1_000, 3_000, 10_000, 30_000, 100_000, 300_000],
} as const;

const KICK_LETTERS = { s: '1 µs of service a packet', w: '3 µs until the back end runs' };
const KICK_RATES = [10_000, 30_000, 100_000, 200_000, 300_000];

/** The analytic checks: where queueing theory has an answer, the mechanism has to find it. */
export const CURVES: readonly Curve[] = [
  {
    ...KICKS,
    id: 'vhost-net-kicks',
    what: 'doorbells of vhost-net, whose worker sleeps when its ring is empty',
    letters: { ...KICK_LETTERS, T: '0' },
    path: 'vhost-net',
    prices: { wakeup: 3 * US_CYCLES, vhostPacket: US_CYCLES },
    theory: kicks(0),
    rates: [...KICK_RATES, 500_000, 800_000],
  },
  {
    ...KICKS,
    id: 'vhost-net-kicks-polling',
    what: 'the same with a worker that polls before it sleeps',
    letters: { ...KICK_LETTERS, T: '50 µs of polling' },
    path: 'vhost-net',
    tuning: { busyPollUs: 50 },
    prices: { wakeup: 3 * US_CYCLES, vhostPacket: US_CYCLES },
    theory: kicks(50e-6),
    rates: [3_000, 10_000, 30_000, 60_000, 100_000],
  },
  {
    ...KICKS,
    id: 'virtio-kicks',
    what: 'doorbells of virtio with the back end in the VMM',
    letters: { ...KICK_LETTERS, T: '0' },
    path: 'virtio',
    prices: { wakeup: 3 * US_CYCLES, deviceDescriptor: US_CYCLES },
    theory: kicks(0),
    rates: KICK_RATES,
  },
  {
    ...HELD,
    id: 'e1000-mitigation',
    what: 'packets an interrupt of the emulated e1000 announces, receiving',
    path: 'emulated',
    direction: 'rx',
    read: ({ delivered }, host) => delivered / host.e1000Irq.causes(0).interrupts,
  },
  {
    ...HELD,
    id: 'vf-throttle',
    what: 'packets an interrupt of a VF announces with a throttle of 128 µs',
    path: 'sriov',
    direction: 'rx',
    tuning: { interruptThrottleUs: 128 },
    read: ({ delivered, irqPhysical }) => delivered / irqPhysical,
  },
  {
    ...HELD,
    id: 'e1000-exits',
    what: 'exits to the VMM a packet that the emulated e1000 sends: one for the tail, five an interrupt',
    formula: '1 + 5 / (λ·τ + e^(−λ·τ))',
    unit: 'exits/packet',
    path: 'emulated',
    direction: 'tx',
    theory: (pps) => 1 + 5 / held(pps),
    read: ({ exitClasses, sent }) => (exitClasses[HEAVY] ?? 0) / sent,
  },
  {
    ...HELD,
    id: 'vf-exits-without-apicv',
    what: 'exits a packet that a VF’s guest receives without APICv: two an interrupt',
    formula: '2 / (λ·τ + e^(−λ·τ))',
    unit: 'exits/packet',
    path: 'sriov',
    direction: 'rx',
    tuning: { interruptThrottleUs: 128 },
    host: { apicv: false },
    theory: (pps) => 2 / held(pps),
    read: ({ exits, delivered }) => exits.reduce((sum, n) => sum + n, 0) / delivered,
  },
  {
    id: 'virtio-rx-interrupts',
    what: 'interrupts a packet that a virtio guest receives, which polls while there is work',
    formula: '(1 − λ·s) / (λ·w + 1)',
    letters: { s: '1 µs of the guest’s work a packet', w: '3 µs from interrupt to driver' },
    unit: 'interrupts/packet',
    path: 'vhost-net',
    direction: 'rx',
    prices: { guestIsr: 3 * US_CYCLES, guestStackRx: US_CYCLES },
    theory: kicks(0),
    rates: [...KICK_RATES, 500_000, 800_000],
    read: ({ irqVirtual, delivered }) => irqVirtual / delivered,
  },
];

/** Points of a line between the first and the last rate, evenly on a logarithmic axis. */
const LINE_POINTS = 41;

/** Runs one curve's points. */
export function curveData(curve: Curve): CurveData {
  const { id, what, formula, letters, unit, theory, rates } = curve;
  const first = rates[0] ?? 1;
  const last = rates.at(-1) ?? first;
  const line = Array.from({ length: LINE_POINTS }, (_, i) => {
    const pps = first * (last / first) ** (i / (LINE_POINTS - 1));
    return [pps, theory(pps)] as const;
  });
  const points = rates.map((pps) => ({ pps, theory: theory(pps), model: simulated(curve, pps) }));
  return { id, what, formula, letters, unit, line, points, scenario: scenarioAt(curve, first) };
}

function scenarioAt({ path, direction, tuning, host }: Curve, pps: number): ScenarioInput {
  return {
    ...(host === undefined ? {} : { host }),
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
  };
}

function simulated(curve: Curve, pps: number): number {
  const parsed = parseScenario(scenarioAt(curve, pps));
  if (!parsed.ok) throw new Error(`curve ${curve.id}: ${JSON.stringify(parsed.issues)}`);
  const host = buildHost(parsed.scenario, { ...FREE, ...curve.prices });
  const { until } = parsed.scenario.run;
  host.machine.sim.run(until);
  return curve.read(host.machine.s.tallies[0] as Tally, host);
}
