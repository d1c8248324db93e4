import type { Page } from '../page';

/** Device/Port Type of PCI Express Capabilities. */
export const PORT = {
  ENDPOINT: 0,
  LEGACY: 1,
  ROOT: 4,
  UPSTREAM: 5,
  DOWNSTREAM: 6,
  TO_PCI: 7,
  FROM_PCI: 8,
  INTEGRATED: 9,
  COLLECTOR: 10,
} as const;

/** Ports with something below them, which may have a slot. */
export const DOWNWARD: readonly number[] = [PORT.ROOT, PORT.DOWNSTREAM, PORT.FROM_PCI];

/** What every part of the capability needs. */
export interface Express {
  readonly page: Page;
  readonly at: number;
  readonly type: number;
  readonly slot: boolean;
}
