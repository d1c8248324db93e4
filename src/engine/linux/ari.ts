import { changeWord, EXT, findExtended, readConfig } from './config-access';
import type { Host } from './host';
import { LEVEL } from './log';
import type { PciDevice } from './pci-device';

/** ARI Forwarding of the port above, decided by function 0 of its link. */
export function configureAri(host: Host, device: PciDevice): void {
  if (host.options.noAri || !device.isPcie || device.devfn !== 0) return;
  const port = device.bus.self;
  if (port === null || port.pcieCap === 0) return;
  const supported = readConfig(host, port.rid, port.pcieCap + 0x24, 4) & 0x20;
  if (supported === 0) return;
  const capable = findExtended(host, device, EXT.ari) !== 0;
  changeWord(host, port.rid, port.pcieCap + 0x28, capable ? 0x20 : 0, capable ? 0 : 0x20);
  port.ariForwarding = capable;
}

/** Extended Tag Field Enable, where the function can and the firmware did not. */
export function enableExtendedTags(host: Host, device: PciDevice): void {
  if (!device.isPcie) return;
  const at = device.pcieCap;
  const supported = readConfig(host, device.rid, at + 4, 4) & 0x20;
  const control = readConfig(host, device.rid, at + 8, 2);
  if (supported === 0 || (control & 0x100) !== 0) return;
  host.say(LEVEL.info, device, 'enabling Extended Tags');
  changeWord(host, device.rid, at + 8, 0x100, 0);
}
