import { hex } from '../../../formats/lspci/text';
import type { SeenFunction } from '../../../engine/linux/pci-view';
import { SysError } from '../../../engine/linux/errno';
import type { CommandContext } from '../../command';
import { VirshError } from './failure';

/** `0000:3b:10.0`. */
export function bdfText(domain: number, bus: number, device: number, fn: number): string {
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(device, 2)}.${fn}`;
}

export const bdfOf = ({ domain, bus, device, fn }: SeenFunction): string =>
  bdfText(domain, bus, device, fn);

/** libvirt's name: `pci_0000_3b_10_0`. */
export const nodeName = (bdf: string): string => `pci_${bdf.replaceAll(/[:.]/g, '_')}`;

export const sysfs = (bdf: string): string => `/sys/bus/pci/devices/${bdf}`;

export function findNode(context: CommandContext, name: string): SeenFunction {
  const found = context.kernel.functions().find((one) => nodeName(bdfOf(one)) === name);
  if (found === undefined) {
    throw new VirshError(
      `Could not find matching device '${name}'\nerror: Node device not found: no node device with matching name '${name}'`,
    );
  }
  return found;
}

export function readIf(context: CommandContext, path: string): string | null {
  try {
    return context.fs.readText(path).trim();
  } catch (error) {
    if (error instanceof SysError) return null;
    throw error;
  }
}

/** Entries of a directory; none where there is no such directory. */
export function entries(context: CommandContext, path: string): readonly string[] {
  try {
    return context.fs.list(path);
  } catch (error) {
    if (error instanceof SysError) return [];
    throw error;
  }
}

/** The function a link of sysfs leads to, as `0000:3b:00.0`. */
function linked(context: CommandContext, path: string): string | null {
  try {
    return context.fs.real(path).split('/').at(-1) ?? null;
  } catch (error) {
    if (error instanceof SysError) return null;
    throw error;
  }
}

function addressTag(bdf: string): string {
  const [domain = '', bus = '', rest = ''] = bdf.split(':');
  const [slot = '', fn = ''] = rest.split('.');
  return `<address domain='0x${domain}' bus='0x${bus}' slot='0x${slot}' function='0x${fn}'/>`;
}

/** `nodedev-dumpxml` of a PCI function. */
export function dumpXml(context: CommandContext, node: SeenFunction): string {
  const bdf = bdfOf(node);
  const path = sysfs(bdf);
  const { kernel: known } = node;
  const rid = (value: number): string =>
    bdfText(node.domain, value >> 8, (value >> 3) & 31, value & 7);
  const parent = known?.parent ?? null;
  const names = (text: string | undefined): string => text ?? '';
  const vendor = known?.vendor ?? 0;
  const device = known?.device ?? 0;
  const physical = linked(context, `${path}/physfn`);
  const total = readIf(context, `${path}/sriov_totalvfs`);
  const vfs = entries(context, path)
    .filter((name) => /^virtfn\d+$/.test(name))
    .toSorted((a, b) => Number(a.slice(6)) - Number(b.slice(6)))
    .map((name) => linked(context, `${path}/${name}`))
    .filter((one) => one !== null);
  const group = known?.iommuGroup ?? null;
  const members = entries(context, `${path}/iommu_group/devices`);
  const lines = [
    '<device>',
    `  <name>${nodeName(bdf)}</name>`,
    `  <path>${context.fs.real(path)}</path>`,
    `  <parent>${parent === null ? 'computer' : nodeName(rid(parent))}</parent>`,
    ...(known?.driver === null || known === null
      ? []
      : ['  <driver>', `    <name>${known.driver}</name>`, '  </driver>']),
    "  <capability type='pci'>",
    `    <class>0x${hex(known?.class ?? 0, 6)}</class>`,
    `    <domain>${node.domain}</domain>`,
    `    <bus>${node.bus}</bus>`,
    `    <slot>${node.device}</slot>`,
    `    <function>${node.fn}</function>`,
    `    <product id='0x${hex(device, 4)}'>${names(context.names.device(vendor, device))}</product>`,
    `    <vendor id='0x${hex(vendor, 4)}'>${names(context.names.vendor(vendor))}</vendor>`,
    ...(physical === null
      ? []
      : [
          "    <capability type='phys_function'>",
          `      ${addressTag(physical)}`,
          '    </capability>',
        ]),
    ...(total === null
      ? []
      : vfs.length === 0
        ? [`    <capability type='virt_functions' maxCount='${total}'/>`]
        : [
            `    <capability type='virt_functions' maxCount='${total}'>`,
            ...vfs.map((vf) => `      ${addressTag(vf)}`),
            '    </capability>',
          ]),
    ...(group === null
      ? []
      : [
          `    <iommuGroup number='${group}'>`,
          ...members.map((member) => `      ${addressTag(member)}`),
          '    </iommuGroup>',
        ]),
    '  </capability>',
    '</device>',
  ];
  return `${lines.join('\n')}\n`;
}
