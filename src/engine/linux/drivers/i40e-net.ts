import { SysError } from '../errno';
import { LEVEL } from '../log';
import { isMulticast } from '../mac';
import { later, linkUp, netSay } from '../net-device';
import { NO_MAC } from '../net-table';
import type { NetDriver } from './net-drivers';
import { vfOf } from './vf-settings';

/** drivers/net/ethernet/intel/i40e/i40e_virtchnl_pf.c. */
export const I40E_NET: NetDriver = {
  opened(host, net) {
    later(host, net, 400, () => {
      const text =
        'NIC Link is Up, 10 Gbps Full Duplex, Requested FEC: None, Negotiated FEC: None, Autoneg: False, Flow Control: None';
      netSay(host, net, LEVEL.info, text);
      linkUp(host, net, true);
    });
  },
  setVfMac(host, net, vf, mac) {
    const settings = vfOf(net, vf);
    if (isMulticast(mac)) throw new SysError('EINVAL');
    settings.mac = mac;
    if (net.device === null) return;
    const text = mac === NO_MAC ? `Removing MAC on VF ${vf}` : `Setting MAC ${mac} on VF ${vf}`;
    host.say(LEVEL.info, net.device, text);
    const more = 'Bring down and up the VF interface to make this change effective.';
    host.say(LEVEL.info, net.device, more);
  },
  setVfVlan(host, net, vf, vlan, qos, protocol) {
    const settings = vfOf(net, vf);
    if (vlan > 4095 || qos > 7) throw new SysError('EINVAL');
    if (protocol !== '802.1Q') {
      if (net.device !== null) host.say(LEVEL.err, net.device, 'VF VLAN protocol is not supported');
      throw new SysError('EPROTONOSUPPORT');
    }
    Object.assign(settings, { vlan, qos });
    if (net.device !== null && vlan !== 0) {
      const text = `Setting VLAN ${vlan}, QOS 0x${qos.toString(16)} on VF ${vf}`;
      host.say(LEVEL.info, net.device, text);
    }
  },
  setVfRate(host, net, vf, min, max) {
    const settings = vfOf(net, vf);
    if (min !== 0) {
      if (net.device !== null) {
        const text = `Invalid min tx rate (${min}) (greater than 0) specified for VF ${vf}.`;
        host.say(LEVEL.err, net.device, text);
      }
      throw new SysError('EINVAL');
    }
    settings.maxTxRate = max;
  },
  setVfSpoofCheck(_host, net, vf, on) {
    vfOf(net, vf).spoofCheck = on;
  },
  setVfTrust(host, net, vf, on) {
    const settings = vfOf(net, vf);
    if (settings.trust === on) return;
    settings.trust = on;
    if (net.device !== null)
      host.say(LEVEL.info, net.device, `VF ${vf} is now ${on ? '' : 'un'}trusted`);
  },
  setVfLinkState(_host, net, vf, state) {
    vfOf(net, vf).linkState = state;
  },
};
