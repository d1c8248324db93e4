import type { DropCause, ExitClass, FactKind, SUPPRESSIONS } from '../../../engine/costs/facts';
import { assigned, byPath, type Depths, emulated, virtio } from '../../depths';

type Suppression = (typeof SUPPRESSIONS)[number];
type Varied = 'vm-exit' | 'irq-suppressed' | 'dropped' | 'kick';

/** What is logged of a packet besides its steps. `to` is the place concerned. */
const plain = {
  sent: {
    first: () =>
      'The packet is born: somebody has something to send. From here its time is counted.',
    os: () =>
      'The source hands the packet over: an application in the guest, or the machine at the other end of the wire. Latency counts from this moment.',
    kernel: () => 'No code of the host: the caller of sendmsg, or the peer, decides to send.',
  },
  delivered: {
    first: () =>
      'The packet has reached the program it was for. Its journey is over; what follows is tidying up.',
    os: () =>
      'Delivered: the receiving application has the data, or the last bit is on its way at the peer. Latency is counted to this moment; completions come later.',
    kernel: () =>
      'recvmsg returns to the application; on the way out, the end of the frame at the peer.',
  },
  register: {
    first: (w) =>
      `${w.guest} touches a register of its card, which is how a driver talks to a card.`,
    os: (w) =>
      `Access to ${w.register || 'a device register'}: trapped when the card is emulated, direct when the BAR is mapped into the guest.`,
    kernel: () =>
      'readl or writel in the driver; what answers is the device, or its model by way of kvm_io_bus_write and QEMU.',
  },
  copy: {
    first: () => 'A CPU copies the packet, byte after byte. That costs time for every byte.',
    os: () =>
      'Copy by a CPU: its price grows with the length, and it pushes other data out of the cache. DMA is not counted as one.',
    kernel: () =>
      'copy_from_iter, copy_to_iter or memcpy, by whoever moves the frame across an address space.',
  },
  'vm-entry': {
    first: (w) => `The CPU is back in ${w.guest}.`,
    os: () => 'VM entry: the exit has lasted until now, and the guest saw nothing but lost time.',
    kernel: () => 'vcpu_enter_guest → vmx_vcpu_run (VMRESUME); tracepoint kvm_entry.',
  },
  'irq-raised': {
    first: () => 'The card wants attention: it sends an interrupt.',
    os: (w) =>
      byPath(
        w,
        emulated(
          'INTx: the model asserts its level-triggered line, as its causes and its mask say.',
        ),
        'MSI-X: the device writes its message, as throttling (ITR) and mask allow.',
      ),
    kernel: (w) =>
      byPath(
        w,
        emulated('pci_set_irq → ioctl KVM_IRQ_LINE.'),
        'Memory-write TLP with the vector’s address and data out of the MSI-X table.',
      ),
  },
  'irq-host': {
    first: () => 'A CPU of the host is interrupted by the card.',
    os: () =>
      'Physical interrupt: if that CPU was in non-root mode, an EXTERNAL_INTERRUPT exit comes first, charged to whatever guest ran there.',
    kernel: () =>
      'Host IDT → handler of the vector: ixgbe_msix_clean_rings for the PF, vfio_msihandler for a device that a guest owns.',
  },
  'irq-posted': {
    first: (w) =>
      `The hardware notes the interrupt directly for ${w.guest}, without any program of the host.`,
    os: () =>
      'Posted interrupt: the IOMMU sets the vector’s bit in the PIR of the vCPU’s posted-interrupt descriptor and, if ON was 0 and SN is 0, sends the notification.',
    kernel: () =>
      'No code: the IRTE was made a posted one by pi_update_irte → intel_ir_set_vcpu_affinity.',
  },
  'irq-injected': {
    first: (w) => `The interrupt is in ${w.guest}: its handler starts.`,
    os: () =>
      'Virtual interrupt: delivered through the guest’s IDT, by VM-entry injection or, with APICv, by the CPU out of the virtual IRR.',
    kernel: () =>
      'vmx_inject_irq without APICv; with it vmx_sync_pir_to_irr or posted-interrupt processing of the CPU.',
  },
  'thread-wake': {
    first: () => 'A sleeping thread of the host is told to get up.',
    os: () => 'Wake-up: the thread becomes runnable; when it runs is the scheduler’s business.',
    kernel: () => 'try_to_wake_up; tracepoint sched_wakeup.',
  },
  'thread-sleep': {
    first: () => 'A thread of the host has nothing to do and goes to sleep; its CPU is free.',
    os: () =>
      'The thread blocks: for the next packet it must be woken again, which costs a wake-up and a context switch.',
    kernel: () => '__schedule with the thread off the run queue; a vCPU in kvm_vcpu_block.',
  },
  'context-switch': {
    first: () => 'A CPU of the host turns to another thread.',
    os: () => 'Context switch: state is exchanged, and the newcomer finds cold caches.',
    kernel: () => '__schedule → context_switch; tracepoint sched_switch.',
  },
  'iotlb-hit': {
    first: () => 'The hardware knows already where in memory this address lies: no delay.',
    os: () =>
      'IOTLB hit: domain and page are cached in the IOMMU, so the guest-physical address is translated at once.',
    kernel: () =>
      'No code: the IOTLB, keyed by domain id and page. The mapping is by vfio_iommu_type1.',
  },
  'iotlb-miss': {
    first: () =>
      'The hardware has to look up in tables in memory where this address lies: a delay.',
    os: () =>
      'IOTLB miss: the IOMMU walks its page table, one memory read a level; a larger page means fewer levels.',
    kernel: () =>
      'No code: second-level walk through what vfio_iommu_type1 mapped; pfn_to_dma_pte shows the levels.',
  },
  switched: {
    first: () => 'The switch in the card has decided where the packet goes.',
    os: () =>
      'VEB decision: unicast to a known MAC stays in the card, unknown unicast leaves by the wire only, broadcast does both.',
    kernel: () =>
      'Hardware; as code in QEMU’s igb: igb_tx_pkt_vmdq_callback and igb_receive_assign.',
  },
  tapped: {
    first: (w) => `A program that watches the network would see the packet here (${w.to}).`,
    os: (w) =>
      `Packet socket at ${w.to}: tcpdump there sees the frame. Where no such point is passed, the host sees nothing.`,
    kernel: () => 'dev_queue_xmit_nit on the way out, __netif_receive_skb_core on the way in.',
  },
} satisfies Record<Exclude<FactKind, Varied>, Depths>;

