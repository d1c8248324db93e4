import { SysError } from '../../../engine/linux/errno';
import type { CommandContext, GuestInfo } from '../../command';
import { VirshError } from './failure';
import { bdfOf, bdfText, entries, readIf, sysfs } from './node-device';

/** A write to sysfs as libvirt makes it; its failure names the file. */
function write(context: CommandContext, path: string, text: string): void {
  try {
    context.fs.writeText(path, text, false);
  } catch (error) {
    if (!(error instanceof SysError)) throw error;
    throw new VirshError(`Unable to write to '${path}': ${error.message}`);
  }
}

function driverOf(context: CommandContext, bdf: string): string | null {
  const driver = entries(context, sysfs(bdf)).includes('driver')
    ? context.fs.real(`${sysfs(bdf)}/driver`)
    : null;
  return driver?.split('/').at(-1) ?? null;
}

/** `nodedev-detach`: from its driver to vfio-pci, by an override. */
export function detach(context: CommandContext, bdf: string): void {
  if (!entries(context, sysfs(bdf)).includes('iommu_group')) {
    throw new VirshError(
      "unsupported configuration: host doesn't support passthrough of host PCI devices",
    );
  }
  if (driverOf(context, bdf) === 'vfio-pci') return;
  context.kernel.loadModule('vfio-pci', {});
  write(context, `${sysfs(bdf)}/driver_override`, 'vfio-pci\n');
  if (driverOf(context, bdf) !== null) write(context, `${sysfs(bdf)}/driver/unbind`, `${bdf}\n`);
  write(context, '/sys/bus/pci/drivers_probe', `${bdf}\n`);
  if (driverOf(context, bdf) !== 'vfio-pci') {
    throw new VirshError(`internal error: Failed to bind PCI device '${bdf}' to vfio-pci`);
  }
}

export function reattach(context: CommandContext, bdf: string): void {
  needUnused(context, bdf);
  write(context, `${sysfs(bdf)}/driver_override`, '\n');
  if (driverOf(context, bdf) === 'vfio-pci') {
    write(context, `${sysfs(bdf)}/driver/unbind`, `${bdf}\n`);
  }
  write(context, '/sys/bus/pci/drivers_probe', `${bdf}\n`);
}

function ownerOf({ lab }: CommandContext, bdf: string): GuestInfo | undefined {
  return lab?.guests().find((guest) => functionsOf(guest).includes(bdf));
}

/** What a guest has of the host's functions. */
export function functionsOf({ functions, bdf }: GuestInfo): readonly string[] {
  return functions ?? (bdf === null ? [] : [bdf]);
}

/** Refuses what a guest has in use. */
export function needUnused(context: CommandContext, bdf: string): void {
  const owner = ownerOf(context, bdf);
  if (owner === undefined) return;
  throw new VirshError(
    `Requested operation is not valid: PCI device ${bdf} is in use by driver QEMU, domain ${owner.name}`,
  );
}

/** A function with everything else of its IOMMU group must be in vfio's hands, or in nobody's. */
function checkGroup(context: CommandContext, bdf: string): void {
  const members = entries(context, `${sysfs(bdf)}/iommu_group/devices`);
  for (const member of members) {
    const driver = driverOf(context, member);
    if (driver === null || ['vfio-pci', 'pci-stub', 'pcieport'].includes(driver)) continue;
    const group =
      context.fs
        .real(`${sysfs(bdf)}/iommu_group`)
        .split('/')
        .at(-1) ?? '';
    throw new VirshError(
      `internal error: unable to execute QEMU command 'device_add': vfio ${bdf}: group ${group} is not viable\nPlease ensure all devices within the iommu_group are bound to their vfio bus driver.`,
    );
  }
}

