import { busName, hex } from '../address';
import { disableDevice, enableDevice } from '../enable';
import { SysError } from '../errno';
import type { Host } from '../host';
import { LEVEL } from '../log';
import { numberOf } from '../parse';
import { BRIDGE_LINES, DEVICE_LINES, type PciDevice } from '../pci-device';
import { BUSY } from '../resource';
import type { VNode } from '../vfs';
import { line, readOnly, readWrite } from '../vfs-nodes';
import { configNode } from './config';

/** One line of the `resource` file. */
function resourceLine(device: PciDevice, index: number): string {
  const region = device.resources[index];
  const used = region !== undefined && region.flags !== 0;
  const [start, end, flags] = used
    ? [region.start, region.end, (region.flags & ~BUSY) >>> 0]
    : [0, 0, 0];
  return `0x${hex(start, 16)} 0x${hex(end, 16)} 0x${hex(flags, 16)}`;
}

function cpuMask(host: Host): string {
  const words: string[] = [];
  let left = host.machine.cpus;
  for (; left > 32; left -= 32) words.unshift('ffffffff');
  words.unshift((2 ** left - 1).toString(16));
  return words.join(',');
}

/** What a function is set to, and may be set to. */
export function state(host: Host, device: PciDevice, entries: Map<string, VNode>): void {
  const set = (name: string, read: () => string) => entries.set(name, line(read));
  set('ari_enabled', () => (device.bus.ariEnabled ? '1' : '0'));
  entries.set(
    'broken_parity_status',
    readWrite(
      () => `${device.brokenParity ? 1 : 0}\n`,
      (text) => {
        device.brokenParity = numberOf(text) !== 0;
      },
    ),
  );
  set('consistent_dma_mask_bits', () => String(device.dmaBits));
  set('dma_mask_bits', () => String(device.dmaBits));
  entries.set(
    'd3cold_allowed',
    readWrite(
      () => `${device.d3coldAllowed ? 1 : 0}\n`,
      (text) => {
        device.d3coldAllowed = numberOf(text) !== 0;
      },
    ),
  );
  entries.set('config', configNode(host, device));
  entries.set(
    'driver_override',
    readWrite(
      () => `${device.driverOverride ?? '(null)'}\n`,
      (text) => {
        const name = text.split(/[\n\0]/u)[0] ?? '';
        device.driverOverride = name === '' ? null : name;
      },
    ),
  );
  entries.set(
    'enable',
    readWrite(
      () => `${device.enabled}\n`,
      (text) => writeEnable(host, device, text),
    ),
  );
  set('irq', () => String(device.irq));
  set('local_cpulist', () => (host.machine.cpus > 1 ? `0-${host.machine.cpus - 1}` : '0'));
  set('local_cpus', () => cpuMask(host));
  entries.set(
    'msi_bus',
    readWrite(
      () => `${device.msiAllowed ? 1 : 0}\n`,
      (text) => {
        device.msiAllowed = numberOf(text) !== 0;
        const what = `MSI/MSI-X ${device.msiAllowed ? 'allowed' : 'disallowed'} for future drivers`;
        const { subordinate } = device;
        if (subordinate === null) host.say(LEVEL.info, device, what);
        else {
          const bus = `pci_bus ${busName(subordinate.number)}`;
          host.log.print(LEVEL.info, `${bus}: ${what} of devices on this bus`);
        }
      },
    ),
  );
  set('power_state', () => (device.enabled > 0 ? 'D0' : 'unknown'));
  entries.set(
    'numa_node',
    readWrite(
      () => `${device.numaNode ?? host.platform.numaNode(device)}\n`,
      (text) => {
        const node = text.trim() === '-1' ? -1 : numberOf(text);
        if (node > 0) throw new SysError('EINVAL');
        const said = `Overriding NUMA node to ${node}.  Contact your vendor for updates.`;
        host.say(LEVEL.alert, device, `[Firmware Bug]: ${said}`);
        device.numaNode = node;
      },
    ),
  );
  entries.set(
    'resource',
    readOnly(() => {
      const count = device.isBridge ? BRIDGE_LINES : DEVICE_LINES;
      let text = '';
      for (let i = 0; i < count; i++) text += `${resourceLine(device, i)}\n`;
      return text;
    }),
  );
}

function writeEnable(host: Host, device: PciDevice, text: string): void {
  const value = numberOf(text);
  if (device.driver !== null) throw new SysError('EBUSY');
  if (value > 0) {
    if (!enableDevice(host, device)) throw new SysError('EINVAL');
  } else if (device.enabled > 0) disableDevice(host, device);
  else throw new SysError('EIO');
}
