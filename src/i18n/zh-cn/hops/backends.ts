import type { backends as en } from '../../en/hops/backends';
import type { Like } from '../../like';

export const backends: Like<typeof en> = {
  'vhost-get-desc': {
    first: (w) => `宿主机内核里的帮手从它与 ${w.guest} 共享的环里读出数据包在哪里。`,
    os: () =>
      'vhost 工作线程借用 QEMU 的地址空间读可用环和描述符，并转换客户机物理地址。QEMU 本身不在数据路径上。',
    kernel: () =>
      'handle_tx_kick → handle_tx_copy → vhost_get_vq_desc，每轮至多 256 个包或 512 KiB。',
  },
  'vhost-copy-tx': {
    first: (w) =>
      `宿主机内核里的帮手把数据包从 ${w.guest} 的内存拷贝出来：这条路上唯一的一次拷贝。`,
    os: () => '一次拷贝，从客户机内存到内核的页片段。攒够至多 64 帧，只调用一次 tap。',
    kernel: () => 'handle_tx_copy → vhost_net_build_xdp：头和帧放入页片段，每批 64 个。',
  },
  'vhost-sendmsg': {
    first: () => '帮手把手上的数据包一次全部交给宿主机的网络。',
    os: () =>
      '整批只对 tap 做一次 sendmsg：在每个页外面建套接字缓冲区，不拷贝。网桥和 PF 驱动随后在该工作线程里运行。',
    kernel: () => 'vhost_tx_batch → tun_sendmsg → 对每帧 tun_xdp_one → netif_receive_skb。',
  },
  'vhost-copy-rx': {
    first: (w) =>
      `宿主机内核里的帮手把数据包直接拷贝进 ${w.guest} 的内存：一次拷贝，换成程序要两次。`,
    os: () =>
      '工作线程为该帧凑足描述符（可合并缓冲区），把它从套接字缓冲区拷贝到客户机内存，连同头部。',
    kernel: () =>
      'handle_rx 从 tap 的环一次取至多 64 个 skb 指针 → get_rx_bufs → tun_recvmsg 拷贝到客户机内存。',
  },
  'vhost-signal': {
    first: (w) => `帮手为 ${w.guest} 摇铃，宿主机内核把它变成中断，不用问任何程序。`,
    os: () =>
      'irqfd：工作线程给 call eventfd 发信号，KVM 挂在上面的回调在内核中注入 MSI。每批一次，而且只在越过 used_event 时。',
    kernel: () =>
      'vhost_signal → vhost_notify → eventfd_signal → irqfd_wakeup → kvm_arch_set_irq_inatomic → vmx_deliver_interrupt。',
  },
  'vhost-busy-poll': {
    first: () => '帮手睡前还要盯着空环看一会儿：下一个数据包更快，但占着一个 CPU。',
    os: () =>
      '忙轮询：工作线程最多自旋 busyloop_timeout。其间到来的包既不用通知也不用唤醒，所以也没有退出。',
    kernel: () => 'vhost_net_busy_poll 自旋到 busyloop_timeout；tap 上不设 poll-us 就不启用。',
  },
  'pmd-poll': {
    first: () => '宿主机上有个程序专门看各个环。现在都是空的，它马上再看一遍。',
    os: () =>
      '轮询模式驱动 (PMD)：没有中断，没有通知，从不睡眠。不论负载多少，该核都是 100 % 忙，这就是这条路的代价。',
    kernel: () =>
      'pmd_thread_main (OVS)：rte_eth_rx_burst 和 rte_vhost_dequeue_burst 返回 0，开始下一轮。',
  },
  'pmd-round': {
    first: () => '程序挨个查看它的环，看哪里有数据包在等。',
    os: () => '轮询循环走一圈，查看网卡的和每个客户机的接收队列，每个队列至多取 32 帧。',
    kernel: () => 'pmd_thread_main → 对该核的每个队列 dp_netdev_process_rxq_port。',
  },
  'pmd-dequeue': {
    first: (w) =>
      `程序把数据包从 ${w.guest} 的内存里拷贝出来；${w.guest} 没有停过，连通知都不必发。`,
    os: () =>
      '进程在共享内存中看到新的 avail.idx，转换地址，把帧拷贝进自己的缓冲区 (mbuf)，一次至多 32 个。',
    kernel: () => 'rte_vhost_dequeue_burst → virtio_dev_tx_split：描述符到 mbuf，之后写已用环。',
  },
  'pmd-enqueue': {
    first: () => '程序把数据包拷贝进收件虚拟机的内存：这条路上唯一的一次拷贝。',
    os: () => '进程从客户机的接收队列取缓冲区，把帧拷贝进去，再发布已用环。队列空了，帧就被丢弃。',
    kernel: () => 'rte_vhost_enqueue_burst → virtio_dev_rx_split：mbuf 到描述符，写已用环。',
  },
  'pmd-rx': {
    first: () => '程序发现网卡放进内存的数据包。它本来就在看，所以不需要中断。',
    os: () => '轮询模式驱动发现接收描述符的 DD 已置位，取走缓冲区，查出该帧要去的端口。',
    kernel: () => 'rte_eth_rx_burst → ixgbe_recv_pkts，然后查流表（EMC、分类器）。',
  },
  'pmd-tx': {
    first: () => '程序在网卡的环里记下数据包放在哪里。',
    os: () => '轮询模式驱动在用户态填写网卡的发送描述符，顺便释放以前发出的缓冲区。',
    kernel: () => 'rte_eth_tx_burst → ixgbe_xmit_pkts：填写整批的描述符，释放旧的 mbuf。',
  },
  'pmd-mmio': {
    first: () => '程序自己写一次就通知了网卡，不用问宿主机内核。',
    os: () =>
      'vfio-pci 已把网卡的 BAR 映射进该进程：整批只写一次尾指针寄存器，转发写，没有系统调用。',
    kernel: () =>
      'ixgbe_xmit_pkts 的末尾，补充缓冲区时是 ixgbe_recv_pkts 的末尾：写映射来的 BAR 中的 TDT 或 RDT。',
  },
  'pmd-call': {
    first: (w) => `${w.guest} 要求过通知，程序就请宿主机给它发中断：这是程序唯一一次求助内核。`,
    os: () =>
      '若越过了 used_event，进程就写 call eventfd，它是 KVM 的 irqfd。轮询的客户机从不要求通知。',
    kernel: () =>
      'vhost_vring_call_split → 对 callfd write(2) → eventfd_signal → irqfd_wakeup → kvm_arch_set_irq_inatomic → vmx_deliver_interrupt。',
  },
};
