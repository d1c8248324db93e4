import type { Instant, MetricsBody, RunInfo } from '../store/vocabulary';
import { formatGbps, formatNumber, formatPicos } from '../i18n/format';

export const FIGURES = ['exits', 'latency', 'throughput', 'cpu', 'copies'] as const;
export type Figure = (typeof FIGURES)[number];

/** What a guest's run amounts to so far, in the five numbers; null before anything was delivered. */
export function figureOf(figure: Figure, metrics: MetricsBody): number | null {
  const { delivered } = metrics.packets;
  if (delivered === 0) return null;
  switch (figure) {
    case 'exits':
      return metrics.exits.perPacket;
    case 'latency':
      return metrics.latencyNs.p50;
    case 'throughput':
      return metrics.throughputGbps;
    case 'cpu':
      return hostCores(metrics);
    case 'copies':
      return metrics.copies.perPacket;
  }
}

function hostCores({ cpu: { kvm, vmm, vhost, pmd, softirq } }: MetricsBody): number {
  return kvm + vmm + vhost + pmd + softirq;
}

/** Whose part of a packet's cost is kept apart: the guest that the first one sends to. */
export interface Receiver {
  readonly guest: number;
  readonly value: number;
}

/** What the receiver pays for the sender's packets: in exits a packet, in cores. Null where nobody of this host receives. */
export function receiverOf(
  figure: Figure,
  { scenario, topology }: Pick<RunInfo, 'scenario' | 'topology'>,
  { vms }: Instant['metrics'],
): Receiver | null {
  const direction = scenario.vms[0]?.traffic.direction;
  if (typeof direction !== 'object' || (figure !== 'exits' && figure !== 'cpu')) return null;
  const guest = topology.vms.findIndex(({ name }) => name === direction.to);
  const [own, metrics] = [vms[0], vms[guest]];
  if (guest <= 0 || own === undefined || metrics === undefined) return null;
  const { delivered } = own.packets;
  if (delivered === 0) return null;
  const value = figure === 'exits' ? metrics.exits.total / delivered : hostCores(metrics);
  return { guest, value };
}

export function figureText(figure: Figure, value: number | null): string {
  if (value === null) return '–';
  switch (figure) {
    case 'latency':
      return formatPicos(value * 1e3);
    case 'throughput':
      return formatGbps(value);
    case 'exits':
    case 'cpu':
    case 'copies':
      return formatNumber(value);
  }
}

export type Comparison =
  | { readonly kind: 'unknown' | 'same' | 'only-there' | 'only-here' }
  | { readonly kind: 'ratio'; readonly times: number };

const ALIKE = 1.02;

/** The other number seen from this one. */
export function compare(here: number | null, there: number | null): Comparison {
  if (here === null || there === null) return { kind: 'unknown' };
  if (here === there) return { kind: 'same' };
  if (here === 0) return { kind: 'only-there' };
  if (there === 0) return { kind: 'only-here' };
  const ratio = there / here;
  if (ratio < ALIKE && ratio > 1 / ALIKE) return { kind: 'same' };
  return { kind: 'ratio', times: ratio };
}
