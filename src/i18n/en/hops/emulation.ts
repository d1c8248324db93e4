import { byPath, type Depths } from '../../depths';
import type { StepWords } from '../steps';
import type { StepId } from '../../../engine/costs/steps';

const touched = ({ register }: StepWords) => (register === '' ? 'a register' : register);

/** The write that starts transmission, which both models do at once. */
const sends = ({ register }: StepWords) => register === 'TDT' || register === 'TxPoll';

/** QEMU: the emulated cards and the virtio back end in user space. */
export const emulation = {
  'device-register': {
    first: (w) =>
      `A program on the host plays the card: it does what a real card would do when ${touched(w)} is touched.`,
    os: (w) =>
      byPath(
        w,
        {
          virtio:
            'Without ioeventfd the notification ends here: QEMU’s vCPU thread, holding the big lock, only schedules the bottom half that will send. The guest waits for that.',
        },
        `QEMU dispatches the access to ${touched(w)} to the model’s callback, in the vCPU thread, under the big lock. ${sends(w) ? 'The model sends right here: the vCPU does the card’s work.' : 'The guest stands still until it is done.'}`,
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated: e1000Register(w.register),
          'emulated-rtl8139': rtl8139Register(w.register),
          virtio:
            'virtio_pci_notify_write → virtio_queue_notify → virtio_net_handle_tx_bh schedules virtio_net_tx_bh.',
        },
        'The memory region’s callback: e1000_mmio_write, e1000_mmio_read or the like of the model.',
      ),
  },
  'fetch-descriptor': {
    first: (w) =>
      `The program that plays the card reads from the ring of ${w.guest} where the packet lies in memory.`,
    os: () =>
      'The model reads the next 16-byte descriptor. Guest memory is part of QEMU’s address space, so what a real card does by DMA is an ordinary load here.',
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'set_tctl → start_xmit: pci_dma_read of the descriptor at TDH, until TDH = TDT.',
          'emulated-rtl8139':
            'rtl8139_cplus_transmit → rtl8139_cplus_transmit_one: pci_dma_read, as long as OWN is set.',
        },
        'pci_dma_read of the descriptor into the model.',
      ),
  },
  'copy-guest-to-model': {
    first: (w) =>
      `The whole packet is copied out of the memory of ${w.guest}: copy one. A real card would fetch it without a CPU.`,
    os: () =>
      'The model copies the payload from guest memory to its transmit buffer and computes the checksums in software, which reads every byte once more.',
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'process_tx_desc: pci_dma_read into the transmit buffer; at EOP xmit_seg fills in the checksums → e1000_send_packet.',
          'emulated-rtl8139':
            'rtl8139_cplus_transmit_one: pci_dma_read into the C+ buffer, checksums there, then rtl8139_transfer_frame.',
        },
        'pci_dma_read into the model’s buffer, checksums in software.',
      ),
  },
  'descriptor-writeback': {
    first: (w) =>
      `The program that plays the card marks the packet as sent in the ring, so that ${w.guest} may reuse the place.`,
    os: (w) =>
      byPath(
        w,
        {
          'emulated-rtl8139':
            'The model clears OWN in the descriptor: the entry belongs to the driver again. It is the completion the driver will look for.',
        },
        'The model sets the DD (descriptor done) bit in guest memory, if the driver had asked for it with RS, and advances the head.',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          'emulated-rtl8139':
            'rtl8139_cplus_transmit_one: OWN cleared, pci_dma_write; IntrStatus gets TxOK.',
        },
        'txdesc_writeback: DD set and pci_dma_write of 4 bytes; TDH advances and wraps at TDLEN/16.',
      ),
  },
  'raise-irq-line': {
    first: () =>
      'The program that plays the card switches its interrupt line: up when there is news, down when the guest has looked.',
    os: (w) =>
      'INTx is level-triggered: QEMU sets the level with ioctl KVM_IRQ_LINE, one system call each way, and KVM’s IOAPIC turns it into a vector.' +
      byPath(
        w,
        {
          'emulated-rtl8139': ' This model moderates nothing.',
          emulated: ' After one interrupt the model holds the next back for at least 128 µs.',
        },
        '',
      ),
    kernel: (w) =>
      byPath(
        w,
        { 'emulated-rtl8139': 'rtl8139_update_irq' },
        'set_ics, mac_icr_read or set_ims → set_interrupt_cause',
      ) + ' → pci_set_irq → ioctl KVM_IRQ_LINE → kvm_ioapic_set_irq → vmx_deliver_interrupt.',
  },
  'bql-wait': {
    first: () =>
      'Only one part of the program that plays the card may work at a time; this one waits for its turn.',
    os: () =>
      'The big QEMU lock (BQL) is one mutex for the process: vCPU threads with heavyweight exits and the main loop stand in line for it.',
    kernel: () =>
      'prepare_mmio_access (vCPU thread) or the main loop waits in bql_lock, in older versions qemu_mutex_lock_iothread.',
  },
  'main-loop': {
    first: () => 'The helper program on the host is awake and looks what there is to do.',
    os: () =>
      'QEMU’s main loop returns from poll: the tap can be read, an eventfd was signalled or a timer ran out. The handlers run under the big lock.',
    kernel: (w) =>
      'main_loop_wait → os_host_main_loop_wait: ' +
      byPath(
        w,
        {
          emulated: 'tap_send when the tap is readable, e1000_mit_timer when moderation ends.',
          'emulated-rtl8139': 'tap_send when the tap is readable.',
          virtio:
            'tap_send when the tap is readable, virtio_net_handle_tx_bh when a kick signalled the host notifier.',
        },
        'the handlers of the file descriptors that are ready.',
      ),
  },
  'copy-tap-to-vmm': {
    first: (w) =>
      `The packet is copied from the host’s kernel into the helper program. It has not reached ${w.guest} yet: another copy will follow.`,
    os: () =>
      'QEMU calls read() on the tap: a system call that copies the frame from the kernel’s socket buffer into a buffer in user space. Copy one of two.',
    kernel: () =>
      'tap_send → tap_read_packet → read(2) → tun_chr_read_iter → tun_do_read → copy to user space.',
  },
  'copy-model-to-guest': {
    first: (w) =>
      `The packet is copied a second time, into the memory of ${w.guest}, where its driver had left room for it.`,
    os: (w) =>
      byPath(
        w,
        {
          virtio:
            'The back end pops buffers off the receive queue, writes the 12-byte header and the frame into guest memory and publishes the entry in the used ring.',
          'emulated-rtl8139':
            'The model takes the next descriptor with OWN set, copies the frame into its buffer and hands it back with OWN cleared; without one the frame is lost.',
        },
        'The model takes the descriptor at RDH (RDH ≠ RDT: a buffer is free), copies the frame into its buffer and sets DD last, so that the driver never sees DD before data.',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          virtio:
            'virtio_net_receive → virtio_net_receive_rcu: virtqueue_pop, iov_from_buf into guest memory, virtqueue_push.',
          'emulated-rtl8139':
            'rtl8139_do_receive, C+ branch: pci_dma_write of frame and descriptor.',
        },
        'e1000_receive_iov: pci_dma_write of the frame, then of the descriptor with DD; then set_ics with RXT0.',
      ),
  },
  'copy-to-tap': {
    first: (w) =>
      `The packet is copied into the host’s kernel. From here on the packet of ${w.guest} is the host’s business.`,
    os: (w) =>
      'QEMU calls writev() on the tap: the kernel allocates a socket buffer and copies the frame, ' +
      byPath(
        w,
        { virtio: 'directly from guest memory: the only copy on this way out.' },
        'from the model’s buffer: the second copy.',
      ) +
      ' Bridge and PF driver then run inside this call.',
    kernel: (w) =>
      byPath(
        w,
        {
          virtio: 'virtio_net_flush_tx → qemu_sendv_packet_async → tap_receive_iov',
          'emulated-rtl8139': 'rtl8139_transfer_frame → tap_receive',
        },
        'e1000_send_packet → tap_receive',
      ) + ' → writev(2) → tun_get_user → netif_receive_skb.',
  },
  'virtqueue-pop': {
    first: (w) =>
      `The helper program takes the next packet’s address from the ring that it shares with ${w.guest}. Nothing is copied yet.`,
    os: () =>
      'The bottom half takes a head from the available ring and follows its descriptor chain. The resulting vector points directly at guest memory.',
    kernel: () =>
      'virtio_net_tx_bh → virtio_net_flush_tx (at most tx_burst = 256) → virtqueue_pop.',
  },
  'signal-msi': {
    first: (w) => `The helper program asks the host’s kernel to send ${w.guest} an interrupt.`,
    os: () =>
      'The used ring is written; if used_event was crossed, QEMU signals the MSI-X vector by ioctl KVM_SIGNAL_MSI: a system call for each interrupt.',
    kernel: () =>
      'virtio_notify → virtio_split_should_notify → msix_notify → kvm_apic_mem_write → kvm_irqchip_send_msi (KVM_SIGNAL_MSI) → vmx_deliver_interrupt.',
  },
} satisfies Partial<Record<StepId, Depths>>;

