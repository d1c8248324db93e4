import { parseDeviceName } from '../address';
import { matches, type PciDriver, type PciId } from '../driver';
import { attachDevice, attachDriver, bind, unbind } from '../driver-core';
import { SysError } from '../errno';
import { rescanAll } from '../hotplug';
import type { Host } from '../host';
import { chomp, scanHex } from '../parse';
import type { PciDevice } from '../pci-device';
import { devicePath } from '../trace';
import type { VDir, VNode } from '../vfs';
import { directory, link, readOnly, readWrite, writeOnly } from '../vfs-nodes';
import { rescanIf } from './device';

function deviceCalled(host: Host, text: string): PciDevice | undefined {
  const rid = parseDeviceName(chomp(text));
  return rid === undefined ? undefined : host.devices.get(rid);
}

const ANY = 0xffffffff;

/** `VVVV DDDD [SVVV SDDD [class mask [driver_data]]]`, hexadecimal. */
function parseId(text: string): { readonly id: PciId; readonly fields: number } {
  const fields = scanHex(text).slice(0, 7);
  const [vendor, device, subVendor = ANY, subDevice = ANY, cls = 0, mask = 0] = fields;
  if (vendor === undefined || device === undefined) throw new SysError('EINVAL');
  const one = (value: number) => (value === ANY ? null : value);
  const id = {
    vendor: one(vendor),
    device: one(device),
    subVendor: one(subVendor),
    subDevice: one(subDevice),
    class: cls,
    classMask: mask,
  };
  return { id, fields: fields.length };
}

/** A device with these numbers and no others would be the driver's already. */
function isServed(driver: PciDriver, id: PciId): boolean {
  const like = {
    vendor: id.vendor ?? ANY,
    device: id.device ?? ANY,
    subVendor: id.subVendor ?? ANY,
    subDevice: id.subDevice ?? ANY,
    class: id.class,
  };
  const served = (known: PciId) => known.overrideOnly !== true && matches(known, like);
  return driver.dynamicIds.some(served) || driver.ids.some(served);
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
        const { id, fields } = parseId(text);
        // Who gives all seven fields is taken to know what they do.
        if (fields < 7 && isServed(driver, id)) throw new SysError('EEXIST');
        driver.dynamicIds.push(id);
        attachDriver(host, driver);
      }),
    );
    entries.set(
      'remove_id',
      writeOnly((text) => {
        const { id } = parseId(text);
        const at = driver.dynamicIds.findIndex(
          (known) =>
            known.vendor === id.vendor &&
            known.device === id.device &&
            (id.subVendor === null || known.subVendor === id.subVendor) &&
            (id.subDevice === null || known.subDevice === id.subDevice) &&
            ((known.class ^ id.class) & id.classMask) === 0,
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
