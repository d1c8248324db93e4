import type { Kernel } from '../engine/linux/kernel';
import { formatBdf, ridOf } from '../engine/pci/routing';
import type { HeldFunction } from '../engine/scenario/held-function';
import type { Scenario } from '../engine/scenario/scenario';

/**
 * Functions of the card that VFIO cannot give away, because vfio-pci is not bound to them. On the lab's own host and on that of a
 * dump libvirt binds it by itself (`managed='yes'`); on a machine that is described only what is typed there counts.
 */
export function heldOn(
  { machine }: Pick<Scenario, 'machine'>,
  kernel: Kernel,
  pfs: readonly string[],
): readonly HeldFunction[] | undefined {
  if (machine === null) return undefined;
  return kernel.functions().flatMap(({ bus, device, fn, kernel: known }) => {
    const rid = ridOf(bus, device, fn);
    const isOfCard = kernel.fabric.at(rid)?.role === 'vf' || pfs.includes(formatBdf(rid, 0));
    return isOfCard && known?.driver !== 'vfio-pci' ? [{ rid, driver: known?.driver ?? '' }] : [];
  });
}
