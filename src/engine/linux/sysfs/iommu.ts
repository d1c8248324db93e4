import type { Host } from '../host';
import { devicePath } from '../trace';
import type { VDir, VNode } from '../vfs';
import { directory, link, readOnly } from '../vfs-nodes';

/** Devices that a remapping unit stands in front of: those that have a group. */
function behind(host: Host): VDir {
  return directory(
    () =>
      new Map<string, VNode>(
        host
          .sorted()
          .filter(({ iommuGroup }) => iommuGroup !== null)
          .map((device) => [
            device.name,
            link(`../../../../${devicePath(device).replace('/devices/', '')}`),
          ]),
      ),
  );
}

/** Remapping units below `/sys/devices/virtual/iommu`, as the kernel's own lines name them. */
export function iommuUnits(host: Host): ReadonlyMap<string, VNode> {
  const units = new Map<string, VNode>();
  for (const text of host.platform.dmar) {
    const [, name, address = '', version = '', cap = '', ecap = ''] =
      /^DMAR: (dmar\d+): reg_base_addr (\w+) ver (\S+) cap (\w+) ecap (\w+)$/.exec(text) ?? [];
    if (name === undefined) continue;
    const file = (value: string) => readOnly(() => `${value}\n`);
    // Number of Domains, bits 2:0: 2^(4 + 2n).
    const domains = 2 ** (4 + 2 * (parseInt(cap.slice(-1), 16) & 7));
    const registers = new Map<string, VNode>([
      ['address', file(address)],
      ['cap', file(cap)],
      ['domains_supported', file(String(domains))],
      ['ecap', file(ecap)],
      ['version', file(version)],
    ]);
    const entries = new Map<string, VNode>([
      ['devices', behind(host)],
      ['intel-iommu', directory(() => registers)],
      ['subsystem', link('../../../../class/iommu')],
      ['uevent', readOnly(() => '')],
    ]);
    units.set(
      name,
      directory(() => entries),
    );
  }
  return units;
}
