import { hex, parseDeviceName } from '../address';
import type { Host } from '../host';
import { chomp } from '../parse';
import { normalise } from '../modules';
import type { PciBus } from '../pci-device';
import { devicePath } from '../trace';
import type { VDir, VNode } from '../vfs';
import { directory, link, readOnly, readWrite } from '../vfs-nodes';
import { auxiliaryBusNode } from './auxiliary';
import { pciBusNode } from './bus';
import { deviceNode } from './device';
import { iommuUnits } from './iommu';
import { netNode, netPath } from './net';

/** The functions of a root bus and of the virtual buses that hang on it. */
function rootBusNode(host: Host, bus: PciBus): VDir {
  const own = (number: number): boolean =>
    number === bus.number ||
    bus.children.some((child) => child.self === null && child.number === number);
  return {
    type: 'dir',
    mode: 0o755,
    list: () => [
      ...host
        .sorted()
        .filter((device) => own(device.bus.number))
        .map(({ name }) => name),
      'firmware_node',
      'pci_bus',
      'power',
      'uevent',
    ],
    get: (name) => {
      const rid = parseDeviceName(name);
      const device = rid === undefined ? undefined : host.devices.get(rid);
      if (device !== undefined && own(device.bus.number)) return deviceNode(host, device);
      if (name === 'uevent') return readOnly(() => '');
      if (name === 'firmware_node')
        return link(`../LNXSYSTM:00/LNXSYBUS:00/${host.platform.rootId}`);
      if (name === 'pci_bus')
        return directory(
          () => new Map([[`0000:${hex(bus.number, 2)}`, directory(() => new Map())]]),
        );
      return name === 'power' ? directory(() => new Map()) : undefined;
    },
  };
}

function devicesNode(host: Host): VDir {
  return directory(() => {
    const entries = new Map<string, VNode>();
    for (const bus of host.rootBuses)
      entries.set(`pci0000:${hex(bus.number, 2)}`, rootBusNode(host, bus));
    entries.set(
      'virtual',
      directory(() => {
        const lo = host.net.byName('lo');
        const nets = lo === undefined ? [] : [['lo', netNode(host, lo)] as const];
        const entries = new Map([['net', directory(() => new Map(nets))]]);
        if (host.iommu.active)
          entries.set(
            'iommu',
            directory(() => iommuUnits(host)),
          );
        return entries;
      }),
    );
    return entries;
  });
}

function classNode(host: Host): VDir {
  return directory(() => {
    const nets = () =>
      new Map<string, VNode>(
        [...host.net.devices]
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map((net) => [net.name, link(`../../${netPath(host, net)}`)]),
      );
    const nvme = () =>
      new Map<string, VNode>(
        [...host.nvmeInstances].map(([n, device]) => [
          `nvme${n}`,
          link(`../..${devicePath(device)}/nvme/nvme${n}`),
        ]),
      );
    const units = () =>
      new Map<string, VNode>(
        host.iommu.active
          ? [...iommuUnits(host).keys()].map((name) => [
              name,
              link(`../../devices/virtual/iommu/${name}`),
            ])
          : [],
      );
    const entries = new Map<string, VNode>([
      ['iommu', directory(units)],
      ['net', directory(nets)],
    ]);
    if (host.modules.isLoaded('nvme')) entries.set('nvme', directory(nvme));
    return entries;
  });
}

/** Parameters that their drivers declare without a file. */
const UNSEEN_PARAMETERS: ReadonlySet<string> = new Set([
  'allow_unsupported_sfp',
  'debug',
  'ids',
  'max_vfs',
]);

function moduleNode(host: Host): VDir {
  const names = () => [...host.modules.loadedNames()].sort();
  return {
    type: 'dir',
    mode: 0o755,
    list: names,
    get: (name) => {
      const loaded = host.modules.loaded(name);
      if (loaded === undefined) return undefined;
      return directory(() => {
        const entries = new Map<string, VNode>();
        entries.set(
          'coresize',
          readOnly(() => `${loaded.definition.size}\n`),
        );
        entries.set(
          'initstate',
          readOnly(() => 'live\n'),
        );
        const shown = [...loaded.params.keys()].filter((key) => !UNSEEN_PARAMETERS.has(key));
        if (shown.length > 0) {
          const params = shown.map((key): [string, VNode] => [
            key,
            readWrite(
              () => `${loaded.params.get(key) ?? ''}\n`,
              (text) => {
                loaded.params.set(key, normalise(loaded.params.get(key) ?? '', chomp(text)));
              },
            ),
          ]);
          entries.set(
            'parameters',
            directory(() => new Map(params)),
          );
        }
        entries.set(
          'refcnt',
          readOnly(() => `${loaded.users.length}\n`),
        );
        return entries;
      });
    },
  };
}

function iommuGroups(host: Host): VDir {
  return {
    type: 'dir',
    mode: 0o755,
    list: () => [...host.iommu.groups.keys()].map(String),
    get: (name) => {
      const group = /^\d+$/.test(name) ? host.iommu.groups.get(Number(name)) : undefined;
      if (group === undefined) return undefined;
      return directory(
        () =>
          new Map<string, VNode>([
            [
              'devices',
              directory(
                () =>
                  new Map<string, VNode>(
                    [...group.devices].map((device) => [
                      device.name,
                      link(`../../../..${devicePath(device)}`),
                    ]),
                  ),
              ),
            ],
            ['reserved_regions', readOnly(() => '0x00000000fee00000 0x00000000feefffff msi\n')],
            [
              'type',
              readWrite(
                () => (host.options.passthrough ? 'identity\n' : 'DMA-FQ\n'),
                () => undefined,
              ),
            ],
          ]),
      );
    },
  };
}

/** `/sys`. */
export function sysNode(host: Host): VDir {
  return directory(
    () =>
      new Map<string, VNode>([
        [
          'bus',
          directory(
            () =>
              new Map([
                ['auxiliary', auxiliaryBusNode(host)],
                ['pci', pciBusNode(host)],
              ]),
          ),
        ],
        ['class', classNode(host)],
        ['devices', devicesNode(host)],
        ['kernel', directory(() => new Map([['iommu_groups', iommuGroups(host)]]))],
        ['module', moduleNode(host)],
      ]),
  );
}
