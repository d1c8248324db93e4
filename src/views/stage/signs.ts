/** What the legend explains, in its order. */
export const SIGNS = [
  'packet',
  'copy',
  'descriptor',
  'dma',
  'doorbell',
  'interrupt',
  'exit',
  'ticks',
  'idle',
  'work',
  'dim',
  'ring',
] as const;
export type Sign = (typeof SIGNS)[number];
