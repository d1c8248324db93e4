import type { Words } from '../term';
import type { TermId } from '../terms';
import { beyond } from './beyond';
import { cpu } from './cpu';
import { io } from './io';
import { pcie } from './pcie';

export const words: Readonly<Record<TermId, Words>> = { ...cpu, ...io, ...pcie, ...beyond };

/** Phrases that look like a term and are not: nothing in them is found. */
export const others: readonly string[] = [
  'PCI bridge',
  'PCI-to-PCI bridge',
  'host bridge',
  // Places where frames are captured, whatever they are.
  'a tap',
  'each tap',
  'every tap',
  'no tap',
  'which tap',
];
