import { assigned, byPath, type Depths, emulated, virtio } from '../../depths';
import type { StepWords } from '../steps';
import type { StepId } from '../../../engine/costs/steps';

/** Whose kernel and driver it is: on bare metal there is no guest. */
const owner = (w: StepWords) => byPath(w, { 'bare-metal': 'the host' }, w.guest);
const Owner = (w: StepWords) => byPath(w, { 'bare-metal': 'The host' }, w.guest);

/** The stack and the driver in the guest; on bare metal the same code in the host's kernel. */
export const guest = {
  'app-send': {
    first: (w) =>
      `A program on ${owner(w)} has something to send; the operating system there wraps it into a packet. So far this is any computer.`,
    os: (w) =>
      `The socket call enters the kernel of ${owner(w)}: TCP/IP copies the data, puts headers before it and hands the packet to the queueing discipline (qdisc). ` +
      byPath(
        w,
        { 'bare-metal': 'No hypervisor is involved.' },
        'Non-root mode throughout: no exit.',
      ),
    kernel: () =>
      'sendmsg copies into an sk_buff → dev_queue_xmit → qdisc → dev_queue_xmit_nit (packet sockets: tcpdump sees it here) → ndo_start_xmit of the driver.',
  },
  'driver-xmit': {
    first: (w) =>
      `The driver of ${owner(w)} notes in a ring in memory where the packet lies. Nothing moves yet; the card does not even know.`,
    os: (w) =>
      byPath(
        w,
        {
          emulated:
            'The driver fills a 16-byte transmit descriptor (address, length, end of packet) in the ring in guest memory: an ordinary store, no exit.',
          'emulated-rtl8139':
            'The driver fills a 16-byte descriptor and sets its OWN bit: from now on the entry belongs to the device. An ordinary store, no exit.',
          ...virtio(
            'The driver puts the 12-byte virtio-net header and the frame into the descriptor table, the chain’s head into the available ring and raises avail.idx: stores to shared memory, no exit.',
          ),
          ...assigned(
            'The driver fills a 16-byte descriptor. The address in it is guest-physical: the device will use it for DMA and the IOMMU translates it, so nothing is mapped per packet.',
          ),
        },
        'The driver maps the buffer for DMA and fills a 16-byte transmit descriptor in the ring in memory.',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'e1000_xmit_frame → e1000_tx_queue: the last data descriptor carries EOP, IFCS and RS; TDT is written afterwards unless xmit_more is set.',
          'emulated-rtl8139':
            'cp_start_xmit: descriptor with OWN set behind a barrier; then TxPoll for every packet, xmit_more is not used.',
          ...virtio(
            'start_xmit → xmit_skb: descriptors, avail->ring, then avail->idx behind a write barrier; virtqueue_kick_prepare_split compares it with avail_event.',
          ),
          sriov:
            'ixgbevf_xmit_frame → ixgbevf_tx_map (iavf_tx_map on an E800): DMA address = guest-physical address without a virtual IOMMU.',
          passthrough:
            'ixgbe_xmit_frame → ixgbe_tx_map, as on bare metal; without a virtual IOMMU the DMA API only does arithmetic.',
          'bare-metal':
            'ixgbe_xmit_frame → ixgbe_tx_map: identity with iommu=pt; with a translating domain iommu_dma_map_page allocates an IOVA for each buffer.',
        },
        'ndo_start_xmit: e1000_xmit_frame, start_xmit of virtio_net or ixgbevf_xmit_frame, by the card that the guest sees.',
      ),
  },
  isr: {
    first: (w) =>
      `An interrupt: ${owner(w)} stops what it was doing and looks what happened, at the card or because a timer ran out.`,
    os: (w) =>
      byPath(
        w,
        {
          ...emulated(
            'The handler runs through the guest’s IDT. The line is shared and level-triggered (INTx), so it must ask the card for the cause, and each question is a trapped register access.',
          ),
          ...virtio(
            'The handler runs through the guest’s IDT. With MSI-X the vector names the queue: it turns callbacks off and schedules NAPI without touching a device register.',
          ),
        },
        'The handler runs through the IDT. The MSI-X vector names the queue and is masked automatically; the handler only schedules NAPI, which polls the rest.',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'e1000_intr: reads ICR, writes IMC, reads STATUS as a flush, then napi_schedule.',
          'emulated-rtl8139':
            'cp_interrupt: reads and acknowledges IntrStatus; for received frames IntrMask is written and napi_schedule called.',
          ...virtio(
            'vring_interrupt → skb_recv_done or skb_xmit_done → virtqueue_disable_cb_split → napi_schedule.',
          ),
          sriov: 'ixgbevf_msix_clean_rings → napi_schedule; VTEIAM has masked the vector already.',
          passthrough:
            'ixgbe_msix_clean_rings → napi_schedule; the vector has masked itself (EIAM).',
          'bare-metal':
            'ixgbe_msix_clean_rings → napi_schedule in the host’s own kernel; the vector has masked itself (EIAM).',
        },
        'IDT entry of the vector → handler of the driver → napi_schedule.',
      ),
  },
  'napi-tx-clean': {
    first: (w) =>
      `The driver of ${owner(w)} sees which packets have left and takes back their memory and their places in the ring.`,
    os: (w) =>
      byPath(
        w,
        virtio(
          'NAPI takes sent buffers off the used ring and frees them; without TX interrupts (napi_tx off) that happens at the next transmission.',
        ),
        'NAPI polls the transmit ring for finished descriptors (DD set, or OWN cleared), frees their socket buffers and restarts a stopped queue.',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'e1000_clean → e1000_clean_tx_irq: tests DD in memory, frees the skb, no register.',
          'emulated-rtl8139':
            'cp_tx: every descriptor whose OWN bit the device has cleared is freed.',
          ...virtio(
            'virtnet_poll_tx → free_old_xmit_skbs → virtqueue_get_buf for every used entry.',
          ),
          sriov: 'ixgbevf_poll → ixgbevf_clean_tx_irq: tests DD in memory, frees the skb.',
          passthrough: 'ixgbe_poll → ixgbe_clean_tx_irq: tests DD in memory, frees the skb.',
          'bare-metal':
            'ixgbe_poll → ixgbe_clean_tx_irq: tests DD in memory, unmaps the buffer and frees the skb.',
        },
        'The driver’s NAPI poll: e1000_clean_tx_irq, free_old_xmit_skbs or ixgbevf_clean_tx_irq.',
      ),
  },
  'napi-rx': {
    first: (w) =>
      `The driver of ${owner(w)} takes the packet out of its receive ring. After one interrupt it may take many.`,
    os: (w) =>
      byPath(
        w,
        virtio(
          'NAPI poll: up to 64 used entries are taken, each becomes a socket buffer, and the ring gets new buffers. Meanwhile used_event stays stale, so no further interrupt comes.',
        ),
        'NAPI poll: up to 64 finished descriptors are taken, each becomes a socket buffer, and the ring gets new buffers. Until it ends the interrupt stays masked.',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'e1000_clean → e1000_clean_rx_irq (copybreak up to 256 bytes) → e1000_alloc_rx_buffers refills.',
          'emulated-rtl8139':
            'cp_rx_poll: descriptors without OWN are taken, refilled, OWN set again.',
          ...virtio('virtnet_poll → virtnet_receive → virtqueue_get_buf, skb built on the page.'),
          sriov: 'ixgbevf_poll → ixgbevf_clean_rx_irq, then ixgbevf_alloc_rx_buffers.',
          passthrough: 'ixgbe_poll → ixgbe_clean_rx_irq, then ixgbe_alloc_rx_buffers.',
          'bare-metal': 'ixgbe_poll → ixgbe_clean_rx_irq in softirq, then ixgbe_alloc_rx_buffers.',
        },
        'The driver’s NAPI poll: e1000_clean_rx_irq, virtnet_receive or ixgbevf_clean_rx_irq.',
      ),
  },
  'stack-receive': {
    first: (w) =>
      `The packet climbs through the operating system of ${owner(w)} and its data reaches the program that waits for it.`,
    os: () =>
      'GRO may merge frames of one flow; IP and TCP check the headers, queue the data at the socket and wake the reader, whose system call copies it to user space.',
    kernel: () =>
      'napi_gro_receive → __netif_receive_skb_core (packet sockets: tcpdump sees it here) → IP, TCP → recvmsg copies from the sk_buff to the program.',
  },
  'guest-pmd-round': {
    first: (w) =>
      `The program of ${owner(w)} looks at its rings again and again. Nobody has to call it, and its CPU is always busy.`,
    os: () =>
      'A poll-mode driver in user space (DPDK) owns the device: its loop reads both rings in turn. No interrupt is enabled, so none is delivered and the vCPU never halts.',
    kernel: () =>
      'rte_eth_rx_burst of the loop reads the next descriptor or used entry and finds something there; the guest’s kernel has no part in it.',
  },
  'guest-pmd-rx': {
    first: (w) =>
      `The program of ${owner(w)} finds the packet in its ring and takes it, up to 32 at a time.`,
    os: () =>
      'The burst is handed to the program as it lies in memory: no interrupt, no socket buffer, no TCP/IP stack and no system call.',
    kernel: () =>
      'rte_eth_rx_burst returns up to 32 buffers; what was taken is given back to the ring afterwards.',
  },
  'guest-pmd-tx': {
    first: (w) => `The program of ${owner(w)} notes in the ring where the packet lies.`,
    os: () =>
      'The driver is a library of the program: it fills the descriptors of a whole burst, then tells the device once, or not at all where the other side polls.',
    kernel: () =>
      'rte_eth_tx_burst writes the descriptors and takes back buffers of what was sent before.',
  },
  'guest-idle': {
    first: (w) =>
      `${Owner(w)} has nothing to do but never sleeps: it keeps looking. No VM exits, but a CPU is always busy.`,
    os: () =>
      'With idle=poll the idle loop spins in non-root mode in place of HLT: no HLT exit, no wake-up latency, and a whole core gone.',
    kernel: () =>
      'cpu_idle_poll spins until need_resched in place of HLT; kvm_vcpu_halt is never reached.',
  },
  'direct-write': {
    first: (w) =>
      byPath(
        w,
        { 'bare-metal': 'The driver tells the card with one write. Nothing stands between them.' },
        `${w.guest} tells the real card by itself, with one write. No VM exit: the host does not notice.`,
      ),
    os: (w) =>
      byPath(
        w,
        {
          'bare-metal': `The store to ${registerOf(w)} goes to the mapped BAR of the function: a posted PCIe write, for which the CPU does not wait.`,
        },
        `The page of the BAR that holds ${registerOf(w)} is mapped into the guest by EPT, so the store becomes a posted PCIe write at once. Nothing traps.`,
      ),
    kernel: (w) => `${writerOf(w)}: writel to the BAR${mappedBy(w)}`,
  },
  doorbell: {
    first: (w) =>
      isUnmask(w)
        ? 'A short message from the driver travels to the card: it may interrupt again.'
        : 'A short message from the driver travels to the card: look into the ring. It carries nothing of the packet.',
    os: (w) =>
      isUnmask(w)
        ? `A posted write of 4 bytes on PCIe to ${registerOf(w)}: when it arrives the vector is unmasked, and an interrupt that was held back may go out.`
        : `A posted write of 4 bytes on PCIe to ${registerOf(w)}. The CPU does not wait; ` +
          byPath(
            w,
            { vdpa: 'the card learns only that there is something new: how much, it has to read.' },
            'the device learns of the new tail only when the write arrives.',
          ),
    kernel: (w) =>
      `Memory-write TLP from writel to ${registerOf(w)} in BAR 0, no completion. Hardware from here: ` +
      (isUnmask(w)
        ? 'the bit in EIMS is set.'
        : byPath(
            w,
            { vdpa: 'the card reads avail->idx.' },
            'the descriptors from head to tail are the device’s.',
          )),
  },
  'no-device': {
    first: (w) =>
      `${w.guest} has no card at this moment: the packet can go nowhere and is lost here.`,
    os: (w) =>
      `${w.guest} has no network interface with a device behind it (its VF was not created or was taken away), so the send fails and the packet is dropped.`,
    kernel: () =>
      'The send ends with ENETDOWN; no net_device, so no ndo_start_xmit is ever called.',
  },
} satisfies Partial<Record<StepId, Depths>>;

