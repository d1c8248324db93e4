import { assigned, byPath, emulated, virtio } from '../../depths';
import type { facts as en } from '../../en/hops/facts';
import type { Like } from '../../like';

const plain: Like<typeof en.plain> = {
  sent: {
    first: () => '数据包诞生：有人要发送数据。时间从这里算起。',
    os: () => '源交出数据包：客户机里的应用程序，或线路另一端的机器。延迟从这一刻算起。',
    kernel: () => '不是宿主机的代码：由 sendmsg 的调用者或对端决定发送。',
  },
  delivered: {
    first: () => '数据包到了收件的程序手里，旅程结束；后面只是收尾。',
    os: () => '送达：接收的应用程序拿到数据，或最后一位到了对端。延迟算到这一刻，完成处理在其后。',
    kernel: () => 'recvmsg 返回到应用程序；发送方向则是帧尾到达对端。',
  },
  register: {
    first: (w) => `${w.guest} 访问网卡的寄存器，驱动就是这样与网卡说话的。`,
    os: (w) =>
      `访问 ${w.register || '设备寄存器'}：网卡是模拟的就会陷出，BAR 映射给客户机时则直接到达。`,
    kernel: () => '驱动中的 readl 或 writel；应答的是设备，或其模型，经 kvm_io_bus_write 和 QEMU。',
  },
  copy: {
    first: () => 'CPU 逐字节拷贝数据包，每个字节都要时间。',
    os: () => 'CPU 拷贝：代价随长度增加，还把别的数据挤出缓存。DMA 不算在内。',
    kernel: () => 'copy_from_iter、copy_to_iter 或 memcpy，由跨地址空间搬运该帧的一方执行。',
  },
  'vm-entry': {
    first: (w) => `CPU 回到了 ${w.guest}。`,
    os: () => 'VM 进入：退出一直持续到现在，客户机只感到丢了时间。',
    kernel: () => 'vcpu_enter_guest → vmx_vcpu_run (VMRESUME)；跟踪点 kvm_entry。',
  },
  'irq-raised': {
    first: () => '网卡有事要说：它发出中断。',
    os: (w) =>
      byPath(
        w,
        emulated('INTx：模型按中断原因和屏蔽位，使电平触发的线有效。'),
        'MSI-X：设备在节流 (ITR) 和屏蔽允许时写出消息。',
      ),
    kernel: (w) =>
      byPath(
        w,
        emulated('pci_set_irq → ioctl KVM_IRQ_LINE。'),
        '存储器写 TLP，地址和数据取自 MSI-X 表中该向量。',
      ),
  },
  'irq-host': {
    first: () => '网卡中断了宿主机的一个 CPU。',
    os: () =>
      '物理中断：若该 CPU 处于非根模式，先有一次 EXTERNAL_INTERRUPT 退出，算在当时运行的客户机头上。',
    kernel: () =>
      '宿主机 IDT → 该向量的处理程序：PF 是 ixgbe_msix_clean_rings，归客户机的设备是 vfio_msihandler。',
  },
  'irq-posted': {
    first: (w) => `硬件直接替 ${w.guest} 记下中断，不经过宿主机的任何程序。`,
    os: () =>
      '投递中断：IOMMU 在 vCPU 投递中断描述符的 PIR 中置上该向量的位；若 ON 为 0 且 SN 为 0，再发通知。',
    kernel: () => '没有代码：IRTE 已由 pi_update_irte → intel_ir_set_vcpu_affinity 改成投递型。',
  },
  'irq-injected': {
    first: (w) => `中断进了 ${w.guest}：它的处理程序开始运行。`,
    os: () => '虚拟中断：经客户机的 IDT 递送，由 VM 进入时注入，有 APICv 时由 CPU 取自虚拟 IRR。',
    kernel: () => '没有 APICv 时 vmx_inject_irq；有则 vmx_sync_pir_to_irr，或由 CPU 处理投递中断。',
  },
  'thread-wake': {
    first: () => '叫宿主机上一个睡着的线程起来。',
    os: () => '唤醒：线程变为可运行；什么时候运行由调度器决定。',
    kernel: () => 'try_to_wake_up；跟踪点 sched_wakeup。',
  },
  'thread-sleep': {
    first: () => '宿主机的一个线程没有事做，去睡了；它的 CPU 空出来。',
    os: () => '线程阻塞：下一个数据包来时又要唤醒它，要花一次唤醒和一次上下文切换。',
    kernel: () => '__schedule，线程离开运行队列；vCPU 则在 kvm_vcpu_block 里。',
  },
  'context-switch': {
    first: () => '宿主机的一个 CPU 转向另一个线程。',
    os: () => '上下文切换：交换状态，新来者面对冷的缓存。',
    kernel: () => '__schedule → context_switch；跟踪点 sched_switch。',
  },
  'iotlb-hit': {
    first: () => '硬件已经知道这个地址在内存的哪里：不耽搁。',
    os: () => 'IOTLB 命中：域和页已缓存在 IOMMU 里，客户机物理地址立即转换。',
    kernel: () => '没有代码：IOTLB，以域号和页为键。映射由 vfio_iommu_type1 建立。',
  },
  'iotlb-miss': {
    first: () => '硬件要查内存里的表，才知道这个地址在哪里：有耽搁。',
    os: () => 'IOTLB 未命中：IOMMU 走页表，每级读一次内存；页越大，级数越少。',
    kernel: () => '没有代码：走 vfio_iommu_type1 建立的第二级页表；各级的样子见 pfn_to_dma_pte。',
  },
  switched: {
    first: () => '网卡里的交换决定了数据包的去向。',
    os: () => 'VEB 判定：已知 MAC 的单播留在卡内，未知单播只走线路，广播两边都去。',
    kernel: () => '硬件；代码形式见 QEMU 的 igb：igb_tx_pkt_vmdq_callback 和 igb_receive_assign。',
  },
  tapped: {
    first: (w) => `观察网络的程序在这里能看到数据包（${w.to}）。`,
    os: (w) => `${w.to}上的包套接字：那里的 tcpdump 看到该帧。不经过这种点，宿主机就什么也看不到。`,
    kernel: () => '发出时 dev_queue_xmit_nit，进来时 __netif_receive_skb_core。',
  },
};

