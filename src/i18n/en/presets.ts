import type { PresetId } from '../../engine/scenario/presets';

/** Name and one line of each preset. */
export const presets = {
  'first-screen': {
    name: 'First screen',
    what: 'Two guests with a VF each send steadily: what the lab shows when it starts.',
  },
  'one-packet-each-path': {
    name: 'One packet on each path',
    what: 'Eight guests, one for each path, send one packet at the same moment: count exits, copies, microseconds.',
  },
  'exit-storm': {
    name: 'Exit storm',
    what: 'An emulated card: every touch of a register is a VM exit, several for each packet.',
  },
  'virtio-kicks': {
    name: 'virtio kicks',
    what: 'The same driver at a low and at a high rate: the busier the back end, the fewer the kicks.',
  },
  'event-index-off': {
    name: 'Event index off',
    what: 'Two equal guests, one without event index: that one is interrupted after every packet.',
  },
  'four-queues': {
    name: 'Four queues',
    what: 'Two guests with four queues, vCPUs and workers each. One flow uses one of them; four flows use all.',
  },
  'interrupts-posted': {
    name: 'Interrupts, posted',
    what: 'The IOMMU posts the VFs’ interrupts into running vCPUs: no exit. The next one is the other way.',
  },
  'interrupts-remapped': {
    name: 'Interrupts, remapped',
    what: 'The same VFs with interrupts that go through the host: nearly each is a VM exit.',
  },
  'vf-to-vf': {
    name: 'VF to VF',
    what: 'Two guests on one card: the frames stay in its switch, cross PCIe twice and never reach the wire.',
  },
  'bridge-and-vf': {
    name: 'Bridge and VF',
    what: 'A guest behind the bridge and one with a VF: frames arrive one way only. The card does not know the address behind the bridge.',
  },
  'host-firewall': {
    name: 'A firewall on the host',
    what: 'One rule on the host’s bridge, two guests that send what it forbids. The one behind the bridge is stopped; the VF’s frames never come to the rule. “nft list ruleset” in the terminal, or the bridge in the picture, shows what it counts.',
  },
  'load-balancer': {
    name: 'A load balancer on the host',
    what: 'Senders outside call one address of the host’s bridge (192.0.2.200); a rule hands each flow to one of two guests by a hash of its source. A VF cannot be one of them: the card delivers by address, past the bridge.',
  },
  'card-firewall': {
    name: 'Firewall in the card',
    what: 'Flow Director drops what is for the first guest: no CPU, no exit. Its neighbour gets all. Click the card’s switch.',
  },
  switchdev: {
    name: 'Switchdev',
    what: 'The first frame goes by the host’s bridge, the rest in the card: compare the journeys of frames 1 and 10.',
  },
  'full-ring': {
    name: 'A full ring, drop enable off',
    what: 'One guest gets more than it can take. Its frames block the port’s FIFO, and its neighbour suffers.',
  },
  'line-rate-64-bytes': {
    name: 'Line rate, 64 bytes',
    what: 'The shortest frames fill 10 Gb/s, spread over 32 VFs: the wire is the limit, not a CPU.',
  },
  overload: {
    name: 'Overload',
    what: 'More than a guest can take, by vhost-net and by VF: where is it dropped, and who can see it?',
  },
  'many-vfs': {
    name: 'Many VFs',
    what: '32 guests on 32 VFs use more pages than the IOTLB holds: misses and page walks.',
  },
  'after-sr-iov': {
    name: 'After SR-IOV: vDPA and scalable functions',
    what: 'One packet each from a VF, from vDPA on a VF and on a scalable function, and from a program on one: compare the journeys.',
  },
  'scalable-iov': {
    name: 'Scalable IOV',
    what: 'A VF and three assignable interfaces of one E810. They share its Routing ID: open the IOMMU, and see PASIDs on the card.',
  },
  'rogue-guest': {
    name: 'A rogue guest',
    what: 'The first guest has its VF write into its neighbour’s memory. The IOMMU stops it: click it, and ask dmesg.',
  },
  'rogue-guest-no-iommu': {
    name: 'A rogue guest, no IOMMU',
    what: 'The same guest with nothing that checks addresses: its neighbour loses packets and nobody is told.',
  },
  'failover-pair': {
    name: 'A VF that can move: failover pair',
    what: 'Before it moves the guest gives its VF back and goes by virtio; on the other host it gets a VF again.',
  },
  'card-saves-vf': {
    name: 'A card that saves its own state',
    what: 'VFIO migration v2 on a ConnectX-7: the VF moves with the guest. See its states, and who logs what it writes.',
  },
  'request-response': {
    name: 'Request and response',
    what: 'One question, one answer, and again, on three paths: latency alone decides how many there are.',
  },
} satisfies Readonly<Record<PresetId, { readonly name: string; readonly what: string }>>;
