import { SysError } from '../errno';
import type { Host } from '../host';
import { LEVEL } from '../log';
import { isMulticast } from '../mac';
import { later, linkUp, netSay, releaseIrqs, takeIrqs } from '../net-device';
import { NO_MAC, type HostNetDevice } from '../net-table';
import type { NetDriver } from './net-drivers';
import { vfOf } from './vf-settings';

/** Until the PHY has negotiated. */
const LINK_MS = 1200;

/** The watchdog sees the link some time after the interface was opened or reset. */
export function igbLink(host: Host, net: HostNetDevice): void {
  const first = !net.carrier;
  later(host, net, LINK_MS, () => {
    const text = `igb: ${net.name} NIC Link is Up 1000 Mbps Full Duplex, Flow Control: RX/TX`;
    netSay(host, net, LEVEL.info, text);
    linkUp(host, net, first);
  });
}

const say = (host: Host, net: HostNetDevice, text: string, level: number = LEVEL.info) => {
  if (net.device !== null) host.say(level, net.device, text);
};

/** igb's answers (drivers/net/ethernet/intel/igb/igb_main.c). */
export const IGB_NET: NetDriver = {
  opened(host, net) {
    const queues = Math.max(1, ((net.device?.msiIrqs.length ?? 3) - 1) / 2);
    const numbered = (kind: string) =>
      Array.from({ length: queues }, (_, i) => `${net.name}-${kind}-${i}`);
    takeIrqs(host, net, [net.name, ...numbered('rx'), ...numbered('tx')]);
    igbLink(host, net);
  },
  closed: releaseIrqs,
  /** The port goes down and up for larger buffers. */
  mtuChanges(host, net) {
    if (!net.up) return;
    net.epoch++;
    igbLink(host, net);
  },
  setVfMac(host, net, vf, mac) {
    const settings = net.vfs[vf];
    if (settings === undefined) throw new SysError('EINVAL');
    if (mac === NO_MAC) {
      net.adminMacs[vf] = '';
      settings.mac = NO_MAC;
      say(host, net, `remove administratively set MAC on VF ${vf}`);
      return;
    }
    if (isMulticast(mac)) throw new SysError('EINVAL');
    net.adminMacs[vf] = mac;
    settings.mac = mac;
    say(host, net, `setting MAC ${mac} on VF ${vf}`);
    say(host, net, 'Reload the VF driver to make this change effective.');
    if (!net.up) {
      say(host, net, 'The VF MAC address has been set, but the PF device is not up.', LEVEL.warn);
      say(host, net, 'Bring the PF device up before attempting to use the VF device.', LEVEL.warn);
    }
  },
  setVfVlan(host, net, vf, vlan, qos, protocol) {
    if (net.vfs[vf] === undefined || vlan > 4095 || qos > 7) throw new SysError('EINVAL');
    if (protocol !== '802.1Q') throw new SysError('EPROTONOSUPPORT');
    const settings = vfOf(net, vf);
    settings.vlan = vlan;
    settings.qos = qos;
    if (vlan === 0 && qos === 0) return;
    say(host, net, `Setting VLAN ${vlan}, QOS 0x${qos.toString(16)} on VF ${vf}`);
    if (net.up) return;
    say(host, net, 'The VF VLAN has been set, but the PF device is not up.', LEVEL.warn);
    say(host, net, 'Bring the PF device up before attempting to use the VF device.', LEVEL.warn);
  },
  setVfRate(_host, net, vf, min, max) {
    if (min !== 0) throw new SysError('EINVAL');
    const speed = net.up && net.carrier ? 1000 : 0;
    if (net.vfs[vf] === undefined || speed === 0 || max < 0 || max > speed)
      throw new SysError('EINVAL');
    vfOf(net, vf).maxTxRate = max;
  },
  setVfSpoofCheck(_host, net, vf, on) {
    if (net.vfs.length === 0) throw new SysError('EOPNOTSUPP');
    vfOf(net, vf).spoofCheck = on;
  },
  setVfTrust(host, net, vf, on) {
    const settings = vfOf(net, vf);
    if (settings.trust === on) return;
    settings.trust = on;
    say(host, net, `VF ${vf} is ${on ? '' : 'not '}trusted`);
  },
};
