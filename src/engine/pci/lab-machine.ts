import { deviceById } from './devices';
import { LAST_BUS, ROOT_BUS, rootPortOf, type PcieHost } from './host-bus';
import type { MachineConfig, MachineDevice } from './machine';
import { portWindows } from './port-windows';

/** What a scenario's `host` says about the machine besides its PCIe side. */
interface LabHost extends PcieHost {
  readonly iommu: boolean;
  readonly cores: number;
}

const GiB = 1024 ** 3;

/** What the emulated cards are called among QEMU's devices. */
const QEMU_MODELS: Readonly<Record<string, string>> = { 'qemu-igb': 'igb', 'qemu-nvme': 'nvme' };

/** Negotiated speed and width of the slot, as the port's `link`. */
function linkOf(id: string): string {
  const known = deviceById(id);
  return known === undefined ? '3x16' : `${known.pcieGen}x${known.pcieLanes}`;
}

const device = (
  model: string,
  id: string | null,
  bus: string | null,
  addr: string | null,
  props: Readonly<Record<string, string>> = {},
): MachineDevice => ({ model, id, bus, addr, props });

const switchOf = (on: boolean) => (on ? 'on' : 'off');

/** Root bus 3a of the `server` chipset, as `MachineDevice.bus` names it. */
export const CARD_ROOT_BUS = `pcie.${ROOT_BUS.toString(16)}`;

/**
 * The lab's own host with the card of a scenario in its slot: root port 3a:00.0 above 3b:00.0, with
 * the bus numbers and windows the host states, and a second, empty port where a bus number is left.
 * Sizes in props are bytes; `bus-reserve` counts the bus numbers beyond the secondary one.
 */
export function labMachine(host: LabHost, nic: { readonly device: string }): MachineConfig {
  const { secondary, subordinate } = rootPortOf(host);
  const { reserved } = portWindows(nic.device, host);
  const port = device('sky-lake-e-root-port', 'rp1', CARD_ROOT_BUS, '0.0', {
    chassis: '1',
    slot: '1',
    'bus-reserve': String(subordinate - secondary),
    'mem-reserve': String(reserved.low),
    'pref64-reserve': String(reserved.high),
    link: linkOf(nic.device),
    ari: switchOf(host.ari),
  });
  const second = device('sky-lake-e-root-port', 'rp2', CARD_ROOT_BUS, '2.0', {
    chassis: '2',
    slot: '2',
    ari: switchOf(host.ari),
  });
  return {
    chipset: 'server',
    kernel: '6.1',
    qemu: '7.2',
    // The windows are the host's to give: a kernel that moves them would lift the limit unasked.
    cmdline: ['pci=realloc=off', ...(host.iommu ? ['intel_iommu=on'] : [])].join(' '),
    devices: [
      ...(host.iommu ? [device('intel-iommu', null, null, null)] : []),
      port,
      ...(subordinate < LAST_BUS ? [second] : []),
      device(QEMU_MODELS[nic.device] ?? nic.device, 'nic', 'rp1', '0.0'),
    ],
    memory: 16 * GiB,
    cpus: host.cores,
    ...(host.pageSize !== undefined && { pageSize: host.pageSize }),
  };
}