const exit = {
  LF: {
    first: (w) => `A VM exit of ${w.guest} that the host answers at once: the cheapest kind.`,
    os: () =>
      'Exit handled in KVM’s fast path with interrupts off, before the general exit handling.',
    kernel: () => 'vmx_exit_handlers_fastpath; perf kvm stat counts it like any other.',
  },
  L: {
    first: (w) => `A VM exit of ${w.guest} that the host’s kernel can answer alone: a cheap kind.`,
    os: () =>
      'Lightweight exit: KVM’s handler does it all in the kernel and enters the guest again.',
    kernel: () => 'vmx_handle_exit → the reason’s handler returns 1 → vcpu_enter_guest.',
  },
  LX: {
    first: (w) =>
      `A VM exit of ${w.guest} that the host’s kernel can answer, after it has read the guest’s instruction.`,
    os: () =>
      'Lightweight exit with emulation: the instruction is decoded, but QEMU is not needed (coalesced MMIO).',
    kernel: () =>
      'handle_ept_misconfig → x86_emulate_instruction → coalesced_mmio_write, return 1.',
  },
  H: {
    first: (w) =>
      `A VM exit of ${w.guest} that a program of the host has to answer: the expensive kind.`,
    os: () =>
      'Heavyweight exit: on to user space and back, with the instruction decoded and the big QEMU lock taken.',
    kernel: () =>
      'handle_ept_misconfig → x86_emulate_instruction returns 0 → KVM_RUN returns to kvm_cpu_exec; tracepoint kvm_userspace_exit.',
  },
} satisfies Record<ExitClass, Depths>;

const suppressed = {
  throttle: {
    first: () =>
      'The card would like to interrupt but waits: so soon after the last one it is not allowed.',
    os: () =>
      'Interrupt moderation: the throttle interval (ITR; 128 µs at least in the e1000 model) has not passed. Several packets will share the next interrupt.',
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'set_interrupt_cause: the mitigation timer is armed, so the rise is postponed to e1000_mit_timer.',
        },
        'Hardware: EITR of the vector; the message goes out when it has run down.',
      ),
  },
  masked: {
    first: () =>
      'The card does not interrupt: the driver is at work already and will look by itself.',
    os: () =>
      'The vector masked itself when it fired (auto-mask); NAPI polls until the ring is empty and then enables it again.',
    kernel: () =>
      'Hardware: EIAM cleared the bit; ixgbevf_irq_enable_queues or ixgbe_irq_enable_queues sets it when napi_complete_done ends the poll.',
  },
  'event-idx': {
    first: () => 'No interrupt is sent: the driver has not asked for one yet.',
    os: () =>
      'Event index: used_event in the available ring says at which entry the driver wants a call; this one did not cross it.',
    kernel: (w) =>
      byPath(
        w,
        {
          virtio: 'virtio_split_should_notify returns false.',
          'vhost-net': 'vhost_notify returns false.',
          'vhost-user': 'vhost_vring_call_split: vhost_need_event returns false.',
        },
        'vring_need_event returns false.',
      ),
  },
  merged: {
    first: () => 'An interrupt for the same reason is waiting already: one is enough for both.',
    os: () =>
      'The vector’s bit is set already in the IRR or the PIR: both requests become one interrupt.',
    kernel: () => 'pi_test_and_set_pir finds the bit set, or the IRR has it: nothing more is sent.',
  },
} satisfies Record<Suppression, Depths>;

