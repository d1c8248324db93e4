import { LEVELS } from '../hw/iommu';
import type { Metrics } from '../metrics';
import type { HostParts } from '../paths/host';
import type { Glimpses, ThreadUse, Usage } from './usage';

/** What kept a run from carrying more. */
export const LIMITERS = [
  /** Nothing: all that was offered arrived. */
  'offered',
  'wire',
  'pcie',
  /** vCPUs busy with the guest's own work (application, stack, driver). */
  'guest-cpu',
  /** vCPUs busy with exits, and with the device model that runs in them. */
  'exits',
  'vmm',
  /** The VMM's big lock: its thread and the exits of its vCPU wait for each other. */
  'vmm-lock',
  'vhost',
  'switch-process',
  /** The CPU that takes the host's interrupts. */
  'softirq',
  /** More threads that want to run than CPUs. */
  'cpu-shared',
  /** The device waits for its reads of memory: walks of the IOMMU's table are a good part of them. */
  'iotlb',
  /** The same without the walks. */
  'dma-latency',
  /** Finished work waits for the interrupt throttle. */
  'throttle',
  /** A queue was too short for a burst; nothing else was full. */
  'queue',
  /** One request at a time: the way there and back. */
  'round-trip',
  /** No part is full: it is the waiting for each other (wake-ups, notifications, polls). */
  'waiting',
] as const;
export type Limiter = (typeof LIMITERS)[number];

/** From this share of the time on, a part counts as full. */
const FULL = 0.95;
/** A line carries small frames of control beside the payload, and its last frame may lie after the end. */
const LINE_FULL = 0.97;
/** A lock is passed on by a wake-up, during which it is nobody's work. */
const LOCKED = 0.8;
/** Lost, or piled up, beyond this share of what was sent: not all that was offered arrived. */
const LOSS = 0.02;
/** A thread that had less of a full CPU did not want much. */
const SOME = 0.1;
/** Threads that poll before they sleep leave some of a CPU unused even where others wait for it. */
const CROWDED = 0.85;
/** So many threads on average wait for a CPU that is short of time. */
const QUEUED = 0.3;
/** Part of a read's time that walks have to take before they are what limits. */
const WALKS = 0.2;

export interface Evidence {
  readonly metrics: Metrics;
  readonly usage: Usage;
  readonly glimpses: Glimpses;
}

/** Names the part that was full; of several in a row the one furthest along, since those before it wait for it. */
export function limiterOf(host: HostParts, evidence: Evidence): Limiter {
  if (isServed(host, evidence)) return 'offered';
  const { usage, glimpses } = evidence;
  const after = lostBehindWire(evidence);
  const line = Math.max(usage.wireTx, after ? 0 : usage.wireRx);
  if (line >= LINE_FULL) return 'wire';
  if (Math.max(usage.pcieUp, usage.pcieDown) >= LINE_FULL) return 'pcie';
  for (const [kind, name] of [
    ['pmd', 'switch-process'],
    ['irq', 'softirq'],
  ] as const) {
    if (usage.threads.some((thread) => thread.kind === kind && thread.share >= FULL)) return name;
  }
  const guests = mostOf(
    host.plan.vms.map(({ index }) => ofGuest(evidence, index)),
    evidence.metrics.vms.map(({ packets }) => 1 + packets.delivered),
  );
  if (guests !== null) return guests;
  if (glimpses.locked >= LOCKED) return 'vmm-lock';
  if (glimpses.readsFull >= 0.5)
    return walksShare(host, evidence) >= WALKS ? 'iotlb' : 'dma-latency';
  if (glimpses.throttled >= 0.5) return 'throttle';
  const kinds = host.plan.vms.map(({ config }) => config.traffic.kind);
  if (kinds.every((kind) => kind === 'request-response')) return 'round-trip';
  if (lost(evidence, 'ring-full') + lost(evidence, 'tap-full') > 0) return 'queue';
  return after || usage.wireRx < LINE_FULL ? 'waiting' : 'wire';
}

/** Every stream has a rate of its own, and what it sent arrived. */
function isServed({ plan }: HostParts, { metrics }: Evidence): boolean {
  const closed = plan.vms.some(({ config }) =>
    ['bulk', 'request-response'].includes(config.traffic.kind),
  );
  if (closed) return false;
  const { sent, delivered, replicated } = metrics.packets;
  const missing = sent + replicated - delivered;
  const underWay = plan.vms.reduce((sum, { config }) => sum + 2 * config.traffic.batch, 0);
  return missing <= Math.max(underWay, LOSS * sent);
}

function lost({ metrics }: Evidence, cause: string): number {
  return metrics.packets.dropped[cause] ?? 0;
}

/** Frames came over the wire and then found no room: it brought more than was taken. */
function lostBehindWire(evidence: Evidence): boolean {
  const behind = lost(evidence, 'ring-full') + lost(evidence, 'tap-full');
  return behind > LOSS * evidence.metrics.packets.sent;
}

/** What a guest and the threads that work for it alone were held up by. */
function ofGuest({ metrics, usage, glimpses }: Evidence, vm: number): Limiter | null {
  const own = usage.threads.filter((thread) => thread.vm === vm);
  const crowded = (cpu: number) =>
    (usage.cpus[cpu] ?? 0) >= CROWDED && (glimpses.waiting[cpu] ?? 0) >= QUEUED;
  if (own.some(({ cpu, share }) => share >= SOME && crowded(cpu))) return 'cpu-shared';
  const full = (kind: ThreadUse['kind']) =>
    own.some((thread) => thread.kind === kind && thread.share >= FULL);
  if (full('vhost')) return 'vhost';
  if (full('vmm')) return 'vmm';
  const vcpus = own.filter(({ kind }) => kind === 'vcpu' || kind === 'process');
  // One that is full holds up the flows that are its own.
  if (vcpus.some(({ share }) => share >= FULL)) {
    const guest = metrics.vms[vm]?.cpu.guest ?? 0;
    const busy = vcpus.reduce((sum, { share }) => sum + share, 0);
    return guest >= busy / 2 ? 'guest-cpu' : 'exits';
  }
  return null;
}

/** What holds up at least half of the traffic; null when nothing does. */
function mostOf(each: readonly (Limiter | null)[], weights: readonly number[]): Limiter | null {
  const votes = new Map<Limiter | null, number>();
  each.forEach((name, i) => votes.set(name, (votes.get(name) ?? 0) + (weights[i] ?? 0)));
  const all = weights.reduce((a, b) => a + b, 0);
  if (2 * (votes.get(null) ?? 0) > all) return null;
  votes.delete(null);
  return [...votes].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** Part of the time of an average read that went into walks of the IOMMU's table. */
function walksShare({ machine, plan }: HostParts, { metrics }: Evidence): number {
  const { hits, misses } = metrics.iotlb;
  if (misses === 0) return 0;
  const { iotlbWalkLevel, dmaRead } = machine.prices;
  const levels = Math.max(...plan.vms.map(({ config }) => LEVELS[config.tuning.pages]));
  const walk = (misses / (hits + misses)) * levels * iotlbWalkLevel;
  return walk / (walk + dmaRead);
}
