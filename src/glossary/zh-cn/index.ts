import type { Words } from '../term';
import type { TermId } from '../terms';
import { beyond } from './beyond';
import { cpu } from './cpu';
import { io } from './io';
import { pcie } from './pcie';

export const words: Readonly<Record<TermId, Words>> = { ...cpu, ...io, ...pcie, ...beyond };

/** Words that contain a form and are not the term: nothing in them is found. */
export const others: readonly string[] = ['环境', '循环', '环节', '环路', '环回', 'PCI 桥'];
