// Names that the sentences of the steps may use, each under the file that defines it. What is not listed here is not
// shown to a learner: a name that exists nowhere would be worse than none.

const LINUX = {
  'arch/x86/kvm/vmx/vmx.c':
    'handle_ept_misconfig handle_external_interrupt_irqoff handle_interrupt_window handle_apic_eoi_induced vmx_deliver_interrupt vmx_deliver_posted_interrupt kvm_vcpu_trigger_posted_interrupt vmx_exit_handlers_fastpath vmx_handle_exit vmx_handle_exit_irqoff vmx_inject_irq vmx_load_eoi_exitmap vmx_sync_pir_to_irr vmx_vcpu_load vmx_vcpu_run VM_ENTRY_INTR_INFO_FIELD',
  'arch/x86/kvm/vmx/posted_intr.c':
    'vmx_vcpu_pi_load vmx_vcpu_pi_put pi_enable_wakeup_handler pi_wakeup_handler pi_update_irte pi_test_and_set_pir',
  'arch/x86/kvm/x86.c':
    'vcpu_enter_guest complete_emulated_mmio handle_fastpath_set_msr_irqoff handle_fastpath_set_tscdeadline kvm_emulate_halt kvm_emulate_wrmsr x86_emulate_instruction EXIT_FASTPATH_REENTER_GUEST IN_GUEST_MODE KVM_REQ_EVENT',
  'arch/x86/kvm/mmu/mmu.c': 'kvm_mmu_page_fault',
  'arch/x86/kvm/lapic.c, ioapic.c, irq.c':
    'kvm_apic_set_eoi_accelerated kvm_x2apic_msr_write kvm_ioapic_send_eoi __kvm_ioapic_update_eoi kvm_ioapic_set_irq kvm_arch_set_irq_inatomic',
  'arch/x86/kernel/kvm.c': 'kvm_guest_apic_eoi_write KVM_PV_EOI_BIT',
  'virt/kvm/kvm_main.c':
    'kvm_vcpu_halt kvm_vcpu_block kvm_vcpu_check_block kvm_vcpu_wake_up kvm_vcpu_kick kvm_sched_in kvm_io_bus_write grow_halt_poll_ns shrink_halt_poll_ns halt_poll_ns KVM_FAST_MMIO_BUS KVM_MMIO_BUS kvm_entry kvm_userspace_exit',
  'virt/kvm/eventfd.c, coalesced_mmio.c': 'ioeventfd_write irqfd_wakeup coalesced_mmio_write',
  'include/uapi/linux/kvm.h': 'kvm_run KVM_RUN KVM_EXIT_MMIO KVM_IRQ_LINE KVM_SIGNAL_MSI',
  'arch/x86/include/uapi/asm/vmx.h':
    'EPT_MISCONFIG EXTERNAL_INTERRUPT INTERRUPT_WINDOW MSR_WRITE EOI_INDUCED TSC_DEADLINE',
  'fs/eventfd.c': 'eventfd_signal',
  'drivers/iommu':
    'intel_ir_set_vcpu_affinity pfn_to_dma_pte iommu_dma_map_page dmar_fault dmar_fault_do_one',
  'drivers/vfio':
    'vfio_msihandler vfio_iommu_type1 enable_unsafe_noiommu_mode allow_unsafe_interrupts',
  'drivers/vhost':
    'handle_tx_kick handle_tx_copy handle_rx get_rx_bufs vhost_get_vq_desc vhost_net_build_xdp vhost_tx_batch vhost_net_busy_poll vhost_poll_wakeup vhost_signal vhost_notify busyloop_timeout',
  'drivers/vhost/vdpa.c, drivers/vdpa/mlx5':
    'handle_vq_kick vhost_vdpa_virtqueue_cb vhost_vdpa_setup_vq_irq vhost_vdpa_map vhost_vdpa_mmap use_worker get_vq_irq mlx5_vdpa mlx5_vdpa_kick_vq mlx5_vdpa_int_handler mlx5_vdpa_set_map mlx5_vdpa_set_vq_address',
  'ice_vdcm.c, ice_siov.c (Intel’s ice beside the kernel’s)':
    'ice_vdcm_rw ice_vdcm_bar0_read ice_vdcm_mmap_fault ice_vdcm_msix_handler cfg_pasid VFGEN_RSTAT',
  'include/uapi/linux/virtio_ring.h, drivers/virtio/virtio_pci_common.c':
    'vring_used_elem VRING_AVAIL_F_NO_INTERRUPT VIRTIO_RING_F_EVENT_IDX vp_notify',
  'drivers/net/tun.c':
    'tun_automq_select_queue tun_flow_update tun_get_user tun_net_xmit tun_sendmsg tun_recvmsg tun_xdp_one tun_chr_read_iter tun_do_read ptr_ring ptr_ring_produce',
  'drivers/net/virtio_net.c':
    'virtio_net start_xmit xmit_skb free_old_xmit_skbs skb_recv_done skb_xmit_done virtnet_poll virtnet_poll_tx virtnet_receive napi_tx',
  'drivers/virtio/virtio_ring.c':
    'vring_interrupt virtqueue_kick_prepare_split virtqueue_disable_cb_split virtqueue_get_buf virtqueue_enable_cb_prepare_split last_used_idx virtqueue_notify vring_need_event avail_event used_event',
  'drivers/net/ethernet/mellanox/mlx5/core/esw, en_rep.c':
    'mlx5e_handle_rx_cqe_rep mlx5_esw_bridge_switchdev_fdb_event_work mlx5_esw_bridge_fdb_create mlx5_add_flow_rules',
  'drivers/net/ethernet/intel/ice/ice_eswitch.c': 'ice_eswitch_port_start_xmit',
  'include/net/switchdev.h': 'SWITCHDEV_FDB_ADD_TO_DEVICE',
  'drivers/net/ethernet/intel/e1000':
    'e1000_xmit_frame e1000_tx_queue e1000_intr e1000_clean e1000_clean_tx_irq e1000_clean_rx_irq e1000_alloc_rx_buffers',
  'drivers/net/ethernet/realtek/8139cp.c': 'cp_start_xmit cp_interrupt cp_tx cp_rx_poll',
  'drivers/net/ethernet/intel/ixgbevf, iavf':
    'ixgbevf_xmit_frame ixgbevf_tx_map ixgbevf_poll ixgbevf_clean_tx_irq ixgbevf_clean_rx_irq ixgbevf_alloc_rx_buffers ixgbevf_irq_enable_queues ixgbevf_msix_clean_rings ixgbevf_write_mbx_vf ixgbevf_poll_for_msg IXGBE_VFMAILBOX_REQ ixgbevf_probe ixgbevf_remove ixgbevf_clean_all_tx_rings ixgbevf_clean_all_rx_rings iavf_tx_map',
  'drivers/net/ethernet/intel/ixgbe':
    'ixgbe_store_reta ixgbe_xmit_frame ixgbe_tx_map ixgbe_poll ixgbe_clean_tx_irq ixgbe_clean_rx_irq ixgbe_alloc_rx_buffers ixgbe_irq_enable_queues ixgbe_msix_clean_rings ixgbe_add_ethtool_fdir_entry DROP_EN ixgbe_vf_reset_msg ixgbe_msg_task ixgbe_rcv_msg_from_vf ixgbe_set_vf_mac_addr ixgbe_set_vf_vlan_msg ixgbe_update_vf_xcast_mode ixgbe_write_mbx IXGBE_VT_MSGTYPE_ACK IXGBE_VT_MSGTYPE_NACK',
  'drivers/net/net_failover.c, net/core':
    'net_failover net_failover_start_xmit net_failover_xmit_ready net_failover_handle_frame net_failover_slave_register net_failover_slave_unregister RX_HANDLER_EXACT',
  'drivers/pci/hotplug': 'acpiphp_enable_slot acpiphp_disable_slot',
  'lib/ratelimit.c': '__ratelimit',
  'net/ethernet/eth.c, net/ipv4/ip_input.c': 'eth_type_trans PACKET_OTHERHOST ip_rcv',
  'net/core/dev.c, include/linux/netdevice.h':
    'netdev_core_pick_tx get_xps_queue netif_set_xps_queue __netif_rx process_backlog dev_uc_add_excl dev_queue_xmit dev_queue_xmit_nit netif_receive_skb __netif_receive_skb_core napi_gro_receive napi_schedule napi_complete_done net_rx_action kfree_skb_reason ndo_set_vf_spoofchk ndo_set_vf_vlan ndo_set_vf_link_state tx_dropped rx_missed rx_no_buffer NET_RX_SOFTIRQ ndo_start_xmit rx_handler net_device sk_buff xmit_more',
  'lib/iov_iter.c': 'copy_from_iter copy_to_iter',
  'net/core/flow_dissector.c': '__skb_get_hash_symmetric',
  'net/core/rtnetlink.c': 'ndo_dflt_fdb_add',
  'drivers/net/loopback.c': 'loopback_xmit',
  'net/8021q/vlan_core.c': 'vlan_do_receive',
  'net/netfilter, include/net/dropreason-core.h':
    'nf_hook_slow nft_do_chain nft_do_chain_bridge nft_do_chain_inet nft_payload_fast_eval nft_cmp_fast_eval nft_lookup_eval NF_DROP SKB_DROP_REASON_NETFILTER_DROP',
  'net/bridge':
    'should_deliver BR_HAIRPIN_MODE br_dev_xmit br_dev_queue_push_xmit br_fdb_find_rcu br_forward br_handle_frame br_handle_frame_finish br_netif_receive_skb br_pass_frame_up is_skb_forwardable',
  'kernel/sched':
    'try_to_wake_up __schedule context_switch cpu_idle_poll need_resched sched_wakeup sched_switch',
} as const;

