import { assigned, byPath, emulated, virtio } from '../../depths';
import type { guest as en } from '../../en/hops/guest';
import type { StepWords } from '../../en/steps';
import type { Like } from '../../like';

/** 裸机上没有虚拟机。 */
const owner = (w: StepWords) => byPath(w, { 'bare-metal': '宿主机' }, w.guest);

const registerOf = ({ register }: StepWords) =>
  register === '' ? '尾指针寄存器' : ` ${register} `;

const isUnmask = ({ register }: StepWords) => register.endsWith('EIMS');

export const guest: Like<typeof en> = {
  'app-send': {
    first: (w) =>
      `${owner(w)} 上的程序要发送数据，那里的操作系统把数据装进数据包。到此为止与普通计算机一样。`,
    os: (w) =>
      `套接字调用进入 ${owner(w)} 的内核：TCP/IP 拷贝数据、加上首部，再交给排队规则 (qdisc)。` +
      byPath(w, { 'bare-metal': '没有虚拟机监控器参与。' }, '全程在非根模式，没有退出。'),
    kernel: () =>
      'sendmsg 把数据拷贝进 sk_buff → dev_queue_xmit → qdisc → dev_queue_xmit_nit（包套接字：tcpdump 在此看到它）→ 驱动的 ndo_start_xmit。',
  },
  'driver-xmit': {
    first: (w) =>
      `${owner(w)} 的驱动在内存的环里记下数据包放在哪里。还没有任何东西移动，网卡也还不知道。`,
    os: (w) =>
      byPath(
        w,
        {
          emulated:
            '驱动在客户机内存的环里填写一个 16 字节的发送描述符（地址、长度、包结束标志）：普通的存储指令，没有退出。',
          'emulated-rtl8139':
            '驱动填写 16 字节的描述符并置 OWN 位：从此该项归设备所有。普通的存储指令，没有退出。',
          ...virtio(
            '驱动把 12 字节的 virtio-net 头和帧填入描述符表，把链头放进可用环 (available ring)，再增加 avail.idx：都是写共享内存，没有退出。',
          ),
          ...assigned(
            '驱动填写 16 字节的描述符，其中是客户机物理地址：设备用它做 DMA，由 IOMMU 转换，所以不必逐包映射。',
          ),
        },
        '驱动为缓冲区建立 DMA 映射，在内存的环里填写一个 16 字节的发送描述符。',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'e1000_xmit_frame → e1000_tx_queue：最后一个数据描述符带 EOP、IFCS、RS；除非 xmit_more，随后写 TDT。',
          'emulated-rtl8139':
            'cp_start_xmit：内存屏障之后置 OWN；每个包都写 TxPoll，不用 xmit_more。',
          ...virtio(
            'start_xmit → xmit_skb：描述符、avail->ring，写屏障之后 avail->idx；virtqueue_kick_prepare_split 拿它与 avail_event 比较。',
          ),
          sriov:
            'ixgbevf_xmit_frame → ixgbevf_tx_map（E800 上是 iavf_tx_map）：没有虚拟 IOMMU 时 DMA 地址就是客户机物理地址。',
          passthrough:
            'ixgbe_xmit_frame → ixgbe_tx_map，与裸机相同；没有虚拟 IOMMU 时 DMA API 只做算术。',
          'bare-metal':
            'ixgbe_xmit_frame → ixgbe_tx_map：iommu=pt 时为恒等映射；有转换域时 iommu_dma_map_page 为每个缓冲区分配 IOVA。',
        },
        'ndo_start_xmit：按客户机看到的网卡，是 e1000_xmit_frame、virtio_net 的 start_xmit 或 ixgbevf_xmit_frame。',
      ),
  },
  isr: {
    first: (w) => `中断来了：${owner(w)} 放下手头的事，看看是网卡有事还是定时器到期。`,
    os: (w) =>
      byPath(
        w,
        {
          ...emulated(
            '处理程序经客户机的 IDT 进入。中断线是共享的电平触发线 (INTx)，必须向网卡询问原因，而每次询问都是会陷出的寄存器访问。',
          ),
          ...virtio(
            '处理程序经客户机的 IDT 进入。用 MSI-X 时向量本身就指明队列：它关掉回调、调度 NAPI，不碰任何设备寄存器。',
          ),
        },
        '处理程序经 IDT 进入。MSI-X 向量指明队列，并已自动屏蔽；处理程序只调度 NAPI，其余靠轮询。',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated: 'e1000_intr：读 ICR，写 IMC，读 STATUS 以冲刷写操作，然后 napi_schedule。',
          'emulated-rtl8139':
            'cp_interrupt：读取并确认 IntrStatus；有收到的帧时写 IntrMask 并调用 napi_schedule。',
          ...virtio(
            'vring_interrupt → skb_recv_done 或 skb_xmit_done → virtqueue_disable_cb_split → napi_schedule。',
          ),
          sriov: 'ixgbevf_msix_clean_rings → napi_schedule；VTEIAM 已把向量屏蔽。',
          passthrough: 'ixgbe_msix_clean_rings → napi_schedule；向量已自动屏蔽 (EIAM)。',
          'bare-metal':
            '宿主机自己的内核中：ixgbe_msix_clean_rings → napi_schedule；向量已自动屏蔽 (EIAM)。',
        },
        '该向量的 IDT 项 → 驱动的处理程序 → napi_schedule。',
      ),
  },
  'napi-tx-clean': {
    first: (w) => `${owner(w)} 的驱动看到哪些数据包已经发出，收回它们占用的内存和环中的位置。`,
    os: (w) =>
      byPath(
        w,
        virtio(
          'NAPI 从已用环 (used ring) 取出已发送的缓冲区并释放；不用发送中断时 (napi_tx 关闭)，留到下一次发送时再做。',
        ),
        'NAPI 轮询发送环，找出已完成的描述符（DD 已置位，或 OWN 已清零），释放套接字缓冲区，并重新启动停下的队列。',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated: 'e1000_clean → e1000_clean_tx_irq：检查内存中的 DD，释放 skb，不访问寄存器。',
          'emulated-rtl8139': 'cp_tx：释放设备已清 OWN 位的每个描述符。',
          ...virtio('virtnet_poll_tx → free_old_xmit_skbs → 对每个已用项 virtqueue_get_buf。'),
          sriov: 'ixgbevf_poll → ixgbevf_clean_tx_irq：检查内存中的 DD，释放 skb。',
          passthrough: 'ixgbe_poll → ixgbe_clean_tx_irq：检查内存中的 DD，释放 skb。',
          'bare-metal': 'ixgbe_poll → ixgbe_clean_tx_irq：检查内存中的 DD，解除映射，释放 skb。',
        },
        '驱动的 NAPI 轮询：e1000_clean_tx_irq、free_old_xmit_skbs 或 ixgbevf_clean_tx_irq。',
      ),
  },
  'napi-rx': {
    first: (w) => `${owner(w)} 的驱动从接收环取出数据包。一次中断之后可以取很多个。`,
    os: (w) =>
      byPath(
        w,
        virtio(
          'NAPI 轮询：最多取 64 个已用项，各做成一个套接字缓冲区，并向环补充新缓冲区。其间 used_event 保持旧值，所以不再来中断。',
        ),
        'NAPI 轮询：最多取 64 个已完成的描述符，各做成一个套接字缓冲区，并向环补充新缓冲区。结束之前中断一直屏蔽。',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'e1000_clean → e1000_clean_rx_irq（256 字节以内 copybreak 拷贝）→ e1000_alloc_rx_buffers 补充。',
          'emulated-rtl8139': 'cp_rx_poll：取走没有 OWN 的描述符，补充缓冲区，再置 OWN。',
          ...virtio('virtnet_poll → virtnet_receive → virtqueue_get_buf，skb 直接建在该页上。'),
          sriov: 'ixgbevf_poll → ixgbevf_clean_rx_irq，然后 ixgbevf_alloc_rx_buffers。',
          passthrough: 'ixgbe_poll → ixgbe_clean_rx_irq，然后 ixgbe_alloc_rx_buffers。',
          'bare-metal': '软中断里 ixgbe_poll → ixgbe_clean_rx_irq，然后 ixgbe_alloc_rx_buffers。',
        },
        '驱动的 NAPI 轮询：e1000_clean_rx_irq、virtnet_receive 或 ixgbevf_clean_rx_irq。',
      ),
  },
  'stack-receive': {
    first: (w) => `数据包向上穿过 ${owner(w)} 的操作系统，数据到达正在等待的程序。`,
    os: () =>
      'GRO 可以合并同一条流的帧；IP 和 TCP 检查首部，把数据排入套接字队列并唤醒读者，读者的系统调用把数据拷贝到用户态。',
    kernel: () =>
      'napi_gro_receive → __netif_receive_skb_core（包套接字：tcpdump 在此看到它）→ IP、TCP → recvmsg 从 sk_buff 拷贝给程序。',
  },
  'guest-pmd-round': {
    first: (w) => `${owner(w)} 的程序反复查看它的环。不用谁来叫它，它的 CPU 一直在忙。`,
    os: () =>
      '用户态的轮询模式驱动 (DPDK) 独占设备：循环依次读取两个环。没有开启中断，所以不会有中断送达，vCPU 也从不停机。',
    kernel: () =>
      '循环里的 rte_eth_rx_burst 读取下一个描述符或已用项，发现那里有东西；客户机内核不参与。',
  },
  'guest-pmd-rx': {
    first: (w) => `${owner(w)} 的程序在环里发现数据包并取走，一次最多 32 个。`,
    os: () =>
      '这一批包按内存中的样子直接交给程序：没有中断，没有套接字缓冲区，没有 TCP/IP 协议栈，也没有系统调用。',
    kernel: () => 'rte_eth_rx_burst 返回最多 32 个缓冲区；取走的随后还给环。',
  },
  'guest-pmd-tx': {
    first: (w) => `${owner(w)} 的程序在环里记下数据包放在哪里。`,
    os: () =>
      '驱动是程序里的一个库：先填好整批的描述符，再通知设备一次；对方也在轮询时则根本不通知。',
    kernel: () => 'rte_eth_tx_burst 写描述符，并收回先前已发送的缓冲区。',
  },
  'guest-idle': {
    first: (w) => `${owner(w)} 没有事做，却从不睡眠，一直在看。没有 VM 退出，但一个 CPU 总在忙。`,
    os: () =>
      '用 idle=poll 时空闲循环在非根模式里自旋，不执行 HLT：没有 HLT 退出，没有唤醒延迟，但占满一个核。',
    kernel: () => 'cpu_idle_poll 代替 HLT 自旋到 need_resched；永远走不到 kvm_vcpu_halt。',
  },
  'direct-write': {
    first: (w) =>
      byPath(
        w,
        { 'bare-metal': '驱动写一次就通知了网卡，中间没有任何东西。' },
        `${w.guest} 自己写一次，直接通知真实的网卡。没有 VM 退出，宿主机毫无察觉。`,
      ),
    os: (w) =>
      byPath(
        w,
        {
          'bare-metal': `对${registerOf(w)}的写入直达该功能已映射的 BAR：一次 PCIe 转发写 (posted write)，CPU 不等待。`,
        },
        `${registerOf(w).trim()} 所在的 BAR 页由 EPT 映射给客户机，写入立即变成一次 PCIe 转发写 (posted write)，不会陷出。`,
      ),
    kernel: (w) => `${writerOf(w)}：用 writel 写 BAR${mappedBy(w)}`,
  },
  doorbell: {
    first: (w) =>
      isUnmask(w)
        ? '驱动的一条短消息正送往网卡：可以再发中断了。'
        : '驱动的一条短消息正送往网卡：请看环。它不带数据包的任何内容。',
    os: (w) =>
      isUnmask(w)
        ? `PCIe 上对${registerOf(w)}的 4 字节转发写：到达时解除该向量的屏蔽，被压下的中断可以发出。`
        : `PCIe 上对${registerOf(w)}的 4 字节转发写。CPU 不等待；` +
          byPath(
            w,
            { vdpa: '网卡只得知有新东西，有多少还得自己去读。' },
            '设备要到写入到达时才知道新的尾指针。',
          ),
    kernel: (w) =>
      `由 writel 产生、写 BAR 0 中${registerOf(w)}的存储器写 TLP，没有完成报文。此后全是硬件：` +
      (isUnmask(w)
        ? 'EIMS 中的位被置上。'
        : byPath(w, { vdpa: '网卡去读 avail->idx。' }, '从头指针到尾指针的描述符归设备所有。')),
  },
  'no-device': {
    first: (w) => `${w.guest} 此刻没有网卡：数据包无处可去，在这里丢失。`,
    os: (w) =>
      `${w.guest} 没有背后有设备的网络接口（VF 没有创建，或已被收走），发送失败，数据包被丢弃。`,
    kernel: () => '发送以 ENETDOWN 结束；没有 net_device，也就不会调用 ndo_start_xmit。',
  },
};

