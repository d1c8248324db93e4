import type { Pages } from '../page';

export const concepts: Pages = {
  'sr-iov': {
    summary: '一个 PCIe 设备变成多个',
    description: [
      '单根 I/O 虚拟化让物理功能（PF）提供虚拟功能（VF）：每个 VF 有自己的队列、中断、配置空间和 Routing ID，但不能管理设备。拥有 VF 的虚拟机直接与硬件对话；IOMMU 依据 Routing ID 把它的内存访问限制在该虚拟机之内。',
      'PF 的驱动通过 SR-IOV 能力启用 VF：先写 NumVFs，再置位 VF Enable 和 VF MSE。VF 一起出现、一起消失：数量只能先到 0，再到另一个值。',
      'VF 的厂商号读出 ffff，普通扫描找不到它：内核计算出它的位置，并从 PF 得到它的编号和 BAR。',
    ],
    examples: ['SR-IOV 能力。', '启用了多少个。'],
  },
  'routing-id': {
    summary: '标识一个功能的十六位编号',
    description: [
      'Routing ID 由八位总线号和八位功能号组成。没有 ARI 时，低八位是五位设备号和三位功能号：3b:10.0 即 3b80。链路上的每个包都带有发送者的编号，IOMMU 据此查表。',
      '第 n 个 VF 的编号是 RID(PF) + First VF Offset + (n - 1) × VF Stride。和可能进位到下一条总线：E810 的第二个端口位于 98:00.1，偏移 135，其第 128 个 VF 位于 99:00.7。所以 VF 需要总线号，固件或内核必须在端口后面预留。',
      '有 ARI 时低八位是一个功能号，Linux 仍写成“设备.功能”：80 写作 10.0。',
    ],
    examples: ['此 PF 的偏移和步长。', '位于 3b:00.0 的 PF 的第二个 VF。'],
  },
  ari: {
    summary: '替代路由 ID 解释（ARI）',
    description: [
      'PCIe 链路只通向设备 0，只剩八个功能。有了 ARI 就没有设备号：八位全部用来表示功能，一条总线容得下 256 个。',
      '需要双方配合：设备具有 ARI 能力，上方端口打开了 ARI Forwarding。Linux 在扫描时完成，除非启动参数为 pci=noari。然后它在第一个 PF 的 SR-IOV 能力中置位 ARI Capable Hierarchy，此时所有 PF 的偏移和步长都可能改变。',
      '没有 ARI 时，网卡把 VF 放到能到达的地方，即下一条总线：82599 的偏移是 384 而不是 128。',
    ],
    examples: ['网卡上方的端口。', 'PF 本身。'],
  },
  limits: {
    summary: 'VF 为何不能更多',
    description: [
      'VF 的数量受六个因素限制，最小者起作用：硬件的 TotalVFs（16 位，规范上限为 65535）；驱动自己的上限；端口后面的总线号；VF BAR 的内存，内核启动时按单个 VF 的大小乘以 TotalVFs 分配；MSI-X 向量；队列对。',
      '常听到的 256 是启用 ARI 时一条总线上的功能数，没有 ARI 时是 8；需要更多时网卡会占用更多总线。它也是若干产品选定的 TotalVFs。但它不是规范的限制。',
      '各个限制的表现：超过 sriov_totalvfs 得到 Numerical result out of range；总线号和内存不足得到 Cannot allocate memory，dmesg 中有一行说明是哪一种。',
    ],
    examples: ['驱动的上限。', '硬件的数值。', '方括号里是端口后面的总线号。'],
  },
  vfio: {
    summary: '把功能交给虚拟机',
    description: [
      'vfio-pci 这个驱动只做一件事：把功能交给一个进程，包括可映射的 BAR、可转发的中断，以及要填写的 IOMMU 地址空间。QEMU 用它把 VF 交给虚拟机。',
      '功能先离开原驱动，driver_override 指定 vfio-pci，再由 drivers_probe 绑定。同一 IOMMU 组的所有功能都必须由 vfio 接管或没有驱动；/dev/vfio 下随后出现以组号命名的文件。virsh nodedev-detach 一步完成。',
      'PF 也可以交给 vfio-pci，但只有加载模块时带有 enable_sriov 才能创建 VF。',
    ],
    examples: ['加载。', 'VF 所在的组。', '一步完成。', '再转回来。'],
  },
  switchdev: {
    summary: '由主机控制的网卡交换机',
    description: [
      '带 VF 的网卡内部有一个交换机。legacy 模式下由驱动设置：地址、VLAN、源地址检查。switchdev 模式下每个 VF 在主机上有一个代表接口（representor），可以对它使用 bridge 和 tc；规则下发到硬件，硬件无法匹配的报文上送主机。',
      '在支持的网卡（ConnectX、E810、NetXtreme-E）上，用 devlink dev eswitch set 设备 mode switchdev 切换。',
    ],
    examples: ['devlink 所知的网卡。', '这里没有软件网桥。'],
  },
  migration: {
    summary: '拥有 VF 的虚拟机为何不能迁移',
    description: [
      '虚拟机的驱动与硬件共享队列和状态，QEMU 无法读取，而网卡又在背后写虚拟机内存。普通的 vfio-pci 没有办法停住 VF 并保存它：“VFIO migration is not supported in kernel”。',
      '出路：厂商的变体驱动加上能保存 VF 状态的网卡（mlx5_vfio_pci）；虚拟机内成对的接口，迁移时拔下 VF，由 virtio 接口顶替（net_failover）；vDPA。前两种在“热迁移”旁边设置；virsh dumpxml 用 teaming 元素显示这样的一对。',
    ],
    examples: ['虚拟机列表。', '普通 VF：被拒绝。'],
  },
};
