import type { CostId } from './costs';

/** What a hop is drawn as; one meaning each, everywhere. */
export type Glyph =
  | 'packet'
  /** A CPU copies the payload: the packet moves and leaves a ghost behind. */
  | 'copy'
  /** The device reads or writes memory by itself, through the IOMMU. */
  | 'dma'
  /** Same, for a descriptor. */
  | 'dma-descriptor'
  | 'doorbell'
  | 'interrupt'
  /** The CPU leaves non-root mode, or comes back. */
  | 'exit'
  | 'entry'
  /** A CPU works at a place, nothing moves. */
  | 'work'
  /** A thread is told to wake (eventfd, poll). */
  | 'signal'
  /** The packet waits in a ring, queue or for a CPU. */
  | 'wait';

/** Whose account the CPU time goes to (`cpu` in the metrics); 'hardware' costs no CPU. */
export type Account = 'guest' | 'kvm' | 'vmm' | 'vhost' | 'pmd' | 'softirq' | 'hardware';

export interface Step {
  readonly glyph: Glyph;
  readonly account: Account;
  /**
   * Costs charged, each times a factor; `perByte` ones are multiplied by the frame's length. What a hop of hardware takes
   * beside them is the link or the wire.
   */
  readonly cost: readonly (readonly [CostId, number])[];
  /** Its price is charged as many times as it is done at a stretch. */
  readonly repeats?: true;
  /** Step of the reference tables this follows. */
  readonly ref: string;
}

/**
 * Every kind of hop. The order is the numbering in `HopColumns.step`.
 * Sources: the function names in `ref` are those of Linux and QEMU.
 */
