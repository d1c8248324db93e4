import { emptyRuleset } from '../netfilter/ruleset';
import { buildFabric } from '../pci/build';
import type { Fabric } from '../pci/fabric';
import type { MachineConfig } from '../pci/machine';
import { coldplug } from './coldplug';
import { discover } from './discover';
import { pciePort } from './drivers/pcieport';
import { attachDriver } from './driver-core';
import { seenFunctions } from './functions';
import { Host } from './host';
import type { Kernel } from './kernel';
import { makeNetOps } from './net-ops';
import { nvmeController } from './nvme-admin';
import { rootNode } from './root';
import { closeVfio, openVfio } from './vfio-users';
import { setRepresentors } from './representors';
import { addSubFunction, removeSubFunction } from './sub-functions';

export interface BootSettings {
  readonly seed: number;
  /**
   * Whether the modules of the devices are loaded when boot ends, as udev does. Without it `coldplug` does it later:
   * so do the captured transcripts, which look at the log first.
   */
  readonly autoload?: boolean;
}

/** A booted kernel, and the way to load the drivers of its devices later. */
export interface BootedKernel extends Kernel {
  /** Loads the modules of every device, in the order of the bus, and then those that wait for VFs. */
  coldplug(): void;
}

/** Starts the simulated kernel on a machine. Throws where the machine's description makes no sense. */
export function bootKernel(machine: MachineConfig, settings: BootSettings): BootedKernel {
  return startKernel(machine, buildFabric(machine), settings);
}

/** The same on hardware that is there already, as that of an imported dump. */
export function startKernel(
  machine: MachineConfig,
  fabric: Fabric,
  settings: BootSettings,
): BootedKernel {
  const host = new Host(machine, fabric, settings.seed);
  discover(host, () => {
    const port = pciePort();
    host.drivers.add(port);
    attachDriver(host, port);
  });
  const kernel: BootedKernel = {
    machine,
    fabric,
    release: host.release,
    root: rootNode(host),
    log: host.log,
    now: () => host.clock.now,
    pass: (ns) => host.clock.pass(ns),
    functions: () => seenFunctions(host),
    get netDevices() {
      return host.net.devices;
    },
    net: makeNetOps(host),
    loadModule: (name, params) => host.modules.load(host, name, params),
    unloadModule: (name) => host.modules.unload(host, name),
    nvme: (name) => nvmeController(host, name),
    vfio: {
      open: (rid, taken, vectors = 1) => openVfio(host, rid, taken, vectors),
      close: (rid) => closeVfio(host, rid),
      count: (source) => {
        host.interrupts.delivered = source;
      },
    },
    setRepresentors: (pf, names) => {
      setRepresentors(host, pf, names);
    },
    subFunctions: {
      add: (pf, number, mac) => addSubFunction(host, pf, number, mac),
      remove: (name) => removeSubFunction(host, name),
    },
    netfilter: { ruleset: emptyRuleset(), callIptables: false },
    watch: (watcher) => void host.watchers.push(watcher),
    coldplug: () => coldplug(host),
  };
  if (settings.autoload ?? true) {
    coldplug(host);
    host.clock.pass(2_000_000_000);
  }
  return kernel;
}
