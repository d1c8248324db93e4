import type { Command } from '../command';
import { administration } from './administration';
import { lspci } from './lspci';
import { userland } from './userland';

/** The programs of the simulated host. */
export const commands: readonly Command[] = [...administration, lspci, ...userland];
