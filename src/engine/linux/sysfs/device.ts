import { SysError } from '../errno';
import type { Host } from '../host';
import { hex } from '../address';
import { readConfig } from '../config-access';
import { linkCapability, linkSpeed, speedName } from '../link-speed';
import { ROM_RESOURCE, type PciDevice } from '../pci-device';
import { chomp, numberOf } from '../parse';
import { removeDevice, rescanBelow } from '../hotplug';
import { resetFunction, resetMethods } from '../reset';
import { IO, PREFETCH } from '../resource';
import { devicePath } from '../trace';
import type { VDir, VNode } from '../vfs';
import { directory, line, link, readOnly, readWrite, writeOnly } from '../vfs-nodes';
import { aer } from './aer';
import { identity } from './identity';
import { power } from './power';
import { sriovAttributes } from './sriov';
import { state } from './state';

/** How many `../` lead from a device's directory to `/sys`. */
function upToSys(device: PciDevice): string {
  return '../'.repeat(devicePath(device).split('/').length - 1);
}

function linkAttributes(host: Host, device: PciDevice, entries: Map<string, VNode>): void {
  if (!device.isPcie) return;
  const set = (name: string, read: () => string) => entries.set(name, line(read));
  set('current_link_speed', () => speedName(linkSpeed(host, device).gigatransfers));
  set('current_link_width', () => String(linkSpeed(host, device).width));
  set('max_link_speed', () => speedName(linkCapability(host, device).gigatransfers));
  set('max_link_width', () => String(linkCapability(host, device).width || 255));
}

function bridgeAttributes(host: Host, device: PciDevice, entries: Map<string, VNode>): void {
  if (!device.isBridge) return;
  const number = (offset: number) => () => String(readConfig(host, device.rid, offset, 1));
  entries.set('secondary_bus_number', line(number(0x19)));
  entries.set('subordinate_bus_number', line(number(0x1a)));
  entries.set(
    'reset_subordinate',
    writeOnly((text) => {
      // What is below comes back from its reset as it was.
      numberOf(text);
    }),
  );
  const { subordinate } = device;
  if (subordinate === null) return;
  entries.set(
    'pci_bus',
    directory(
      () =>
        new Map([
          [
            `0000:${hex(subordinate.number, 2)}`,
            directory(
              () =>
                new Map<string, VNode>([
                  [
                    'rescan',
                    writeOnly((text) => rescanIf(text, () => rescanBelow(host, subordinate))),
                  ],
                ]),
            ),
          ],
        ]),
    ),
  );
  for (const below of subordinate.devices) {
    if (below.registered) entries.set(below.name, deviceNode(host, below));
  }
  for (const child of subordinate.children) {
    if (child.self !== null) continue;
    for (const vf of child.devices) if (vf.registered) entries.set(vf.name, deviceNode(host, vf));
  }
}

/** Writing a true value acts; 0 does nothing. */
export function rescanIf(text: string, act: () => void): void {
  if (numberOf(text) !== 0) act();
}

function portServices(device: PciDevice, entries: Map<string, VNode>): void {
  if (device.driver?.name !== 'pcieport' || device.portType !== 4) return;
  for (const service of ['001', '002', '010'])
    entries.set(
      `${device.name}:pcie${service}`,
      directory(() => new Map()),
    );
}

function hotplugAttributes(host: Host, device: PciDevice, entries: Map<string, VNode>): void {
  if (device.isVirtfn) return;
  entries.set(
    'remove',
    writeOnly((text) => rescanIf(text, () => removeDevice(host, device))),
  );
  entries.set(
    'rescan',
    writeOnly((text) => rescanIf(text, () => rescanBelow(host, device.subordinate ?? device.bus))),
  );
}

function resetAttributes(host: Host, device: PciDevice, entries: Map<string, VNode>): void {
  const methods = resetMethods(host, device);
  if (methods.length === 0) return;
  entries.set(
    'reset',
    writeOnly((text) => {
      if (numberOf(text) !== 1) throw new SysError('EINVAL');
      resetFunction(host, device);
    }),
  );
  entries.set(
    'reset_method',
    readWrite(
      () => `${methods.join(' ')}\n`,
      (text) => {
        const wanted = chomp(text).split(/\s+/);
        if (wanted.some((word) => word !== '' && word !== 'default' && !methods.includes(word)))
          throw new SysError('EINVAL');
      },
    ),
  );
}

function resourceFiles(device: PciDevice, entries: Map<string, VNode>): void {
  for (const [index, region] of device.used()) {
    if (index > ROM_RESOURCE || region.size <= 0) continue;
    const file = { type: 'file', mode: 0o600, size: region.size } as const;
    if (index === ROM_RESOURCE) entries.set('rom', file);
    else {
      entries.set(`resource${index}`, file);
      if ((region.flags & PREFETCH) !== 0 && (region.flags & IO) === 0)
        entries.set(`resource${index}_wc`, file);
    }
  }
}

function links(device: PciDevice, entries: Map<string, VNode>): void {
  const up = upToSys(device);
  entries.set('subsystem', link(`${up}bus/pci`));
  if (device.driver !== null)
    entries.set('driver', link(`${up}bus/pci/drivers/${device.driver.name}`));
  if (device.firmwareNode !== null) {
    entries.set('firmware_node', link(`${up.slice(3)}${device.firmwareNode}`));
    if (!device.everBound)
      entries.set(
        'waiting_for_supplier',
        readOnly(() => '0\n'),
      );
  }
  if (device.iommuGroup !== null) {
    entries.set('iommu', link(`${up.slice(3)}virtual/iommu/dmar0`));
    entries.set('iommu_group', link(`${up}kernel/iommu_groups/${device.iommuGroup.id}`));
  }
  if (device.msiIrqs.length > 0) {
    entries.set(
      'msi_irqs',
      directory(
        () =>
          new Map(
            device.msiIrqs.map((irq) => [
              String(irq),
              readOnly(() => (device.msixOn ? 'msix\n' : 'msi\n')),
            ]),
          ),
      ),
    );
  }
}

/** The directory of a function. Its entries are made when somebody looks into it. */
export function deviceNode(host: Host, device: PciDevice): VDir {
  const entries = () => {
    const made = new Map<string, VNode>();
    identity(device, made);
    state(host, device, made);
    linkAttributes(host, device, made);
    aer(device, made);
    bridgeAttributes(host, device, made);
    portServices(device, made);
    hotplugAttributes(host, device, made);
    resetAttributes(host, device, made);
    resourceFiles(device, made);
    sriovAttributes(host, device, made);
    links(device, made);
    made.set(
      'link',
      directory(() => new Map()),
    );
    made.set('power', power());
    for (const [name, node] of device.bound?.entries() ?? []) made.set(name, node);
    return made;
  };
  return directory(entries);
}
