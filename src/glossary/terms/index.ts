import type { Term } from '../term';
import { beyond } from './beyond';
import { cpu } from './cpu';
import { io } from './io';
import { pcie } from './pcie';

const all = { ...cpu, ...io, ...pcie, ...beyond };

export type TermId = keyof typeof all;

/** Every term, in the order in which the glossary has it. */
export const TERMS: Readonly<Record<TermId, Term>> = all;
export const TERM_IDS = Object.keys(TERMS) as readonly TermId[];
