import type { Topology } from '../engine/topology';
import type { Selection } from '../worker/api';
import type { UrlProblem } from './url';
import { allowed } from './url-values';

/** `vmm`, `driver.vm0`, `vf.f3`: a part of the picture, of a guest, or by its function of the card. */
export const PART = /^[a-z][a-z0-9-]{0,30}(?:\.vm\d{1,3})?(?:\.f\d{1,4})?$/u;

/** What is selected, as an address names it; null where that is no part of the picture. */
export function partOf(selected: Selection | null, { places }: Topology): string | null {
  const place =
    selected?.kind === 'place'
      ? places[selected.place]
      : selected?.kind === 'function'
        ? places.find(({ fn }) => fn === selected.fn)
        : undefined;
  if (place === undefined) return null;
  const { kind, vm, fn } = place;
  return `${kind}${vm < 0 ? '' : `.vm${String(vm)}`}${fn < 0 ? '' : `.f${String(fn)}`}`;
}

/** The part of that name, the first one where it names several; null where this host has none. */
export function selectionOf(part: string, { places }: Topology): Selection | null {
  const [kind, ...of] = part.split('.');
  const index = (letters: string) => {
    const found = of.find((each) => each.startsWith(letters))?.slice(letters.length);
    return found === undefined ? null : Number(found);
  };
  const [vm, fn] = [index('vm'), index('f')];
  const place = places.findIndex(
    (each) =>
      each.kind === kind && (vm === null || each.vm === vm) && (fn === null || each.fn === fn),
  );
  return place < 0 ? null : { kind: 'place', place };
}

/** A part that this host has not. */
export const partProblem = (part: string): UrlProblem => ({
  name: 'part',
  code: 'bad-value',
  found: part,
  allowed: allowed('part'),
});
