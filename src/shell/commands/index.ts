import type { Command } from '../command';
import { administration } from './administration';
import { lspci } from './lspci';
import { setpci } from './setpci';
import { userland } from './userland';

/** The programs of the simulated host. */
export const commands: readonly Command[] = [...administration, lspci, setpci, ...userland];
