import { assigned, byPath, type Depths } from '../../depths';
import type { StepWords } from '../steps';
import type { StepId } from '../../../engine/costs/steps';

const card = ({ device }: StepWords) => (device === '' ? 'The card' : device);

/** Whose memory the function reaches, as the first course says it. */
const whose = (w: StepWords) => {
  const own = `the memory of ${w.guest}`;
  return byPath(w, { ...assigned(own), vdpa: own }, 'memory');
};

/** Which addresses the function uses, and what the IOMMU does about them. */
const addresses = (w: StepWords) =>
  byPath(
    w,
    {
      ...assigned(
        'The address is guest-physical; the IOMMU translates it by the function’s requester ID: an IOTLB hit, or a page walk.',
      ),
      adi: 'The request names a PASID beside the card’s requester ID; in scalable mode the IOMMU finds the guest’s table by both: an IOTLB hit, or a page walk.',
      vdpa: 'The address is guest-physical: the card’s own translation (memory key) admits it, then the IOMMU translates for whatever carries the device: an IOTLB hit, or a page walk.',
      'vhost-user':
        'The function belongs to the switch process; the IOMMU translates its addresses: an IOTLB hit, or a page walk.',
    },
    'The function is the host’s own, with identity mapping (iommu=pt): nothing to translate.',
  );

/** Who set the translation up. */
const mapping = (w: StepWords) =>
  byPath(
    w,
    {
      ...assigned(
        'VT-d: root table → context entry of the requester ID → IOTLB or second-level walk; vfio_iommu_type1 mapped and pinned all guest memory once.',
      ),
      adi: 'VT-d, scalable mode: root table → context entry of the PF → PASID directory → PASID table entry (PASID cache) → IOTLB or second-level walk; the PASID is set by cfg_pasid.',
      vdpa: 'vhost_vdpa_map pinned all guest memory and gave it to mlx5_vdpa_set_map, which makes memory keys; below them VT-d translates for the requester ID of the VF or PF.',
      'vhost-user':
        'VT-d: context entry → IOTLB or walk; the DPDK process had its hugepages mapped by vfio_iommu_type1.',
    },
    'VT-d in pass-through for host devices; with a translating domain iommu_dma_map_page would have made the address.',
  );

