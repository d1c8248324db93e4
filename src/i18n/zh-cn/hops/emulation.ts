import { byPath } from '../../depths';
import type { emulation as en } from '../../en/hops/emulation';
import type { StepWords } from '../../en/steps';
import type { Like } from '../../like';

const touched = ({ register }: StepWords) => (register === '' ? '寄存器' : ` ${register} `);

/** 启动发送的写入：两种模型都当场发送。 */
const sends = ({ register }: StepWords) => register === 'TDT' || register === 'TxPoll';

export const emulation: Like<typeof en> = {
  'device-register': {
    first: (w) => `宿主机上有个程序扮演网卡：访问${touched(w)}时真网卡该做什么，它就做什么。`,
    os: (w) =>
      byPath(
        w,
        {
          virtio:
            '没有 ioeventfd 时通知在此结束：QEMU 的 vCPU 线程持有大锁，只调度负责发送的下半部 (bottom half)。客户机要等它做完。',
        },
        `QEMU 在 vCPU 线程里、持有大锁，把对${touched(w)}的访问分派给设备模型的回调。${sends(w) ? '模型就在这里发送：vCPU 做了网卡的活。' : '做完之前客户机停住不动。'}`,
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          emulated: e1000Register(w.register),
          'emulated-rtl8139': rtl8139Register(w.register),
          virtio:
            'virtio_pci_notify_write → virtio_queue_notify → virtio_net_handle_tx_bh 调度 virtio_net_tx_bh。',
        },
        '内存区域的回调：模型的 e1000_mmio_write、e1000_mmio_read 之类。',
      ),
  },
  'fetch-descriptor': {
    first: (w) => `扮演网卡的程序从 ${w.guest} 的环里读出数据包在内存的什么地方。`,
    os: () =>
      '模型读下一个 16 字节的描述符。客户机内存是 QEMU 地址空间的一部分，真网卡要用 DMA 做的事，这里是普通的读内存。',
    kernel: (w) =>
      byPath(
        w,
        {
          emulated: 'set_tctl → start_xmit：对 TDH 处的描述符 pci_dma_read，直到 TDH = TDT。',
          'emulated-rtl8139':
            'rtl8139_cplus_transmit → rtl8139_cplus_transmit_one：只要 OWN 置位就 pci_dma_read。',
        },
        '用 pci_dma_read 把描述符读入模型。',
      ),
  },
  'copy-guest-to-model': {
    first: (w) => `整个数据包从 ${w.guest} 的内存拷贝出来：第一次拷贝。真网卡会自己取，不用 CPU。`,
    os: () =>
      '模型把载荷从客户机内存拷贝到自己的发送缓冲区，并用软件计算校验和，这又把每个字节读了一遍。',
    kernel: (w) =>
      byPath(
        w,
        {
          emulated:
            'process_tx_desc：pci_dma_read 读入发送缓冲区；到 EOP 时 xmit_seg 填校验和 → e1000_send_packet。',
          'emulated-rtl8139':
            'rtl8139_cplus_transmit_one：pci_dma_read 读入 C+ 缓冲区，就地算校验和，然后 rtl8139_transfer_frame。',
        },
        'pci_dma_read 读入模型的缓冲区，软件算校验和。',
      ),
  },
  'descriptor-writeback': {
    first: (w) => `扮演网卡的程序在环里把数据包标为已发送，${w.guest} 可以再用这个位置。`,
    os: (w) =>
      byPath(
        w,
        {
          'emulated-rtl8139':
            '模型清掉描述符的 OWN 位：该项又归驱动所有。驱动就是靠它得知发送完成。',
        },
        '如果驱动用 RS 要求过，模型就在客户机内存里置描述符完成位 (DD)，并推进头指针。',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          'emulated-rtl8139':
            'rtl8139_cplus_transmit_one：清 OWN，pci_dma_write；IntrStatus 置 TxOK。',
        },
        'txdesc_writeback：置 DD，pci_dma_write 4 字节；TDH 前进，到 TDLEN/16 回绕。',
      ),
  },
  'raise-irq-line': {
    first: () => '扮演网卡的程序切换它的中断线：有事时拉高，虚拟机看过后放低。',
    os: (w) =>
      'INTx 是电平触发：QEMU 用 ioctl KVM_IRQ_LINE 设定电平，升降各一次系统调用，KVM 的 IOAPIC 再把它变成向量。' +
      byPath(
        w,
        {
          'emulated-rtl8139': '这个模型不做任何节流。',
          emulated: '一次中断之后，模型至少隔 128 µs 才发下一次。',
        },
        '',
      ),
    kernel: (w) =>
      byPath(
        w,
        { 'emulated-rtl8139': 'rtl8139_update_irq' },
        'set_ics、mac_icr_read 或 set_ims → set_interrupt_cause',
      ) + ' → pci_set_irq → ioctl KVM_IRQ_LINE → kvm_ioapic_set_irq → vmx_deliver_interrupt。',
  },
  'bql-wait': {
    first: () => '扮演网卡的程序同一时刻只许一处工作，这里要排队等候。',
    os: () =>
      'QEMU 大锁 (BQL) 是整个进程的一把互斥锁：有重量级退出的各 vCPU 线程和主循环都要为它排队。',
    kernel: () =>
      'prepare_mmio_access（vCPU 线程）或主循环在 bql_lock 里等待，旧版本叫 qemu_mutex_lock_iothread。',
  },
  'main-loop': {
    first: () => '宿主机上的帮手程序醒了，看看有什么要做。',
    os: () =>
      'QEMU 主循环从 poll 返回：tap 可读、eventfd 有信号或定时器到期。处理函数在大锁之下运行。',
    kernel: (w) =>
      'main_loop_wait → os_host_main_loop_wait：' +
      byPath(
        w,
        {
          emulated: 'tap 可读时 tap_send，中断节流结束时 e1000_mit_timer。',
          'emulated-rtl8139': 'tap 可读时 tap_send。',
          virtio: 'tap 可读时 tap_send，通知使主机通知器有信号时 virtio_net_handle_tx_bh。',
        },
        '就绪的文件描述符的处理函数。',
      ),
  },
  'copy-tap-to-vmm': {
    first: (w) => `数据包从宿主机内核拷贝到帮手程序。它还没有到 ${w.guest}，后面还要再拷贝一次。`,
    os: () =>
      'QEMU 对 tap 调用 read()：系统调用把帧从内核的套接字缓冲区拷贝到用户态缓冲区。两次拷贝中的第一次。',
    kernel: () =>
      'tap_send → tap_read_packet → read(2) → tun_chr_read_iter → tun_do_read → 拷贝到用户态。',
  },
  'copy-model-to-guest': {
    first: (w) => `数据包第二次被拷贝，进入 ${w.guest} 的内存，放在驱动留好的位置。`,
    os: (w) =>
      byPath(
        w,
        {
          virtio:
            '后端从接收队列取出缓冲区，把 12 字节的头和帧写入客户机内存，再把该项发布到已用环。',
          'emulated-rtl8139':
            '模型取下一个 OWN 置位的描述符，把帧拷贝进它的缓冲区，清 OWN 交还；没有这样的描述符，帧就丢失。',
        },
        '模型取 RDH 处的描述符（RDH ≠ RDT，即有空缓冲区），把帧拷贝进去，最后才置 DD，驱动就不会先看到 DD 后看到数据。',
      ),
    kernel: (w) =>
      byPath(
        w,
        {
          virtio:
            'virtio_net_receive → virtio_net_receive_rcu：virtqueue_pop，iov_from_buf 写入客户机内存，virtqueue_push。',
          'emulated-rtl8139': 'rtl8139_do_receive 的 C+ 分支：pci_dma_write 写帧和描述符。',
        },
        'e1000_receive_iov：pci_dma_write 写帧，再写带 DD 的描述符；然后以 RXT0 调用 set_ics。',
      ),
  },
  'copy-to-tap': {
    first: (w) => `数据包拷贝进宿主机内核。从这里起，${w.guest} 的数据包归宿主机管。`,
    os: (w) =>
      'QEMU 对 tap 调用 writev()：内核分配套接字缓冲区并拷贝帧，' +
      byPath(
        w,
        { virtio: '直接来自客户机内存：发送路上唯一的一次拷贝。' },
        '来自模型的缓冲区：第二次拷贝。',
      ) +
      '网桥和 PF 驱动随后就在这次调用里运行。',
    kernel: (w) =>
      byPath(
        w,
        {
          virtio: 'virtio_net_flush_tx → qemu_sendv_packet_async → tap_receive_iov',
          'emulated-rtl8139': 'rtl8139_transfer_frame → tap_receive',
        },
        'e1000_send_packet → tap_receive',
      ) + ' → writev(2) → tun_get_user → netif_receive_skb。',
  },
  'virtqueue-pop': {
    first: (w) => `帮手程序从它与 ${w.guest} 共享的环里取下一个数据包的地址。还没有拷贝任何东西。`,
    os: () => '下半部从可用环取出链头，沿描述符链得到一个向量，它直接指向客户机内存。',
    kernel: () =>
      'virtio_net_tx_bh → virtio_net_flush_tx（至多 tx_burst = 256 个）→ virtqueue_pop。',
  },
  'signal-msi': {
    first: (w) => `帮手程序请宿主机内核给 ${w.guest} 发一个中断。`,
    os: () =>
      '已用环已写好；若越过了 used_event，QEMU 就用 ioctl KVM_SIGNAL_MSI 发出 MSI-X 向量：每个中断一次系统调用。',
    kernel: () =>
      'virtio_notify → virtio_split_should_notify → msix_notify → kvm_apic_mem_write → kvm_irqchip_send_msi (KVM_SIGNAL_MSI) → vmx_deliver_interrupt。',
  },
};

