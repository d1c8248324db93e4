import type { Messages } from '../../i18n';
import { formatGbps, formatNumber, formatPicos, formatRate } from '../../i18n/format';
import type { Measured } from '../../store/vocabulary';

export type FigureId = keyof Messages['sweep']['figures'];

/** One number of a point: how it is read, written, and which way is better. */
export interface Figure {
  readonly id: FigureId;
  readonly of: (point: Measured) => number;
  readonly text: (value: number) => string;
  readonly better: 'more' | 'less';
}

const PS_PER_NS = 1000;

/** Cores of the host that work for the packets and are no guest's. */
export const hostCpuOf = ({ metrics: { cpu } }: Measured): number =>
  cpu.kvm + cpu.vmm + cpu.vhost + cpu.pmd + cpu.softirq;

export const FIGURES: readonly Figure[] = [
  {
    id: 'throughput',
    of: (p) => p.metrics.throughputGbps,
    text: formatGbps,
    better: 'more',
  },
  { id: 'pps', of: (p) => p.metrics.pps, text: formatRate, better: 'more' },
  {
    id: 'exits',
    of: (p) => p.metrics.exits.perPacket,
    text: formatNumber,
    better: 'less',
  },
  {
    id: 'p50',
    of: (p) => p.metrics.latencyNs.p50 * PS_PER_NS,
    text: formatPicos,
    better: 'less',
  },
  {
    id: 'p99',
    of: (p) => p.metrics.latencyNs.p99 * PS_PER_NS,
    text: formatPicos,
    better: 'less',
  },
  { id: 'hostCpu', of: hostCpuOf, text: formatNumber, better: 'less' },
  { id: 'copies', of: (p) => p.metrics.copies.perPacket, text: formatNumber, better: 'less' },
];

export function figureById(id: FigureId): Figure {
  const found = FIGURES.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
}

/** FCS, preamble and gap, bytes; the shortest frame, and the longest before it is cut into several. */
const WIRE_OVERHEAD = 24;
const SHORTEST = 60;
const LONGEST = 1514;

/** What a wire of `gbps` carries in frames of `bytes`; null where frames are cut on their way. */
export function wireLimit(id: FigureId, gbps: number, bytes: number): number | null {
  const pps = (gbps * 1e9) / ((Math.max(SHORTEST, bytes) + WIRE_OVERHEAD) * 8);
  if (bytes > LONGEST) return null;
  if (id === 'pps') return pps;
  return id === 'throughput' ? (pps * bytes * 8) / 1e9 : null;
}
