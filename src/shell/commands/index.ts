import type { Command } from '../command';
import { administration } from './administration';
import { cat } from './cat';
import { egrep, fgrep, grep } from './grep';
import { head, tail } from './head';
import { ls } from './ls';
import { lspci } from './lspci';
import { readlink, realpath } from './readlink';
import { sort } from './sort';
import { tee } from './tee';
import { wc } from './wc';

/** The programs of the simulated host. */
export const commands: readonly Command[] = [
  ...administration,
  cat,
  egrep,
  fgrep,
  grep,
  head,
  ls,
  lspci,
  readlink,
  realpath,
  sort,
  tail,
  tee,
  wc,
];