const exit: Like<typeof en.exit> = {
  LF: {
    first: (w) => `${w.guest} 的一次 VM 退出，宿主机当即应答：最便宜的一种。`,
    os: () => '在 KVM 的快速路径里、关着中断处理的退出，不走通用的退出处理。',
    kernel: () => 'vmx_exit_handlers_fastpath；perf kvm stat 照样计数。',
  },
  L: {
    first: (w) => `${w.guest} 的一次 VM 退出，宿主机内核独自就能应答：便宜的一种。`,
    os: () => '轻量级退出：KVM 的处理函数全在内核里做完，再进入客户机。',
    kernel: () => 'vmx_handle_exit → 该原因的处理函数返回 1 → vcpu_enter_guest。',
  },
  LX: {
    first: (w) => `${w.guest} 的一次 VM 退出，宿主机内核读过客户机的指令之后就能应答。`,
    os: () => '带模拟的轻量级退出：要解码指令，但不需要 QEMU（合并 MMIO）。',
    kernel: () => 'handle_ept_misconfig → x86_emulate_instruction → coalesced_mmio_write，返回 1。',
  },
  H: {
    first: (w) => `${w.guest} 的一次 VM 退出，要由宿主机上的程序应答：昂贵的一种。`,
    os: () => '重量级退出：去用户态再回来，要解码指令，还要取 QEMU 大锁。',
    kernel: () =>
      'handle_ept_misconfig → x86_emulate_instruction 返回 0 → KVM_RUN 返回到 kvm_cpu_exec；跟踪点 kvm_userspace_exit。',
  },
};

const suppressed: Like<typeof en.suppressed> = {
  throttle: {
    first: () => '网卡想发中断却要等：离上一次太近，不允许。',
    os: () => '中断节流：间隔未到（ITR；e1000 模型至少 128 µs）。几个数据包将共用下一次中断。',
    kernel: (w) =>
      byPath(
        w,
        { emulated: 'set_interrupt_cause：节流定时器在走，上升沿推迟到 e1000_mit_timer。' },
        '硬件：该向量的 EITR，走完才发出消息。',
      ),
  },
  masked: {
    first: () => '网卡不发中断：驱动已经在干活，会自己来看。',
    os: () => '向量在触发时已自动屏蔽；NAPI 轮询到环空为止，然后重新打开。',
    kernel: () =>
      '硬件：EIAM 已清该位；napi_complete_done 结束轮询时由 ixgbevf_irq_enable_queues 或 ixgbe_irq_enable_queues 置上。',
  },
  'event-idx': {
    first: () => '不发中断：驱动还没有要求。',
    os: () => '事件索引：可用环中的 used_event 说明驱动在哪一项要求通知，这一项没有越过它。',
    kernel: (w) =>
      byPath(
        w,
        {
          virtio: 'virtio_split_should_notify 返回 false。',
          'vhost-net': 'vhost_notify 返回 false。',
          'vhost-user': 'vhost_vring_call_split：vhost_need_event 返回 false。',
        },
        'vring_need_event 返回 false。',
      ),
  },
  merged: {
    first: () => '同样原因的中断已经在等：一次就够两者用。',
    os: () => '该向量的位在 IRR 或 PIR 中已经置上：两次请求合为一次中断。',
    kernel: () => 'pi_test_and_set_pir 发现该位已置，或 IRR 中已有：不再发送。',
  },
};

