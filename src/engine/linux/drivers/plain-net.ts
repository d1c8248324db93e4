import { LEVEL } from '../log';
import { later, linkUp, netSay, releaseIrqs, takeIrqs } from '../net-device';
import type { NetDriver } from './net-drivers';

/** 82540EM (drivers/net/ethernet/intel/e1000). */
export const E1000_NET: NetDriver = {
  closed: releaseIrqs,
  opened(host, net) {
    takeIrqs(host, net, []);
    later(host, net, 30, () => {
      const text = 'NIC Link is Up 1000 Mbps Full Duplex, Flow Control: RX';
      host.log.print(LEVEL.info, `e1000: ${net.name} ${text}`);
      linkUp(host, net, true);
    });
  },
};

/** 82574L. */
export const E1000E_NET: NetDriver = {
  closed: releaseIrqs,
  opened(host, net) {
    takeIrqs(host, net, [`${net.name}-rx-0`, `${net.name}-tx-0`, net.name]);
    later(host, net, 1500, () => {
      const text = 'NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx';
      netSay(host, net, LEVEL.info, text);
      linkUp(host, net, true);
    });
  },
};

/** RTL-8139C+. */
export const RTL8139_NET: NetDriver = {
  closed: releaseIrqs,
  opened(host, net) {
    takeIrqs(host, net, []);
    netSay(host, net, LEVEL.info, 'link up, 100Mbps, full-duplex, lpa 0x05E1');
    linkUp(host, net, false);
  },
};

/** Virtio: a link that is always there and nothing to say. */
export const VIRTIO_NET: NetDriver = {
  opened(host, net) {
    linkUp(host, net, false);
  },
};
