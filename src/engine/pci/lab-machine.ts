import { blueprintOf } from './cards/catalog';
import { deviceById } from './devices';
import type { FunctionBlueprint } from './cards/blueprint';
import { LAST_BUS, ROOT_BUS, rootPortOf, systemPageOf, type PcieHost } from './host-bus';
import type { MachineConfig, MachineDevice } from './machine';

/** What a scenario's `host` says about the machine besides its PCIe side. */
interface LabHost extends PcieHost {
  readonly iommu: boolean;
  readonly cores: number;
}

const GiB = 1024 ** 3;
/** Firmware's window above 4 GiB where the host states none. */
const DEFAULT_WINDOW_64 = 64 * GiB;

/** 64-bit prefetchable BARs lie above 4 GiB, others below. */
interface Claims {
  readonly low: number;
  readonly high: number;
}

function claimsOf(sizes: readonly { readonly size: number; readonly above: boolean }[]): Claims {
  const sum = (above: boolean) =>
    sizes.filter((s) => s.above === above).reduce((total, { size }) => total + size, 0);
  return { low: sum(false), high: sum(true) };
}

/** What the card's own BARs and ROMs take of the port's windows, beside the host's figures, which are for the VFs. */
function ownBars(functions: readonly FunctionBlueprint[]): Claims {
  return claimsOf(
    functions.flatMap(({ bars, romBytes }) => [
      { size: romBytes, above: false },
      ...bars
        .filter(({ kind }) => kind !== 'io')
        .map((bar) => ({ size: bar.size, above: bar.kind === 'mem64' && bar.prefetchable })),
    ]),
  );
}

/** What all of its VFs would take under a kernel with such pages. */
function vfBars(functions: readonly FunctionBlueprint[], pageSize: number | undefined): Claims {
  return claimsOf(
    functions.flatMap(({ sriov }) => {
      if (sriov === null) return [];
      const page = systemPageOf(sriov.supportedPages, pageSize);
      return sriov.vfBars.map(({ sizeBytes, is64bit, prefetchable }) => ({
        size: Math.max(sizeBytes, page) * sriov.totalVfs,
        above: is64bit && prefetchable,
      }));
    }),
  );
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
  const functions = blueprintOf(nic.device)?.functions ?? [];
  const own = ownBars(functions);
  // As firmware does it that knows of SR-IOV: below 4 GiB what the VFs need, and no more.
  const low = host.mmioWindow32 ?? vfBars(functions, host.pageSize).low;
  const port = device('sky-lake-e-root-port', 'rp1', CARD_ROOT_BUS, '0.0', {
    chassis: '1',
    slot: '1',
    'bus-reserve': String(subordinate - secondary),
    'mem-reserve': String(own.low + low),
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
