import type { CostOverrides } from '../engine/costs/costs';
import { PROFILE_IDS, PROFILES, priceSheet } from '../engine/costs/profiles';
import type { PriceRow, ProfileId } from '../engine/costs/profiles';
import { pathWay } from '../engine/explain/path-way';
import type { PathWay } from '../engine/explain/path-way';
import { PATH_IDS } from '../engine/scenario/scenario';
import { CURVES, curveData } from '../engine/validation/curves';
import type { CurveData } from '../engine/validation/curves';
import { FIGURES } from '../engine/validation/published';
import type { Figure } from '../engine/validation/published';
import { SILENT } from '../engine/validation/silent';
import type { Silence } from '../engine/validation/silent';
import { CHECKS, validate } from '../engine/validation/validate';
import type { Row } from '../engine/validation/validate';

export type { CurveData, Figure, PathWay, PriceRow, ProfileId, Row, Silence };

/** A price of a host as it is, and as its profile has it. */
export interface PriceLine {
  readonly now: PriceRow;
  readonly own: PriceRow;
}

export interface Profile {
  readonly id: ProfileId;
  readonly what: string;
  readonly cpuGHz: number;
  readonly apicv: boolean;
}

/** What the model is made of and judged by; no run of the page is needed for it. */
export interface ReferenceApi {
  ready(): true;
  profiles(): readonly Profile[];
  prices(profile: ProfileId, cpuGHz: number, set: CostOverrides): readonly PriceLine[];
  figures(): readonly Figure[];
  silent(): readonly Silence[];
  /** How many checks and curves there are; each is asked for by its number, since each takes a while. */
  counts(): { readonly checks: number; readonly curves: number };
  check(index: number): Row;
  curve(index: number): CurveData;
  /** Lone packets on every path, both ways. */
  ways(): readonly PathWay[];
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`There is no number ${String(index)}`);
  return found;
}

export function createReference(): ReferenceApi {
  return {
    ready: () => true,
    profiles: () =>
      PROFILE_IDS.map((id) => {
        const { what, cpuGHz, apicv } = PROFILES[id];
        return { id, what, cpuGHz, apicv };
      }),
    prices: (profile, cpuGHz, set) => {
      const own = priceSheet({ profile, cpuGHz });
      return priceSheet({ profile, cpuGHz }, set).map((now, i) => ({ now, own: at(own, i) }));
    },
    figures: () => [...FIGURES.values()],
    silent: () => SILENT,
    counts: () => ({ checks: CHECKS.length, curves: CURVES.length }),
    check: (index) => validate(at(CHECKS, index)),
    curve: (index) => curveData(at(CURVES, index)),
    ways: () => PATH_IDS.flatMap((path) => [pathWay(path, 'tx'), pathWay(path, 'rx')]),
  };
}
