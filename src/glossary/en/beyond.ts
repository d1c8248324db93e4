import type { beyond as terms } from '../terms/beyond';
import type { Words } from '../term';

export const beyond = {
  mailbox: {
    short: 'The channel in the card through which a VF’s driver asks the PF’s driver for things.',
    long: 'A small memory with a bell at each end: a VF asks for an address, a VLAN, a reset, a multicast filter, and the host’s driver grants or refuses it. Newer cards use a queue of messages (virtchnl) instead.',
    forms: ['mailbox', 'mailboxes'],
  },
  veb: {
    short:
      'The switch in the card: frames from VF to VF of a port are turned round there and do not come to the wire.',
    long: 'It decides by destination MAC and VLAN, from a table that the PF’s driver fills; it does not learn. Frames take PCIe down and up again. The host’s bridge and tcpdump see nothing of it.',
    forms: ['VEB', 'virtual Ethernet bridge', 'embedded switch'],
  },
  vepa: {
    short:
      'The other way to switch: every frame goes out to the external switch, which sends it back if it is for a neighbour.',
    long: 'So the switch outside can see and filter traffic between guests. It must be able to send a frame back out of the port it came from (reflective relay, “hairpin”); most do not do so unless told.',
    forms: ['VEPA', 'reflective relay'],
  },
  'spoof-check': {
    short: 'The card drops frames of a VF whose source address is not the VF’s own.',
    long: 'The same is done for VLAN tags. The host switches it on or off for each VF (`spoofchk`). Off, a guest can speak in the name of others, which a bridge inside a guest needs, and an attacker likes.',
    forms: ['spoof check', 'spoof checks', 'spoof checking', 'anti-spoofing', 'anti-spoof'],
  },
  trust: {
    short:
      'A VF that the host allows more: to change its MAC address and to receive what is not for it.',
    long: 'Set by `ip link set … vf N trust on`. Without it the PF’s driver refuses promiscuous mode, and a new address where the host has set one.',
    forms: ['trusted VF', 'trusted VFs', 'VF trust'],
  },
  switchdev: {
    short:
      'A mode in which the card’s switch is run by the host’s kernel, with an interface for each VF.',
    long: 'In the older mode (legacy) the card switches by fixed rules. In switchdev mode a frame without a rule comes up to the host by its representor, the host decides, and can write a rule into the card for the rest.',
    forms: ['switchdev mode', 'switchdev'],
  },
  representor: {
    short:
      'An interface on the host that stands for the other end of a VF’s cable to the card’s switch.',
    long: 'What the VF sends and no rule settles comes in there; what the host sends into it comes out at the VF. So bridge, tcpdump and firewall work again, for as long as the card has no rule for the flow.',
    forms: ['representor', 'representors'],
  },
  'flow-offload': {
    short:
      'Rules that the host writes into the card, so that frames of known flows are switched there without a CPU.',
    long: 'The host decides about the first frame, the card about the rest. Counters are read back from the card; a tcpdump on the host sees the first frame alone.',
    forms: ['flow offload', 'flow offloading', 'hardware offload', 'flow rule', 'flow rules'],
  },
  'live-migration': {
    short: 'A running guest is moved to another host, and hardly notices.',
    long: 'Its memory is copied while it runs, then it stands still for a moment, the rest and the state of its devices follow, and it goes on over there. A VF’s state is in the card, which is why it is in the way unless the card can save it.',
    forms: ['live migration', 'live migrations', 'migration'],
  },
  'pre-copy': {
    short:
      'The usual way of live migration: copy all memory while the guest runs, then again what it changed, and so on.',
    long: 'It ends when what is left can be sent within the downtime that is allowed. A guest that writes faster than the link carries never comes to that; then its vCPUs are slowed, or the downtime grows.',
    forms: ['pre-copy'],
  },
  'dirty-pages': {
    short:
      'A page of memory that was written after it had been copied, so that it has to be sent again.',
    long: 'What CPUs write, KVM logs through EPT. What a device writes by DMA passes by that: the card or the IOMMU has to log it, or every page it could reach counts as dirty.',
    forms: ['dirty page', 'dirty pages', 'dirty tracking', 'dirty page tracking'],
  },
  downtime: {
    short: 'How long the guest stands still at the end of a migration.',
    long: 'In it the last pages and the state of the devices are sent. QEMU aims at a limit, 300 ms by default. Frames that arrive meanwhile are lost or wait.',
    forms: ['downtime'],
  },
  failover: {
    short:
      'A VF and a virtio device with the same MAC address under one interface: the VF works, virtio stands by.',
    long: 'Before a migration the VF is unplugged and traffic goes on over virtio, which can move; on the other host a VF is plugged in again. The guest’s net_failover driver changes over by itself.',
    forms: ['failover pair', 'failover', 'net_failover', 'standby'],
  },
  'scalable-function': {
    short:
      'A part of a PF or VF with queues of its own that is made one at a time, without configuration space and Routing ID of its own.',
    long: 'On NVIDIA’s cards it has a port of the switch and a representor, and shares its parent’s vectors and Routing ID. SR-IOV need not be on. `devlink port add` makes one; Linux calls it a subfunction.',
    forms: ['scalable function', 'scalable functions', 'subfunction', 'subfunctions', 'SF', 'SFs'],
  },
  siov: {
    short:
      'The design after SR-IOV: light interfaces in hardware, the rest of each virtual device composed by software.',
    long: 'Intel’s first version tells its interfaces apart by PASID instead of Routing IDs, makes them on demand, and emulates their configuration space. PCIe has since taken up a standard of its own, which differs.',
    forms: ['SIOV', 'Scalable IOV', 'Scalable I/O Virtualization'],
  },
  adi: {
    short:
      'The piece of a device that Scalable IOV gives to a guest: some queues and pages of registers, with a PASID.',
    long: 'The fast path (doorbells, data) goes directly to it; slow things such as configuration space are played by software, the VDCM.',
    forms: [
      'ADI',
      'ADIs',
      'assignable device interface',
      'assignable device interfaces',
      'assignable interface',
      'assignable interfaces',
    ],
  },
  pasid: {
    short:
      'A number of up to 20 bits in a PCIe packet that says for which address space the access is meant.',
    long: 'With it one function, with one Routing ID, can work in many address spaces: the IOMMU finds the table by Routing ID and PASID.',
    forms: ['PASID', 'PASIDs'],
  },
  vdcm: {
    short: 'The software that composes a whole virtual device from an ADI and emulation.',
    long: 'It belongs to the host’s driver of the device. It answers a guest’s slow accesses, so those exit, and because it knows that state it can save it for a migration.',
    forms: ['VDCM'],
  },
  vdpa: {
    short:
      'A device that does virtio’s data path in hardware, while its control path goes through a driver of its maker.',
    long: 'The guest uses its usual virtio driver, and its packets go to the card directly. As the state is that of virtqueues, guests can be moved between cards of different makers, as far as both can do the same. A VF or a scalable function carries it.',
    forms: ['vDPA', 'vhost-vdpa'],
  },
} satisfies Readonly<Record<keyof typeof terms, Words>>;