const dropped = {
  'ring-full': {
    first: (w) => `There is no free place left in the ring (${w.to}): the packet is lost here.`,
    os: (w) =>
      `No free descriptor at ${w.to}: the producer is faster than the consumer. Nobody tells the sender; TCP would find out by itself.`,
    kernel: (w) =>
      byPath(
        w,
        {
          'vhost-user':
            'virtio_dev_rx_split finds no buffer in the ring, or rte_eth_tx_burst no free descriptor of the card: dropped at once.',
          'emulated-rtl8139':
            'rtl8139_do_receive without a descriptor that has OWN set: RxOverflow.',
          ...assigned(
            'Hardware: no descriptor, drop enabled for VFs; counted in rx_no_buffer, and the host sees nothing of it.',
          ),
        },
        'Hardware: no receive descriptor free, counted in rx_missed or rx_no_buffer of the PF.',
      ),
  },
  'tap-full': {
    first: () =>
      'The queue in which packets wait for the guest’s helper is full: the packet is lost here.',
    os: () =>
      'The tap’s ring of pointers (1,000 by default) is full because its reader is too slow: dropped, counted as TX dropped of the tap.',
    kernel: () => 'tun_net_xmit: ptr_ring_produce fails → kfree_skb_reason, tx_dropped of the tap.',
  },
  'no-device': {
    first: (w) => `${w.guest} has no card: the packet cannot leave and is lost here.`,
    os: () => 'No interface with a device behind it: the send fails.',
    kernel: () => 'ENETDOWN or ENODEV from the socket call; no ndo_start_xmit is called.',
  },
  'spoof-check': {
    first: () =>
      'The card throws the packet away: its sender’s address is not the one this guest may use.',
    os: () =>
      'Anti-spoofing of the VEB: the source MAC is not the VF’s own. Enforced in hardware, set up through the PF.',
    kernel: () =>
      'Hardware (PFVFSPOOF), switched on by ndo_set_vf_spoofchk of the PF driver: ip link set PF vf N spoofchk on.',
  },
  'no-receiver': {
    first: () => 'Nobody here has this address: the packet is thrown away.',
    os: () =>
      'No filter matches the destination MAC, and nobody is promiscuous: dropped by the card’s switch or by the switch process.',
    kernel: () =>
      'Hardware: no receive-address entry matches; in software the lookup finds no port.',
  },
  'wire-full': {
    first: () =>
      'More arrives than the wire can carry: the packet is lost outside, before it reaches this host.',
    os: () =>
      'The switch before the wire has used up its buffer for our port: dropped there (tail drop). No counter of this host shows it.',
    kernel: () => 'Hardware outside: nothing of this host is concerned.',
  },
  mtu: {
    first: () => 'The packet is longer than the other side is set to take: lost.',
    os: () =>
      'The frame is longer than the MTU of the next interface allows. Nobody cuts it on layer 2, so the card, the bridge or the switch process drops it.',
    kernel: () =>
      'is_skb_forwardable() in the bridge, netdev_dpdk_filter_packet_len() in a switch process, the maximum frame size (MAXFRS) of the function in the card.',
  },
} satisfies Record<DropCause, Depths>;

const kick = {
  needed: {
    first: (w) => `${w.guest} rings: the other side has asked to be told.`,
    os: (w) =>
      byPath(
        w,
        virtio(
          'Notification needed: avail_event was crossed, or event index is off. It will cost a VM exit.',
        ),
        'Notification of the device: its doorbell register is written.',
      ),
    kernel: (w) =>
      byPath(
        w,
        virtio('virtqueue_kick_prepare_split returns true → virtqueue_notify.'),
        'writel to the tail register.',
      ),
  },
  suppressed: {
    first: (w) =>
      `${w.guest} need not ring: the other side is at work already and will see the packet. No VM exit.`,
    os: () =>
      'Event index: avail_event is behind, because the back end polls or works; so the notification, and with it the exit, is left out.',
    kernel: () => 'virtqueue_kick_prepare_split returns false: vring_need_event with avail_event.',
  },
} satisfies Record<string, Depths>;

export const facts = { plain, exit, suppressed, dropped, kick };
