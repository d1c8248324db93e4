import type { Depths } from '../../depths';
import type { StepId } from '../../../engine/costs/steps';

/** Back ends that take QEMU out of the data path: the vhost worker and the polling switch process. */
export const backends = {
  'vhost-get-desc': {
    first: (w) =>
      `A helper inside the host’s kernel reads, in the ring it shares with ${w.guest}, where the packet lies.`,
    os: () =>
      'The vhost worker reads available ring and descriptors through QEMU’s borrowed address space and translates guest-physical addresses. QEMU itself is out of the data path.',
    kernel: () =>
      'handle_tx_kick → handle_tx_copy → vhost_get_vq_desc, at most 256 packets or 512 KiB a turn.',
  },
  'vhost-copy-tx': {
    first: (w) =>
      `The helper in the host’s kernel copies the packet out of the memory of ${w.guest}: the only copy on this way.`,
    os: () =>
      'One copy, guest memory to a page fragment in the kernel. Frames are collected, up to 64, so that the tap is called once for all of them.',
    kernel: () =>
      'handle_tx_copy → vhost_net_build_xdp: header and frame into a page fragment, batch of 64.',
  },
  'vhost-sendmsg': {
    first: () => 'The helper hands its packets to the host’s network, as many at once as it has.',
    os: () =>
      'One sendmsg on the tap for the batch: a socket buffer is built around each page, without a copy. Bridge and PF driver then run in the worker’s thread.',
    kernel: () => 'vhost_tx_batch → tun_sendmsg → tun_xdp_one for each frame → netif_receive_skb.',
  },
  'vhost-copy-rx': {
    first: (w) =>
      `The helper in the host’s kernel copies the packet straight into the memory of ${w.guest}: one copy, where a program needs two.`,
    os: () =>
      'The worker gathers enough descriptors for the frame (mergeable buffers) and copies it from the socket buffer to guest memory, header included.',
    kernel: () =>
      'handle_rx takes up to 64 skb pointers from the tap’s ring → get_rx_bufs → tun_recvmsg copies to guest memory.',
  },
  'vhost-signal': {
    first: (w) =>
      `The helper rings for ${w.guest}; the host’s kernel turns that into an interrupt without asking any program.`,
    os: () =>
      'irqfd: the worker signals the call eventfd, and KVM’s callback on it injects the MSI in the kernel. Once a batch, and only if used_event was crossed.',
    kernel: () =>
      'vhost_signal → vhost_notify → eventfd_signal → irqfd_wakeup → kvm_arch_set_irq_inatomic → vmx_deliver_interrupt.',
  },
  'vhost-busy-poll': {
    first: () =>
      'The helper keeps looking into the empty ring for a while before it sleeps: quicker for the next packet, but a CPU is busy.',
    os: () =>
      'Busy polling: the worker spins for up to busyloop_timeout. A packet found in that time needs neither kick nor wake-up, so no exit either.',
    kernel: () =>
      'vhost_net_busy_poll spins until busyloop_timeout; off unless poll-us is set on the tap.',
  },
  'pmd-poll': {
    first: () =>
      'A program on the host does nothing but look into rings. They are empty, and it looks again at once.',
    os: () =>
      'Poll-mode driver: no interrupts, no kicks, no sleep. The core is busy at 100 % whatever the load, which is the price of this path.',
    kernel: () =>
      'pmd_thread_main (OVS): rte_eth_rx_burst and rte_vhost_dequeue_burst return 0, and the next round begins.',
  },
  'pmd-round': {
    first: () => 'The program looks at its rings one after the other, to see where a packet waits.',
    os: () =>
      'One turn of the polling loop over its receive queues, the card’s and each guest’s; up to 32 frames are taken from each.',
    kernel: () => 'pmd_thread_main → dp_netdev_process_rxq_port for each queue of this core.',
  },
  'pmd-dequeue': {
    first: (w) =>
      `The program copies the packet out of the memory of ${w.guest}, which was never stopped and did not even have to call.`,
    os: () =>
      'The process sees the new avail.idx in shared memory, translates the addresses and copies frames into its own buffers (mbufs), up to 32 at once.',
    kernel: () =>
      'rte_vhost_dequeue_burst → virtio_dev_tx_split: descriptor to mbuf; the used ring is written after.',
  },
  'pmd-enqueue': {
    first: () =>
      'The program copies the packet into the memory of the guest it is for: the only copy on this way.',
    os: () =>
      'The process takes buffers from the guest’s receive queue, copies the frame into them and publishes the used ring. An empty queue means a dropped frame.',
    kernel: () => 'rte_vhost_enqueue_burst → virtio_dev_rx_split: mbuf to descriptors, used ring.',
  },
  'pmd-rx': {
    first: () =>
      'The program finds a packet that the card has put into its memory. It was looking, so no interrupt was needed.',
    os: () =>
      'The poll-mode driver finds DD set in the receive descriptor, takes the buffer and looks up the port that the frame is for.',
    kernel: () => 'rte_eth_rx_burst → ixgbe_recv_pkts, then the flow lookup (EMC, classifier).',
  },
  'pmd-tx': {
    first: () => 'The program notes in the card’s ring where the packet lies.',
    os: () =>
      'The poll-mode driver fills transmit descriptors of the card from user space, and frees buffers that were sent earlier on the way.',
    kernel: () => 'rte_eth_tx_burst → ixgbe_xmit_pkts: descriptors for the burst, old mbufs freed.',
  },
  'pmd-mmio': {
    first: () =>
      'The program tells the card with one write of its own; the host’s kernel is not asked.',
    os: () =>
      'vfio-pci has mapped the card’s BAR into the process: one posted write of the tail register for the whole burst, no system call.',
    kernel: () =>
      'The end of ixgbe_xmit_pkts, or of ixgbe_recv_pkts for new buffers: a store to TDT or RDT in the mapped BAR.',
  },
  'pmd-call': {
    first: (w) =>
      `${w.guest} has asked to be called, so the program has the host send it an interrupt: its only call to the host’s kernel.`,
    os: () =>
      'If used_event was crossed the process writes the call eventfd, which is an irqfd of KVM. A guest that polls never asks for it.',
    kernel: () =>
      'vhost_vring_call_split → write(2) on callfd → eventfd_signal → irqfd_wakeup → kvm_arch_set_irq_inatomic → vmx_deliver_interrupt.',
  },
} satisfies Partial<Record<StepId, Depths>>;
