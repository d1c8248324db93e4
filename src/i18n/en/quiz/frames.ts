import type { KindWords } from './kind-words';

export const frames = {
  'iommu-reads': {
    name: 'Walks of the IOMMU',
    ask: {
      ask: 'In a run the IOTLB was hit {hits} times and missed {misses} times. The guest’s memory is backed by pages of {pages}, the table has four levels at most, and nothing but the IOTLB caches. How many entries of the table did the walks read?',
    },
    why: {
      one: 'A miss is one walk, and a walk reads one entry of each level.',
      hits: 'A hit needs no walk: that is what the IOTLB is for.',
      four: 'Four levels only for pages of 4 KiB. A large page ends the walk earlier.',
      leaf: 'The entry with the page itself has to be read too.',
      other: 'Misses × levels that a walk goes down to the page.',
    },
    steps: {
      levels: 'A page of {pages} is found after {levels} levels.',
      all: '{misses} misses × {levels} = {answer}.',
    },
  },
  iova: {
    name: 'From IOVA to host address',
    ask: {
      ask: 'A device asks for the address {iova}. Its table maps pages of {pages}. The walk read these entries (level: entry): {entries}. Which host-physical address is it? The low 12 bits of an entry are permissions.',
    },
    why: {
      same: 'That is the address the device used: a guest-physical one. The host put that page elsewhere.',
      page: 'That is where the page begins. The offset within the page stays as it was.',
      small: 'The offset of a large page has more than 12 bits.',
      flags: 'The low bits of the entry are permissions, not part of the address.',
      other: 'Page from the last entry, offset from the address.',
    },
    steps: {
      leaf: 'The last entry, {entry}, without its low 12 bits: the page lies at {page}.',
      offset: 'Pages of {pages}: the low {bits} bits of the address are the offset, {offset}.',
      add: '{page} + {offset} = {answer}.',
    },
  },
  tap: {
    name: 'Where a frame is seen',
    ask: {
      'vf-wire':
        'Two guests with a VF each send {packets} frames to a machine outside. At which of these points are they seen?',
      'vf-vf':
        'A guest with a VF sends {packets} frames to another guest with a VF on the same port. At which of these points are they seen?',
      'vhost-wire':
        'Two guests on vhost-net send {packets} frames each to a machine outside. At which of these points are they seen?',
      'vhost-vhost':
        'A guest on vhost-net sends {packets} frames to another guest on the same bridge. At which of these points are they seen?',
    },
    options: {
      vnet0: 'vnet0, the tap of VM0',
      vnet1: 'vnet1, the tap of VM1',
      br0: 'br0, the bridge of the host',
      pf0: 'the network interface of the PF',
      pf0vf0: 'the representor of VF 0',
      pf0vf1: 'the representor of VF 1',
      switch0: 'the switch in the card',
      wire0: 'the wire',
    },
    why: {
      tap: 'A tap sees only what goes through the host’s kernel: virtio with the back end there.',
      bridge: 'The bridge sees only what the host’s kernel forwards.',
      pf: 'The PF’s interface sees only frames that the host’s own driver sends or gets.',
      representor: 'There are representors in switchdev mode only; this card is not in it.',
      switch: 'These frames never come to the card.',
      wire: 'These frames stay inside the host or the card.',
      other: 'Follow the frame, part by part.',
    },
    steps: {
      'vf-wire':
        'From the guest’s memory to the card by DMA, through the card’s switch, to the wire.',
      'vf-vf': 'From one VF to the other inside the card: its switch sees it, nobody else.',
      'vhost-wire': 'Tap, bridge, the PF’s interface, then the card and the wire.',
      'vhost-vhost': 'Tap, bridge, the other tap; it never comes to the card.',
      seeing: 'Seen at: {seeing}. Not at: {blind}.',
    },
  },
  spoof: {
    name: 'What the card’s switch does',
    ask: {
      ask: 'VF 0 sends {packets} frames to VF 1 on the same port; their source address is {source}. Spoof check of VF 0 is {check}. Port VLAN of VF 0: {own}; of VF 1: {other}. What becomes of the frames?',
    },
    options: {
      arrives: 'they arrive',
      'spoof-check': 'the spoof check drops them',
      vlan: 'they are dropped for their VLAN',
      host: 'the host’s kernel drops them',
    },
    why: {
      arrives:
        'Something stops them: compare the source address with the check, and the two VLANs.',
      'spoof-check': 'The spoof check lets them pass: it is off, or the address is the VF’s own.',
      vlan: 'The VLANs are not what stops them: they are the same, or the frames do not get that far.',
      host: 'The kernel of the host never sees frames between VFs.',
      other: 'First the spoof check, then the VLAN.',
    },
    steps: {
      source:
        'Source address {source}, check {check}: the check drops only a foreign address while it is on.',
      vlan: 'Then the VLANs: VF 0 {own}, VF 1 {other}; they must be the same.',
      arrives: 'Nothing stops them: they arrive.',
      'spoof-check': 'They end at the spoof check.',
    },
  },
  broadcast: {
    name: 'Broadcasts',
    ask: {
      sriov:
        '{guests} guests have a VF each on one port. Each sends one broadcast. How many times is a frame delivered in all? The machine at the other end of the wire counts too.',
      'vhost-net':
        '{guests} guests on vhost-net are on one bridge. Each sends one broadcast. How many times is a frame delivered in all? The machine at the other end of the wire counts too.',
    },
    why: {
      one: 'Each broadcast is copied: it goes to everybody else.',
      wire: 'The wire is missing: the machine outside gets each of them too.',
      back: 'Nobody gets his own broadcast back.',
      other: 'Per broadcast: all other guests, and the wire.',
    },
    steps: {
      each: 'One broadcast goes to {others} other guests and to the wire: {guests}.',
      all: '{guests} broadcasts × {guests} = {answer}.',
    },
  },
  'wire-bytes': {
    name: 'What the wire carries',
    ask: {
      ask: 'A guest sends {packets} frames of {bytes} bytes (without check sum) over {path}. How many byte times do they take on the wire, with check sum, preamble and gap?',
    },
    why: {
      frame: 'That is what the frames are inside the host. On the wire there is more around each.',
      fcs: 'Only the check sum was added: preamble (8) and gap (12) take time too.',
      'no-fcs': 'Preamble and gap are there; the check sum (4) is missing.',
      other: 'Frame + 4 + 8 + 12, for each.',
    },
    steps: {
      each: '{bytes} + 4 (check sum) + 8 (preamble) + 12 (gap) = {whole}; {share} % of it is frame.',
      all: '{packets} × {whole} = {answer}. The path makes no difference.',
    },
  },
  movable: {
    name: 'Which guests can be moved',
    ask: {
      ask: 'Guests on one host: {guests}. How many of them can QEMU move to another host while they run?',
    },
    why: {
      'no-vf':
        'A VF alone does not decide: with a virtio standby, or a driver that can save its state, it can be moved.',
      all: 'A VF behind plain vfio-pci has state that nobody can read.',
      virtio: 'An emulated card can be moved as well: all of its state is the VMM’s.',
      none: 'What software models, software can move.',
      other: 'Ask of each: who knows all the state of its device?',
    },
    steps: {
      state: 'Emulated and virtio devices: their state is software’s, and moves along.',
      ways: 'A VF moves with a virtio standby (it is given back first) or with a driver of its own that saves its state.',
      count: 'Not to be moved: {stuck}. {answer} can.',
    },
  },
} satisfies Record<string, KindWords>;
