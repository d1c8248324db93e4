import { parseScenario } from '../engine/scenario/parse';
import { startHost } from '../shell/host';
import { sysfs } from '../shell/sysfs';
import { NO_NAMES } from '../quests/world';

/** The host of a scenario as its kernel has set it up. */
export function startKernelOf(input: unknown): {
  /** Where a BAR of a function begins, as its file `resource` in sysfs says. */
  readonly addressOf: (bdf: string, bar: number) => number;
} {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(`quiz: ${parsed.issues[0]?.path ?? ''}`);
  const { kernel } = startHost(parsed.scenario, NO_NAMES, null);
  return {
    addressOf: (bdf, bar) => {
      const line = sysfs(kernel, `0000:${bdf}`, 'resource')?.split('\n')[bar];
      return Number(line?.split(' ')[0] ?? Number.NaN);
    },
  };
}
