import { SysError } from '../../../engine/linux/errno';
import type { NetDevice, NetOps } from '../../../engine/linux/kernel';
import type { CommandContext } from '../../command';
import {
  abbreviates,
  int,
  isInterfaceName,
  linkAddress,
  macAddress,
  onOff,
  type Arguments,
} from './arguments';
import { duplicate, garbage, IpFailure, wrongArgument } from './failure';
import { iplinkUsage } from './usage';
import { readVf, type VfChange } from './vf-change';

/** What one message to the kernel carries; the kernel goes through it in its own order. */
interface LinkChange {
  device: string | null;
  address: readonly number[] | null;
  mtu: number | null;
  name: string | null;
  up: boolean | null;
  promisc: boolean | null;
  allmulti: boolean | null;
  /** Something this kernel's drivers have no function for. */
  unsupported: boolean;
  vfs: VfChange[];
}

const IGNORED = new Set(['multicast', 'trailers', 'arp', 'dynamic', 'carrier', 'protodown']);

function readChange(context: CommandContext, args: Arguments): LinkChange {
  const change: LinkChange = {
    device: null,
    address: null,
    mtu: null,
    name: null,
    up: null,
    promisc: null,
    allmulti: null,
    unsupported: false,
    vfs: [],
  };
  let queueLength = false;
  for (let word = args.take(); word !== undefined; word = args.take()) {
    if (word === 'up' || word === 'down') change.up = word === 'up';
    else if (word === 'name') {
      const name = args.need();
      if (!isInterfaceName(name)) throw wrongArgument(name, '"name" not a valid ifname');
      change.name = name;
    } else if (abbreviates(word, 'address')) change.address = linkAddress(args.need());
    else if (abbreviates(word, 'broadcast') || word === 'brd') linkAddress(args.need());
    else if (abbreviates(word, 'txqueuelen') || word === 'qlen') {
      const value = args.need();
      if (queueLength) throw duplicate('txqueuelen', value);
      queueLength = true;
      int(value, 'txqueuelen');
    } else if (word === 'mtu') {
      const value = args.need();
      if (change.mtu !== null) throw duplicate('mtu', value);
      change.mtu = int(value, 'mtu');
    } else if (word === 'promisc') change.promisc = onOff(word, args.need());
    else if (word === 'allmulticast') change.allmulti = onOff(word, args.need());
    else if (IGNORED.has(word)) onOff(word, args.need());
    else if (word === 'vf') {
      const index = int(args.need(), 'vf');
      if (change.device === null) {
        throw new IpFailure(255, 'Error: argument "dev" is required\n');
      }
      const rates = context.kernel.netDevices.find(({ name }) => name === change.device)?.vfs;
      change.vfs.push(readVf(args, index, rates?.[index]));
    } else if (abbreviates(word, 'master') || word === 'vrf') {
      const master = args.need();
      if (!context.kernel.netDevices.some((device) => device.name === master)) {
        throw wrongArgument(master, 'Device does not exist\n');
      }
      change.unsupported = true;
    } else if (abbreviates(word, 'nomaster')) continue;
    else if (word === 'netns' || word === 'alias' || word === 'addrgenmode') args.need();
    else {
      if (abbreviates(word, 'help')) throw iplinkUsage();
      const value = word === 'dev' ? args.need() : word;
      if (change.device !== null) throw garbage('dev', value);
      if (!isInterfaceName(value)) throw wrongArgument(value, '"dev" not a valid ifname');
      change.device = value;
    }
  }
  return change;
}

/** `do_setvfinfo`: the parts in the kernel's order, up to the first that fails. */
function applyVf(net: NetOps, device: NetDevice, change: VfChange): void {
  const { vf } = change;
  if (change.mac !== undefined) net.setVfMac(device, vf, change.mac);
  if (change.vlan !== undefined) {
    net.setVfVlan(device, vf, change.vlan.id, change.vlan.qos, change.vlan.protocol);
  }
  if (change.rate !== undefined) net.setVfRate(device, vf, change.rate.min, change.rate.max);
  if (change.spoofCheck !== undefined) net.setVfSpoofCheck(device, vf, change.spoofCheck);
  if (change.linkState !== undefined) net.setVfLinkState(device, vf, change.linkState);
  if (change.queryRss !== undefined) net.setVfQueryRss(device, vf, change.queryRss);
  if (change.trust !== undefined) net.setVfTrust(device, vf, change.trust);
  if (change.guid === true) net.setVfGuid(device, vf);
}

/** The kernel says which end of the range it was, and `ip` prints that instead of the errno. */
function setMtu(net: NetOps, device: NetDevice, mtu: number): void {
  if (mtu < device.minMtu) throw new IpFailure(2, 'Error: mtu less than device minimum.\n');
  if (device.maxMtu > 0 && mtu > device.maxMtu) {
    throw new IpFailure(2, 'Error: mtu greater than device maximum.\n');
  }
  net.setMtu(device, mtu);
}

/** `do_setlink`, likewise. */
function apply(net: NetOps, device: NetDevice, change: LinkChange): void {
  if (change.address !== null) {
    net.setAddress(device, macAddress(change.address.map((b) => b.toString(16)).join(':')));
  }
  if (change.mtu !== null) setMtu(net, device, change.mtu);
  if (change.name !== null) net.rename(device, change.name);
  if (change.unsupported) throw new SysError('EOPNOTSUPP');
  if (change.promisc !== null) net.setPromisc(device, change.promisc);
  if (change.allmulti !== null) net.setAllmulti(device, change.allmulti);
  if (change.up !== null) net.setUp(device, change.up);
  for (const vf of change.vfs) applyVf(net, device, vf);
}

/** Runs one request; what the kernel refuses becomes the words of `rtnl_talk`. */
export function talk(request: () => void): void {
  try {
    request();
  } catch (error) {
    if (error instanceof SysError) throw new IpFailure(2, `RTNETLINK answers: ${error.message}\n`);
    throw error;
  }
}

export function set(context: CommandContext, args: Arguments): void {
  const change = readChange(context, args);
  if (change.device === null) {
    throw new IpFailure(255, 'Not enough information: "dev" argument is required.\n');
  }
  const device = context.kernel.netDevices.find(({ name }) => name === change.device);
  if (device === undefined) throw new IpFailure(1, `Cannot find device "${change.device}"\n`);
  if (change.address !== null && change.address.length !== 6) {
    throw new IpFailure(1, `Invalid address length ${change.address.length} - must be 6 bytes\n`);
  }
  talk(() => apply(context.kernel.net, device, change));
}
