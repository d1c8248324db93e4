import type { Kernel } from '../engine/linux/kernel';
import { readHost } from '../engine/pci/dump/read-host';
import type { DeviceProfile } from '../engine/pci/device-profile';
import type { PcieHost } from '../engine/pci/host-bus';
import { formatBdf } from '../engine/pci/routing';

/** The card of a host that guests get their functions from. */
export interface LabCard {
  readonly profile: DeviceProfile;
  /** `0000:01:00.0` of each PF, lowest first. */
  readonly pfs: readonly string[];
  /** The slot it is in. */
  readonly host: PcieHost;
}

/** The first network card with SR-IOV, as its configuration space shows it; null where the host has none. */
export function labCard(kernel: Kernel): LabCard | null {
  const functions = [...kernel.fabric.functions()]
    .filter(([, { role }]) => role !== 'vf')
    .map(([rid, { config }]) => ({ rid, config: config.bytes() }));
  const card = readHost(functions).cards.find(({ network }) => network);
  if (card === undefined) return null;
  const pfs = card.pfs.map(({ rid }) => formatBdf(rid, 0));
  return { profile: card.profile, pfs, host: card.host };
}
