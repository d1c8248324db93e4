import { EXIT_CLASSES, EXIT_REASONS, FACT, REGISTERS, type ExitReason } from '../costs/facts';
import { STEP_IDS, STEPS, type StepId } from '../costs/steps';
import type { FactColumns, HopColumns } from '../kernel/columns';
import type { Picos } from '../units';
import type { Lookups, ToldExit } from './rows';

/** Bit of a register fact's `c`: the access trapped. */
const TRAPPED = 0b10;

/** A number for each vCPU of each guest. */
const vcpuOf = (vm: number, n: number) => vm | (n << 8);

/** What exits and register accesses say of the hops beside them. */
export class Notes {
  private readonly exits: {
    readonly told: ToldExit;
    readonly vcpu: number;
    readonly thread: number;
  }[] = [];
  private readonly entries: { readonly at: Picos; readonly vcpu: number }[] = [];
  private readonly written: { readonly at: Picos; readonly name: string }[] = [];

  /** `threadOf`: which thread takes the exit of a guest at an instant. */
  constructor(
    facts: FactColumns,
    packet: number,
    vm: number,
    threadOf: (at: Picos, vm: number) => number,
  ) {
    for (let i = 0; i < facts.count; i++) {
      if (facts.packet[i] !== packet || (packet === 0 && facts.vm[i] !== vm)) continue;
      const at = facts.time[i] as number;
      const a = facts.a[i] as number;
      const kind = facts.kind[i];
      if (kind === FACT['vm-entry'])
        this.entries.push({ at, vcpu: vcpuOf(facts.vm[i] as number, facts.c[i] as number) });
      if (kind === FACT.register && ((facts.c[i] as number) & TRAPPED) === 0)
        this.written.push({ at, name: REGISTERS[a]?.name ?? '' });
      if (kind === FACT['vm-exit']) {
        const guest = facts.vm[i] as number;
        const told: ToldExit = {
          at,
          reason: EXIT_REASONS[a as ExitReason] ?? String(a),
          register: REGISTERS[facts.c[i] as number]?.name ?? '',
          cls: EXIT_CLASSES[(facts.b[i] as number) & 0b11] ?? 'L',
        };
        const vcpu = vcpuOf(guest, (facts.b[i] as number) >> 8);
        this.exits.push({ told, vcpu, thread: threadOf(at, guest) });
      }
    }
  }

  /** What is known of a hop of `thread`: others go on with their own work while a vCPU is out of its guest. */
  at(
    step: StepId,
    start: Picos,
    end: Picos,
    thread: number,
  ): { exit: ToldExit | null; register: string } {
    const { exits, entries, written } = this;
    // A write reaches its register when it is over; what it rang is on its way from then on.
    const own =
      step === 'direct-write' ? written.find((w) => w.at > start && w.at <= end) : undefined;
    const exit = exits.findLast((each) => each.thread === thread && each.told.at <= start);
    const isOver =
      exit === undefined ||
      entries.some(({ at, vcpu }) => vcpu === exit.vcpu && at > exit.told.at && at < start);
    return {
      exit: isOver ? null : exit.told,
      register: (own ?? written.findLast((w) => w.at <= start))?.name ?? '',
    };
  }
}

/** Writes that are asked for with the data before them. */
const WITH_THE_DATA: ReadonlySet<StepId> = new Set([
  'dma-writeback',
  'vring-used',
  'vring-used-index',
]);

/** Which DMA looked up what: it asks when it begins, the write-back of a received frame with its data. */
export function lookupsOf(hops: HopColumns, facts: FactColumns): Map<number, Lookups> {
  const asked = new Map<string, number[]>();
  for (let i = 0; i < facts.count; i++) {
    const kind = facts.kind[i];
    if (kind !== FACT['iotlb-hit'] && kind !== FACT['iotlb-miss']) continue;
    const key = `${String(facts.packet[i])} ${String(facts.time[i])}`;
    asked.set(key, [...(asked.get(key) ?? []), i]);
  }
  const found = new Map<number, Lookups>();
  const written = new Map<number, Picos>();
  for (let i = 0; i < hops.count && asked.size > 0; i++) {
    const step = STEP_IDS[hops.step[i] as number];
    if (step === undefined || !STEPS[step].glyph.startsWith('dma')) continue;
    const packet = hops.packet[i] as number;
    const start = hops.start[i] as number;
    const queueAt = (moment: Picos | undefined) => asked.get(`${String(packet)} ${String(moment)}`);
    if (step === 'dma-write') written.set(packet, start);
    // A used element goes out with the data of a received frame, or alone; its index goes with it.
    if (step === 'vring-used' && !queueAt(written.get(packet))?.length) written.set(packet, start);
    const late = WITH_THE_DATA.has(step) ? queueAt(written.get(packet)) : undefined;
    const own = queueAt(start);
    const fact = (step === 'dma-writeback' ? own?.shift() : undefined) ?? (late ?? own)?.shift();
    if (fact === undefined) continue;
    const hit = facts.kind[fact] === FACT['iotlb-hit'];
    found.set(i, { hits: hit ? 1 : 0, misses: hit ? 0 : 1 });
  }
  return found;
}

/** Instants at which a device's interrupt was delivered to a guest; its timer's are not among them. */
export function deliveriesOf(facts: FactColumns): ReadonlySet<string> {
  const found = new Set<string>();
  for (let i = 0; i < facts.count; i++)
    if (facts.kind[i] === FACT['irq-injected'])
      found.add(`${String(facts.time[i])} ${String(facts.vm[i])}`);
  return found;
}
