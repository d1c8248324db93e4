/** Commands that leave the host as it is, whatever their arguments. */
const READERS = new Set(
  (
    'basename cat clear cut date dirname echo env expr false find grep head help hexdump history hostname id ' +
    'less ls lspci lsmod man modinfo more od printf pwd readlink realpath seq sort stat tail test tree true tr ' +
    'type uname uniq wc which whoami xxd perf tcpdump ['
  ).split(' '),
);
/** Of these the first words tell. */
const READING: readonly RegExp[] = [
  /^ip (?:-\S+ )*(?:l|li|lin|link|a|addr|address|n|neigh|r|route)(?: (?:show|list|ls|sh)\b.*)?$/u,
  /^dmesg(?: -[TxHkt]+)*$/u,
  /^ethtool (?:-[iSlgkcaT] )?\S+$/u,
  /^virsh (?:list|nodedev-list|nodedev-dumpxml|dominfo|domiflist)\b/u,
  /^vdpa (?:-\S+ )*(?:mgmtdev|dev)(?: (?:show|list)\b.*)?$/u,
  /^nft (?:-[ans]+ )*list\b/u,
  /^iptables (?:-[vnx]+ |--line-numbers )*-[vnx]*[LS][^!]*$/u,
  /^sysctl [\w./-]+$/u,
  /^devlink (?:-\S+ )*(?:dev|port)(?: (?:show|list)\b.*)?$/u,
];

/**
 * True where a line surely changes nothing on the host, so that nobody has to type it again to get there. In doubt
 * false: a line too many in a scenario costs a millisecond, one too few makes it another host.
 */
export function changesNothing(line: string): boolean {
  const quiet = line.replaceAll(/\d?>{1,2} ?(?:\/dev\/null|&[12])/gu, '');
  if (/[<>`(){}]|\$\(/u.test(quiet)) return false;
  return quiet
    .split(/\n|;|&&|\|\||\|/u)
    .map((part) => part.trim().replaceAll(/\s+/gu, ' '))
    .filter((part) => part !== '')
    .every(
      (part) =>
        READERS.has(part.split(' ', 1)[0] ?? '') || READING.some((pattern) => pattern.test(part)),
    );
}