function e1000Register(register: string): string {
  switch (register) {
    case 'TDT':
      return 'e1000_mmio_write → set_tctl → start_xmit → process_tx_desc，全部做完 vCPU 才能继续。';
    case 'ICR':
      return 'e1000_mmio_read → mac_icr_read：返回并清除原因；set_interrupt_cause 放低 INTx。';
    case 'STATUS':
      return 'e1000_mmio_read → mac_readreg：驱动读 STATUS 只为冲刷先前的写入。';
    case 'IMS':
      return 'e1000_mmio_write → set_ims → set_interrupt_cause：解除屏蔽，若有待处理的原因立即拉高 INTx。';
    case 'IMC':
      return 'e1000_mmio_write → set_imc → set_interrupt_cause：屏蔽，中断线因此放低。';
    default:
      return 'e1000_mmio_write 或 e1000_mmio_read → 该寄存器自己的函数，如 set_tctl、mac_icr_read、set_rdt。';
  }
}

function rtl8139Register(register: string): string {
  switch (register) {
    case 'TxPoll':
      return 'rtl8139_io_writeb → rtl8139_cplus_transmit，全部做完 vCPU 才能继续。';
    case 'IntrStatus':
      return 'rtl8139_IntrStatus_read，或 rtl8139_IntrStatus_write（写 1 清除）→ rtl8139_update_irq。';
    case 'IntrMask':
      return 'rtl8139_IntrMask_write → rtl8139_update_irq；随后的读 (rtl8139_IntrMask_read) 是冲刷。';
    default:
      return 'rtl8139_io_writeb 之类 → 该寄存器自己的函数 → rtl8139_update_irq。';
  }
}
