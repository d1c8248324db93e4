import { useEffect } from 'react';
import type { PriceLine } from '../../store/vocabulary';
import { useApp } from '../../store';

/** The cost table of the host that runs; the former one until a changed one is there, null before the first. */
export function usePrices(): readonly PriceLine[] | null {
  const scenario = useApp((s) => s.info?.scenario);
  const prices = useApp((s) => s.prices);
  const load = useApp((s) => s.loadPrices);
  const failure = useApp((s) => s.referenceFailure);
  useEffect(() => {
    if (scenario === undefined || failure !== null) return;
    void load(scenario.host.profile, scenario.host.cpuGHz, scenario.costs);
  }, [scenario, load, failure]);
  return prices?.lines ?? null;
}
