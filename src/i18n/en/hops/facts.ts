import type { DropCause, Steering, SUPPRESSIONS } from '../../../engine/costs/facts';
import type { ToldFact } from '../../../engine/tell/rows';
import { assigned, byPath, type Depths } from '../../depths';

type Suppression = (typeof SUPPRESSIONS)[number];

/** What is logged of a packet besides its steps. `to` is the place concerned. */
const told: Readonly<Record<Exclude<ToldFact, 'irq-suppressed' | 'dropped' | 'flow'>, Depths>> = {
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
  /** Left out, since the other side is awake; one that is sent shows as a doorbell or an exit. */
  kick: {
    first: (w) =>
      `${w.guest} need not ring: the other side is at work already and will see the packet. No VM exit.`,
    os: () =>
      'Event index: avail_event is behind, because the back end polls or works; so the notification, and with it the exit, is left out.',
    kernel: () => 'virtqueue_kick_prepare_split returns false: vring_need_event with avail_event.',
  },
  mailbox: {
    first: (w) => `${w.guest} and the host’s driver exchange a message through the card.`,
    os: () =>
      'Message of the VF’s driver to the PF’s, or its answer: ACK or NACK. The PF’s driver may refuse: it is the host that has the say over MAC, VLAN and promiscuous mode.',
    kernel: () =>
      'ixgbe_rcv_msg_from_vf decides and sets IXGBE_VT_MSGTYPE_ACK or IXGBE_VT_MSGTYPE_NACK in the first word.',
  },
};

/** What sets a frame on one of several queue pairs. */
const steered: Readonly<Record<Exclude<Steering, 'none'>, Depths>> = {
  xps: {
    first: () => 'The packet takes the queue of the CPU that sends it. So its whole flow does.',
    os: () =>
      'Transmit queue by the sending CPU (XPS): each vCPU has a queue pair of its own and needs no lock against the others. A flow is one thread, so it is one queue.',
    kernel: () => 'netdev_core_pick_tx, get_xps_queue; the map is set by netif_set_xps_queue.',
  },
  rss: {
    first: () =>
      'The card picks a queue by a hash over addresses and ports: the same for every packet of the flow.',
    os: () =>
      'Receive-side scaling: the Toeplitz hash, its low bits an index into the indirection table. Unlucky flows share a queue while another is empty.',
    kernel: () =>
      'Hardware: RSS hash and RETA, filled by ixgbe_store_reta or its like; then one NAPI for each queue.',
  },
  'tun-flow': {
    first: (w) =>
      `The tap remembers on which queue ${w.guest} last sent on this flow, and answers there.`,
    os: () =>
      'The tap’s flow table: what comes back takes the queue that the flow was last sent on, so it meets the vCPU whose application waits.',
    kernel: () => 'tun_automq_select_queue finds the entry that tun_flow_update made.',
  },
  'tun-hash': {
    first: (w) =>
      `The tap has seen nothing of this flow from ${w.guest} yet: a hash picks the queue.`,
    os: () =>
      'Not in the tap’s flow table, so the hash decides. It is the same for the whole flow, but not which vCPU waits for it.',
    kernel: () =>
      'tun_automq_select_queue: __skb_get_hash_symmetric, scaled to the number of queues.',
  },
  'switch-hash': {
    first: () => 'The switch process picks a queue of the guest by a hash over the flow.',
    os: () =>
      'A polling thread alone would always use one queue of the port; steering by hash spreads flows over the guest’s vCPUs.',
    kernel: () =>
      'User space: Open vSwitch with tx-steering=hash, then rte_vhost_enqueue_burst on that virtqueue.',
  },
};

const suppressed: Readonly<Record<Suppression, Depths>> = {
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
};