/** The card, the IOMMU, PCIe and the wire: no CPU executes anything here. */
export const cardSteps = {
  'dma-read-descriptor': {
    first: (w) =>
      `${card(w)} reads the ring in ${whose(w)} by itself to learn where packets lie or where there is room. No CPU helps.`,
    os: (w) =>
      `DMA read of descriptors: a PCIe read request and its completion, several descriptors at once. ${addresses(w)}`,
    kernel: (w) =>
      `Hardware, no code: memory-read TLP for the descriptors between head and tail. ${mapping(w)}`,
  },
  'dma-read': {
    first: (w) =>
      `${card(w)} fetches the packet from ${whose(w)} by itself. No CPU copies anything.`,
    os: (w) =>
      `DMA read of the frame: PCIe read requests, completions with the data; checksums are filled in by the hardware. ${addresses(w)}`,
    kernel: (w) =>
      `Hardware, no code: memory-read TLPs up to the maximum read request size. ${mapping(w)}`,
  },
  'dma-write': {
    first: (w) =>
      `${card(w)} puts the packet into ${whose(w)} by itself, where the driver left room. No CPU copies anything.`,
    os: (w) =>
      `DMA write of the frame into a buffer that the driver posted: posted PCIe writes, so nobody waits. ${addresses(w)}`,
    kernel: (w) =>
      `Hardware, no code: memory-write TLPs of at most the maximum payload size. ${mapping(w)}`,
  },
  'dma-writeback': {
    first: (w) => `${card(w)} marks the entry in the ring as done, so that the driver finds it.`,
    os: () =>
      'Descriptor write-back: a DMA write that sets DD (descriptor done), ordered behind the data, so the driver never sees DD before the data.',
    kernel: (w) =>
      'Hardware, no code: memory-write TLP with DD, which ' +
      byPath(
        w,
        {
          sriov: 'ixgbevf_clean_tx_irq or ixgbevf_clean_rx_irq will test.',
          'vhost-user':
            'ixgbe_recv_pkts or ixgbe_xmit_pkts in DPDK will test; no interrupt follows.',
        },
        'ixgbe_clean_tx_irq or ixgbe_clean_rx_irq will test.',
      ),
  },
  msix: {
    first: (w) =>
      `${card(w)} sends an interrupt: a tiny write to a special address. Who is interrupted, a table in the hardware decides.`,
    os: (w) =>
      'MSI-X: a 4-byte write to 0xFEEx_xxxx, ordered behind the data. The IOMMU looks up its interrupt remapping table (IRTE): ' +
      byPath(
        w,
        {
          ...assigned('posted into the vCPU’s descriptor, or remapped to a vector of a host CPU.'),
          vdpa: 'posted into the vCPU’s descriptor, or remapped to a vector of a host CPU. Each virtqueue has a vector; nothing masks it but the flag in its ring.',
          adi: 'posted into the vCPU’s descriptor, or remapped to a vector of a host CPU. The message comes from the device’s interrupt message storage and carries no PASID.',
        },
        'here a vector of a host CPU.',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          ...assigned(
            'IRTE rewritten once by pi_update_irte → intel_ir_set_vcpu_affinity: posted (PIR bit, ON, NV to NDST), else the host vector whose handler is vfio_msihandler.',
          ),
          vdpa: 'IRTE rewritten once by pi_update_irte, for vhost_vdpa_setup_vq_irq has registered the queue’s vector; else the host vector whose handler is mlx5_vdpa_int_handler.',
          adi: 'IRTE rewritten once by pi_update_irte → intel_ir_set_vcpu_affinity; else the host vector whose handler is ice_vdcm_msix_handler.',
        },
        'IRTE of remapped kind: host vector and CPU as irq affinity says; its handler is ixgbe_msix_clean_rings.',
      ),
  },
  switching: {
    first: ({ switchdev }) =>
      switchdev === true
        ? 'A switch inside the card looks whether the host has left a rule for this packet; without one the host gets it.'
        : 'A switch inside the card looks at the address: out to the wire, or to a guest or the host behind this card?',
    os: ({ switchdev }) =>
      switchdev === true
        ? 'Embedded switch in switchdev mode: flow rules first, then what the host’s bridge has learned and offloaded. What neither knows goes to the host, at the sender’s representor (slow path).'
        : 'Embedded switch (VEB): for a sender checks against spoofing and VLAN, then the MAC table selects pools of this port or the wire. No host software sees the frame.',
    kernel: ({ switchdev }) =>
      switchdev === true
        ? 'Hardware, programmed by the PF driver: rules of tc flower (mlx5e_configure_flower), entries of the bridge (mlx5_esw_bridge_fdb_create); a miss ends in the rule to the representor (mlx5_eswitch_add_send_to_vport_rule).'
        : 'Hardware, programmed by the PF driver (ixgbe_vf_reset_msg puts the VF’s MAC into a receive-address entry); as code in QEMU’s igb: igb_tx_pkt_vmdq_callback, igb_receive_assign.',
  },
  'to-function': {
    first: (w) => `The switch in the card hands the packet to ${w.to}: the address is its own.`,
    os: () =>
      'The pool is selected by destination MAC and VLAN, the queue in it by RSS. From here on the receiver’s requester ID counts, and with it its IOMMU domain.',
    kernel: () =>
      'Hardware: receive-address match → pool → RSS queue, as igb_receive_assign does it in QEMU’s igb; no free descriptor → drop, counted in the card alone.',
  },
  'to-port': {
    first: (w) => `The packet goes on to ${w.to}.`,
    os: () =>
      'No other function of this card is meant, or the card has no switch at work: between the function and the port’s MAC there is only a FIFO.',
    kernel: () =>
      'Hardware: packet buffer of the port’s MAC; no driver takes part before DD is written back.',
  },
  'wire-tx': {
    first: () =>
      'The packet leaves on the wire, bit after bit. How long that takes depends only on its size and the wire’s speed.',
    os: () =>
      'Serialisation: frame, FCS, preamble and inter-frame gap (24 bytes more) at the line rate. The next frame of this port waits behind it.',
    kernel: () => 'Hardware: MAC and PHY. Nothing in the host executes for it.',
  },
  'wire-rx': {
    first: () =>
      'A packet arrives on the wire, bit after bit; the card has it when the last bit is there.',
    os: () =>
      'Serialisation at the line rate, from the machine at the other end; then FCS and address filters of the MAC decide whether it is taken.',
    kernel: () => 'Hardware: PHY, MAC, packet buffer; a full one drops, counted in the card alone.',
  },
  queued: {
    first: (w) => `The packet waits (${w.to}): whoever must handle it next is not there yet.`,
    os: (w) =>
      `Queueing at ${w.to}: the entry stays in a ring or queue until its consumer is notified, woken, scheduled or done with what came before. Most latency is made here.`,
    kernel: () =>
      'No code runs for it: it lies between producer and consumer index (TDT/TDH, avail and used idx, the tap’s ptr_ring, a qdisc).',
  },
  'mailbox-ack': {
    first: (w) => `The host’s driver agrees: ${w.to} is set up as its guest has asked.`,
    os: () =>
      'ACK: the PF’s driver has written the filters of the embedded switch and puts its answer into the mailbox of the VF.',
    kernel: () => 'IXGBE_VT_MSGTYPE_ACK in the first word; ixgbe_write_mbx sets PFSTS or PFACK.',
  },
  'mailbox-nack': {
    first: (w) => `The host’s driver says no: ${w.to} stays as it is.`,
    os: () =>
      'NACK: refused, because the administrator has set another address or VLAN, or the VF is not trusted. A reset is answered so when no address was set: the VF then draws one.',
    kernel: () =>
      'IXGBE_VT_MSGTYPE_NACK in the first word; the PF’s driver logs an attempt to override what was administratively set.',
  },
} satisfies Partial<Record<StepId, Depths>>;
