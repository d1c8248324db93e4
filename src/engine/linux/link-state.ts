import type { NetDevice } from './kernel';
import { functionPrefix, type NetAccess } from './net-access';

/** What a driver writes when its link comes up; null: the link is there before anybody asks. */
function linkLine(device: NetDevice): string | null {
  const prefix = functionPrefix(device);
  const { name } = device;
  switch (device.driver) {
    case 'igb':
      return `${prefix} ${name}: igb: ${name} NIC Link is Up 1000 Mbps Full Duplex, Flow Control: RX/TX`;
    case 'igbvf':
      return `${prefix}: Link is Up 1000 Mbps Full Duplex`;
    case 'e1000':
      return `e1000: ${name} NIC Link is Up 1000 Mbps Full Duplex, Flow Control: RX`;
    case 'e1000e':
      return `${prefix} ${name}: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: Rx/Tx`;
    case '8139cp':
      return `${prefix} ${name}: link up, 100Mbps, full-duplex, lpa 0x05E1`;
    case 'ixgbe':
      return `${prefix} ${name}: NIC Link is Up 10 Gbps, Flow Control: RX/TX`;
    case 'ixgbevf':
      return `${prefix}: NIC Link is Up 10 Gbps`;
    case 'i40e':
      return `${prefix} ${name}: NIC Link is Up, 10 Gbps Full Duplex, Flow Control: None`;
    case 'ice':
      return `${prefix} ${name}: NIC Link is up 100 Gbps Full Duplex, Requested FEC: RS-FEC, Negotiated FEC: RS-FEC, Autoneg Advertised: Off, Autoneg Negotiated: False, Flow Control: None`;
    case 'iavf':
      return `${prefix} ${name}: NIC Link is Up Speed is 10 Gbps Full Duplex`;
    case 'mlx5_core':
      return `${prefix} ${name}: Link up`;
    case 'bnxt_en':
      return `${prefix} ${name}: NIC Link is Up, 25000 Mbps full duplex, Flow control: none`;
    default:
      return null;
  }
}

/** igb's PF hears its VF clear the list of unicast addresses, and checks an address that the message does not have. */
function filterComplaint(net: NetAccess, device: NetDevice): void {
  const above = net.physical(device);
  if (device.driver !== 'igbvf' || above === null) return;
  const settings = above.pf.vfs[above.index];
  const denied = settings?.macByPf === true && !settings.trust;
  net.log.print(
    4,
    `${functionPrefix(above.pf)}: VF ${above.index} ${denied ? 'requested MAC filter but is administratively denied' : 'attempted to set invalid MAC filter'}`,
  );
}

/** A VF resets through its PF, which then knows the VF's address; without the PF there is no link. */
function resetThroughPf(net: NetAccess, device: NetDevice): boolean {
  const above = net.physical(device);
  if (above === null) return true;
  const settings = above.pf.vfs[above.index];
  if (!above.pf.up || settings === undefined) {
    if (device.driver === 'igbvf')
      net.log.print(6, `${functionPrefix(device)}: PF still resetting`);
    return false;
  }
  if (settings.macByPf && !settings.trust) {
    if (device.driver === 'igbvf') {
      net.log.print(
        4,
        `${functionPrefix(above.pf)}: VF ${above.index} attempted to override administratively set MAC address`,
      );
      net.log.print(4, 'Reload the VF driver to resume operations');
    }
  } else settings.mac = device.mac;
  return above.pf.carrier && settings.linkState !== 'disable';
}

/** `ip link set DEV up`: the queueing discipline is chosen, the driver opens the card, the link comes. */
export function bringUp(net: NetAccess, device: NetDevice): void {
  device.up = true;
  if (device.qdisc === 'noop') {
    device.qdisc = device.kind === 'loopback' ? 'noqueue' : device.txQueues > 1 ? 'mq' : 'fq_codel';
  }
  if (device.kind === 'loopback') return;
  device.carrier = resetThroughPf(net, device);
  filterComplaint(net, device);
  if (!device.carrier) return;
  announce(net, device);
  filterComplaint(net, device);
  wakeVfs(net, device);
}

function announce(net: NetAccess, device: NetDevice): void {
  const line = linkLine(device);
  if (line === null) return;
  net.log.print(6, line);
  // Only a debug line since 6.5.
  if (!net.is612) {
    net.log.print(6, `IPv6: ADDRCONF(NETDEV_CHANGE): ${device.name}: link becomes ready`);
  }
}

/** The VFs hear of their PF's link through the mailbox. */
function wakeVfs(net: NetAccess, pf: NetDevice): void {
  for (const device of net.devices()) {
    const above = device.up ? net.physical(device) : null;
    if (above?.pf !== pf || device.carrier || !resetThroughPf(net, device)) continue;
    device.carrier = true;
    announce(net, device);
  }
}

export function bringDown(net: NetAccess, device: NetDevice): void {
  device.up = false;
  for (const other of net.devices()) {
    // A VF's link follows its PF's.
    if (other.up && net.physical(other)?.pf === device) other.carrier = false;
  }
}
