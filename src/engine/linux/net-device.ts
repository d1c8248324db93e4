import type { Host } from './host';
import { LEVEL } from './log';
import type { HostNetDevice } from './net-table';
import type { PciDevice } from './pci-device';

const MS = 1_000_000;

/** Prefix of `netdev_info`: `igb 0000:01:00.0 eth0: `. */
export function netSay(host: Host, net: HostNetDevice, level: number, text: string): void {
  const driver = net.device?.driver?.name ?? net.driver ?? '';
  const name = net.parent?.bus === 'auxiliary' ? net.parent.name : (net.device?.name ?? '');
  host.log.print(level, `${driver} ${name} ${net.name}: ${text}`);
}

/** Runs later, unless the interface changed its state or went away meanwhile. */
export function later(host: Host, net: HostNetDevice, ms: number, run: () => void): void {
  const { epoch } = net;
  host.clock.after(ms * MS, () => {
    if (net.epoch === epoch) run();
  });
}

/** The link comes up. Until 6.5 IPv6 says so when the interface had been waiting for it. */
export function linkUp(host: Host, net: HostNetDevice, announceReady: boolean): void {
  net.carrier = true;
  if (announceReady && !host.is612) {
    const text = `IPv6: ADDRCONF(NETDEV_CHANGE): ${net.name}: link becomes ready`;
    host.log.print(LEVEL.info, text);
  }
}

/** Takes the interface's interrupts: `actions` name its vectors; without any it shares its line under its name. */
export function takeIrqs(host: Host, net: HostNetDevice, actions: readonly string[]): void {
  const { device } = net;
  if (device === null) return;
  if (device.msiIrqs.length > 0) host.interrupts.rename(device.msiIrqs, actions);
  else host.interrupts.share(device.irq, net.name);
}

export function releaseIrqs(host: Host, net: HostNetDevice): void {
  const { device } = net;
  if (device === null) return;
  if (device.msiIrqs.length > 0) host.interrupts.rename(device.msiIrqs, []);
  else host.interrupts.freeShared(device.irq, net.name);
}

/** udev's name where the host has udev: from bus, slot and function, VFs after their PF. */
export function udevRename(host: Host, net: HostNetDevice): void {
  const { device } = net;
  if (!host.platform.predictableNames || device === null) return;
  const name = predictable(host, device);
  if (host.net.byName(name) !== undefined) return;
  const old = net.name;
  host.net.rename(net, name);
  netSay(host, net, LEVEL.info, `renamed from ${old}`);
}

function predictable(host: Host, device: PciDevice): string {
  if (device.physfn !== null) {
    const parent = host.net.of(device.physfn)?.name ?? predictable(host, device.physfn);
    return `${parent}v${device.vfIndex}`;
  }
  const bus = device.rid >> 8;
  const ari = device.bus.ariEnabled;
  const slot = ari ? 0 : device.devfn >> 3;
  const fn = ari ? device.devfn : device.devfn & 7;
  const several = device.multifunction || fn > 0;
  return `enp${bus}s${slot}${several ? `f${fn}` : ''}`;
}
