import type { Host } from './host';
import type { Claims } from './claims';
import { disableDevice, disableMsix } from './enable';
import type { PciDevice } from './pci-device';
import type { VNode } from './vfs';

/** What a bound driver holds; gone when it lets go. */
export class Binding {
  readonly claims: Claims[] = [];
  readonly entriesByName = new Map<string, VNode>();
  /** Runs when the driver leaves, last made first. */
  private readonly undo: (() => void)[] = [];

  entries(): ReadonlyMap<string, VNode> {
    return this.entriesByName;
  }

  onRemove(run: () => void): void {
    this.undo.push(run);
  }

  /** Gives everything back: regions, vectors, the enable count. */
  release(host: Host, device: PciDevice): void {
    for (const run of this.undo.reverse()) run();
    for (const claim of this.claims) claim.release();
    disableMsix(host, device);
    disableDevice(host, device);
  }
}