const dropped: Like<typeof en.dropped> = {
  'ring-full': {
    first: (w) => `环里没有空位了（${w.to}）：数据包在这里丢失。`,
    os: (w) => `${w.to}没有空描述符：生产者比消费者快。没有人告诉发送方，TCP 会自己发现。`,
    kernel: (w) =>
      byPath(
        w,
        {
          'vhost-user':
            'virtio_dev_rx_split 在环里找不到缓冲区，或 rte_eth_tx_burst 找不到网卡的空描述符：立即丢弃。',
          'emulated-rtl8139': 'rtl8139_do_receive 找不到 OWN 置位的描述符：RxOverflow。',
          ...assigned('硬件：没有描述符，VF 启用了丢弃；计入 rx_no_buffer，宿主机毫无所见。'),
        },
        '硬件：没有空的接收描述符，计入 PF 的 rx_missed 或 rx_no_buffer。',
      ),
  },
  'tap-full': {
    first: () => '数据包等虚拟机的帮手来取的队列满了：在这里丢失。',
    os: () => 'tap 的指针环（默认 1,000 项）满了，因为读者太慢：丢弃，计入 tap 的 TX dropped。',
    kernel: () => 'tun_net_xmit：ptr_ring_produce 失败 → kfree_skb_reason，tap 的 tx_dropped。',
  },
  'no-device': {
    first: (w) => `${w.guest} 没有网卡：数据包出不去，在这里丢失。`,
    os: () => '没有背后有设备的接口：发送失败。',
    kernel: () => '套接字调用返回 ENETDOWN 或 ENODEV；不会调用 ndo_start_xmit。',
  },
  'spoof-check': {
    first: () => '网卡丢弃数据包：发送者的地址不是这台虚拟机可用的。',
    os: () => 'VEB 的防伪造：源 MAC 不是该 VF 自己的。由硬件执行，经 PF 设定。',
    kernel: () =>
      '硬件 (PFVFSPOOF)，由 PF 驱动的 ndo_set_vf_spoofchk 打开：ip link set PF vf N spoofchk on。',
  },
  'no-receiver': {
    first: () => '这里没有谁是这个地址：数据包被丢弃。',
    os: () => '没有过滤项匹配目的 MAC，也没有谁处于混杂模式：由网卡的交换或交换进程丢弃。',
    kernel: () => '硬件：没有接收地址项匹配；在软件里则是查不到端口。',
  },
  'wire-full': {
    first: () => '来的比线路能承载的多：数据包在外面丢失，没有到达这台宿主机。',
    os: () =>
      '线路前的交换机用完了留给本端口的缓冲区：在那里丢弃（队尾丢弃）。本机没有任何计数器显示它。',
    kernel: () => '外面的硬件：与本机的代码无关。',
  },
  mtu: {
    first: () => '数据包比对方设定能接收的更长：丢失。',
    os: () => '帧长超过下一个接口的 MTU。二层上没有谁会切分它，于是由网卡、网桥或交换进程丢弃。',
    kernel: () =>
      '网桥里是 is_skb_forwardable()，交换进程里是 netdev_dpdk_filter_packet_len()，网卡里是该功能的最大帧长 (MAXFRS)。',
  },
};

const kick: Like<typeof en.kick> = {
  needed: {
    first: (w) => `${w.guest} 摇铃：对方要求过通知。`,
    os: (w) =>
      byPath(
        w,
        virtio('需要通知：越过了 avail_event，或没有事件索引。这要花一次 VM 退出。'),
        '通知设备：写它的门铃寄存器。',
      ),
    kernel: (w) =>
      byPath(
        w,
        virtio('virtqueue_kick_prepare_split 返回 true → virtqueue_notify。'),
        '用 writel 写尾指针寄存器。',
      ),
  },
  suppressed: {
    first: (w) => `${w.guest} 不必摇铃：对方已经在干活，会看到数据包。没有 VM 退出。`,
    os: () => '事件索引：后端在轮询或工作，avail_event 没有更新，所以省去通知，也就省去退出。',
    kernel: () => 'virtqueue_kick_prepare_split 返回 false：以 avail_event 计算 vring_need_event。',
  },
};

export const facts: Like<typeof en> = { plain, exit, suppressed, dropped, kick };
