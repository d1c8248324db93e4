import type { PlaceKind } from '../costs/places';
import { isVdpa } from '../scenario/function-kinds';
import type { Plan, PlannedVm } from './plan';

/** What of the card a guest's queues are, as a place. */
export function queuePlace({ card }: Plan, { config, fn, carrier }: PlannedVm) {
  if (fn >= card.functions.length) return { kind: sliceKind(config.function), fn } as const;
  return { kind: card.functions[carrier]?.kind ?? 'vf', fn: carrier } as const;
}

function sliceKind(kind: PlannedVm['config']['function']): PlaceKind {
  return kind === 'adi' ? 'adi' : 'sf';
}

/** Its driver is virtio-net and the card works its rings. */
export function hasVdpa({ config, fn }: PlannedVm): boolean {
  return fn >= 0 && isVdpa(config.function);
}

/** PASID of a guest's assignable interface: 0 is that of requests without one. */
export function pasidOf({ config, fn, index }: PlannedVm): number {
  return fn >= 0 && config.function === 'adi' ? index + 1 : 0;
}
