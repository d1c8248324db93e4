import type { Kernel } from '../engine/linux/kernel';

/** The text of `/sys/bus/pci/devices/BDF/name`; null where it cannot be read. */
export function sysfs(kernel: Kernel, bdf: string, name: string): string | null {
  const device = deviceDir(kernel, bdf);
  const file = device?.type === 'dir' ? device.get(name) : undefined;
  return file?.type === 'file' && file.read !== undefined ? file.read().trim() : null;
}

function deviceDir(kernel: Kernel, bdf: string) {
  const follow = (path: string) =>
    path.split('/').reduce<ReturnType<Kernel['root']['get']>>((node, name) => {
      const here = node?.type === 'dir' ? node.get(name) : undefined;
      return here;
    }, kernel.root);
  const link = follow(`sys/bus/pci/devices/${bdf}`);
  if (link?.type !== 'link') return link;
  // Links of this directory point into /sys/devices: ../../../devices/pci0000:00/…
  return follow(`sys/${link.target.replace(/^(?:\.\.\/)+/u, '')}`);
}
