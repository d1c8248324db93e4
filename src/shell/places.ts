import type { Command } from './command';
import type { Builtin } from './exec/shell';

/** Administrators' programs, which Debian keeps in /usr/sbin. */
const SBIN = [
  'bridge',
  'devlink',
  'dmesg',
  'ethtool',
  'insmod',
  'ip',
  'lsmod',
  'modinfo',
  'modprobe',
  'nvme',
  'rmmod',
  'tcpdump',
  'vdpa',
];
/** In /usr/bin although for administrators. */
const BIN = ['dmesg', 'tcpdump'];

/** Built into the shell, and programs too. */
const BOTH = ['[', 'echo', 'false', 'printf', 'pwd', 'test', 'true'];

/** Where a program lies; null where there is none of this name. */
export function pathOfProgram(
  parts: {
    readonly programs: ReadonlyMap<string, Command>;
    readonly builtins: ReadonlyMap<string, Builtin>;
  },
  name: string,
): string | null {
  const hosted = parts.builtins.get(name)?.program === true || BOTH.includes(name);
  if (!parts.programs.has(name) && !hosted) return null;
  return `/usr/${SBIN.includes(name) && !BIN.includes(name) ? 'sbin' : 'bin'}/${name}`;
}
