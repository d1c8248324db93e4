import type { Run } from '../engine/run';
import { journeyOf } from '../engine/tell/journey';
import type { Journey } from '../engine/tell/rows';
import type { RunId } from './api';

/** The story of one packet. */
export interface JourneyApi {
  /** Every hop with what it cost and what it follows from; no rows where the run has no such packet (yet). */
  tellJourney(run: RunId, packet: number): Journey;
}

export function journeyApi(runOf: (id: RunId) => Run): JourneyApi {
  return { tellJourney: (id, packet) => journeyOf(runOf(id), packet) };
}
