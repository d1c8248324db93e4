import { SysError } from '../errno';
import { LEVEL } from '../log';
import { isMulticast } from '../mac';
import { later, linkUp, netSay } from '../net-device';
import type { NetDriver } from './net-drivers';
import { vfOf } from './vf-settings';

/** drivers/net/ethernet/mellanox/mlx5/core/eswitch. */
export const MLX5_NET: NetDriver = {
  opened(host, net) {
    later(host, net, 300, () => {
      netSay(host, net, LEVEL.info, 'Link up');
      linkUp(host, net, true);
    });
  },
  setVfMac(_host, net, vf, mac) {
    const settings = vfOf(net, vf);
    if (isMulticast(mac)) throw new SysError('EINVAL');
    settings.mac = mac;
  },
  setVfVlan(_host, net, vf, vlan, qos, protocol) {
    const settings = vfOf(net, vf);
    if (protocol !== '802.1Q') throw new SysError('EPROTONOSUPPORT');
    if (vlan > 4095 || qos > 7) throw new SysError('EINVAL');
    Object.assign(settings, { vlan, qos });
  },
  setVfRate(_host, net, vf, min, max) {
    const settings = vfOf(net, vf);
    settings.minTxRate = min;
    settings.maxTxRate = max;
  },
  setVfSpoofCheck(_host, net, vf, on) {
    vfOf(net, vf).spoofCheck = on;
  },
  setVfTrust(_host, net, vf, on) {
    vfOf(net, vf).trust = on;
  },
  setVfLinkState(_host, net, vf, state) {
    vfOf(net, vf).linkState = state;
  },
};
