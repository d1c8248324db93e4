import { disableLinks, nameAcpiObjects } from './acpi-names';
import { busName, hex } from './address';
import { assignUnassigned } from './assign-all';
import { claimFirmwareResources } from './claim';
import { scanBus } from './enumerate';
import type { Host } from './host';
import { joinIommu } from './iommu';
import { LEVEL } from './log';
import { PciBus } from './pci-device';
import type { RootBridge } from './platform';
import { formatBuses, formatRegion, IO, MEM, Region, WINDOW } from './resource';
import { fillMaps } from './maps';

/** The kernel's start as far as PCI goes, with the lines it prints. `ports` binds the drivers that are built in. */
export function discover(host: Host, ports: () => void): void {
  early(host);
  fillMaps(host);
  for (const [i, root] of host.platform.roots.entries()) scanRoot(host, root, i);
  nameAcpiObjects(host);
  for (const [name, irq] of host.platform.links)
    info(host, `ACPI: PCI: Interrupt link ${name} configured for IRQ ${irq}`);
  disableLinks(host);
  const blank = host.is612 ? '' : ' ';
  const domain = host.options.passthrough
    ? 'Passthrough (set via kernel command line)'
    : 'Translated';
  info(host, `iommu: Default domain type: ${domain}${blank}`);
  if (!host.options.passthrough)
    info(host, `iommu: DMA domain TLB invalidation policy: lazy mode${blank}`);
  info(host, 'PCI: Using ACPI for IRQ routing');
  info(host, 'PCI: pci_cache_line_size set to 64 bytes');
  claimFirmwareResources(host);
  for (const bus of host.rootBuses) assignUnassigned(host, bus);
  for (const [bdf, text] of host.platform.finalLines) info(host, `pci ${bdf}: ${text}`);
  info(host, 'PCI: CLS 0 bytes, default 64');
  startIommu(host);
  ports();
  info(host, 'shpchp: Standard Hot Plug PCI Controller Driver version: 0.4');
  if (!host.is612) {
    const text = 'AMD IOMMUv2 functionality not available on this system - This is not a bug.';
    info(host, `AMD-Vi: ${text}`);
  }
  for (const device of host.sorted()) device.offered = true;
}

function info(host: Host, text: string): void {
  host.log.print(LEVEL.info, text);
}

function early(host: Host): void {
  const { platform, machine } = host;
  info(host, `Linux version ${host.release} ${host.build}`);
  info(host, `Command line: ${machine.cmdline}`);
  const acpi = platform.dmar.filter((line) => line.startsWith('ACPI: '));
  for (const line of acpi) info(host, line);
  const [start, end] = platform.gap;
  info(host, `[mem 0x${hex(start, 8)}-0x${hex(end, 8)}] available for PCI devices`);
  info(host, `Kernel command line: ${machine.cmdline}`);
  for (const line of platform.dmar) if (!acpi.includes(line)) info(host, line);
  info(host, 'acpiphp: ACPI Hot Plug PCI Controller Driver version: 0.5');
  if (platform.ecam !== null) {
    const base = hex(platform.ecam, 8);
    const range = `[mem 0x${base}-0x${hex(platform.ecam + 0xfffffff, 8)}]`;
    if (host.is612) {
      info(host, `PCI: ECAM ${range} (base 0x${base}) for domain 0000 [bus 00-ff]`);
      info(host, `PCI: ECAM ${range} reserved as E820 entry`);
    } else {
      info(host, `PCI: MMCONFIG for domain 0000 [bus 00-ff] at ${range} (base 0x${base})`);
      info(host, `PCI: MMCONFIG at ${range} reserved in E820`);
    }
  }
  info(host, 'PCI: Using configuration type 1 for base access');
  info(
    host,
    'PCI: Using host bridge windows from ACPI; if necessary, use "pci=nocrs" and report a bug',
  );
  info(host, 'PCI: Using E820 reservations for host bridge windows');
}

function scanRoot(host: Host, root: RootBridge, index: number): void {
  const { platform } = host;
  const id = `${platform.rootId.slice(0, -2)}${hex(index, 2)}`;
  const buses = formatBuses(root.bus, root.lastBus);
  info(host, `ACPI: PCI Root Bridge [${root.label}] (domain 0000 ${buses})`);
  for (const line of platform.osc) info(host, `acpi ${id}: _OSC: ${line}`);
  if (platform.ecam === null) {
    const text =
      "fail to add MMCONFIG information, can't access extended PCI configuration space under this bridge.";
    info(host, `acpi ${id}: ${text}`);
  }
  info(host, `PCI host bridge to bus ${busName(root.bus)}`);
  const bus = new PciBus(root.bus, root.lastBus, null, null);
  const window = (type: number) => (range: readonly [number, number]) => {
    const region = new Region(`PCI Bus ${busName(root.bus)}`, range[0], range[1], type | WINDOW);
    (type === IO ? host.ioports : host.iomem).insert(region);
    bus.windows.push(region);
    info(host, `pci_bus ${busName(root.bus)}: root bus resource ${formatRegion(region)}`);
  };
  root.io.forEach(window(IO));
  root.memory.forEach(window(MEM));
  info(host, `pci_bus ${busName(root.bus)}: root bus resource ${buses}`);
  host.rootBuses.push(bus);
  scanBus(host, bus);
}

function startIommu(host: Host): void {
  if (!host.platform.iommu) return;
  info(host, 'DMAR: No RMRR found');
  info(host, 'DMAR: No ATSR found');
  info(host, 'DMAR: No SATC found');
  info(host, 'DMAR: dmar0: Using Queued invalidation');
  host.iommu.active = true;
  for (const device of host.sorted()) joinIommu(host, device);
  info(host, 'DMAR: Intel(R) Virtualization Technology for Directed I/O');
}
