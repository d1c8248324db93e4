import type { PciDriver } from './driver';

/** Registered PCI drivers in the order of their registration. */
export class DriverTable {
  private readonly byName = new Map<string, PciDriver>();
  /** `/sys/bus/pci/drivers_autoprobe`. */
  autoprobe = true;

  get(name: string): PciDriver | undefined {
    return this.byName.get(name);
  }

  all(): readonly PciDriver[] {
    return [...this.byName.values()];
  }

  add(driver: PciDriver): void {
    this.byName.set(driver.name, driver);
  }

  remove(driver: PciDriver): void {
    this.byName.delete(driver.name);
  }
}
