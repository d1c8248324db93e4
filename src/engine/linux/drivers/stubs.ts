import { Binding } from '../bind-state';
import type { PciDriver } from '../driver';
import { LEVEL } from '../log';
import { configureSimple } from './simple-sriov';

/** Takes any device by `driver_override` or `new_id` and does nothing with it. */
export function pciStub(): PciDriver {
  return {
    name: 'pci-stub',
    module: 'pci_stub',
    ids: [],
    dynamicIds: [],
    probe(host, device) {
      host.say(LEVEL.info, device, 'claimed by stub');
      device.bound = new Binding();
      return null;
    },
    remove() {},
  };
}

/** The same for PFs whose VFs somebody else wants to switch on. */
export function pciPfStub(): PciDriver {
  return {
    name: 'pci-pf-stub',
    module: 'pci_pf_stub',
    ids: [
      { vendor: 0x1d0f, device: 0x0053, subVendor: null, subDevice: null, class: 0, classMask: 0 },
    ],
    dynamicIds: [],
    probe(host, device) {
      if (device.sriov === null) return 'ENODEV';
      host.say(LEVEL.info, device, 'claimed by pci-pf-stub');
      device.bound = new Binding();
      return null;
    },
    remove() {},
    configureVfs: configureSimple,
  };
}
