import { cardFactory } from '../cards/card-model';
import { serverRootPort } from '../cards/server';
import { deviceById } from '../devices';
import type { MachineDevice } from '../machine';
import type { DeviceModel } from './function-model';
import type { Props } from './props';
import type { DeviceFactory, Place } from './qemu/context';
import { igb } from './qemu/igb';
import { e1000, e1000e, rtl8139 } from './qemu/network-cards';
import { nvme } from './qemu/nvme';
import { pcieRootPort, x3130Upstream, xio3130Downstream } from './qemu/ports';
import { virtioNet } from './qemu/virtio-net';

const MODELS: Readonly<Record<string, DeviceFactory>> = {
  'pcie-root-port': pcieRootPort,
  'x3130-upstream': x3130Upstream,
  'xio3130-downstream': xio3130Downstream,
  igb,
  nvme,
  'sky-lake-e-root-port': serverRootPort,
  e1000,
  e1000e,
  rtl8139,
  'virtio-net-pci': virtioNet,
};

/** Things a machine's description names that are no PCI functions. */
export const NOT_PCI: ReadonlySet<string> = new Set([
  'intel-iommu',
  'nvme-subsys',
  'nvme-ns',
  'isa-debugcon',
  'isa-serial',
]);

/** Network cards, which QEMU gives addresses in the order of the description. */
const NETWORK_CARDS: ReadonlySet<string> = new Set([
  'igb',
  'e1000',
  'e1000e',
  'rtl8139',
  'virtio-net-pci',
]);

export const isNetworkCard = (model: string): boolean =>
  NETWORK_CARDS.has(model) || deviceById(model) !== undefined;

/** What QEMU's PCI devices all have and no model here reads: nothing of it shows in a register or it is the default. */
const OF_ALL = [
  'acpi-index',
  'busnr',
  'failover_pair_id',
  'rombar',
  'romfile',
  'romsize',
  'x-max-bounce-buffer-size',
  'x-pcie-ari-nextfn-1',
  'x-pcie-extcap-init',
  'x-pcie-lnksta-dllla',
];

/** Builds the device's functions; fails with a MachineError for what its model does not know. */
export function modelOf(device: MachineDevice, props: Props, place: Place): DeviceModel {
  const own = Object.hasOwn(MODELS, device.model) ? MODELS[device.model] : undefined;
  const factory = own ?? cardFactory(device.model);
  if (factory === null) throw props.error('model', `there is no model '${device.model}'`);
  const model = factory(device, props, place);
  if (own !== undefined) props.ignore(...OF_ALL);
  props.done();
  return model;
}
