import { assigned, byPath, type Depths, emulated } from '../../depths';
import type { StepId } from '../../../engine/costs/steps';

/** The host's scheduler, its network and its interrupts. */
export const host = {
  'thread-wake': {
    first: () =>
      'A thread on the host was asleep and is woken. That takes time for every packet that finds it asleep.',
    os: () =>
      'The scheduler makes the thread runnable and, if its CPU idles or runs something less urgent, interrupts that CPU. Until it runs, wake-up latency passes.',
    kernel: (w) =>
      byPath(
        w,
        {
          ...emulated(
            'try_to_wake_up from the wait queue of the tap or of a timer (QEMU), or from kvm_vcpu_wake_up (a halted vCPU).',
          ),
          virtio:
            'try_to_wake_up from the wait queue of eventfd or tap (QEMU’s poll), or from kvm_vcpu_wake_up (a halted vCPU).',
          'vhost-net':
            'try_to_wake_up from vhost_poll_wakeup (the worker), or from kvm_vcpu_wake_up (a halted vCPU).',
          'vhost-user':
            'try_to_wake_up from kvm_vcpu_wake_up (a halted vCPU); the polling process never sleeps.',
          ...assigned(
            'try_to_wake_up from kvm_vcpu_wake_up: the halted vCPU is the only thread on this path that sleeps.',
          ),
        },
        'try_to_wake_up: the thread goes to a run queue, a reschedule IPI to its CPU.',
      ),
  },
  'context-switch': {
    first: () =>
      'The CPU turns from one program to another: it puts one’s state away and fetches the other’s.',
    os: () =>
      'Context switch: registers, stack and address space are exchanged; caches and TLB are cold for the newcomer. A vCPU thread also reloads its VMCS.',
    kernel: () =>
      '__schedule → context_switch; for a vCPU thread kvm_sched_in → vmx_vcpu_load and vmx_vcpu_pi_load.',
  },
  'bridge-forward': {
    first: () =>
      'The host’s software switch looks up where the packet must go. Here the host can watch it, count it and filter it.',
    os: () =>
      'The bridge learns the source MAC in its forwarding database (FDB), looks up the destination and forwards to one port or floods. Netfilter’s bridge hooks run here.',
    kernel: () =>
      'netif_receive_skb → __netif_receive_skb_core → br_handle_frame → br_handle_frame_finish → br_forward, inline in the thread that brought the frame.',
  },
  'nf-hook': {
    first: () => 'The host’s firewall stops the packet on its way and looks up what its rules say.',
    os: () =>
      'A netfilter hook with chains (nftables, iptables or ebtables): the thread that brought the frame goes through them before the frame goes on.',
    kernel: () =>
      'nf_hook_slow calls nft_do_chain_bridge or nft_do_chain_inet for each base chain of the hook, in the order of their priorities.',
  },
  'nf-rules': {
    first: () =>
      'Rule after rule is compared with the packet’s addresses and ports. Every rule takes a moment of the processor.',
    os: () =>
      'The rules of the chain are evaluated in order until one gives a verdict; each costs CPU time for every packet that comes so far.',
    kernel: () =>
      'nft_do_chain: nft_payload_fast_eval and nft_cmp_fast_eval for each expression of a rule, nft_lookup_eval for sets and maps.',
  },
  'bridge-xmit': {
    first: () =>
      'A program of the host sends to a guest: the host’s software switch looks up the port that leads there. The card is not needed.',
    os: () =>
      'The route leads to the bridge’s own interface (br0). The bridge looks the destination up in its forwarding database (FDB) and forwards to one port, in the thread of the program that sends.',
    kernel: () =>
      'dev_queue_xmit → br_dev_xmit → br_fdb_find_rcu → br_forward → br_dev_queue_push_xmit.',
  },
  'bridge-up': {
    first: () =>
      'The packet is for a program of the host itself: the software switch gives it to the host’s network software.',
    os: () =>
      'The destination is the address of the bridge’s own interface: local delivery. The frame comes in a second time, now at br0, and goes up the host’s stack in the thread that brought it.',
    kernel: () =>
      'br_handle_frame_finish → br_pass_frame_up → br_netif_receive_skb → ip_rcv; then as for every packet of the host.',
  },
  loopback: {
    first: () =>
      'Sender and receiver are programs of one host: the packet never leaves the host’s network software.',
    os: () =>
      'The route leads to the loopback device: what it is given to send it receives. No copy, no card, no interrupt; a softirq takes the packet up again.',
    kernel: () => 'loopback_xmit → __netif_rx → process_backlog → __netif_receive_skb_core.',
  },
  'pf-xmit': {
    first: () =>
      'The host’s driver puts the packet into the ring of the real card and tells the card.',
    os: () =>
      'Through the qdisc to the PF driver: the buffer is mapped for DMA, a descriptor filled, the tail register written. tcpdump on the PF sees the frame here.',
    kernel: () =>
      'dev_queue_xmit → dev_queue_xmit_nit → ixgbe_xmit_frame → ixgbe_tx_map, which writes TDT.',
  },
  'host-irq': {
    first: () =>
      'The card interrupts the host: one CPU stops what it does, even if that was running a guest.',
    os: () =>
      'Hard interrupt: the MSI-X vector’s handler only schedules NAPI; the work follows as softirq. If the CPU was in non-root mode, an EXTERNAL_INTERRUPT exit came first.',
    kernel: () =>
      'ixgbe_msix_clean_rings → napi_schedule; then net_rx_action (NET_RX_SOFTIRQ) calls ixgbe_poll.',
  },
  'host-napi-rx': {
    first: () => 'The host’s driver takes the packet out of the real card’s ring and passes it up.',
    os: () =>
      'NAPI poll of the PF in softirq: a socket buffer for the frame, GRO, then the bridge’s receive handler. tcpdump on the PF sees it here.',
    kernel: () => 'ixgbe_poll → ixgbe_clean_rx_irq → napi_gro_receive → __netif_receive_skb_core.',
  },
  'host-napi-tx': {
    first: () => 'The host’s driver sees that the card has sent the packet and frees its memory.',
    os: () =>
      'NAPI poll of the PF: descriptors with DD set are cleaned, buffers unmapped from DMA and freed.',
    kernel: () => 'ixgbe_poll → ixgbe_clean_tx_irq: unmap, free, restart a stopped queue.',
  },
  'host-mmio': {
    first: () =>
      'The host’s driver writes to the real card: there is room in the ring again, or interrupts are welcome.',
    os: () =>
      'A posted write to a register of the PF: RDT returns receive buffers, EIMS ends the polling by unmasking the vector. The CPU does not wait for it.',
    kernel: () =>
      'ixgbe_alloc_rx_buffers (RDT) or ixgbe_irq_enable_queues (EIMS) when napi_complete_done ends the poll.',
  },
  'tap-enqueue': {
    first: (w) =>
      `The packet goes into a queue of the host where the helper of ${w.guest} will fetch it. A full queue loses packets.`,
    os: (w) =>
      'The bridge sends to the tap: the frame’s socket buffer goes into a ring of pointers (1,000 by default) and its reader is woken: ' +
      byPath(w, { 'vhost-net': 'the vhost worker.' }, 'QEMU’s main loop.'),
    kernel: (w) =>
      'dev_queue_xmit → tun_net_xmit → ptr_ring_produce → wake-up of ' +
      byPath(w, { 'vhost-net': 'vhost_poll_wakeup.' }, 'QEMU’s poll on the tap.'),
  },
  'vfio-irq': {
    first: (w) =>
      `The card’s interrupt is meant for ${w.guest} but arrives at the host, which has to pass it on.`,
    os: () =>
      'Remapped, not posted: the IRTE names a host vector. VFIO’s handler signals an eventfd that is KVM’s irqfd, and KVM makes the guest’s vector pending.',
    kernel: () =>
      'vfio_msihandler → eventfd_signal → irqfd_wakeup → kvm_arch_set_irq_inatomic → vmx_deliver_interrupt.',
  },
  'pi-wakeup': {
    first: (w) =>
      `An interrupt has come for ${w.guest}, which sleeps: the host is told to wake it.`,
    os: () =>
      'The vCPU is blocked, so its posted-interrupt descriptor names the wake-up vector (0xf1). The IOMMU sends it; the handler wakes the vCPUs whose ON bit is set.',
    kernel: () =>
      'vmx_vcpu_pi_put → pi_enable_wakeup_handler had set NV = 0xf1; pi_wakeup_handler scans the CPU’s list → kvm_vcpu_wake_up.',
  },
  'pf-mailbox': {
    first: (w) =>
      `The host’s driver reads what ${w.guest} asks for and decides: allowed, or refused.`,
    os: () =>
      'The PF’s driver reads the message, compares it with what the administrator has set (MAC, VLAN, trust) and writes filters and pool registers, or refuses.',
    kernel: () =>
      'ixgbe_msg_task → ixgbe_rcv_msg_from_vf → ixgbe_vf_reset_msg, ixgbe_set_vf_mac_addr, ixgbe_set_vf_vlan_msg, ixgbe_update_vf_xcast_mode.',
  },
  'representor-rx': {
    first: (w) =>
      `The card knows no way for this packet, so the host gets it, at the interface that stands for ${w.guest}’s function.`,
    os: () =>
      'Slow path of switchdev mode: NAPI poll of the PF; the descriptor says which VF sent the frame, and its representor receives it. tcpdump on the representor sees it here.',
    kernel: () =>
      'mlx5e_handle_rx_cqe_rep takes the source port out of the completion → napi_gro_receive on the representor → its rx_handler br_handle_frame.',
  },
  'representor-xmit': {
    first: (w) =>
      `The host’s bridge sends the packet out of the interface that stands for ${w.guest}’s function.`,
    os: () =>
      'What is transmitted on a representor is received by its VF. The frame shares a queue of the PF; the port of the card’s switch that it is for goes with it.',
    kernel: () =>
      'br_dev_queue_push_xmit → ndo_start_xmit of the representor: ice_eswitch_port_start_xmit sets the port as metadata; mlx5 has a send queue each.',
  },
  'flow-offload': {
    first: () =>
      'The host has learned where a station is and makes a rule of it for the card’s switch.',
    os: () =>
      'The bridge has a new entry behind a port of the card. The driver is told and writes the entry into the card’s flow tables, in a work queue.',
    kernel: () =>
      'SWITCHDEV_FDB_ADD_TO_DEVICE → mlx5_esw_bridge_switchdev_fdb_event_work → mlx5_esw_bridge_fdb_create. Here it is done in the same softirq.',
  },
  'flow-write': {
    first: () =>
      'The rule is on its way into the card. From its end on the card forwards by itself.',
    os: () =>
      'Steering entries are written into the card’s memory by commands or DMA; until they are active frames still miss and come up to the host.',
    kernel: () => 'Hardware and firmware: mlx5_add_flow_rules has handed the entry over.',
  },
} satisfies Partial<Record<StepId, Depths>>;
