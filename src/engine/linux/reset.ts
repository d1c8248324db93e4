import { SysError } from './errno';
import { readConfig, writeConfig } from './config-access';
import type { Host } from './host';
import type { PciDevice } from './pci-device';

/** Function Level Reset Capable. */
function hasFlr(host: Host, device: PciDevice): boolean {
  if (!device.isPcie) return false;
  return (readConfig(host, device.rid, device.pcieCap + 4, 4) & 0x10000000) !== 0;
}

/** D3hot to D0 resets unless No_Soft_Reset says otherwise. */
function hasPmReset(host: Host, device: PciDevice): boolean {
  if (device.pmCap === 0) return false;
  return (readConfig(host, device.rid, device.pmCap + 4, 2) & 0x8) === 0;
}

/** A secondary bus reset is for a function that is alone below its bridge. */
function hasBusReset(device: PciDevice): boolean {
  const { bus } = device;
  if (bus.self === null || device.subordinate !== null) return false;
  return bus.devices.every((other) => other === device);
}

/** As `reset_method` lists them. */
export function resetMethods(host: Host, device: PciDevice): readonly string[] {
  if (device.isBridge) return [];
  const methods: string[] = [];
  if (hasFlr(host, device)) methods.push('flr');
  if (hasPmReset(host, device)) methods.push('pm');
  if (hasBusReset(device)) methods.push('bus');
  return methods;
}

/** Words of capabilities that are saved and given back: Device Control, MSI, MSI-X Message Control last. */
function savedWords(device: PciDevice): number[] {
  const words: number[] = [];
  if (device.pcieCap !== 0) words.push(device.pcieCap + 8);
  if (device.msiCap !== 0)
    words.push(...[4, 6, 8, 10, 12, 2].map((offset) => device.msiCap + offset));
  if (device.msixCap !== 0) words.push(device.msixCap + 2);
  return words;
}

/** Write to `reset`: the function forgets its registers and gets the saved ones back. */
export function resetFunction(host: Host, device: PciDevice): void {
  const methods = resetMethods(host, device);
  if (methods.length === 0) throw new SysError('ENOTTY');
  const { rid } = device;
  const saved = Array.from({ length: 16 }, (_, i) => readConfig(host, rid, 4 * i, 4));
  const capabilities = savedWords(device).map((at) => [at, readConfig(host, rid, at, 2)] as const);
  if (methods[0] === 'flr') {
    const control = readConfig(host, rid, device.pcieCap + 8, 2);
    writeConfig(host, rid, device.pcieCap + 8, 2, control | 0x8000);
  }
  host.clock.pass(100_000_000);
  for (const [i, value] of [...saved.entries()].slice(1).reverse()) {
    if (readConfig(host, rid, 4 * i, 4) !== value) writeConfig(host, rid, 4 * i, 4, value);
  }
  for (const [at, value] of capabilities) writeConfig(host, rid, at, 2, value);
  restoreSriov(host, device);
  device.driver?.resetDone?.(host, device);
}

/** `pci_restore_iov_state`: VF BARs, page size, NumVFs and, where VFs were on, VF Enable again. */
function restoreSriov(host: Host, device: PciDevice): void {
  const { sriov, rid } = device;
  if (sriov === null || (readConfig(host, rid, sriov.at + 8, 2) & 1) !== 0) return;
  writeConfig(host, rid, sriov.at + 8, 2, sriov.control & 0x10);
  for (let i = 0; i < 6; i++) {
    const region = device.resources[7 + i];
    if (region === undefined || region.parent === null) continue;
    const low = region.start % 2 ** 32;
    writeConfig(host, rid, sriov.at + 0x24 + 4 * i, 4, low + (region.flags & 0xf));
    if ((region.flags & 0x100000) !== 0)
      writeConfig(host, rid, sriov.at + 0x28 + 4 * i, 4, Math.floor(region.start / 2 ** 32));
  }
  writeConfig(host, rid, sriov.at + 0x10, 2, sriov.numVfs);
  writeConfig(host, rid, sriov.at + 8, 2, sriov.control);
  if ((sriov.control & 1) !== 0) host.clock.pass(100_000_000);
}
