import { SysError } from './errno';
import type { Host } from './host';
import type { NetDevice, NetOps, VfSettings } from './kernel';
import { netDriver } from './drivers/net-drivers';
import { isMulticast } from './mac';
import { NO_MAC, type HostNetDevice } from './net-table';

/** rtnetlink's side of the interfaces: what every driver has in common, then the driver's own hooks. */
export function makeNetOps(host: Host): NetOps {
  const own = (device: NetDevice): HostNetDevice => {
    const found = host.net.devices.find(({ ifindex }) => ifindex === device.ifindex);
    if (found === undefined) throw new SysError('ENODEV');
    return found;
  };
  const vfOf = (net: HostNetDevice, vf: number): VfSettings => {
    const settings = net.vfs[vf];
    if (settings === undefined) throw new SysError('EINVAL');
    return settings;
  };
  /** A hook of the driver; EOPNOTSUPP where it has none. */
  const hook = <T>(value: T | undefined): T => {
    if (value === undefined) throw new SysError('EOPNOTSUPP');
    return value;
  };
  return {
    setUp(device, up) {
      const net = own(device);
      if (net.up === up) return;
      net.epoch++;
      net.up = up;
      if (up) {
        net.qdisc = net.upQdisc;
        netDriver(net)?.opened?.(host, net);
      } else {
        net.carrier = net.kind === 'loopback';
        netDriver(net)?.closed?.(host, net);
      }
    },
    setMtu(device, mtu) {
      const net = own(device);
      if (mtu < net.minMtu || (net.maxMtu > 0 && mtu > net.maxMtu)) throw new SysError('EINVAL');
      if (net.mtu === mtu) return;
      netDriver(net)?.mtuChanges?.(host, net, mtu);
      net.mtu = mtu;
    },
    setAddress(device, mac) {
      const net = own(device);
      if (net.kind === 'loopback') throw new SysError('EOPNOTSUPP');
      if (isMulticast(mac) || /^[0:]+$/.test(mac)) throw new SysError('EADDRNOTAVAIL');
      netDriver(net)?.addressChanges?.(host, net, mac);
      net.mac = mac;
    },
    rename(device, name) {
      const net = own(device);
      if (name === '' || name.length > 15 || /[\s/:]/.test(name)) throw new SysError('EINVAL');
      if (host.net.byName(name) !== undefined) throw new SysError('EEXIST');
      if (net.up) throw new SysError('EBUSY');
      host.net.rename(net, name);
    },
    setPromisc(device, on) {
      own(device).promisc = on;
    },
    setAllmulti(device, on) {
      own(device).allmulti = on;
    },
    setVfMac(device, vf, mac) {
      const net = own(device);
      hook(netDriver(net)?.setVfMac)(host, net, vf, mac);
      net.adminMacs[vf] = mac === NO_MAC ? '' : mac;
    },
    setVfVlan(device, vf, vlan, qos, protocol) {
      const net = own(device);
      hook(netDriver(net)?.setVfVlan)(host, net, vf, vlan, qos, protocol);
    },
    setVfRate(device, vf, min, max) {
      const net = own(device);
      hook(netDriver(net)?.setVfRate)(host, net, vf, min, max);
    },
    setVfSpoofCheck(device, vf, on) {
      const net = own(device);
      hook(netDriver(net)?.setVfSpoofCheck)(host, net, vf, on);
    },
    setVfTrust(device, vf, on) {
      const net = own(device);
      hook(netDriver(net)?.setVfTrust)(host, net, vf, on);
    },
    setVfLinkState(device, vf, state) {
      const net = own(device);
      hook(netDriver(net)?.setVfLinkState)(host, net, vf, state);
    },
    setVfQueryRss(device, vf, on) {
      const net = own(device);
      if (netDriver(net)?.queryRss !== true) throw new SysError('EOPNOTSUPP');
      vfOf(net, vf).queryRss = on;
    },
    setVfGuid() {
      throw new SysError('EOPNOTSUPP');
    },
  };
}
