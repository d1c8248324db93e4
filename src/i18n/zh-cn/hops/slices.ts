import type { slices as en } from '../../en/hops/slices';
import type { StepWords } from '../../en/steps';
import type { Like } from '../../like';

const card = ({ device }: StepWords) => (device === '' ? '网卡' : device);

export const slices: Like<typeof en> = {
  'vring-index': {
    first: (w) => `${card(w)} 去看 ${w.guest} 的环：等待的数据包多了没有？不用问宿主机的 CPU。`,
    os: () =>
      'vDPA：网卡用 DMA 读可用环 (available ring) 的 flags 和 idx，4 字节。用自家环格式的网卡从门铃里就得知新的尾指针，不必去读。',
    kernel: () =>
      '硬件，没有代码：4 字节的存储器读 TLP，avail 的地址由 mlx5_vdpa_set_vq_address 给定；软件后端在这里做 vhost_get_vq_desc。',
  },
  'vring-entries': {
    first: (w) => `${card(w)} 从 ${w.guest} 的环里读出哪些缓冲区在等着。`,
    os: () =>
      '可用环的项每项 2 字节，只是描述符的编号；描述符在别处，每个还要再读一次。所以 virtio 环比网卡自己的环多花几次读。',
    kernel: () =>
      '硬件，没有代码：存储器读 TLP，读 avail->ring 中上次见到的索引与新索引之间的各项，不越过环尾。',
  },
  'vring-used': {
    first: (w) => `${card(w)} 在 ${w.guest} 的环里记下：这个缓冲区用完了。`,
    os: () => '已用项 (used element)：8 字节，描述符编号和写入长度。转发写，次序在数据之后。',
    kernel: () =>
      '硬件，没有代码：一个 vring_used_elem 的存储器写 TLP，之后由 virtqueue_get_buf 读取。',
  },
  'vring-used-index': {
    first: (w) => `${card(w)} 把完成计数加一，驱动这才看得到。`,
    os: () =>
      'used->idx，2 字节，写在已用项之后：同一功能的转发写保持次序，所以驱动不会先看到索引后看到内容。',
    kernel: () =>
      '硬件，没有代码：写 used->idx 的存储器写 TLP，virtqueue_get_buf 拿它与 last_used_idx 比较。',
  },
  'vring-flags': {
    first: (w) => `${card(w)} 去读 ${w.guest} 想不想被中断，答案就在 ${w.guest} 的内存里。`,
    os: () =>
      'VRING_AVAIL_F_NO_INTERRUPT：驱动轮询期间置上此标志。网卡要在写完 used->idx 之后去读它，每次中断前多一个完整的 PCIe 往返。事件索引 (event index) 未提供。',
    kernel: () =>
      '硬件，没有代码：读 avail->flags 的存储器读 TLP，该标志由 virtqueue_disable_cb_split 和 virtqueue_enable_cb_prepare_split 写；mlx5_vdpa 的特性里没有 VIRTIO_RING_F_EVENT_IDX。',
  },
  'vdpa-kick': {
    first: (w) => `${w.guest} 没有自己的门铃页，由宿主机内核替它按网卡的门铃。`,
    os: () =>
      '没有映射通知页时，通知止于内核。vhost-vdpa 没有工作线程：就在退出客户机的那个 vCPU 的上下文里，立刻写网卡。',
    kernel: () =>
      'vhost_poll_wakeup，use_worker 为假 → handle_vq_kick → mlx5_vdpa_kick_vq：iowrite16 写队列编号。',
  },
  'vdpa-irq': {
    first: (w) => `宿主机接下网卡的中断，转交给 ${w.guest}。`,
    os: () =>
      '非投递中断：虚拟队列的向量属于某个宿主机 CPU。厂商驱动调用 vhost-vdpa，后者向 eventfd 发信号，KVM 注入客户机的向量。',
    kernel: () =>
      'mlx5_vdpa_int_handler → vhost_vdpa_virtqueue_cb → eventfd_signal → irqfd_wakeup。有 get_vq_irq 时该向量改为投递型 (vhost_vdpa_setup_vq_irq)。',
  },
  vdcm: {
    first: (w) => `${w.guest} 问了设备一件网卡里没有寄存器对应的事：由宿主机里的程序编出答案。`,
    os: () =>
      '虚拟设备组合模块 (VDCM)：可分配设备接口 (ADI) 只有门铃、向量和邮箱所在的页真在网卡里，其余都由宿主机拼出，包括配置空间；每次访问都是一次重量级退出。',
    kernel: () =>
      'KVM_EXIT_MMIO → QEMU 的 vfio_region_write 或相应的读：对设备文件 pread → ice_vdcm_rw → ice_vdcm_bar0_read。',
  },
};
