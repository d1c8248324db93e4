// Shared by both sides of a frame. Imports nothing: `embed.js` is as small as it can be.

export const SOURCE = 'sriov-lab';
export const VERSION = 1;

/** What a frame tells by itself. */
export const EVENTS = [
  'ready',
  'change',
  'exit',
  'lesson-progress',
  'lesson-complete',
  'error',
  'resize',
] as const;
export type EventName = (typeof EVENTS)[number];

/** Why a request is not done. */
export const REFUSALS = ['bad-params', 'refused', 'not-now', 'busy', 'broken'] as const;

export interface Refusal {
  readonly code: (typeof REFUSALS)[number];
  /** For the author of the host page, in English. */
  readonly message: string;
}
