import type { PrintedLine } from './host/dmar-driver';
import { hasPrimary } from './paths/failover';
import type { HostParts } from './paths/host';

const INFO = 6;
/** What a PF's driver says when a VF's address is set to zero (ndo_set_vf_mac); others say nothing that is known here. */
const REMOVES: Readonly<Record<string, string>> = {
  ixgbe: 'removing MAC on VF',
  igb: 'remove MAC on VF',
};

/** What the host's kernel has printed in the run up to the host's moment: DMA faults, and addresses taken from VFs. */
export function printedBy({ dmar, failover, plan }: HostParts): readonly PrintedLine[] {
  if (failover === null) return dmar.s.lines;
  const { card, vms } = plan;
  const removed = vms.filter(hasPrimary).flatMap(({ index, fn, port }): PrintedLine[] => {
    const at = failover.primary.timesOf(index).filtered;
    const vf = card.functions[fn];
    const pf = card.functions.find((f) => f.kind === 'pf' && f.pf === port);
    const says = REMOVES[card.pfs[port]?.driver ?? ''];
    if (at < 0 || vf === undefined || pf === undefined || says === undefined) return [];
    const text = `${card.pfs[port]?.driver ?? ''} 0000:${pf.bdf}: ${says} ${String(vf.index)}`;
    return [{ at, level: INFO, text }];
  });
  return [...dmar.s.lines, ...removed].toSorted((a, b) => a.at - b.at);
}
