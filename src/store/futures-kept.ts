import type { RunInfo } from '../worker/api';
import type { Lane } from '../worker/compare-api';
import { valuesBetween } from './difference';
import { futuresNow } from './futures';
import type { Future, PageFutures } from './futures';
import { valueAt } from './url-scenario';

/** The scenario on the page as a file or an address keeps it, the other futures with it. */
export function withFutures(state: PageFutures & { readonly info: RunInfo }): object {
  const { futures, info, beside } = state;
  const own = info.scenarioInput as object;
  if (futures === null) return own;
  const others = futures.tabs
    .filter(({ id }) => id !== futures.shown)
    .map((tab) => {
      const set = valuesBetween(own, JSON.parse(tab.text)).map(({ place, is }) => [
        place,
        is ?? null,
      ]);
      const isSame = tab.beside === beside;
      return {
        ...(isSame ? {} : { beside: tab.beside ?? 'none' }),
        set: Object.fromEntries(set) as object,
      };
    });
  const shown = futures.tabs.findIndex(({ id }) => id === futures.shown);
  return { ...own, futures: { shown, others } };
}

/** The lanes that the futures of the page are now; null where they are none. */
export const lanesNow = (state: PageFutures): readonly Lane[] | null => lanesOf(futuresNow(state));

/** The futures as lanes of Compare; null where there are none. */
export function lanesOf(tabs: readonly Future[]): readonly Lane[] | null {
  const [first, ...others] = tabs.map(({ text }) => JSON.parse(text) as unknown);
  if (first === undefined) return null;
  const changed = others.flatMap((input) => valuesBetween(first, input));
  const places = new Set(changed.map(({ place }) => place));
  for (const place of ['fork', 'vms.0.path']) places.delete(place);
  return tabs.map(({ text, scenario }) => {
    const input = JSON.parse(text) as { readonly fork?: unknown };
    const set = [...places].map((place) => {
      const keys = place.split('.');
      return [place, valueAt(input, keys) ?? valueAt(scenario, keys) ?? null] as const;
    });
    const path = scenario.vms[0]?.path ?? 'sriov';
    return { path, set: { ...Object.fromEntries(set), fork: input.fork ?? null } };
  });
}
