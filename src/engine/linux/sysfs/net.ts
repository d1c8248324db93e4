import { SysError } from '../errno';
import type { Host } from '../host';
import type { HostNetDevice } from '../net-table';
import { devicePath } from '../trace';
import type { VDir, VNode } from '../vfs';
import { directory, link, readOnly } from '../vfs-nodes';

/** The directory of an interface, as below `/sys/class/net`. */
export function netNode(host: Host, net: HostNetDevice): VDir {
  return directory(() => {
    const entries = new Map<string, VNode>();
    const set = (name: string, value: () => string) =>
      entries.set(
        name,
        readOnly(() => `${value()}\n`),
      );
    const carrier = () => {
      if (!net.up) throw new SysError('EINVAL');
      return net.carrier ? '1' : '0';
    };
    set('addr_assign_type', () => (net.permanentMac === null ? '1' : '0'));
    set('addr_len', () => '6');
    set('address', () => net.mac);
    set('broadcast', () => (net.kind === 'loopback' ? '00:00:00:00:00:00' : 'ff:ff:ff:ff:ff:ff'));
    set('carrier', carrier);
    set('dev_id', () => '0x0');
    set('dev_port', () => '0');
    if (net.parent !== null) entries.set('device', link(`../../../${net.parent.name}`));
    set('dormant', () => {
      if (!net.up) throw new SysError('EINVAL');
      return '0';
    });
    set('duplex', () => {
      if (!net.up || !net.carrier) throw new SysError('EINVAL');
      return 'full';
    });
    set('flags', () => `0x${flagsOf(net).toString(16)}`);
    set('ifindex', () => String(net.ifindex));
    set('iflink', () => String(net.ifindex));
    set('link_mode', () => '0');
    set('mtu', () => String(net.mtu));
    set('operstate', () => operstate(net));
    set('speed', () => {
      if (!net.up || !net.carrier) throw new SysError('EINVAL');
      return '1000';
    });
    entries.set('subsystem', link(`${'../'.repeat(depthOf(host, net))}class/net`));
    set('tx_queue_len', () => '1000');
    set('type', () => (net.kind === 'loopback' ? '772' : '1'));
    set('uevent', () => `INTERFACE=${net.name}\nIFINDEX=${net.ifindex}`);
    return entries;
  });
}

function flagsOf(net: HostNetDevice): number {
  const kind = net.kind === 'loopback' ? 0x8 : 0x1002;
  return kind | (net.up ? 1 : 0) | (net.promisc ? 0x100 : 0) | (net.allmulti ? 0x200 : 0);
}

function operstate(net: HostNetDevice): string {
  if (net.kind === 'loopback') return net.up ? 'unknown' : 'down';
  if (!net.up) return 'down';
  return net.carrier ? 'up' : 'down';
}

/** Path of an interface below `/sys`, without a leading slash. */
export function netPath(host: Host, net: HostNetDevice): string {
  if (net.device === null) return `devices/virtual/net/${net.name}`;
  const device = devicePath(net.device).slice(1);
  if (net.parent?.bus === 'auxiliary') return `${device}/${net.parent.name}/net/${net.name}`;
  const index = host.virtio.get(net.device);
  const between = index === undefined ? '' : `virtio${index}/`;
  return `${device}/${between}net/${net.name}`;
}

function depthOf(host: Host, net: HostNetDevice): number {
  return netPath(host, net).split('/').length;
}
