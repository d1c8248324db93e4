import type { rogue as en } from '../../en/hops/rogue';
import type { StepWords } from '../../en/steps';
import type { Like } from '../../like';

const card = ({ device }: StepWords) => (device === '' ? '网卡' : device);

export const rogue: Like<typeof en> = {
  'dma-stopped': {
    first: (w) =>
      `${w.guest} 让网卡去访问自己内存之外的地方。中间的硬件在它的页表里找不到这一页，在这里拦下。`,
    os: (w) =>
      `描述符里的地址不属于 ${w.guest}。走它的页表走到一个不存在的表项：访问被拒绝，故障被记录，谁的内存都没有碰到。`,
    kernel: () =>
      'VT-d：第二级页表某一级的 R 或 W 为 0 → 故障原因 0x06（读）或 0x05（写），写入故障记录寄存器；读得到 Unsupported Request 完成报文，转发写则直接消失。由 dmar_fault 打印。',
  },
  'dma-stray': {
    first: (w) => `这里没有谁检查地址：${card(w)} 访问到了不属于 ${w.guest} 的内存。`,
    os: () =>
      '没有 IOMMU，设备地址就是主机物理地址：那里是谁的页，谁就被读走或覆盖，宿主机和它的主人都不会得知。',
    kernel: () =>
      '硬件，没有代码也没有故障：根复合体照样执行该 TLP。没有 IOMMU 时 VFIO 本不会交出该功能（enable_unsafe_noiommu_mode 会污染内核）。',
  },
  'msi-forged': {
    first: (w) => `${w.guest} 让网卡写到发送中断的地址：一次没有人授予它的中断。`,
    os: () =>
      '对 0xFEEx_xxxx 的 4 字节 DMA 写就是中断消息，不论是谁写的。虚拟机把队列的头指针写回地址指到了那里。中断重映射会检查格式、表项和请求者。',
    kernel: () =>
      '查 IRTE：兼容格式而 CFI 关闭 → 原因 0x25；表项的 SID 属于别的功能 → 0x26；表项不存在 → 0x22。没有重映射时，这样的写一律照收：allow_unsafe_interrupts。',
  },
  'dmar-fault': {
    first: () => '硬件报告它拦下了什么：宿主机读出记录，写一行日志。',
    os: () =>
      '故障事件中断：宿主机读出故障记录寄存器，打印（五秒内最多十条）并清除。可用 dmesg 查看。',
    kernel: () =>
      'dmar_fault：先读 FSTS，再读每个 F 置位的 FRCD → dmar_fault_do_one；__ratelimit 默认 5 秒 10 条。',
  },
};
