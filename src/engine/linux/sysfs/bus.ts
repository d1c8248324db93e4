import { parseDeviceName } from '../address';
import type { PciDriver } from '../driver';
import { attachDevice, attachDriver, bind, unbind } from '../driver-core';
import { SysError } from '../errno';
import { rescanAll } from '../hotplug';
import type { Host } from '../host';
import { chomp } from '../parse';
import type { PciDevice } from '../pci-device';
import { devicePath } from '../trace';
import type { VDir, VNode } from '../vfs';
import { directory, link, readOnly, readWrite, writeOnly } from '../vfs-nodes';
import { rescanIf } from './device';

function deviceCalled(host: Host, text: string): PciDevice | undefined {
  const rid = parseDeviceName(chomp(text));
  return rid === undefined ? undefined : host.devices.get(rid);
}

/** `VVVV DDDD [SVVV SDDD [class mask [driver_data]]]`, hexadecimal. */
function parseId(text: string): readonly [vendor: number, device: number, ...rest: number[]] {
  const fields = chomp(text).trim().split(/\s+/);
  const numbers = fields.map((field) =>
    /^(0x)?[0-9a-f]+$/i.test(field) ? parseInt(field, 16) : NaN,
  );
  const [vendor, device, ...rest] = numbers;
  if (vendor === undefined || device === undefined || numbers.some(Number.isNaN))
    throw new SysError('EINVAL');
  return [vendor, device, ...rest];
}

function driverNode(host: Host, driver: PciDriver): VDir {
  return directory(() => {
    const entries = new Map<string, VNode>();
    for (const device of host.sorted()) {
      if (device.driver === driver)
        entries.set(device.name, link(`../../../..${devicePath(device)}`));
    }
    entries.set(
      'bind',
      writeOnly((text) => bind(host, driver, deviceCalled(host, text))),
    );
    if (driver.module !== null) entries.set('module', link(`../../../../module/${driver.module}`));
    entries.set(
      'new_id',
      writeOnly((text) => {
        const [vendor, device, subVendor, subDevice, cls, mask] = parseId(text);
        const known = [...driver.ids, ...driver.dynamicIds].some(
          (id) => id.vendor === vendor && id.device === device,
        );
        if (known) throw new SysError('EEXIST');
        driver.dynamicIds.push({
          vendor,
          device,
          subVendor: subVendor ?? null,
          subDevice: subDevice ?? null,
          class: cls ?? 0,
          classMask: mask ?? 0,
        });
        attachDriver(host, driver);
      }),
    );
    entries.set(
      'remove_id',
      writeOnly((text) => {
        const [vendor, device] = parseId(text);
        const at = driver.dynamicIds.findIndex(
          (id) => id.vendor === vendor && id.device === device,
        );
        if (at < 0) throw new SysError('ENODEV');
        driver.dynamicIds.splice(at, 1);
      }),
    );
    entries.set(
      'uevent',
      writeOnly(() => undefined),
    );
    entries.set(
      'unbind',
      writeOnly((text) => unbind(host, driver, deviceCalled(host, text))),
    );
    return entries;
  });
}

function drivers(host: Host): VDir {
  return {
    type: 'dir',
    mode: 0o755,
    list: () =>
      host.drivers
        .all()
        .map(({ name }) => name)
        .sort(),
    get: (name) => {
      const driver = host.drivers.get(name);
      return driver === undefined ? undefined : driverNode(host, driver);
    },
  };
}

function devices(host: Host): VDir {
  return {
    type: 'dir',
    mode: 0o755,
    list: () => host.sorted().map(({ name }) => name),
    get: (name) => {
      const rid = parseDeviceName(name);
      const device = rid === undefined ? undefined : host.devices.get(rid);
      return device === undefined ? undefined : link(`../../..${devicePath(device)}`);
    },
  };
}

function slots(host: Host): VDir {
  return directory(() => {
    const entries = new Map<string, VNode>();
    for (const [name, address] of host.slots()) {
      entries.set(
        name,
        directory(() => new Map([['address', readOnly(() => `${address}\n`)]])),
      );
    }
    return entries;
  });
}

/** `/sys/bus/pci`. */
export function pciBusNode(host: Host): VDir {
  return directory(
    () =>
      new Map<string, VNode>([
        ['devices', devices(host)],
        ['drivers', drivers(host)],
        [
          'drivers_autoprobe',
          readWrite(
            () => `${host.drivers.autoprobe ? 1 : 0}\n`,
            (text) => {
              host.drivers.autoprobe = !text.startsWith('0');
            },
          ),
        ],
        [
          'drivers_probe',
          writeOnly((text) => {
            const device = deviceCalled(host, text);
            if (device === undefined) throw new SysError('ENODEV');
            attachDevice(host, device);
          }),
        ],
        ['rescan', writeOnly((text) => rescanIf(text, () => rescanAll(host)))],
        [
          'resource_alignment',
          readWrite(
            () => '\n',
            () => undefined,
          ),
        ],
        ['slots', slots(host)],
        ['uevent', writeOnly(() => undefined)],
      ]),
  );
}