const QEMU = {
  'accel/kvm, system/physmem.c, hw/i386/kvm/apic.c':
    'kvm_cpu_exec prepare_mmio_access kvm_apic_mem_write kvm_irqchip_send_msi bql_lock qemu_mutex_lock_iothread',
  'system/cpus.c': 'vm_stop',
  'hw/net/vhost_net.c': 'vhost_net_stop',
  'util/main-loop.c': 'main_loop_wait os_host_main_loop_wait',
  'hw/pci': 'pci_dma_read pci_dma_write pci_set_irq msix_notify',
  'hw/net/e1000.c':
    'e1000_mmio_setup e1000_mmio_read e1000_mmio_write e1000_send_packet e1000_receive_iov e1000_mit_timer mac_readreg mac_icr_read set_tctl set_rdt set_ics set_ims set_imc set_interrupt_cause process_tx_desc xmit_seg txdesc_writeback',
  'hw/net/rtl8139.c':
    'rtl8139_io_writeb rtl8139_cplus_transmit rtl8139_cplus_transmit_one rtl8139_transfer_frame rtl8139_do_receive rtl8139_update_irq rtl8139_IntrStatus_read rtl8139_IntrStatus_write rtl8139_IntrMask_read rtl8139_IntrMask_write',
  'hw/net/virtio-net.c':
    'virtio_net_handle_tx_bh virtio_net_tx_bh virtio_net_flush_tx virtio_net_receive virtio_net_receive_rcu tx_burst',
  'hw/virtio':
    'virtio_pci_notify_write virtio_queue_notify virtio_notify virtio_split_should_notify virtqueue_pop virtqueue_push',
  'net/tap.c, net/net.c, util/iov.c':
    'tap_send tap_read_packet tap_receive tap_receive_iov qemu_sendv_packet_async iov_from_buf',
  'hw/net/igb_core.c': 'igb_tx_pkt_vmdq_callback igb_receive_assign',
  'hw/vfio/region.c': 'vfio_region_mmap vfio_region_write',
  'hw/virtio/virtio.c': 'virtio_queue_set_host_notifier_mr',
} as const;

const DPDK_AND_OVS = {
  'lib/vhost':
    'rte_vhost_dequeue_burst rte_vhost_enqueue_burst virtio_dev_tx_split virtio_dev_rx_split vhost_vring_call_split vhost_need_event',
  'lib/ethdev': 'rte_eth_rx_burst rte_eth_tx_burst',
  'drivers/net/ixgbe/ixgbe_rxtx.c': 'ixgbe_recv_pkts ixgbe_xmit_pkts',
  'lib/dpif-netdev.c (Open vSwitch)': 'pmd_thread_main dp_netdev_process_rxq_port',
  'lib/netdev-dpdk.c (Open vSwitch)': 'netdev_dpdk_filter_packet_len',
} as const;

const KNOWN = new Set(
  [LINUX, QEMU, DPDK_AND_OVS].flatMap((files) =>
    Object.values(files).flatMap((names) => names.split(' ')),
  ),
);

export function isKnownName(name: string): boolean {
  return KNOWN.has(name);
}