const registerOf = ({ register }: StepWords) => (register === '' ? 'the tail register' : register);

const isUnmask = ({ register }: StepWords) => register.endsWith('EIMS');

/** Which function of the driver writes the register. */
function writerOf(w: StepWords): string {
  if (w.path === 'vdpa') return `virtqueue_notify → vp_notify writes ${registerOf(w)}`;
  const driver = byPath(w, { passthrough: 'ixgbe', 'bare-metal': 'ixgbe' }, 'ixgbevf');
  if (isUnmask(w)) return `${driver}_irq_enable_queues writes ${w.register}`;
  if (w.register.endsWith('RDT')) return `${driver}_alloc_rx_buffers writes ${w.register}`;
  return `${driver}_tx_map writes ${registerOf(w)}`;
}

const mappedBy = (w: StepWords) =>
  byPath(
    w,
    {
      'bare-metal': ', which the PF driver mapped when it probed the card.',
      vdpa: ', a page that vhost_vdpa_mmap gave to KVM (virtio_queue_set_host_notifier_mr in QEMU): the EPT entry points to the card.',
      adi: ', a page that ice_vdcm_mmap_fault gave to KVM as a memory slot: the EPT entry points into the PF’s BAR.',
    },
    ', a page that vfio_region_mmap gave to KVM as a memory slot: the EPT entry points to the device.',
  );
