import type { io as terms } from '../terms/io';
import type { Words } from '../term';

export const io = {
  'emulated-device': {
    short:
      'A device that is a program: the VMM answers every access of the guest as the real one would.',
    long: 'Any model can be played, also one that is no longer built, as often as wanted, and the guest needs no special driver. The price is a VM exit for each access to a register.',
    forms: [
      'emulated device',
      'emulated devices',
      'emulated card',
      'emulated cards',
      'emulated NIC',
      'device model',
      'emulation',
    ],
  },
  e1000: {
    short:
      'An Intel network card of the early 2000s (82540EM) that hypervisors emulate because every system has a driver for it.',
    long: 'In this lab it stands for full virtualization. Its driver speaks with it through registers such as TDT, ICR and IMS; in QEMU each of those accesses is a heavyweight exit.',
    forms: ['e1000'],
  },
  mmio: {
    short:
      'Registers of a device that are reached by ordinary loads and stores to certain addresses.',
    long: 'For an emulated device the hypervisor leaves those pages without a valid mapping, and each access is an exit. For a real function it maps them into the guest, and the access goes through.',
    forms: ['MMIO', 'memory-mapped I/O'],
  },
  pio: {
    short: 'The older way to registers: the x86 instructions IN and OUT with a port number.',
    long: 'A guest’s IN or OUT to a port that is not given to it is a VM exit with reason IO_INSTRUCTION. PCI Express keeps ports for old devices only, and a VF may not have them.',
    forms: ['PIO', 'port I/O', 'I/O port', 'I/O ports'],
  },
  ring: {
    short: 'A circular list of descriptors in memory, shared by a driver and a device.',
    long: 'The driver puts work in at the tail, the device takes it at the head. Filling it is an ordinary store and costs no exit; only telling the device about it needs a register. A full ring stops the sender, or loses what arrives.',
    forms: ['descriptor ring', 'descriptor rings', 'ring', 'rings'],
  },
  descriptor: {
    short: 'A small record that tells a device where a buffer lies and what to do with it.',
    long: 'For network cards it is typically 16 bytes: address, length, flags. The device fetches it by DMA, moves the data, and writes back that it is done.',
    forms: ['descriptor', 'descriptors'],
  },
  'tail-pointer': {
    short: 'The register in which a driver tells a card up to where its ring holds work.',
    long: 'On Intel cards TDT for sending and RDT for receiving (VFTDT and VFRDT in a VF). Writing it is the doorbell. One write may announce many descriptors.',
    forms: ['tail pointer', 'tail pointers', 'tail register', 'TDT', 'VFTDT', 'RDT', 'VFRDT'],
  },
  doorbell: {
    short: 'A write to a register of a device that says: there is work for you.',
    long: 'To a real function it is a posted write over PCIe and takes the CPU next to nothing. To an emulated device the same write is a VM exit. Drivers ring once for several packets where they can.',
    forms: ['doorbell', 'doorbells'],
  },
  paravirtualization: {
    short:
      'The guest knows that it is one, and uses an interface made for that in place of imitated hardware.',
    long: 'Such an interface can be laid out so that few exits are needed. The guest needs drivers for it; for virtio all usual systems have them.',
    forms: ['paravirtualization', 'paravirtualized', 'paravirtual'],
  },
  virtio: {
    short:
      'The standard for paravirtualized devices: drivers and back ends that share rings in the guest’s memory.',
    long: 'The driver in the guest is the front end. The back end may be the VMM, the kernel (vhost-net), another process (vhost-user) or hardware (vDPA), and the guest does not notice which. For networks the device is virtio-net.',
    forms: ['virtio', 'virtio-net'],
  },
  virtqueue: {
    short:
      'virtio’s queue in guest memory: a table of descriptors, the available ring and the used ring.',
    long: 'The driver offers buffers in the available ring, the back end returns them in the used ring. Both lie in ordinary memory, so the data path itself needs no exit; only the notifications may. A network device has one for each direction of each queue pair.',
    forms: ['virtqueue', 'virtqueues'],
  },
  'available-ring': {
    short: 'The part of a virtqueue in which the driver says which buffers the device may use.',
    long: 'Only the driver writes it: entries, then an index that counts up. The back end reads from where it stopped last.',
    forms: ['available ring', 'available rings', 'avail ring'],
  },
  'used-ring': {
    short: 'The part of a virtqueue in which the device says which buffers it is done with.',
    long: 'Only the device writes it: the buffer’s number and how much was written into it, then an index that counts up. The driver reads it in an interrupt or when it next has something to do.',
    forms: ['used ring', 'used rings'],
  },
  kick: {
    short: 'The driver’s notification to a virtio back end: there are new buffers.',
    long: 'It is a write to a register, so with a back end in software it is a VM exit, a short one if an ioeventfd takes it. The driver leaves it out when the back end has said that it is at work anyway.',
    forms: ['kick', 'kicks', 'available buffer notification', 'available buffer notifications'],
  },
  'event-suppression': {
    short: 'Each side of a virtqueue tells the other when it does not want to be notified.',
    long: 'A back end that is working through the ring needs no kick, and a driver that polls needs no interrupt. So the busier it is, the fewer exits there are for a packet.',
    forms: ['event suppression', 'notification suppression', 'interrupt suppression'],
  },
  'event-idx': {
    short:
      'The feature of virtio by which a side names the very entry at which it wants to be notified next.',
    long: 'The driver writes `used_event`, the device `avail_event`. It is finer than a flag that says yes or no: one notification at that point, and none in between.',
    forms: ['EVENT_IDX', 'VIRTIO_F_EVENT_IDX', 'event index', 'event indices'],
  },
  'vhost-net': {
    short:
      'A virtio-net back end in the host’s kernel: a worker thread moves packets between virtqueue and tap.',
    long: 'Packets no longer go through QEMU, which saves the way out to user space and back. Notifications come by ioeventfd and irqfd. The frame still takes the host’s network, so bridge and firewall see it.',
    forms: ['vhost-net', 'vhost worker', 'vhost'],
  },
  'vhost-user': {
    short:
      'The same division of work with another process in place of the kernel: the back end is, for instance, a DPDK switch.',
    long: 'The guest’s memory is shared with that process. It usually polls, so a kick is hardly ever needed, and in exchange one or more cores are always busy. Packets do not come through the host’s kernel.',
    forms: ['vhost-user'],
  },
  eventfd: {
    short:
      'Two short cuts in KVM: a guest’s write becomes a signal to a thread (ioeventfd), a signal becomes an interrupt (irqfd).',
    long: 'With an ioeventfd the kick still exits, but KVM only signals and goes straight back in. With an irqfd a back end raises an interrupt in the guest without QEMU having a hand in it.',
    forms: ['ioeventfd', 'irqfd', 'ioeventfds', 'irqfds', 'ioeventfd and irqfd'],
  },
  dpdk: {
    short:
      'A set of libraries for programs that drive network cards from user space, past the kernel, by polling.',
    long: 'It takes whole cores and large pages, and in exchange spares interrupts, system calls and copies. Open vSwitch can run on it and serve guests through vhost-user.',
    forms: ['DPDK'],
  },
  'poll-mode': {
    short: 'A driver that never waits for an interrupt: a thread asks the rings over and over.',
    long: 'Latency is low and steady, and no notification is needed. The core is busy at full load whether packets come or not.',
    forms: ['poll-mode driver', 'poll-mode drivers', 'PMD', 'PMDs', 'polling thread'],
  },
  tap: {
    short:
      'A network interface of the host’s kernel whose other end is a program: a guest’s cable into the host.',
    long: 'What QEMU or vhost-net puts into it comes into the host’s network as if from a wire, and the other way round. In the lab it is called `vnet0`, `vnet1`, … as libvirt does.',
    forms: ['tap', 'tap device', 'tap devices', 'tap interface', 'tap interfaces'],
  },
  bridge: {
    short: 'A switch in the host’s kernel that joins taps and a real port by MAC address.',
    long: 'It learns which address lies behind which of its ports. All that goes through it can be seen and filtered on the host; what a VF sends does not go through it.',
    forms: ['bridge', 'bridges'],
  },
  netfilter: {
    short: 'The hooks in the Linux network stack at which firewall rules (nftables, iptables) act.',
    long: 'A frame meets a rule only if it comes by the hook. With virtio it comes by the host’s bridge; a frame of a VF goes from the guest to the card, and no rule of the host ever sees it.',
    forms: ['netfilter', 'nftables', 'iptables'],
  },
  softirq: {
    short:
      'Work of the Linux kernel that is put off from an interrupt handler and done right after it; network packets above all.',
    long: 'It runs on the CPU that took the interrupt, in front of all programs, or in the thread ksoftirqd when there is too much. Whoever the packet is for, that CPU pays.',
    forms: ['softirq', 'softirqs'],
  },
  napi: {
    short:
      'The way Linux drivers receive: the first packet interrupts, then the interrupt is off and the kernel polls until the ring is empty.',
    long: 'So the number of interrupts for a packet falls as the load rises, and a flood cannot keep the CPU in interrupt handlers alone. A poll takes at most a budget of packets, usually 64.',
    forms: ['NAPI'],
  },
  vlan: {
    short:
      'One of several separate networks on the same wires, told apart by a 12-bit tag in the Ethernet header.',
    long: 'A card can put a VF into a VLAN: it adds the tag to what the VF sends and takes it off what the VF gets. The guest sees none of it and cannot leave.',
    forms: ['VLAN', 'VLANs'],
  },
  rss: {
    short:
      'The card spreads packets over several receive queues by a hash of their addresses and ports.',
    long: 'All packets of a flow fall into one queue and stay in order; different flows can be worked on by different CPUs. A single flow gains nothing by it.',
    forms: ['RSS', 'receive-side scaling'],
  },
  'queue-pair': {
    short:
      'A send queue and a receive queue that belong together, usually with an interrupt vector and a CPU of their own.',
    long: 'A card has a fixed number of them to divide among its PFs and VFs. With several, a guest can use several vCPUs for its network.',
    forms: ['queue pair', 'queue pairs'],
  },
  'line-rate': {
    short: 'As many frames as the wire can carry, with no gap but the one that Ethernet demands.',
    long: 'At 10 Gbit/s that is 14.88 million frames of 64 bytes a second, or 813 thousand of 1,518 bytes: each frame takes 20 bytes more on the wire, for preamble and gap.',
    forms: ['line rate', 'wire speed'],
  },
  'head-of-line': {
    short: 'The first in a queue cannot go on, and holds up all behind it that could.',
    long: 'It happens where several destinations share one FIFO. On a card without drop enable, one VF that does not empty its ring blocks the port’s receive FIFO for its neighbours.',
    forms: ['head-of-line blocking', 'head-of-line', 'head of line blocking'],
  },
} satisfies Readonly<Record<keyof typeof terms, Words>>;