function e1000Register(register: string): string {
  switch (register) {
    case 'TDT':
      return 'e1000_mmio_write → set_tctl → start_xmit → process_tx_desc, all before the vCPU may go on.';
    case 'ICR':
      return 'e1000_mmio_read → mac_icr_read: returns the causes and clears them; set_interrupt_cause lowers INTx.';
    case 'STATUS':
      return 'e1000_mmio_read → mac_readreg: the driver reads STATUS only to flush its write.';
    case 'IMS':
      return 'e1000_mmio_write → set_ims → set_interrupt_cause: unmasks; a pending cause raises INTx at once.';
    case 'IMC':
      return 'e1000_mmio_write → set_imc → set_interrupt_cause: masks, so the line goes down.';
    default:
      return 'e1000_mmio_write or e1000_mmio_read → the register’s own function, as set_tctl, mac_icr_read, set_rdt.';
  }
}

function rtl8139Register(register: string): string {
  switch (register) {
    case 'TxPoll':
      return 'rtl8139_io_writeb → rtl8139_cplus_transmit, all before the vCPU may go on.';
    case 'IntrStatus':
      return 'rtl8139_IntrStatus_read, or rtl8139_IntrStatus_write (1 clears) → rtl8139_update_irq.';
    case 'IntrMask':
      return 'rtl8139_IntrMask_write → rtl8139_update_irq; the read that follows (rtl8139_IntrMask_read) is a flush.';
    default:
      return 'rtl8139_io_writeb and its like → the register’s own function → rtl8139_update_irq.';
  }
}
