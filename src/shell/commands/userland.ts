import type { Command } from '../command';
import { nl, paste, rev, tac } from './arrange';
import { awk } from './awk';
import { cat } from './cat';
import { cp, mv } from './copy';
import { cut } from './cut';
import { date } from './date';
import { hd, hexdump, od, xxd } from './dump';
import { printenv, watch } from './env';
import { find } from './find';
import { egrep, fgrep, grep } from './grep';
import { head, tail } from './head';
import { clear, hostname, id, whoami } from './identity';
import { ls } from './ls';
import { ln, mkdir, touch } from './make';
import { basename, dirname } from './names';
import { less, more } from './pager';
import { readlink, realpath } from './readlink';
import { rm, rmdir } from './remove';
import { sed } from './sed';
import { seq } from './seq';
import { sleep } from './sleep';
import { sort } from './sort';
import { stat } from './stat';
import { tee } from './tee';
import { tr } from './tr';
import { tree } from './tree';
import { uniq } from './uniq';
import { wc } from './wc';
import { xargs } from './xargs';

/** coreutils, findutils, grep, sed and their like. */
export const userland: readonly Command[] = [
  awk,
  basename,
  cat,
  clear,
  cp,
  cut,
  date,
  dirname,
  egrep,
  fgrep,
  find,
  grep,
  hd,
  head,
  hexdump,
  hostname,
  id,
  less,
  ln,
  ls,
  mkdir,
  more,
  mv,
  nl,
  od,
  paste,
  printenv,
  readlink,
  realpath,
  rev,
  rm,
  rmdir,
  sed,
  seq,
  sleep,
  sort,
  stat,
  tac,
  tail,
  tee,
  touch,
  tr,
  tree,
  uniq,
  watch,
  wc,
  whoami,
  xargs,
  xxd,
];
