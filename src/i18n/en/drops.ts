import type { DropCause } from '../../engine/costs/facts';

/** What became of a packet that was lost, in the list of events. */
export const dropped = {
  'ring-full': 'dropped: the ring is full',
  'tap-full': 'dropped: the tap’s queue is full',
  'migration-downtime': 'lost while the guest was being moved to another host',
  'wire-full': 'dropped outside: more arrives than the wire can carry',
  'no-device': 'dropped: the guest has no device',
  'spoof-check': 'dropped: the card’s spoof check',
  mtu: 'dropped: longer than the next interface takes (MTU)',
  'no-receiver': 'dropped: nobody listens to this address',
  'iommu-fault': 'dropped: stopped by the IOMMU (fault)',
  'stray-write': 'lost: written into memory that is not the guest’s',
  overwritten: 'dropped: overwritten in memory by another device',
  vlan: 'dropped: not a member of this VLAN',
  'link-down': 'dropped: the VF’s link is down',
  'switch-acl': 'dropped: a rule in the card',
  'not-bridged': 'dropped: the representor is in no bridge',
  'fifo-full': 'dropped: the port’s receive FIFO is full',
  unplugged: 'lost in a VF that was being unplugged',
  standby: 'came by the standby while the VF carries: nobody listens there',
  firewall: 'dropped: a rule of the host’s firewall',
  'no-hairpin': 'dropped outside: the switch does not send it back',
} satisfies Readonly<Record<DropCause, string>>;
