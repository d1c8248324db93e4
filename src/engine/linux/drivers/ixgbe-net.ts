import { SysError } from '../errno';
import type { Host } from '../host';
import { LEVEL } from '../log';
import { isMulticast } from '../mac';
import { later, linkUp, netSay } from '../net-device';
import { NO_MAC, type HostNetDevice } from '../net-table';
import type { NetDriver } from './net-drivers';
import { vfOf } from './vf-settings';

const say = (host: Host, net: HostNetDevice, text: string, level: number = LEVEL.info) =>
  netSay(host, net, level, text);

function pfDown(host: Host, net: HostNetDevice, what: string): void {
  if (net.up) return;
  say(host, net, `The VF ${what} has been set, but the PF device is not up.`, LEVEL.warn);
  say(host, net, 'Bring the PF device up before attempting to use the VF device.', LEVEL.warn);
}

/** drivers/net/ethernet/intel/ixgbe/ixgbe_sriov.c. */
export const IXGBE_NET: NetDriver = {
  queryRss: true,
  opened(host, net) {
    later(host, net, 600, () => {
      say(host, net, 'NIC Link is Up 10 Gbps, Flow Control: RX/TX');
      linkUp(host, net, true);
    });
  },
  setVfMac(host, net, vf, mac) {
    const settings = vfOf(net, vf);
    if (mac === NO_MAC) {
      say(host, net, `removing MAC on VF ${vf}`);
      settings.mac = NO_MAC;
      return;
    }
    if (isMulticast(mac)) throw new SysError('EINVAL');
    settings.mac = mac;
    say(host, net, `setting MAC ${mac} on VF ${vf}`);
    say(host, net, 'Reload the VF driver to make this change effective.');
    pfDown(host, net, 'MAC address');
  },
  setVfVlan(host, net, vf, vlan, qos, protocol) {
    const settings = net.vfs[vf];
    if (settings === undefined || vlan > 4095 || qos > 7) throw new SysError('EINVAL');
    if (protocol !== '802.1Q') throw new SysError('EPROTONOSUPPORT');
    Object.assign(settings, { vlan, qos });
    if (vlan === 0 && qos === 0) return;
    say(host, net, `Setting VLAN ${vlan}, QOS 0x${qos.toString(16)} on VF ${vf}`);
    pfDown(host, net, 'VLAN');
  },
  setVfRate(_host, net, vf, min, max) {
    const settings = vfOf(net, vf);
    if (!net.up || !net.carrier || min !== 0) throw new SysError('EINVAL');
    if (max !== 0 && (max <= 10 || max > 10000)) throw new SysError('EINVAL');
    settings.maxTxRate = max;
  },
  setVfSpoofCheck(_host, net, vf, on) {
    vfOf(net, vf).spoofCheck = on;
  },
  setVfTrust(host, net, vf, on) {
    const settings = vfOf(net, vf);
    if (settings.trust === on) return;
    settings.trust = on;
    say(host, net, `VF ${vf} is ${on ? '' : 'not '}trusted`);
  },
  setVfLinkState(host, net, vf, state) {
    const settings = net.vfs[vf];
    if (settings === undefined) throw new SysError('EINVAL');
    if (state === 'enable') {
      say(host, net, `NDO set VF ${vf} link state 1 - not supported`);
      return;
    }
    say(host, net, `NDO set VF ${vf} link state ${state === 'auto' ? 0 : 2}`);
    settings.linkState = state;
  },
};
