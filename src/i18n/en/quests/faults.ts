import type { FaultKind } from '../../../quests/quest';

interface FaultTexts {
  /** In the form, and as the answer. */
  readonly name: string;
  /** Where a trace would be, and that there is none: why it is not this one. */
  readonly absent: string;
  /** What the run shows of it; `n` counts. */
  readonly shows: (n: string) => string;
  /** From a direction to nearly the answer. */
  readonly hints: { readonly look: string; readonly tool: string; readonly place: string };
  /** What happened, for the end. */
  readonly why: string;
}

export const faults: Readonly<Record<FaultKind, FaultTexts>> = {
  'wrong-vlan': {
    name: 'VF in the wrong VLAN',
    absent: 'The card’s switch keeps no frame out because of its VLAN: the metrics count none.',
    shows: (n) => `${n} frames were dropped by VLAN.`,
    hints: {
      look: 'Frames get as far as the card. Look at what its switch does with them.',
      tool: 'The metrics tell by what cause frames are lost; ip link show tells how each VF is set up.',
      place:
        'Compare the VLAN of each VF in ip link show with who talks to whom: one has no company in its VLAN.',
    },
    why: 'A port VLAN makes the VF a member of that VLAN alone: the switch hands it frames with that tag and no others, and tags what it sends.',
  },
  'trust-off': {
    name: 'VF not trusted (trust off)',
    absent: 'No VF asks its PF for something that only a trusted one gets.',
    shows: (n) => `${n} frames for others passed by the guest that wanted them.`,
    hints: {
      look: 'Its interface is up and nothing is lost on its account. Something was refused before.',
      tool: 'A promiscuous VF has to ask its PF. See in ip link show what each VF may do.',
      place: 'The guest that watches has a VF with trust off.',
    },
    why: 'A VF asks its PF’s driver for promiscuous mode over the mailbox. Without trust the answer is NACK, and the switch gives it nothing that is for others.',
  },
  'spoofed-mac': {
    name: 'Foreign source address (spoofed MAC)',
    absent: 'The spoof check drops nothing: whoever sends uses his own address.',
    shows: (n) => `${n} frames were dropped by the spoof check.`,
    hints: {
      look: 'The guest does send. Follow one of its packets and see where the way ends.',
      tool: 'The metrics tell by what cause its frames are lost. The check itself is in order.',
      place:
        'The program in that guest writes a source address that is not its VF’s. Look at the addresses of its traffic.',
    },
    why: 'The switch compares the source address of what a VF sends with the address it was given, and drops what differs. That protects the others; the guest is what has to change.',
  },
  'iommu-off': {
    name: 'IOMMU off',
    absent: 'No guest’s memory is written to by a device of another.',
    shows: (n) => `${n} frames were overwritten in the memory of their guest.`,
    hints: {
      look: 'The frames reach the guest’s memory. What becomes of them there?',
      tool: 'Lost as overwritten: a device wrote where it had no right to. Who should have stopped it?',
      place: 'ls /sys/class/iommu and dmesg | grep DMAR are empty.',
    },
    why: 'One guest’s driver gives its card addresses outside its memory. The IOMMU’s tables stop that; without them the device writes into the next guest.',
  },
  'full-ring': {
    name: 'Receive ring full',
    absent: 'No ring overflows: nobody’s frames are dropped for want of a descriptor.',
    shows: (n) => `${n} frames found the ring full.`,
    hints: {
      look: 'Only part of the frames is lost, and in bursts. Where do they wait?',
      tool: 'The metrics count ring-full drops. Select the guest’s queue on the stage and watch its ring fill.',
      place:
        'The interrupts of its queue are too far apart: look at the interrupt throttle of that guest.',
    },
    why: 'Between two interrupts more frames arrive than the ring has descriptors. What comes then has no buffer and is dropped by the card.',
  },
  'irq-cpu': {
    name: 'Interrupts on the wrong CPU',
    absent: 'No guest is thrown out by interrupts of its own device.',
    shows: (n) => `${n} exits by EXTERNAL_INTERRUPT.`,
    hints: {
      look: 'Packets arrive as before. What does the guest pay for each?',
      tool: 'perf kvm stat report counts an exit that the others do not have; see in the metrics whose it is.',
      place:
        'cat /proc/interrupts: the interrupts of one VF arrive on another CPU than those of the others, that of its guest.',
    },
    why: 'Interrupts are not posted on this host. One that arrives on the CPU of a running vCPU is the host’s: the guest has to leave before it can be handled.',
  },
  'few-buses': {
    name: 'Too few bus numbers for the VFs',
    absent: 'No VF is missing for want of a bus number.',
    shows: (n) => `Guests without a device: ${n}.`,
    hints: {
      look: 'Who complains has something in common. What does it have, or not?',
      tool: 'Their VFs are not there. Ask the kernel why: dmesg | tail.',
      place: 'The VFs’ Routing IDs lie on a bus that the root port has no number for.',
    },
    why: 'Without ARI the first VF lies on the next bus. The port above has too few bus numbers, so the kernel refuses to switch the VFs on.',
  },
  mtu: {
    name: 'MTU too small',
    absent: 'No frame is too long for who gets it.',
    shows: (n) => `${n} frames were too long for their receiver.`,
    hints: {
      look: 'Everything is connected. What distinguishes this guest’s frames from others’?',
      tool: 'The metrics tell the cause of the drops; the captures show how long the frames are.',
      place: 'The frames are longer than the MTU of that guest’s interface.',
    },
    why: 'A receiver takes frames up to its MTU and drops longer ones; nobody tells the sender.',
  },
  'rate-limit': {
    name: 'Transmit rate limited',
    absent: 'No VF waits for its transmit limit.',
    shows: (n) => `${n} frames still wait to be sent.`,
    hints: {
      look: 'Nothing is dropped. Where are the frames that are missing?',
      tool: 'They wait in the guest’s queue, and the link is nearly idle. Who holds them back?',
      place: 'ip link show has a max_tx_rate that is less than what the guest sends.',
    },
    why: 'The card’s rate limiter lets the VF’s queue send only so much; the rest waits in its ring.',
  },
  'link-off': {
    name: 'VF’s link switched off',
    absent: 'No VF’s link is down.',
    shows: (n) => `${n} frames met a link that is down.`,
    hints: {
      look: 'The guest is well, and so is the cable. What lies between them?',
      tool: 'The metrics tell the cause of the drops. See in ip link show how the VFs are set up.',
      place: 'One VF has link-state disable.',
    },
    why: 'The administrator can take a VF’s link down whatever the port’s own is; it then neither sends nor receives.',
  },
  'few-vfs': {
    name: 'Too few VFs switched on',
    absent: 'There is a VF for everybody who needs one, or the card cannot have them.',
    shows: (n) => `Guests without a device: ${n}.`,
    hints: {
      look: 'Who complains has something in common with those who do not, but one thing.',
      tool: 'Count the guests that need a VF, and the VFs: lspci.',
      place: 'sriov_numvfs is less than the guests need.',
    },
    why: 'VFs are handed out in turn. NumVFs is too small, and the last guests went without.',
  },
  'no-apicv': {
    name: 'APICv off',
    absent: 'No guest leaves for its interrupt controller.',
    shows: (n) => `${n} exits for the interrupt controller.`,
    hints: {
      look: 'It is not one guest, nor one path. What do they all use?',
      tool: 'perf kvm stat report has a reason of exits that a host like this should not have.',
      place: 'MSR_WRITE at each end of an interrupt: the APIC is emulated.',
    },
    why: 'Without APICv each end of interrupt is an exit, and interrupts of devices cannot be posted.',
  },
  vepa: {
    name: 'Switch in the card in VEPA mode',
    absent: 'No frame is missing because the switch outside would not send it back.',
    shows: (n) => `${n} frames were not sent back by the switch outside.`,
    hints: {
      look: 'The two can both be reached from outside. Just not by each other.',
      tool: 'Follow a packet from one to the other: it takes a way that it should not need.',
      place: 'bridge link show tells the mode of the card’s switch.',
    },
    why: 'In VEPA mode frames between VFs go out to the switch outside, and that does not send them back out of the port they came from.',
  },
  'no-ioeventfd': {
    name: 'Notifications go to the VMM (no ioeventfd)',
    absent: 'No guest’s notifications go out to its VMM.',
    shows: (n) => `${n} notifications handled in the VMM.`,
    hints: {
      look: 'Everything arrives. Who works more than before?',
      tool: 'The metrics tell whose time it is; perf kvm stat report, what an exit takes.',
      place: 'Each notification of that guest goes out to its VMM instead of ending in the kernel.',
    },
    why: 'With ioeventfd KVM takes the notification and wakes the other side; without, each one goes out to the VMM and back while the vCPU waits.',
  },
};
