import type { Instant, MetricsBody } from '../../store/vocabulary';
import { useApp } from '../../store';

/** The learner's guest: the one that the five numbers are of. */
export const OWN = 0;

/** Its counters as the page shows them; null before anything was delivered. */
export function useOwn(): { readonly instant: Instant; readonly metrics: MetricsBody } | null {
  const instant = useApp((s) => s.instant);
  const metrics = instant?.metrics.vms[OWN];
  if (instant === null || metrics === undefined || metrics.packets.delivered === 0) return null;
  return { instant, metrics };
}
