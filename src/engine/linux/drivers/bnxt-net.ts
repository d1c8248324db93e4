import { SysError } from '../errno';
import type { Host } from '../host';
import type { VfSettings } from '../kernel';
import { LEVEL } from '../log';
import { isMulticast } from '../mac';
import { later, linkUp, netSay } from '../net-device';
import type { HostNetDevice } from '../net-table';
import type { NetDriver } from './net-drivers';
import { vfOf } from './vf-settings';

/** What every VF operation checks first (bnxt_vf_ndo_prep). */
function prepared(host: Host, net: HostNetDevice, vf: number): VfSettings {
  if (net.vfs.length === 0) {
    netSay(host, net, LEVEL.err, 'vf ndo called though sriov is disabled');
    throw new SysError('EINVAL');
  }
  const settings = net.vfs[vf];
  if (settings === undefined) {
    netSay(host, net, LEVEL.err, `Invalid VF id ${vf}`);
    throw new SysError('EINVAL');
  }
  return settings;
}

const SPEED = 25000;

/** drivers/net/ethernet/broadcom/bnxt/bnxt_sriov.c. */
export const BNXT_NET: NetDriver = {
  opened(host, net) {
    later(host, net, 300, () => {
      const text = 'NIC Link is Up, 25000 Mbps full duplex, Flow control: none';
      netSay(host, net, LEVEL.info, text);
      linkUp(host, net, true);
    });
  },
  setVfMac(host, net, vf, mac) {
    const settings = prepared(host, net, vf);
    if (isMulticast(mac)) {
      netSay(host, net, LEVEL.err, 'Invalid VF ethernet address');
      throw new SysError('EINVAL');
    }
    settings.mac = mac;
  },
  setVfVlan(host, net, vf, vlan, qos, protocol) {
    const settings = prepared(host, net, vf);
    if (protocol !== '802.1Q') throw new SysError('EPROTONOSUPPORT');
    if (vlan > 4095 || qos > 7 || (vlan === 0 && qos !== 0)) throw new SysError('EINVAL');
    Object.assign(settings, { vlan, qos });
  },
  setVfRate(host, net, vf, min, max) {
    const settings = prepared(host, net, vf);
    if (max > SPEED) {
      const text = `max tx rate ${max} exceed PF link speed for VF ${vf}`;
      netSay(host, net, LEVEL.info, text);
      throw new SysError('EINVAL');
    }
    if (min > SPEED) {
      netSay(host, net, LEVEL.info, `min tx rate ${min} is invalid for VF ${vf}`);
      throw new SysError('EINVAL');
    }
    settings.minTxRate = min;
    settings.maxTxRate = max;
  },
  setVfSpoofCheck(host, net, vf, on) {
    prepared(host, net, vf).spoofCheck = on;
  },
  setVfTrust(host, net, vf, on) {
    prepared(host, net, vf).trust = on;
  },
  setVfLinkState(host, net, vf, state) {
    prepared(host, net, vf).linkState = state;
  },
};

/** drivers/net/ethernet/broadcom/bnx2x. */
export const BNX2X_NET: NetDriver = {
  opened(host, net) {
    later(host, net, 300, () => {
      const text = 'NIC Link is Up, 10000 Mbps full duplex, Flow control: ON - receive & transmit';
      netSay(host, net, LEVEL.info, text);
      linkUp(host, net, true);
    });
  },
  setVfMac(_host, net, vf, mac) {
    const settings = vfOf(net, vf);
    if (isMulticast(mac)) throw new SysError('EINVAL');
    settings.mac = mac;
  },
  setVfVlan(_host, net, vf, vlan, qos, protocol) {
    if (vlan > 4095) throw new SysError('EINVAL');
    if (protocol !== '802.1Q') throw new SysError('EPROTONOSUPPORT');
    Object.assign(vfOf(net, vf), { vlan, qos });
  },
  setVfSpoofCheck(_host, net, vf, on) {
    vfOf(net, vf).spoofCheck = on;
  },
};
