import { SysError, type Errno } from './errno';
import type { NetDevice, NetOps, VfSettings } from './kernel';
import { bringDown, bringUp } from './link-state';
import { functionPrefix, type NetAccess } from './net-access';
import { VF_RULES, type VfCall, type VfRules } from './vf-rules';
import { isUnicast } from './vf-settings';

/** An error for which the driver or the core added a sentence, which `ip` prints instead of the errno. */
export class NetlinkError extends SysError {
  readonly sentence: string;

  constructor(errno: Errno, sentence: string) {
    super(errno);
    this.sentence = sentence;
  }
}

/** A change of a VF through its PF. */
function vfCall(net: NetAccess, device: NetDevice, index: number, rules: VfRules): VfCall {
  const say = (level: number, text: string): void =>
    net.log.print(level, `${functionPrefix(device)}: ${text}`);
  const sayNet = (level: number, text: string): void =>
    net.log.print(level, `${functionPrefix(device)} ${device.name}: ${text}`);
  const vf = device.vfs[index];
  if (vf === undefined) throw new SysError(rules.missing?.(say, sayNet, index) ?? 'EINVAL');
  return { device, index, vf, say, sayNet };
}

export function createNetOps(net: NetAccess): NetOps {
  const rulesOf = (device: NetDevice): VfRules => VF_RULES[device.driver ?? ''] ?? {};
  /** The driver's own function, or EOPNOTSUPP before the VF's number is even looked at. */
  function ask<K extends Exclude<keyof VfRules, 'missing'>>(
    device: NetDevice,
    index: number,
    key: K,
    use: (operation: NonNullable<VfRules[K]>, call: VfCall) => void,
  ): void {
    const rules = rulesOf(device);
    const operation = rules[key];
    if (operation === undefined) throw new SysError('EOPNOTSUPP');
    use(operation, vfCall(net, device, index, rules));
  }
  return {
    setUp(device, up) {
      if (device.up === up) return;
      if (up) bringUp(net, device);
      else bringDown(net, device);
    },
    setMtu(device, mtu) {
      if (mtu < device.minMtu) throw new NetlinkError('EINVAL', 'mtu less than device minimum');
      if (device.maxMtu > 0 && mtu > device.maxMtu) {
        throw new NetlinkError('EINVAL', 'mtu greater than device maximum');
      }
      device.mtu = mtu;
    },
    setAddress(device, mac) {
      if (device.kind === 'loopback') throw new SysError('EOPNOTSUPP');
      if (!isUnicast(mac)) throw new SysError('EADDRNOTAVAIL');
      const above = net.physical(device);
      const settings = above?.pf.vfs[above.index];
      // The VF asks its PF through the mailbox, and is told no.
      if (above !== null && settings !== undefined) {
        if (settings.macByPf && settings.trust !== true) {
          net.log.print(
            4,
            `${functionPrefix(above.pf)}: VF ${above.index} attempted to override administratively set MAC address`,
          );
          net.log.print(4, 'Reload the VF driver to resume operations');
          throw new SysError('EADDRNOTAVAIL');
        }
        settings.mac = mac;
      }
      device.mac = mac;
    },
    rename(device, name) {
      if (name === device.name) return;
      if (device.up && !net.is612) throw new SysError('EBUSY');
      if (net.devices().some((other) => other.name === name)) throw new SysError('EEXIST');
      const old = device.name;
      device.name = name;
      const prefix = device.parent === null ? '' : `${functionPrefix(device)} `;
      const live = net.is612 && device.up ? ' (while UP)' : '';
      net.log.print(6, `${prefix}${name}: renamed from ${old}${live}`);
    },
    setPromisc(device, on) {
      if (device.promisc === on) return;
      device.promisc = on;
      const text = net.is612
        ? `${on ? 'entered' : 'left'} promiscuous mode`
        : `device ${device.name} ${on ? 'entered' : 'left'} promiscuous mode`;
      const prefix = device.parent === null ? '' : `${functionPrefix(device)} `;
      net.log.print(6, net.is612 ? `${prefix}${device.name}: ${text}` : text);
    },
    setAllmulti(device, on) {
      device.allmulti = on;
    },
    setVfMac: (device, vf, mac) => ask(device, vf, 'mac', (set, call) => set(call, mac)),
    setVfVlan: (device, vf, vlan, qos, protocol: VfSettings['protocol']) =>
      ask(device, vf, 'vlan', (set, call) => set(call, vlan, qos, protocol)),
    setVfRate: (device, vf, min, max) =>
      ask(device, vf, 'rate', (set, call) => set(call, min, max)),
    setVfSpoofCheck: (device, vf, on) =>
      ask(device, vf, 'spoofCheck', (set, call) => set(call, on)),
    setVfTrust: (device, vf, on) => ask(device, vf, 'trust', (set, call) => set(call, on)),
    setVfLinkState: (device, vf, state) =>
      ask(device, vf, 'linkState', (set, call) => set(call, state)),
    setVfQueryRss: (device, vf, on) => ask(device, vf, 'queryRss', (set, call) => set(call, on)),
    setVfGuid() {
      throw new SysError('EOPNOTSUPP');
    },
  };
}
