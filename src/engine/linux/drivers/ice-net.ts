import { SysError } from '../errno';
import { LEVEL } from '../log';
import { isMulticast } from '../mac';
import { later, linkUp, netSay } from '../net-device';
import { NO_MAC } from '../net-table';
import type { NetDriver } from './net-drivers';
import { vfOf } from './vf-settings';

/** drivers/net/ethernet/intel/ice/ice_sriov.c. */
export const ICE_NET: NetDriver = {
  opened(host, net) {
    later(host, net, 500, () => {
      const text =
        'NIC Link is up 100 Gbps Full Duplex, Requested FEC: RS-FEC, Negotiated FEC: RS-FEC, Autoneg Advertised: Off, Autoneg Negotiated: False, Flow Control: None';
      netSay(host, net, LEVEL.info, text);
      linkUp(host, net, true);
    });
  },
  setVfMac(host, net, vf, mac) {
    const settings = vfOf(net, vf);
    if (isMulticast(mac)) {
      netSay(host, net, LEVEL.err, `${mac} not a valid unicast address`);
      throw new SysError('EINVAL');
    }
    settings.mac = mac;
    const text =
      mac === NO_MAC
        ? `Removing MAC on VF ${vf}. VF driver will be reinitialized`
        : `Setting MAC ${mac} on VF ${vf}. VF driver will be reinitialized`;
    netSay(host, net, LEVEL.info, text);
  },
  setVfVlan(host, net, vf, vlan, qos, protocol) {
    const settings = vfOf(net, vf);
    if (vlan > 4095 || qos > 7) {
      netSay(
        host,
        net,
        LEVEL.err,
        `Invalid Port VLAN parameters for VF ${vf}, ID ${vlan}, QoS ${qos}`,
      );
      throw new SysError('EINVAL');
    }
    if (protocol !== '802.1Q') throw new SysError('EPROTONOSUPPORT');
    Object.assign(settings, { vlan, qos });
    const text =
      vlan === 0
        ? `Clearing port VLAN on VF ${vf}`
        : `Setting VLAN ${vlan}, QoS ${qos}, TPID 0x8100 on VF ${vf}`;
    netSay(host, net, LEVEL.info, text);
  },
  setVfRate(_host, net, vf, min, max) {
    const settings = vfOf(net, vf);
    settings.minTxRate = min;
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
