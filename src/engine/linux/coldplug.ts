import type { Host } from './host';
import { modulesFor } from './modules';

/** VF drivers to have ready before the first VF, by the PF's module. */
const VF_MODULES: Readonly<Record<string, string>> = {
  igb: 'igbvf',
  ixgbe: 'ixgbevf',
  i40e: 'iavf',
  ice: 'iavf',
};

/** Loading takes a while; what drivers do in the background is done meanwhile. */
function load(host: Host, name: string): void {
  if (host.modules.isLoaded(name)) return;
  host.modules.load(host, name, {});
  host.clock.pass(100_000_000);
}

/** Loads what the devices need by their modalias, then what sits on top, then the VFs' drivers. */
export function coldplug(host: Host): void {
  for (const device of host.sorted()) {
    for (const name of modulesFor(device)) {
      if (name !== 'pci_pf_stub') load(host, name);
    }
  }
  if (host.virtio.size > 0) load(host, 'virtio_net');
  for (const [pf, vf] of Object.entries(VF_MODULES)) {
    if (host.modules.isLoaded(pf)) load(host, vf);
  }
}
