import { blueprintOf } from './cards/catalog';
import { deviceById } from './devices';
import type { BarShape } from './fabric';
import { LAST_BUS, ROOT_BUS, rootPortOf, type PcieHost } from './host-bus';
import type { MachineConfig, MachineDevice } from './machine';

/** What a scenario's `host` says about the machine besides its PCIe side. */
interface LabHost extends PcieHost {
  readonly iommu: boolean;
  readonly cores: number;
}

const GiB = 1024 ** 3;
/** Firmware's window below 4 GiB where the host states none. */
const DEFAULT_WINDOW_32 = 64 * 1024 ** 2;
/** Expansion ROMs of the card's functions. */
const ROMS = 32 * 1024 ** 2;
/** And above 4 GiB. */
const DEFAULT_WINDOW_64 = 64 * GiB;

/** The card's own BARs take of the port's windows as well; the host's figures are for the VFs. */
function ownBars(id: string): { readonly low: number; readonly high: number } {
  const bars = blueprintOf(id)?.functions.flatMap((fn) => fn.bars) ?? [];
  const above = (bar: BarShape) => bar.kind === 'mem64' && bar.prefetchable;
  const sum = (of: readonly BarShape[]) => of.reduce((total, { size }) => total + size, 0);
  return {
    low: sum(bars.filter((bar) => !above(bar) && bar.kind !== 'io')) + ROMS,
    high: sum(bars.filter(above)),
  };
}

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
  const own = ownBars(nic.device);
  const port = device('sky-lake-e-root-port', 'rp1', CARD_ROOT_BUS, '0.0', {
    chassis: '1',
    slot: '1',
    'bus-reserve': String(subordinate - secondary),
    'mem-reserve': String(own.low + (host.mmioWindow32 ?? DEFAULT_WINDOW_32)),
    'pref64-reserve': String(own.high + (host.mmioWindow ?? DEFAULT_WINDOW_64)),
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
    cmdline: host.iommu ? 'intel_iommu=on' : '',
    devices: [
      ...(host.iommu ? [device('intel-iommu', null, null, null)] : []),
      port,
      ...(subordinate < LAST_BUS ? [second] : []),
      device(QEMU_MODELS[nic.device] ?? nic.device, 'nic', 'rp1', '0.0'),
    ],
    memory: 16 * GiB,
    cpus: host.cores,
  };
}
