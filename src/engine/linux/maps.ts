import type { Host } from './host';
import { hex } from './address';
import { MEM, IO, Region } from './resource';

/** Port ranges every PC has, the outer before the inner. */
const PORTS: readonly (readonly [number, number, string])[] = [
  [0x0000, 0x001f, 'dma1'],
  [0x0020, 0x0021, 'pic1'],
  [0x0040, 0x0043, 'timer0'],
  [0x0050, 0x0053, 'timer1'],
  [0x0060, 0x0060, 'keyboard'],
  [0x0064, 0x0064, 'keyboard'],
  [0x0070, 0x0077, 'rtc0'],
  [0x0080, 0x008f, 'dma page reg'],
  [0x00a0, 0x00a1, 'pic2'],
  [0x00c0, 0x00df, 'dma2'],
  [0x00f0, 0x00ff, 'fpu'],
  [0x02f8, 0x02ff, 'serial'],
  [0x03d4, 0x03d5, 'cga'],
  [0x03f8, 0x03ff, 'serial'],
  [0x0510, 0x051b, 'QEMU0002:00'],
  [0x0cf8, 0x0cff, 'PCI conf1'],
];

const ACPI_PORTS: Readonly<Record<string, readonly (readonly [number, number, string])[]>> = {
  q35: [[0x620, 0x62f, 'ACPI GPE0_BLK']],
  i440fx: [[0xafe0, 0xafe3, 'ACPI GPE0_BLK']],
  server: [],
};

/** What the firmware and the platform keep of memory; the host bridges' windows come later. */
export function fillMaps(host: Host): void {
  const video = host.machine.devices.some(({ model }) => hasRom(model)) ? 0xc0dff : 0xc05ff;
  for (const { start, end, name } of host.platform.map(video))
    host.iomem.insert(new Region(name, start, end, MEM));
}

/** QEMU's NICs with a boot ROM: it leaves a bit more of the video area taken. */
function hasRom(model: string): boolean {
  return ['e1000', 'e1000e', 'rtl8139', 'virtio-net-pci'].includes(model);
}

function lines(root: Region, digits: number, indent: string): string {
  let text = '';
  for (const region of root.children()) {
    text += `${indent}${hex(region.start, digits)}-${hex(region.end, digits)} : ${region.name}\n`;
    text += lines(region, digits, `${indent}  `);
  }
  return text;
}

/** `/proc/iomem`. */
export function iomemText(host: Host): string {
  return lines(host.iomem, 8, '');
}

/** `/proc/ioports`: PCI's tree with the PC's own ports in it. */
export function ioportsText(host: Host): string {
  const root = new Region('ports', 0, 0xffff, IO);
  const copy = (from: Region) => {
    for (const region of from.children()) {
      root.insert(new Region(region.name, region.start, region.end, IO));
      copy(region);
    }
  };
  copy(host.ioports);
  for (const { name, start, end } of host.platform.fixedPorts)
    root.insert(new Region(name, start, end, IO));
  for (const { start } of host.platform.fixedPorts) {
    if (start !== 0x600) continue;
    root.insert(new Region('ACPI PM1a_EVT_BLK', 0x600, 0x603, IO));
    root.insert(new Region('ACPI PM1a_CNT_BLK', 0x604, 0x605, IO));
    root.insert(new Region('ACPI PM_TMR', 0x608, 0x60b, IO));
  }
  for (const [start, end, name] of [...PORTS, ...(ACPI_PORTS[host.machine.chipset] ?? [])])
    root.insert(new Region(name, start, end, IO));
  return lines(root, 4, '');
}
