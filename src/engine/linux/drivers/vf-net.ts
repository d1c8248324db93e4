import { SysError } from '../errno';
import type { Host } from '../host';
import { LEVEL } from '../log';
import { later, linkUp, netSay, releaseIrqs, takeIrqs } from '../net-device';
import type { HostNetDevice } from '../net-table';
import type { NetDriver } from './net-drivers';

/** The interface of the VF's PF, when its driver is bound. */
export function pfOf(host: Host, net: HostNetDevice): HostNetDevice | undefined {
  const pf = net.device?.physfn ?? null;
  return pf === null ? undefined : host.net.of(pf);
}

function refused(host: Host, net: HostNetDevice): void {
  const pf = pfOf(host, net);
  if (pf?.device?.driver?.name !== 'igb') return;
  const text = `VF ${net.device?.vfIndex ?? 0} attempted to set invalid MAC filter`;
  host.say(LEVEL.warn, pf.device, text);
}

/** The VF is reset, and says what it wants of its PF; the link follows when the PF answers. */
function reachPf(host: Host, net: HostNetDevice): void {
  const pf = pfOf(host, net);
  const { device } = net;
  if (pf === undefined || !pf.up || device === null) return;
  const settings = pf.vfs[device.vfIndex];
  if (settings !== undefined) settings.mac = net.mac;
  const first = !net.carrier;
  refused(host, net);
  later(host, net, 50, () => {
    host.say(LEVEL.info, device, 'Link is Up 1000 Mbps Full Duplex');
    linkUp(host, net, first);
    refused(host, net);
  });
}

/** igbvf: asks its PF over the mailbox, so nothing comes up while the PF is down. */
const IGBVF_NET: NetDriver = {
  closed: releaseIrqs,
  /** A PF that is down does not answer, and the driver believes itself; one that does says no to a VF it never met. */
  addressChanges(host, net, mac) {
    const pf = pfOf(host, net);
    if (net.device === null || !pf?.device || !pf.up || pf.driver !== 'igb') return;
    const { vfIndex } = net.device;
    const settings = pf.vfs[vfIndex];
    const admin = pf.adminMacs[vfIndex] || mac;
    if (admin !== mac) {
      const text = `VF ${vfIndex} attempted to override administratively set MAC address`;
      host.say(LEVEL.warn, pf.device, text);
      host.log.print(LEVEL.warn, 'Reload the VF driver to resume operations');
    }
    const met = net.up || net.permanentMac !== null;
    if (settings === undefined || !met || admin !== mac) throw new SysError('EADDRNOTAVAIL');
    settings.mac = mac;
  },
  mtuChanges(host, net) {
    if (!net.up) return;
    net.epoch++;
    reachPf(host, net);
  },
  opened(host, net) {
    takeIrqs(host, net, [`${net.name}-tx-0`, `${net.name}-rx-0`, net.name]);
    reachPf(host, net);
  },
};

/** ixgbevf, iavf and the VFs of others: up with their PF. */
function speaking(text: string): NetDriver {
  return {
    opened(host, net) {
      const pf = pfOf(host, net);
      if (pf !== undefined && !pf.up) return;
      later(host, net, 100, () => {
        netSay(host, net, LEVEL.info, text);
        linkUp(host, net, true);
      });
    },
  };
}

export const VF_NETS: Readonly<Record<string, NetDriver>> = {
  igbvf: IGBVF_NET,
  ixgbevf: speaking('NIC Link is Up 10 Gbps'),
  iavf: speaking('NIC Link is Up Speed is 10 Gbps Full Duplex'),
};