/** 由驱动的哪个函数写该寄存器。 */
function writerOf(w: StepWords): string {
  if (w.path === 'vdpa') return `virtqueue_notify → vp_notify 写${registerOf(w)}`;
  const driver = byPath(w, { passthrough: 'ixgbe', 'bare-metal': 'ixgbe' }, 'ixgbevf');
  if (isUnmask(w)) return `${driver}_irq_enable_queues 写 ${w.register}`;
  if (w.register.endsWith('RDT')) return `${driver}_alloc_rx_buffers 写 ${w.register}`;
  return `${driver}_tx_map 写${w.register === '' ? '尾指针寄存器' : ` ${w.register}`}`;
}

const mappedBy = (w: StepWords) =>
  byPath(
    w,
    {
      'bare-metal': '，PF 驱动探测网卡时已映射。',
      vdpa: '，该页由 vhost_vdpa_mmap 交给 KVM（QEMU 的 virtio_queue_set_host_notifier_mr）：EPT 项直接指向网卡。',
      adi: '，该页由 ice_vdcm_mmap_fault 作为内存槽交给 KVM：EPT 项指向 PF 的 BAR 之内。',
    },
    '，该页由 vfio_region_mmap 作为内存槽交给 KVM：EPT 项直接指向设备。',
  );
