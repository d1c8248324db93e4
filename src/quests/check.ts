import { FAULT_KINDS, type FaultKind, type Quest, type Site } from './quest';
import { changes, isBelow, type Change } from './settings';
import { SIGNS, type Sign } from './signs';
import { symptoms, type Symptom } from './symptoms';
import { vfSite } from './recipe';
import type { World } from './world';

/** What somebody says is wrong, and where. */
export interface Diagnosis {
  readonly kind: FaultKind;
  readonly site: Site;
}

/** What the lab says to it. Counts are those of the run in which the fault was looked for. */
export type Verdict =
  | { readonly is: 'right'; readonly signs: readonly Sign[] }
  /** No trace of that kind of fault anywhere. */
  | { readonly is: 'no-sign'; readonly kind: FaultKind }
  /** That kind of fault is there, but its traces are not at that place. */
  | { readonly is: 'elsewhere'; readonly kind: FaultKind; readonly site: Site }
  /** There is no such guest, VF or port. */
  | { readonly is: 'no-place'; readonly site: Site };

/** Checks a diagnosis against what the run of the faulty host shows. */
export function judge(quest: Quest, faulty: World, { kind, site }: Diagnosis): Verdict {
  if (!placesOf(faulty).some((place) => place.site === site)) return { is: 'no-place', site };
  const signs = SIGNS[kind](faulty);
  if (signs.length === 0) return { is: 'no-sign', kind };
  const here = sameAs(faulty, site);
  const isThere = kind === quest.kind && sameAs(faulty, quest.site).some((s) => here.includes(s));
  return isThere ? { is: 'right', signs } : { is: 'elsewhere', kind, site };
}

/** A place of the host that a fault may be at. */
export interface PlaceChoice {
  readonly site: Site;
  /** For a VF, the guest that has it; -1 for nobody and for other places. */
  readonly vm: number;
}

/** Every place: the host, the card's ports, its VFs, the guests. */
export function placesOf({ plan }: World): readonly PlaceChoice[] {
  const { card, vms } = plan;
  const vfs = card.functions.flatMap((f, fn) =>
    f.kind === 'vf' && f.pf === 0
      ? [{ site: vfSite(f.index), vm: vms.find((vm) => vm.fn === fn)?.index ?? -1 }]
      : [],
  );
  return [
    { site: 'host', vm: -1 },
    ...card.pfs.map(({ index }): PlaceChoice => ({ site: `pf${index}`, vm: -1 })),
    ...vfs,
    ...vms.map(({ index }): PlaceChoice => ({ site: `vm${index}`, vm: index })),
  ];
}

/** A guest and the VF it has are one place: who names either has found it. */
function sameAs(world: World, site: Site): readonly Site[] {
  const own = placesOf(world).find((place) => place.site === site);
  if (own === undefined || own.vm < 0) return [site];
  return placesOf(world).flatMap((place) => (place.vm === own.vm ? [place.site] : []));
}

/** Whether a host was mended. */
export type Repair =
  | { readonly is: 'mended' }
  /** Guests still complain. */
  | { readonly is: 'ill'; readonly symptoms: readonly Symptom[] }
  /** Nobody complains and the fault is still in. */
  | { readonly is: 'hidden'; readonly signs: number }
  /** The complaint is gone, and something was changed that was in order. */
  | { readonly is: 'changed-more'; readonly changes: readonly Change[] };

/** Is the host as it is now rid of its fault, with nothing changed but what was wrong? */
export function examine(
  { mends }: Quest,
  worlds: { readonly healthy: World; readonly faulty: World; readonly now: World },
): Repair {
  const { healthy, faulty, now } = worlds;
  const left = symptoms(healthy.metrics, now.metrics);
  if (left.length > 0) return { is: 'ill', symptoms: left };
  const more = changes(faulty, now).filter(({ path }) => !isBelow(path, mends));
  if (more.length > 0) return { is: 'changed-more', changes: more };
  const signs = FAULT_KINDS.flatMap((kind) => SIGNS[kind](now));
  return signs.length > 0 ? { is: 'hidden', signs: signs.length } : { is: 'mended' };
}
