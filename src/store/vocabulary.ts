/** What the state is made of, for those who read it. */
export * from '../worker/vocabulary';
export type { Inspection, Instant, RunInfo, RunWindow, Selection } from '../worker/api';
