import type { Host } from '../host';
import type { PciDevice } from '../pci-device';
import type { VFile } from '../vfs';

/** What the kernel hands out of a function's configuration space: all ones where nobody answers any more. */
export function configBytes(host: Host, device: PciDevice): Uint8Array {
  const fn = host.fabric.at(device.rid);
  if (fn === null) return new Uint8Array(device.configSize).fill(0xff);
  return fn.config.bytes().subarray(0, device.configSize);
}

export function configNode(host: Host, device: PciDevice): VFile {
  return {
    type: 'file',
    mode: 0o644,
    size: device.configSize,
    read: () => String.fromCharCode(...configBytes(host, device)),
    readBytes: () => configBytes(host, device),
    write: (text) => {
      const fn = host.fabric.at(device.rid);
      for (let i = 0; i < Math.min(text.length, device.configSize); i++)
        fn?.config.write(i, 1, text.charCodeAt(i) & 0xff);
    },
  };
}