const dropped: Readonly<Record<DropCause, Depths>> = {
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
      'No filter matches the destination MAC, and nobody is promiscuous: dropped by the card’s switch or by the switch process. So ends a VF’s frame to a guest behind the host’s bridge: the card does not know that address and sends the frame out, and the switch outside does not return it.',
    kernel: () =>
      'Hardware: no receive-address entry matches; in software the lookup finds no port. On a real host “bridge fdb add” with an address behind the bridge enters it into the PF’s filters (ndo_dflt_fdb_add → dev_uc_add_excl).',
  },
  'migration-downtime': {
    first: (w) =>
      `${w.guest} stands still while it is moved to another host: the packet came to its old place and is lost.`,
    os: (w) =>
      `Live migration: ${w.guest} was stopped here, and the network had not yet learned its new port. What reaches the old tap is read by nobody.`,
    kernel: () =>
      'The frame was sent before the gratuitous ARP or RARP passed the switch; the source’s tap has no reader after vm_stop and vhost_net_stop.',
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
  'iommu-fault': {
    first: () =>
      'The card was told to use an address that is not its guest’s: stopped, and this packet with it. Nothing else is harmed.',
    os: () =>
      'IOMMU fault: no entry for this address in the domain of the function. The packet is lost, the fault is recorded and reported, other domains see nothing.',
    kernel: () =>
      'dmar_fault prints requester, address and reason. A read ends with Unsupported Request, so the frame has no data; a posted write is discarded.',
  },
  'stray-write': {
    first: (w) => `The packet was written into memory that is not its receiver’s (${w.to}).`,
    os: () =>
      'The buffer address of the descriptor lay outside the guest, and no IOMMU was there to stop it. The guest finds nothing in its own buffer; somebody else’s memory is overwritten.',
    kernel: () =>
      'Hardware, no fault: DD is set although the data went elsewhere; the guest’s driver finds the old bytes of its buffer.',
  },
  overwritten: {
    first: () =>
      'While the packet lay in memory another guest’s card overwrote it. What arrives is not what was sent: thrown away.',
    os: () =>
      'A stray DMA of another function hit the receive buffer before the driver took the frame out. Its headers are now another’s, and the stack drops it.',
    kernel: () =>
      'eth_type_trans sees another’s MAC (PACKET_OTHERHOST): ip_rcv drops it. With headers that fit it would have been taken as good: checksums were verified before.',
  },
  vlan: {
    first: () =>
      'The packet belongs to another group (VLAN) than the one it would go to: thrown away.',
    os: () =>
      'VLAN filter: the sender or the receiver is no member of the VLAN in the frame’s tag, or has no interface in it.',
    kernel: () =>
      'Hardware: no bit for this pool in PFVLVFB, or untagged without VMOLR.AUPE; in a guest’s stack vlan_do_receive finds no interface.',
  },
  'link-down': {
    first: () => 'The host has switched this guest’s link off: the packet is lost in the card.',
    os: () =>
      'Link state of the VF is disable: the card takes nothing from it and gives nothing to it. Set on the PF, unknown to the guest’s application.',
    kernel: () =>
      'Hardware: the bit of this VF in PFVFTE or PFVFRE is off, by ndo_set_vf_link_state: ip link set PF vf N state disable.',
  },
  unplugged: {
    first: (w) =>
      `The packet lay in the VF of ${w.guest}, or came to it, when the VF was taken away: lost.`,
    os: () =>
      'Hot-unplug of a failover pair’s primary: what its rings still held is freed, and what comes before its address is out of the switch finds no queue.',
    kernel: () =>
      'ixgbevf_clean_all_tx_rings, ixgbevf_clean_all_rx_rings; then a function-level reset by vfio. Queues with ENABLE cleared take nothing.',
  },
  standby: {
    first: () => 'A second copy came by the device that stands by: the system throws it away.',
    os: () =>
      'net_failover listens to the primary alone while that runs. A broadcast reaches both devices; the standby’s copy is nobody’s.',
    kernel: () =>
      'net_failover_handle_frame returns RX_HANDLER_EXACT for the standby while the primary is running.',
  },
  firewall: {
    first: () =>
      'A rule of the host says that this packet must not pass: thrown away before it reaches anybody.',
    os: () =>
      'Netfilter: a rule of the host’s firewall, or the policy of its chain, said drop. The sender is told nothing. The counters of rules and chains show it (nft list ruleset).',
    kernel: () =>
      'nf_hook_slow: nft_do_chain returned NF_DROP, so kfree_skb_reason with SKB_DROP_REASON_NETFILTER_DROP.',
  },
  'no-hairpin': {
    first: () => 'The switch outside never sends a packet back to where it came from: lost there.',
    os: () =>
      'An Ethernet bridge does not forward out of the port a frame came in at. In VEPA mode two VFs of one port meet only if that port has reflective relay (hairpin) on.',
    kernel: () =>
      'Outside: as should_deliver() in a Linux bridge, where BR_HAIRPIN_MODE of the port is off.',
  },
  'switch-acl': {
    first: () => 'A rule in the card says that such packets are to be dropped: it is lost there.',
    os: () =>
      'An access rule that the administrator wrote into the card through its PF: the switch compares headers at line rate. No CPU of the host takes part.',
    kernel: () =>
      'Hardware: a perfect filter of Flow Director to the drop queue (ethtool -N PF … action -1, ixgbe_add_ethtool_fdir_entry), or in switchdev mode a tc flower rule with drop.',
  },
  'not-bridged': {
    first: () => 'The packet came up to the host, where nobody forwards it: it is lost.',
    os: () =>
      'In switchdev mode what the card has no rule for comes in at the VF’s representor. That interface is no port of any bridge, so the host sees a frame for somebody else.',
    kernel: () =>
      '__netif_receive_skb_core finds no rx_handler on the representor; for the IP stack the frame is PACKET_OTHERHOST and is dropped.',
  },
  'fifo-full': {
    first: () => 'One guest’s full ring holds up the card’s buffer, and there is no more room.',
    os: () =>
      'Drop enable is off, so a frame without a descriptor waits at the head of the port’s receive FIFO. All behind it wait too, for whomever they are; what arrives at the full FIFO is lost.',
    kernel: () =>
      'Hardware: SRRCTL.DROP_EN of that queue is clear, the receive packet buffer is full and the frame counts in RXMPC.',
  },
};

export const facts = { told, steered, suppressed, dropped };
