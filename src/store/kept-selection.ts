import type { Topology } from '../engine/topology';
import type { Selection } from '../worker/api';

/** A place is asked about the packet that is followed too. */
export function askedOf(selected: Selection | null, followed: number): Selection | null {
  return selected?.kind === 'place' ? { ...selected, packet: followed } : selected;
}

/** The same thing in another run's numbering; null where it does not exist there. */
export function keptSelection(
  selected: Selection | null,
  before: Topology | undefined,
  after: Topology,
): Selection | null {
  if (selected === null || before === undefined) return null;
  switch (selected.kind) {
    case 'packet':
      return null;
    case 'function':
      return selected.fn < after.card.functions.length ? selected : null;
    case 'place': {
      const was = before.places[selected.place];
      if (was === undefined) return null;
      const place = after.places.findIndex(
        ({ kind, vm, fn }) => kind === was.kind && vm === was.vm && fn === was.fn,
      );
      return place === -1 ? null : { kind: 'place', place };
    }
  }
}
