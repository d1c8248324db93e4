import type { PciDevice } from './pci-device';
import { BUSY, IO, MEM, Region } from './resource';
import { ROM_RESOURCE } from './pci-device';

/** What a driver reserved of its device's resources (`pci_request_regions`), to give back when it goes. */
export class Claims {
  private readonly regions: Region[] = [];

  /** Reserves the BARs of those kinds under the driver's name; `only` limits it to some BARs. */
  constructor(device: PciDevice, name: string, kinds = MEM, only: readonly number[] | null = null) {
    for (const [index, whole] of device.used()) {
      if (index >= ROM_RESOURCE || (whole.flags & kinds & (IO | MEM)) === 0) continue;
      if (only !== null && !only.includes(index)) continue;
      const region = new Region(name, whole.start, whole.end, (whole.flags | BUSY) >>> 0);
      if (whole.request(region) === null) this.regions.push(region);
    }
  }

  release(): void {
    for (const region of this.regions) region.release();
  }
}
