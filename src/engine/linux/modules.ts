import { attachDriver, detachDevice } from './driver-core';
import { matches, type PciDriver } from './driver';
import { CATALOG, type ModuleDefinition } from './drivers/catalog';
import { SysError } from './errno';
import type { Host } from './host';
import type { PciDevice } from './pci-device';

interface Loaded {
  readonly definition: ModuleDefinition;
  readonly drivers: readonly PciDriver[];
  readonly params: Map<string, string>;
  /** Loaded modules that need it, the latest first. */
  readonly users: string[];
}

/** Modules spell blanks as `_`; commands take `-` too. */
export function moduleName(name: string): string {
  return name.replaceAll('-', '_');
}

/** Built into this kernel, so that loading them does nothing. */
const BUILT_IN = ['pcieport', 'shpchp', 'acpiphp', 'intel_iommu', 'iommufd'];

/** What is loaded, oldest first. */
export class Modules {
  private readonly loadedModules = new Map<string, Loaded>();

  isLoaded(name: string): boolean {
    return this.loadedModules.has(name);
  }

  /** Newest first, as lsmod and traces list them. */
  loadedNames(): readonly string[] {
    return [...this.loadedModules.keys()].reverse();
  }

  param(module: string, name: string): string | undefined {
    return this.loadedModules.get(module)?.params.get(name);
  }

  loaded(name: string): Loaded | undefined {
    return this.loadedModules.get(name);
  }

  /** Module `name` with everything it needs. Throws SysError ENOENT where there is none. */
  load(host: Host, name: string, params: Readonly<Record<string, string>>): void {
    const plain = moduleName(name);
    if (this.loadedModules.has(plain) || BUILT_IN.includes(plain)) return;
    const definition = CATALOG.find((module) => module.name === plain);
    if (definition === undefined) throw new SysError('ENOENT');
    for (const need of definition.needs) {
      this.load(host, need, {});
      this.loadedModules.get(need)?.users.unshift(plain);
    }
    const known = new Map(Object.entries(definition.params ?? {}));
    for (const [key, value] of Object.entries(params)) {
      const before = known.get(key);
      if (before !== undefined) known.set(key, normalise(before, value));
    }
    definition.loaded?.(host);
    const drivers = definition.drivers?.() ?? [];
    this.loadedModules.set(plain, { definition, drivers, params: known, users: [] });
    for (const driver of drivers) {
      addIdsFromParam(driver, known.get('ids') ?? '');
      host.drivers.add(driver);
      if (host.drivers.autoprobe) attachDriver(host, driver);
    }
    definition.ready?.(host);
  }

  /** Throws SysError: ENOENT not loaded, EAGAIN in use. */
  unload(host: Host, name: string): void {
    const plain = moduleName(name);
    const module = this.loadedModules.get(plain);
    if (module === undefined) throw new SysError('ENOENT');
    const isOpen = [...host.vfioUsers.keys()].some(
      ({ driver }) => driver !== null && module.drivers.includes(driver),
    );
    if (module.users.length > 0 || isOpen) throw new SysError('EAGAIN');
    for (const driver of module.drivers) {
      for (const device of [...host.sorted()].reverse()) {
        if (device.driver === driver) detachDevice(host, device);
      }
      host.drivers.remove(driver);
    }
    this.loadedModules.delete(plain);
    if (plain === 'vfio') host.nodes.delete('vfio/vfio');
    for (const need of module.definition.needs) {
      const users = this.loadedModules.get(need)?.users;
      if (users !== undefined) users.splice(users.indexOf(plain), 1);
    }
  }
}

/** Booleans read `Y` and `N` whatever was written. */
export function normalise(before: string, value: string): string {
  if (before !== 'Y' && before !== 'N') return value;
  return /^([yYtT1]|[oO][nN])/.test(value) ? 'Y' : 'N';
}

function addIdsFromParam(driver: PciDriver, ids: string): void {
  for (const id of ids.split(',')) {
    const [vendor, device] = id.split(':').map((part) => parseInt(part, 16));
    if (vendor === undefined || device === undefined || Number.isNaN(vendor + device)) continue;
    driver.dynamicIds.push({
      vendor,
      device,
      subVendor: null,
      subDevice: null,
      class: 0,
      classMask: 0,
    });
  }
}

/** The ids in each module's table, for `modules.alias`. */
const TABLES = CATALOG.flatMap(({ name, drivers }) =>
  (drivers?.() ?? []).map((driver) => ({ name, ids: driver.ids })),
);

/** Modules that claim to drive such a device, as `modprobe` and `lspci -k` find them by its modalias. */
export function modulesFor(device: PciDevice): readonly string[] {
  return TABLES.filter(({ ids }) => ids.some((id) => matches(id, device))).map(({ name }) => name);
}
