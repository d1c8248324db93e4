import { assigned, byPath, emulated } from '../../depths';
import type { host as en } from '../../en/hops/host';
import type { Like } from '../../like';

export const host: Like<typeof en> = {
  'thread-wake': {
    first: () => '宿主机上一个睡眠的线程被唤醒。每个碰上它睡着的数据包都要花这段时间。',
    os: () =>
      '调度器把线程变为可运行；若它的 CPU 空闲或正在运行不那么急的任务，就中断那个 CPU。到它运行为止是唤醒延迟。',
    kernel: (w) =>
      byPath(
        w,
        {
          ...emulated(
            'try_to_wake_up，来自 tap 的等待队列或定时器 (QEMU)，或来自 kvm_vcpu_wake_up（停机的 vCPU）。',
          ),
          virtio:
            'try_to_wake_up，来自 eventfd 或 tap 的等待队列（QEMU 的 poll），或来自 kvm_vcpu_wake_up（停机的 vCPU）。',
          'vhost-net':
            'try_to_wake_up，来自 vhost_poll_wakeup（工作线程），或来自 kvm_vcpu_wake_up（停机的 vCPU）。',
          'vhost-user':
            'try_to_wake_up，来自 kvm_vcpu_wake_up（停机的 vCPU）；轮询的进程从不睡眠。',
          ...assigned(
            'try_to_wake_up，来自 kvm_vcpu_wake_up：这条路上只有停机的 vCPU 这一个线程会睡眠。',
          ),
        },
        'try_to_wake_up：线程进入运行队列，向它的 CPU 发重调度 IPI。',
      ),
  },
  'context-switch': {
    first: () => 'CPU 从一个程序转到另一个：收起这个的状态，取出那个的状态。',
    os: () =>
      '上下文切换：换寄存器、栈和地址空间；新来者面对冷的缓存和 TLB。vCPU 线程还要重新装入它的 VMCS。',
    kernel: () =>
      '__schedule → context_switch；若是 vCPU 线程，kvm_sched_in → vmx_vcpu_load 和 vmx_vcpu_pi_load。',
  },
  'bridge-forward': {
    first: () => '宿主机的软件交换机查出数据包去哪里。宿主机在这里能看到、计数和过滤它。',
    os: () =>
      '网桥把源 MAC 学进转发表 (FDB)，查目的地址，转发到一个端口或泛洪。netfilter 的网桥钩子在这里运行。',
    kernel: () =>
      'netif_receive_skb → __netif_receive_skb_core → br_handle_frame → br_handle_frame_finish → br_forward，直接在送来该帧的线程里运行。',
  },
  'nf-hook': {
    first: () => '宿主机的防火墙在半路拦住数据包，查看规则怎么说。',
    os: () =>
      '挂有链（nftables、iptables 或 ebtables）的 netfilter 钩子：送来该帧的线程先走完这些链，帧才能继续。',
    kernel: () =>
      'nf_hook_slow 按优先级依次对该钩子的每条基链调用 nft_do_chain_bridge 或 nft_do_chain_inet。',
  },
  'nf-rules': {
    first: () => '规则一条接一条地与数据包的地址和端口比较，每条都要花处理器一点时间。',
    os: () =>
      '按顺序对链中的规则求值，直到某条给出判定；走到的每条规则都要为每个数据包花 CPU 时间。',
    kernel: () =>
      'nft_do_chain：规则的每个表达式用 nft_payload_fast_eval 和 nft_cmp_fast_eval，集合与映射用 nft_lookup_eval。',
  },
  'bridge-xmit': {
    first: () => '宿主机上的程序发给虚拟机：宿主机的软件交换机查出该走哪个端口，用不到网卡。',
    os: () =>
      '路由指向网桥自己的接口 (br0)。网桥在转发表 (FDB) 里查目的地址，转发到一个端口，就在发送程序的线程里进行。',
    kernel: () =>
      'dev_queue_xmit → br_dev_xmit → br_fdb_find_rcu → br_forward → br_dev_queue_push_xmit。',
  },
  'bridge-up': {
    first: () => '数据包是给宿主机上的程序的：软件交换机把它交给宿主机的网络软件。',
    os: () =>
      '目的地址是网桥自身接口的地址：本地交付。该帧第二次进入内核，这次是在 br0 上，并在送来它的线程里沿宿主机协议栈向上。',
    kernel: () =>
      'br_handle_frame_finish → br_pass_frame_up → br_netif_receive_skb → ip_rcv；之后与宿主机的其他数据包相同。',
  },
  loopback: {
    first: () => '发送者和接收者是同一台宿主机上的程序：数据包不离开宿主机的网络软件。',
    os: () =>
      '路由指向回环设备：交给它发送的，它原样收下。没有拷贝，不经网卡，没有硬件中断；由软中断再次取上去。',
    kernel: () => 'loopback_xmit → __netif_rx → process_backlog → __netif_receive_skb_core。',
  },
  'pf-xmit': {
    first: () => '宿主机的驱动把数据包放进真实网卡的环，并通知网卡。',
    os: () =>
      '经 qdisc 到 PF 驱动：为缓冲区建立 DMA 映射，填描述符，写尾指针寄存器。PF 上的 tcpdump 在此看到该帧。',
    kernel: () =>
      'dev_queue_xmit → dev_queue_xmit_nit → ixgbe_xmit_frame → ixgbe_tx_map，由它写 TDT。',
  },
  'host-irq': {
    first: () => '网卡中断宿主机：一个 CPU 放下手头的事，哪怕它正在运行虚拟机。',
    os: () =>
      '硬中断：MSI-X 向量的处理程序只调度 NAPI，其余在软中断里做。如果该 CPU 处于非根模式，先有一次 EXTERNAL_INTERRUPT 退出。',
    kernel: () =>
      'ixgbe_msix_clean_rings → napi_schedule；随后 net_rx_action (NET_RX_SOFTIRQ) 调用 ixgbe_poll。',
  },
  'host-napi-rx': {
    first: () => '宿主机的驱动从真实网卡的环里取出数据包，向上递交。',
    os: () =>
      'PF 的 NAPI 轮询，在软中断里：为帧建套接字缓冲区，GRO，然后是网桥的接收处理函数。PF 上的 tcpdump 在此看到它。',
    kernel: () => 'ixgbe_poll → ixgbe_clean_rx_irq → napi_gro_receive → __netif_receive_skb_core。',
  },
  'host-napi-tx': {
    first: () => '宿主机的驱动看到网卡已发出数据包，释放它的内存。',
    os: () => 'PF 的 NAPI 轮询：清理 DD 已置位的描述符，解除缓冲区的 DMA 映射并释放。',
    kernel: () => 'ixgbe_poll → ixgbe_clean_tx_irq：解除映射，释放，重新启动停下的队列。',
  },
  'host-mmio': {
    first: () => '宿主机的驱动写真实的网卡：环里又有位置了，或者可以再发中断了。',
    os: () => '对 PF 寄存器的转发写：RDT 归还接收缓冲区，EIMS 解除向量屏蔽、结束轮询。CPU 不等待。',
    kernel: () =>
      '轮询由 napi_complete_done 结束时：ixgbe_alloc_rx_buffers (RDT) 或 ixgbe_irq_enable_queues (EIMS)。',
  },
  'tap-enqueue': {
    first: (w) => `数据包进入宿主机的一个队列，等 ${w.guest} 的帮手来取。队列满了就丢包。`,
    os: (w) =>
      '网桥向 tap 发送：帧的套接字缓冲区放进一个指针环（默认 1,000 项），并唤醒读者：' +
      byPath(w, { 'vhost-net': 'vhost 工作线程。' }, 'QEMU 的主循环。'),
    kernel: (w) =>
      'dev_queue_xmit → tun_net_xmit → ptr_ring_produce → 唤醒 ' +
      byPath(w, { 'vhost-net': 'vhost_poll_wakeup。' }, 'QEMU 在 tap 上的 poll。'),
  },
  'vfio-irq': {
    first: (w) => `网卡的中断是给 ${w.guest} 的，却先到宿主机，要由宿主机转交。`,
    os: () =>
      '重映射而非投递：IRTE 指向宿主机的向量。VFIO 的处理程序给一个 eventfd 发信号，它就是 KVM 的 irqfd，KVM 使客户机的向量待处理。',
    kernel: () =>
      'vfio_msihandler → eventfd_signal → irqfd_wakeup → kvm_arch_set_irq_inatomic → vmx_deliver_interrupt。',
  },
  'pi-wakeup': {
    first: (w) => `有给 ${w.guest} 的中断，但它在睡：通知宿主机唤醒它。`,
    os: () =>
      'vCPU 已阻塞，它的投递中断描述符里写的是唤醒向量 (0xf1)。IOMMU 发出它，处理程序唤醒 ON 位已置的 vCPU。',
    kernel: () =>
      'vmx_vcpu_pi_put → pi_enable_wakeup_handler 已设 NV = 0xf1；pi_wakeup_handler 扫描该 CPU 的链表 → kvm_vcpu_wake_up。',
  },
  'pf-mailbox': {
    first: (w) => `宿主机的驱动读出 ${w.guest} 的请求并决定：准许，或拒绝。`,
    os: () =>
      'PF 驱动读出消息，与管理员的设定（MAC、VLAN、trust）比较，然后写过滤表和池的寄存器，或者拒绝。',
    kernel: () =>
      'ixgbe_msg_task → ixgbe_rcv_msg_from_vf → ixgbe_vf_reset_msg、ixgbe_set_vf_mac_addr、ixgbe_set_vf_vlan_msg、ixgbe_update_vf_xcast_mode。',
  },
  'representor-rx': {
    first: (w) =>
      `网卡不知道这个数据包该怎么走，于是交给宿主机：从代表 ${w.guest} 的功能的接口进来。`,
    os: () =>
      'switchdev 模式的慢路径：PF 的 NAPI 轮询；描述符说明帧由哪个 VF 发出，由该 VF 的代表口接收。代表口上的 tcpdump 在此看到它。',
    kernel: () =>
      'mlx5e_handle_rx_cqe_rep 从完成项中取出源端口 → 在代表口上 napi_gro_receive → 它的 rx_handler br_handle_frame。',
  },
  'representor-xmit': {
    first: (w) => `宿主机的网桥把数据包从代表 ${w.guest} 的功能的接口发出去。`,
    os: () =>
      '在代表口上发送的帧由对应的 VF 收到。帧共用 PF 的队列，一并带上它要去的网卡交换机端口。',
    kernel: () =>
      'br_dev_queue_push_xmit → 代表口的 ndo_start_xmit：ice_eswitch_port_start_xmit 把端口写成元数据；mlx5 的代表口各有自己的发送队列。',
  },
  'flow-offload': {
    first: () => '宿主机学到了某个站点在哪里，为网卡的交换机生成一条规则。',
    os: () =>
      '网桥在网卡的某个端口后面有了新表项。驱动得到通知，在工作队列里把表项写进网卡的流表。',
    kernel: () =>
      'SWITCHDEV_FDB_ADD_TO_DEVICE → mlx5_esw_bridge_switchdev_fdb_event_work → mlx5_esw_bridge_fdb_create。这里在同一个软中断里完成。',
  },
  'flow-write': {
    first: () => '规则正在写入网卡；写完之后网卡自己转发。',
    os: () => '转发表项通过命令或 DMA 写进网卡的内存；生效之前，帧仍会未命中而上到宿主机。',
    kernel: () => '硬件与固件：mlx5_add_flow_rules 已把表项交出。',
  },
};
