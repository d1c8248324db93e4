import { EXIT_CLASSES, EXIT_REASONS, FACT, REGISTERS } from '../costs/facts';
import type { ExitClass, ExitReason } from '../costs/facts';
import type { PlaceKind } from '../costs/places';
import { STEPS } from '../costs/steps';
import { Run } from '../run';
import { parseScenario } from '../scenario/parse';
import type { PathId } from '../scenario/scenario';
import { packetTime } from './packet-time';

/** An exit that a lone packet caused. */
export interface WayExit {
  readonly reason: string;
  /** '' where no register was the cause. */
  readonly register: string;
  readonly cls: ExitClass;
}

/** What a lone packet meets on a path, read off a run. */
export interface PathWay {
  readonly path: PathId;
  readonly direction: 'tx' | 'rx';
  /** Places it passes, in their order. */
  readonly places: readonly PlaceKind[];
  readonly exits: readonly WayExit[];
  readonly copies: number;
  /** Registers of devices that were accessed without a trap. */
  readonly registers: readonly string[];
  readonly latencyNs: number;
}

/** Bit of a register fact's `c`: the access trapped. */
const TRAPPED = 0b10;
/** Bit of an exit fact's `b`: idling caused it. */
const IDLE = 16;

/** Sends one packet each way on the lab's first host. */
export function pathWay(path: PathId, direction: 'tx' | 'rx'): PathWay {
  const parsed = parseScenario({
    nic: { numVfs: path === 'sriov' ? 1 : 0 },
    vms: [{ count: 1, path, traffic: { kind: 'single', direction } }],
    run: { until: '1ms' },
  });
  if (!parsed.ok) throw new Error(`${path}: ${JSON.stringify(parsed.issues)}`);
  const run = new Run(parsed.scenario);
  while (!run.extend(100_000));
  const time = packetTime(run, 1);
  if (time === null) throw new Error(`${path}: the packet did not arrive`);
  const { facts } = run.journey(1);
  const rows = Array.from({ length: facts.count }, (_, i) => i);
  const passed = time.stretches
    .filter(({ step }) => ['packet', 'copy', 'dma'].includes(STEPS[step].glyph))
    .flatMap(({ from, to }) => [from, to]);
  return {
    path,
    direction,
    places: passed
      .filter((place, i) => place !== passed[i - 1])
      .map((place) => run.topology.places[place]?.kind ?? 'app'),
    exits: rows
      .filter((i) => facts.kind[i] === FACT['vm-exit'] && ((facts.b[i] as number) & IDLE) === 0)
      .map((i) => ({
        reason: EXIT_REASONS[facts.a[i] as ExitReason] ?? String(facts.a[i]),
        register: REGISTERS[facts.c[i] as number]?.name ?? '',
        cls: EXIT_CLASSES[(facts.b[i] as number) & 3] ?? 'L',
      })),
    copies: rows.filter((i) => facts.kind[i] === FACT.copy).length,
    registers: rows
      .filter((i) => facts.kind[i] === FACT.register && ((facts.c[i] as number) & TRAPPED) === 0)
      .map((i) => REGISTERS[facts.a[i] as number]?.name ?? ''),
    latencyNs: (time.delivered - time.sent) / 1000,
  };
}