export const STEPS = {
  // Guest software
  'app-send': {
    glyph: 'packet',
    account: 'guest',
    cost: [['guestStackTx', 1]],
    ref: 'sendmsg, dev_queue_xmit',
  },
  'driver-xmit': {
    glyph: 'packet',
    account: 'guest',
    cost: [['guestDriverPacket', 1]],
    ref: 'e1000_xmit_frame, start_xmit, ixgbevf_xmit_frame',
  },
  // Two drivers under one master; what it adds is a look at two flags.
  'failover-xmit': {
    glyph: 'packet',
    account: 'guest',
    cost: [['guestDriverPacket', 1]],
    ref: 'net_failover_start_xmit, dev_queue_xmit of the slave',
  },
  'vf-remove': {
    glyph: 'work',
    account: 'guest',
    cost: [['mmioWriteFlight', 16]],
    ref: 'acpiphp_disable_slot, ixgbevf_remove',
  },
  'vf-probe': {
    glyph: 'work',
    account: 'guest',
    cost: [['mmioWriteFlight', 64]],
    ref: 'acpiphp_enable_slot, ixgbevf_probe, net_failover_slave_register',
  },
  isr: {
    glyph: 'work',
    account: 'guest',
    cost: [['guestIsr', 1]],
    ref: 'guest IDT, MSI-X or INTx handler',
  },
  'napi-tx-clean': {
    glyph: 'work',
    account: 'guest',
    cost: [['guestDriverPacket', 1]],
    ref: 'e1000_clean_tx_irq, free_old_xmit_skbs',
  },
  'napi-rx': {
    glyph: 'packet',
    account: 'guest',
    cost: [['guestDriverPacket', 1]],
    ref: 'e1000_clean_rx_irq, virtnet_receive',
  },
  'stack-receive': {
    glyph: 'packet',
    account: 'guest',
    cost: [['guestStackRx', 1]],
    ref: 'napi_gro_receive, recvmsg',
  },
  'guest-pmd-round': {
    glyph: 'work',
    account: 'guest',
    cost: [['pmdPoll', 1]],
    ref: 'lcore_main_loop in the guest',
  },
  'guest-pmd-rx': {
    glyph: 'packet',
    account: 'guest',
    cost: [['pmdPacket', 1]],
    ref: 'rte_eth_rx_burst in the guest',
  },
  'guest-pmd-tx': {
    glyph: 'packet',
    account: 'guest',
    cost: [['pmdPacket', 1]],
    ref: 'rte_eth_tx_burst in the guest',
  },
  'guest-idle': { glyph: 'work', account: 'guest', cost: [], ref: 'idle=poll' },
  'direct-write': {
    glyph: 'doorbell',
    account: 'guest',
    cost: [['mmioWriteCpu', 1]],
    ref: 'posted write to a mapped BAR',
  },
  doorbell: {
    glyph: 'doorbell',
    account: 'hardware',
    cost: [['mmioWriteFlight', 1]],
    ref: 'posted write on its way to the card',
  },
  // VM exits
  'exit-light': {
    glyph: 'exit',
    account: 'kvm',
    cost: [['exitLight', 0.5]],
    ref: 'vmx_vcpu_run, handler',
  },
  'exit-fast': {
    glyph: 'exit',
    account: 'kvm',
    cost: [['exitFastpath', 0.5]],
    ref: 'vmx_exit_handlers_fastpath',
  },
  'entry-light': { glyph: 'entry', account: 'kvm', cost: [['exitLight', 0.5]], ref: 'VMRESUME' },
  'entry-fast': { glyph: 'entry', account: 'kvm', cost: [['exitFastpath', 0.5]], ref: 'VMRESUME' },
  'exit-eoi': {
    glyph: 'exit',
    account: 'kvm',
    cost: [['exitEoi', 0.5]],
    ref: 'handle_apic_eoi_induced, handle_wrmsr',
  },
  'entry-eoi': { glyph: 'entry', account: 'kvm', cost: [['exitEoi', 0.5]], ref: 'VMRESUME' },
  'mmio-decode': {
    glyph: 'work',
    account: 'kvm',
    cost: [['mmioEmul', 1]],
    ref: 'x86_emulate_instruction',
  },
  'to-user': {
    glyph: 'exit',
    account: 'vmm',
    cost: [['userRoundtrip', 0.5]],
    ref: 'KVM_RUN returns',
  },
  'to-kernel': {
    glyph: 'entry',
    account: 'vmm',
    cost: [['userRoundtrip', 0.5]],
    ref: 'ioctl KVM_RUN',
  },
  coalesce: { glyph: 'work', account: 'kvm', cost: [], ref: 'coalesced_mmio_write' },
  ioeventfd: { glyph: 'signal', account: 'kvm', cost: [['kick', 1]], ref: 'ioeventfd_write' },
  eoi: { glyph: 'work', account: 'guest', cost: [], ref: 'local APIC EOI' },
  'halt-poll': { glyph: 'work', account: 'kvm', cost: [], ref: 'kvm_vcpu_halt' },
  inject: {
    glyph: 'interrupt',
    account: 'kvm',
    cost: [['inject', 1]],
    ref: 'VM-entry event injection',
  },
  'posted-delivery': {
    glyph: 'interrupt',
    account: 'hardware',
    cost: [['posted', 1]],
    ref: 'posted-interrupt processing',
  },
  'kick-ipi': {
    glyph: 'interrupt',
    account: 'hardware',
    cost: [['ipi', 1]],
    ref: 'kvm_vcpu_trigger_posted_interrupt, kvm_vcpu_kick',
  },
  'vcpu-wake': { glyph: 'signal', account: 'kvm', cost: [['wakeup', 1]], ref: 'kvm_vcpu_wake_up' },
  // The emulated card, in the VMM
  'device-register': {
    glyph: 'work',
    account: 'vmm',
    cost: [['deviceRegister', 1]],
    ref: 'e1000_mmio_write, e1000_mmio_read',
  },
  'fetch-descriptor': {
    glyph: 'work',
    account: 'vmm',
    cost: [['deviceDescriptor', 1]],
    ref: 'start_xmit',
  },
  'copy-guest-to-model': {
    glyph: 'copy',
    account: 'vmm',
    cost: [
      ['copyFixed', 1],
      ['copyByte', 2],
    ],
    ref: 'process_tx_desc (with checksum)',
  },
  'descriptor-writeback': {
    glyph: 'work',
    account: 'vmm',
    cost: [['deviceDescriptor', 1]],
    ref: 'txdesc_writeback',
  },
  'raise-irq-line': {
    glyph: 'interrupt',
    account: 'vmm',
    cost: [['syscall', 1]],
    ref: 'KVM_IRQ_LINE',
  },
  'bql-wait': { glyph: 'wait', account: 'vmm', cost: [], ref: 'big QEMU lock' },
  'main-loop': { glyph: 'work', account: 'vmm', cost: [['syscall', 1]], ref: 'poll, eventfd read' },
  'copy-tap-to-vmm': {
    glyph: 'copy',
    account: 'vmm',
    cost: [
      ['syscall', 1],
      ['copyFixed', 1],
      ['copyByte', 1],
    ],
    ref: 'tap_send: read',
  },
  'copy-model-to-guest': {
    glyph: 'copy',
    account: 'vmm',
    cost: [
      ['deviceDescriptor', 1],
      ['copyFixed', 1],
      ['copyByte', 1],
    ],
    ref: 'e1000_receive_iov, virtio_net_receive',
  },
  'copy-to-tap': {
    glyph: 'copy',
    account: 'vmm',
    cost: [
      ['syscall', 1],
      ['copyFixed', 1],
      ['copyByte', 1],
      ['tap', 1],
    ],
    ref: 'writev(tap)',
  },
  'virtqueue-pop': {
    glyph: 'work',
    account: 'vmm',
    cost: [['deviceDescriptor', 1]],
    ref: 'virtqueue_pop',
  },
  'signal-msi': {
    glyph: 'interrupt',
    account: 'vmm',
    cost: [['syscall', 1]],
    ref: 'KVM_SIGNAL_MSI',
  },
  // vhost-net
  'vhost-get-desc': {
    glyph: 'work',
    account: 'vhost',
    cost: [['vhostPacket', 1]],
    ref: 'vhost_get_vq_desc',
  },
  'vhost-copy-tx': {
    glyph: 'copy',
    account: 'vhost',
    cost: [
      ['copyFixed', 1],
      ['copyByte', 1],
    ],
    ref: 'vhost_net_build_xdp',
  },
  'vhost-sendmsg': {
    glyph: 'packet',
    account: 'vhost',
    cost: [['tap', 1]],
    ref: 'vhost_tx_batch, tun_sendmsg',
  },
  'vhost-copy-rx': {
    glyph: 'copy',
    account: 'vhost',
    cost: [
      ['vhostPacket', 1],
      ['copyFixed', 1],
      ['copyByte', 1],
    ],
    ref: 'handle_rx, tun_recvmsg',
  },
  'vhost-signal': {
    glyph: 'interrupt',
    account: 'vhost',
    cost: [['eventfd', 1]],
    ref: 'vhost_signal, irqfd_wakeup',
  },
  'vhost-busy-poll': { glyph: 'work', account: 'vhost', cost: [], ref: 'vhost_net_busy_poll' },
  // vhost-user
  'pmd-poll': { glyph: 'work', account: 'pmd', cost: [], ref: 'rte_eth_rx_burst, nothing there' },
  'pmd-round': {
    glyph: 'work',
    account: 'pmd',
    cost: [['pmdPoll', 1]],
    ref: 'dp_netdev_process_rxq_port',
  },
  'pmd-dequeue': {
    glyph: 'copy',
    account: 'pmd',
    cost: [
      ['pmdPacket', 1],
      ['copyFixed', 1],
      ['copyByte', 1],
    ],
    ref: 'rte_vhost_dequeue_burst',
  },
  'pmd-enqueue': {
    glyph: 'copy',
    account: 'pmd',
    cost: [
      ['pmdPacket', 1],
      ['copyFixed', 1],
      ['copyByte', 1],
    ],
    ref: 'rte_vhost_enqueue_burst',
  },
  'pmd-rx': { glyph: 'work', account: 'pmd', cost: [['pmdPacket', 1]], ref: 'rte_eth_rx_burst' },
  'pmd-tx': { glyph: 'work', account: 'pmd', cost: [['pmdPacket', 1]], ref: 'rte_eth_tx_burst' },
  'pmd-mmio': { glyph: 'doorbell', account: 'pmd', cost: [['mmioWriteCpu', 1]], ref: 'tail write' },
  'pmd-call': {
    glyph: 'interrupt',
    account: 'pmd',
    cost: [
      ['syscall', 1],
      ['eventfd', 1],
    ],
    ref: 'vhost_vring_call_split, irqfd_wakeup',
  },
  'thread-wake': { glyph: 'signal', account: 'kvm', cost: [['wakeup', 1]], ref: 'try_to_wake_up' },
  'context-switch': {
    glyph: 'work',
    account: 'kvm',
    cost: [['contextSwitch', 1]],
    ref: '__schedule',
  },
  // Host network. Who pays is the thread that runs it, so the account here is only the default.
  'bridge-forward': {
    glyph: 'packet',
    account: 'softirq',
    cost: [['bridge', 1]],
    ref: 'br_handle_frame',
  },
  // Where chains are: what a hook costs by itself, and each rule that is looked at.
  'nf-hook': {
    glyph: 'work',
    account: 'softirq',
    cost: [['nfHook', 1]],
    ref: 'nf_hook_slow, nft_do_chain',
  },
  'nf-rules': {
    glyph: 'work',
    account: 'softirq',
    cost: [['nfRule', 1]],
    repeats: true,
    ref: 'nft_do_chain, nft_cmp_eval, nft_lookup_eval',
  },
  // The bridge's own interface: what the host itself sends and gets over it.
  'bridge-xmit': {
    glyph: 'packet',
    account: 'softirq',
    cost: [['bridge', 1]],
    ref: 'br_dev_xmit, br_forward',
  },
  // MODEL: the lookup is paid; the second pass of netif_receive_skb is part of what the stack costs.
  'bridge-up': { glyph: 'packet', account: 'softirq', cost: [], ref: 'br_pass_frame_up' },
  loopback: {
    glyph: 'packet',
    account: 'softirq',
    cost: [['guestDriverPacket', 2]],
    ref: 'loopback_xmit, process_backlog',
  },
  'pf-xmit': {
    glyph: 'packet',
    account: 'softirq',
    cost: [
      ['softirqPacket', 1],
      ['mmioWriteCpu', 1],
    ],
    ref: 'dev_queue_xmit, ixgbe_xmit_frame',
  },
  'host-irq': {
    glyph: 'work',
    account: 'softirq',
    cost: [['hostIrq', 1]],
    ref: 'host IDT, hard irq',
  },
  'host-napi-rx': {
    glyph: 'packet',
    account: 'softirq',
    cost: [['softirqPacket', 1]],
    ref: 'ixgbe_clean_rx_irq',
  },
  'host-napi-tx': {
    glyph: 'work',
    account: 'softirq',
    cost: [['softirqPacket', 0.25]],
    ref: 'ixgbe_clean_tx_irq',
  },
  'host-mmio': {
    glyph: 'doorbell',
    account: 'softirq',
    cost: [['mmioWriteCpu', 1]],
    ref: 'ixgbe_alloc_rx_buffers, ixgbe_irq_enable_queues',
  },
  'tap-enqueue': { glyph: 'packet', account: 'softirq', cost: [['tap', 1]], ref: 'tun_net_xmit' },
  'vfio-irq': {
    glyph: 'interrupt',
    account: 'softirq',
    cost: [
      ['hostIrq', 1],
      ['eventfd', 1],
    ],
    ref: 'vfio_msihandler, irqfd_wakeup',
  },
  'pi-wakeup': {
    glyph: 'interrupt',
    account: 'softirq',
    cost: [['hostIrq', 1]],
    ref: 'pi_wakeup_handler',
  },
  // Switchdev mode: a VF's interface on the host, and what the bridge has learned on its way into the card.
  'representor-rx': {
    glyph: 'packet',
    account: 'softirq',
    cost: [['softirqPacket', 1]],
    ref: 'mlx5e_handle_rx_cqe_rep',
  },
  'representor-xmit': {
    glyph: 'packet',
    account: 'softirq',
    cost: [['softirqPacket', 0.25]],
    ref: 'ice_eswitch_port_start_xmit',
  },
  'flow-offload': {
    glyph: 'work',
    account: 'softirq',
    cost: [['flowWrite', 1]],
    ref: 'mlx5_esw_bridge_switchdev_fdb_event_work',
  },
  'flow-write': {
    glyph: 'signal',
    account: 'hardware',
    cost: [['flowActive', 1]],
    ref: 'rule written to the card',
  },
  // Hardware
  'dma-read-descriptor': {
    glyph: 'dma-descriptor',
    account: 'hardware',
    cost: [['dmaRead', 1]],
    ref: 'descriptor fetch',
  },
  'dma-read': { glyph: 'dma', account: 'hardware', cost: [['dmaRead', 1]], ref: 'data fetch' },
  'dma-write': { glyph: 'dma', account: 'hardware', cost: [['dmaWrite', 1]], ref: 'data write' },
  'dma-writeback': {
    glyph: 'dma-descriptor',
    account: 'hardware',
    cost: [['dmaWrite', 1]],
    ref: 'descriptor write-back (DD)',
  },
  msix: {
    glyph: 'interrupt',
    account: 'hardware',
    cost: [
      ['dmaWrite', 1],
      ['irte', 1],
    ],
    ref: 'MSI-X write to the IOMMU',
  },
  // The card at a guest's virtqueue
  'vring-index': {
    glyph: 'dma-descriptor',
    account: 'hardware',
    cost: [['dmaRead', 1]],
    ref: 'virtio 1.2 2.7.6: avail flags, idx',
  },
  'vring-entries': {
    glyph: 'dma-descriptor',
    account: 'hardware',
    cost: [['dmaRead', 1]],
    ref: 'virtio 1.2 2.7.6: avail ring',
  },
  'vring-used': {
    glyph: 'dma-descriptor',
    account: 'hardware',
    cost: [['dmaWrite', 1]],
    ref: 'virtio 1.2 2.7.8: used ring element',
  },
  'vring-used-index': {
    glyph: 'dma-descriptor',
    account: 'hardware',
    cost: [['dmaWrite', 1]],
    ref: 'virtio 1.2 2.7.8: used idx',
  },
  'vring-flags': {
    glyph: 'dma-descriptor',
    account: 'hardware',
    cost: [['dmaRead', 1]],
    ref: 'virtio 1.2 2.7.7: VRING_AVAIL_F_NO_INTERRUPT',
  },
  'vdpa-kick': {
    glyph: 'doorbell',
    account: 'kvm',
    cost: [['mmioWriteCpu', 1]],
    ref: 'handle_vq_kick, mlx5_vdpa_kick_vq',
  },
  'vdpa-irq': {
    glyph: 'interrupt',
    account: 'softirq',
    cost: [
      ['hostIrq', 1],
      ['eventfd', 1],
    ],
    ref: 'vhost_vdpa_virtqueue_cb, irqfd_wakeup',
  },
  vdcm: {
    glyph: 'work',
    account: 'kvm',
    cost: [
      ['syscall', 1],
      ['deviceRegister', 1],
    ],
    ref: 'vfio_pci region write, ice_vdcm_rw',
  },
  switching: {
    glyph: 'packet',
    account: 'hardware',
    cost: [['switchLookup', 0.5]],
    ref: 'switch in the NIC',
  },
  'to-function': {
    glyph: 'packet',
    account: 'hardware',
    cost: [['switchLookup', 0.5]],
    ref: 'pool selected by MAC and VLAN',
  },
  'to-port': { glyph: 'packet', account: 'hardware', cost: [], ref: 'MAC transmit queue' },
  'wire-tx': { glyph: 'packet', account: 'hardware', cost: [], ref: 'serialisation on the wire' },
  'wire-rx': { glyph: 'packet', account: 'hardware', cost: [], ref: 'arrival from the wire' },
  queued: { glyph: 'wait', account: 'hardware', cost: [], ref: 'waits in a queue' },
  'no-device': { glyph: 'packet', account: 'guest', cost: [], ref: 'ENETDOWN' },
  // A rogue guest's function
  'dma-stopped': { glyph: 'dma', account: 'hardware', cost: [], ref: 'DMAR fault, R20' },
  'dma-stray': { glyph: 'dma', account: 'hardware', cost: [], ref: 'DMA without remapping' },
  'msi-forged': {
    glyph: 'interrupt',
    account: 'hardware',
    cost: [
      ['dmaWrite', 1],
      ['irte', 1],
    ],
    ref: 'DMA write to 0xfeexxxxx',
  },
  'dmar-fault': {
    glyph: 'work',
    account: 'softirq',
    cost: [['hostIrq', 1]],
    ref: 'dmar_fault, dmar_fault_do_one',
  },
  // The channel between the drivers of a VF and its PF
  'mailbox-write': {
    glyph: 'doorbell',
    account: 'guest',
    cost: [['mmioWriteCpu', 4]],
    ref: 'ixgbevf_write_mbx_vf: VFU, two words, REQ',
  },
  'mailbox-poll': {
    glyph: 'work',
    account: 'guest',
    cost: [['mmioWriteFlight', 2]],
    ref: 'ixgbevf_poll_for_msg: a read of VFMAILBOX',
  },
  'pf-mailbox': {
    glyph: 'work',
    account: 'softirq',
    cost: [['mmioWriteCpu', 8]],
    ref: 'ixgbe_rcv_msg_from_vf',
  },
  'mailbox-ack': {
    glyph: 'signal',
    account: 'hardware',
    cost: [['mmioWriteFlight', 1]],
    ref: 'PFMAILBOX, ACK',
  },
  'mailbox-nack': {
    glyph: 'signal',
    account: 'hardware',
    cost: [['mmioWriteFlight', 1]],
    ref: 'PFMAILBOX, NACK',
  },
} as const satisfies Readonly<Record<string, Step>>;

export type StepId = keyof typeof STEPS;
export const STEP_IDS = Object.keys(STEPS) as readonly StepId[];

/** Index into `STEP_IDS`. */
export const STEP = Object.fromEntries(STEP_IDS.map((id, i) => [id, i])) as Readonly<
  Record<StepId, number>
>;
