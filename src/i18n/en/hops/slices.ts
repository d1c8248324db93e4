import type { StepId } from '../../../engine/costs/steps';
import type { Depths } from '../../depths';
import type { StepWords } from '../steps';

const card = ({ device }: StepWords) => (device === '' ? 'The card' : device);

/** The card at a guest's virtqueue (vDPA), and what software is left around a slice of a card. */
export const slices = {
  'vring-index': {
    first: (w) =>
      `${card(w)} looks into ${w.guest}’s ring: has the number of waiting packets grown? No CPU of the host is asked.`,
    os: () =>
      'vDPA: the card reads flags and idx of the available ring by DMA, 4 bytes. A card with a ring of its own is told the new tail by the doorbell and need not read it.',
    kernel: () =>
      'Hardware, no code: memory-read TLP of 4 bytes at the avail address that mlx5_vdpa_set_vq_address was given; a software back end does vhost_get_vq_desc here.',
  },
  'vring-entries': {
    first: (w) => `${card(w)} reads from ${w.guest}’s ring which buffers are waiting.`,
    os: () =>
      'The entries of the available ring, 2 bytes each, are numbers of descriptors; the descriptors themselves lie elsewhere and take a read each. So a virtio ring costs a card more reads than its own.',
    kernel: () =>
      'Hardware, no code: memory-read TLP of avail->ring between the last index seen and the new one, not round the end of the ring.',
  },
  'vring-used': {
    first: (w) => `${card(w)} notes in ${w.guest}’s ring that this buffer is done.`,
    os: () =>
      'Used element: 8 bytes, the number of the descriptor and the length written. A posted write, ordered behind the data.',
    kernel: () =>
      'Hardware, no code: memory-write TLP of one vring_used_elem; virtqueue_get_buf will read it.',
  },
  'vring-used-index': {
    first: (w) => `${card(w)} raises the count of finished buffers; now the driver can see them.`,
    os: () =>
      'used->idx, 2 bytes, written behind the element: posted writes of one function stay in order, so the driver never sees the index before the element.',
    kernel: () =>
      'Hardware, no code: memory-write TLP to used->idx, which virtqueue_get_buf compares with last_used_idx.',
  },
  'vring-flags': {
    first: (w) =>
      `${card(w)} reads whether ${w.guest} wants to be interrupted. The answer stands in ${w.guest}’s memory.`,
    os: () =>
      'VRING_AVAIL_F_NO_INTERRUPT: the driver sets the flag while it polls. The card must read it after used->idx is written, a whole round trip over PCIe before each interrupt. The event index is not offered.',
    kernel: () =>
      'Hardware, no code: memory-read TLP of avail->flags, which virtqueue_disable_cb_split and virtqueue_enable_cb_prepare_split write; VIRTIO_RING_F_EVENT_IDX is not among the features of mlx5_vdpa.',
  },
  'vdpa-kick': {
    first: (w) =>
      `The host’s kernel rings the card’s bell for ${w.guest}, which has no bell page of its own.`,
    os: () =>
      'Without the mapped notify page a kick ends in the kernel. vhost-vdpa has no worker thread: the write to the card is made at once, in the context of the vCPU that left its guest.',
    kernel: () =>
      'vhost_poll_wakeup, use_worker false → handle_vq_kick → mlx5_vdpa_kick_vq: iowrite16 of the queue’s number.',
  },
  'vdpa-irq': {
    first: (w) => `The host takes the card’s interrupt and passes it on to ${w.guest}.`,
    os: () =>
      'Not posted: the vector of the virtqueue belongs to a host CPU. The maker’s driver calls vhost-vdpa, which signals an eventfd, and KVM injects the guest’s vector.',
    kernel: () =>
      'mlx5_vdpa_int_handler → vhost_vdpa_virtqueue_cb → eventfd_signal → irqfd_wakeup. With get_vq_irq the vector is posted instead (vhost_vdpa_setup_vq_irq).',
  },
  vdcm: {
    first: (w) =>
      `${w.guest} asks its device something that the card has no register for: a program in the host makes the answer up.`,
    os: () =>
      'Virtual device composition module: of an assignable device interface only the pages with doorbells, vectors and mailbox are in the card. All else, configuration space included, is composed by the host; each access is a heavy exit.',
    kernel: () =>
      'KVM_EXIT_MMIO → vfio_region_write or its read in QEMU: pread on the device’s file → ice_vdcm_rw → ice_vdcm_bar0_read.',
  },
} satisfies Partial<Record<StepId, Depths>>;
