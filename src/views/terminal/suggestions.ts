interface Suggestion {
  /** As the chip shows it: paths shortened. */
  readonly short: string;
  readonly command: string;
}

/** What is worth trying on this host, in the order one would. `bdf` as `3b:00.0`. */
export function suggestionsFor(bdf: string, numVfs: number): readonly Suggestion[] {
  const folder = `/sys/bus/pci/devices/0000:${bdf}`;
  const same = (command: string): Suggestion => ({ short: command, command });
  // A driver takes a new number of VFs only from 0: with VFs enabled the next step is to disable them.
  const count = numVfs === 0 ? 4 : 0;
  return [
    same('help'),
    same('lspci -t'),
    same(`lspci -vvv -s ${bdf}`),
    { short: 'cat …/sriov_totalvfs', command: `cat ${folder}/sriov_totalvfs` },
    {
      short: `echo ${String(count)} > …/sriov_numvfs`,
      command: `echo ${String(count)} > ${folder}/sriov_numvfs`,
    },
    same('ip link show'),
    same('dmesg | tail'),
  ];
}