/** Hands a function to a guest: by libvirt itself where it is `managed`, else it must be with vfio-pci already. */
export function attach(
  context: CommandContext,
  guest: GuestInfo,
  bdf: string,
  isManaged: boolean,
): void {
  if (!context.kernel.functions().some((one) => bdfOf(one) === bdf)) {
    throw new VirshError(
      `Device ${bdf} not found: could not access /sys/bus/pci/devices/${bdf}/config: No such file or directory`,
    );
  }
  needUnused(context, bdf);
  if (isManaged) detach(context, bdf);
  else if (driverOf(context, bdf) !== 'vfio-pci') {
    throw new VirshError(
      `Requested operation is not valid: Unmanaged PCI device ${bdf} must be manually detached from the host`,
    );
  }
  checkGroup(context, bdf);
  context.lab?.attach?.(guest.name, bdf);
}

export function release(
  context: CommandContext,
  guest: GuestInfo,
  bdf: string,
  isManaged: boolean,
): void {
  if (!functionsOf(guest).includes(bdf)) {
    const [domain = '', bus = '', rest = ''] = bdf.split(':');
    const [slot = '', fn = ''] = rest.split('.');
    throw new VirshError(
      `device not found: host pci device ${domain}:${bus}:${slot}.${fn} not found`,
    );
  }
  context.lab?.detach?.(guest.name, bdf);
  if (!isManaged || driverOf(context, bdf) !== 'vfio-pci') return;
  write(context, `${sysfs(bdf)}/driver_override`, '\n');
  write(context, `${sysfs(bdf)}/driver/unbind`, `${bdf}\n`);
  write(context, '/sys/bus/pci/drivers_probe', `${bdf}\n`);
}

/** No driver of this host can carry a VF's state; and there is no second host. */
export function refuseMigration(context: CommandContext, guest: GuestInfo): never {
  if (guest.bdf !== null) {
    throw new VirshError(
      `internal error: unable to execute QEMU command 'migrate': ${guest.bdf}: VFIO migration is not supported in kernel`,
    );
  }
  const target = context.args.find((word) => word.includes('://')) ?? '';
  const host = /:\/\/(?:[^@/]*@)?([^/:]*)/.exec(target)?.[1] ?? target;
  throw new VirshError(
    `Cannot recv data: ssh: Could not resolve hostname ${host}: Name or service not known: Connection reset by peer`,
  );
}

/** The function that a `<hostdev>` or `<interface type='hostdev'>` names. */
export function hostdevAddress(context: CommandContext, file: string): HostDevice {
  const text = readIf(context, file);
  if (text === null) {
    throw new VirshError(`Failed to open file '${file}': No such file or directory`);
  }
  const root = /<\s*(hostdev|interface)\b([^<>]*)>/.exec(text);
  const address = /<address\b[^<>]*>/.exec(text)?.[0];
  if (root === null) {
    const other = /<\s*([\w-]+)/.exec(text)?.[1];
    throw new VirshError(
      other === undefined
        ? `(device_definition):1: Document is empty\n${text.split('\n')[0] ?? ''}\n^`
        : `XML error: unsupported device type '${other}'`,
    );
  }
  const field = (name: string): number => {
    const value = new RegExp(`\\b${name}\\s*=\\s*['"]([^'"]*)['"]`).exec(address ?? '')?.[1];
    if (value === undefined) return name === 'domain' || name === 'function' ? 0 : Number.NaN;
    return Number(value);
  };
  const [domain, bus, slot, fn] = ['domain', 'bus', 'slot', 'function'].map(field);
  if (address === undefined || [domain, bus, slot, fn].some((n) => n === undefined || !(n >= 0))) {
    throw new VirshError('XML error: Missing source address for hostdev device');
  }
  const bdf = bdfText(domain ?? 0, bus ?? 0, slot ?? 0, fn ?? 0);
  return { bdf, isManaged: /\bmanaged\s*=\s*['"]yes['"]/.test(root[2] ?? '') };
}

export interface HostDevice {
  readonly bdf: string;
  readonly isManaged: boolean;
}
