import type { Pages } from '../page';

export const sysfs: Pages = {
  sysfs: {
    summary: '以文件呈现的内核设备',
    description: [
      '每个 PCI 功能是一个目录。读文件是询问内核，写文件是要求内核做事，出错时错误由写操作返回：“bash: echo: write error: Device or resource busy”。原因常常在 dmesg 里。',
      '一次写入就是一个请求。echo 在末尾加换行，这些文件允许换行。不可写的文件在打开时就连 root 也拒绝：“Permission denied”。不存在的文件在这里也无法新建，提示相同。',
      '链接表示归属：driver、iommu_group、从 VF 指向 PF 的 physfn，以及反方向的 virtfn0 等。',
    ],
    examples: ['PF 的内容：以 sriov_ 开头的文件只有这里才有。', '已加载的驱动。'],
  },
  sriov_numvfs: {
    summary: '已启用的 VF 数量，以及修改它的方法',
    description: [
      '写入 N 即向 PF 的驱动请求 N 个虚拟功能。内核按以下顺序检查：是否为 0 到 65535 的数（Invalid argument）；是否不超过 sriov_totalvfs（Numerical result out of range）；与现有数量相同则直接成功；PF 是否有能做此事的驱动（No such file or directory，并在 dmesg 留下一行）；已有 VF 而 N 不为 0（Device or resource busy）。从 4 到 8 只能先经过 0。',
      '随后驱动准备队列，PCI 核心检查资源：所有可能的 VF 的 BAR 所需的内存，以及最后一个 VF 的总线号。两者都可能不足：Cannot allocate memory。接着写 NumVFs，置位 VF Enable 和 VF MSE，等待 100 毫秒，逐个添加 VF，再由驱动接管。',
      '写入 0 会移除全部 VF，之后内核等待一秒。正在使用 VF 的虚拟机会失去它。',
    ],
    examples: ['已启用的 VF 数。', '关闭全部 VF。', '启用四个 VF。', '内核和驱动对此的说明。'],
    exit: '即 echo 的退出状态：0，或带内核原因的 1。',
  },
  sriov_totalvfs: {
    summary: '最多可以请求多少个 VF',
    description: [
      'SR-IOV 能力中的 TotalVFs；如果驱动要为自己保留一部分，则更小：ixgbe 在 64 中报 63，igb 在 8 中报 7，因为 PF 也需要一组队列。没有驱动时显示硬件的数值。',
      '可以请求不等于一定能得到：内存、总线号或设备的中断向量可能先用完（见 limits）。',
    ],
    examples: ['驱动的上限。', '硬件的上限。'],
  },
  sriov_offset: {
    summary: 'PF 的各个 VF 位于何处',
    description: [
      '即 First VF Offset 和 VF Stride：第一个 VF 的 Routing ID 等于 PF 的加上偏移，之后每个再加一个步长。硬件可以随 NumVFs 和 ARI 位改变两者，所以内核写完 NumVFs 后会重新读取。',
      '82599 在 ARI 下给出 128 和 2，第一个 VF 是 3b:10.0。没有 ARI 时给出 384：VF 移到下一条总线。',
    ],
    examples: ['两个数，各占一行。'],
  },
  sriov_vf_device: {
    summary: 'VF 的设备号',
    description: [
      '十六进制，不带 0x。VF 自身读出 ffff；内核赋予它的是 PF 能力中的这个号，并据此寻找 VF 驱动。',
    ],
    examples: ['10ed 是 82599 的 VF，由 ixgbevf 驱动。'],
  },
  sriov_drivers_autoprobe: {
    summary: '新的 VF 是否交给主机的驱动',
    description: [
      '默认是 1：每个新 VF 绑定到认识它的驱动，从而成为主机的网络接口。如果 VF 是给虚拟机用的，启用之前先写 0：它们不带驱动，可以直接交给 vfio-pci。',
      '即使为 0，driver_override 指定的驱动仍可接管；其他驱动会被拒绝：No such device。已启用的 VF 不受影响。',
    ],
    examples: ['当前设置。', '新的 VF 保持无驱动。'],
  },
  sriov_vf_msix_count: {
    summary: '在 VF 之间调配 MSI-X 向量',
    description: [
      '有些 PF 拥有一个中断向量池：sriov_vf_total_msix 给出总数，向 VF 的 sriov_vf_msix_count 写入数字即分给它这么多。池文件为 0 表示驱动没有此功能。',
      'VF 必须没有驱动（Device or resource busy），数字不能为负（Invalid argument），PF 的驱动必须支持（Operation not supported）。',
    ],
    examples: ['向量池。'],
  },
  virtfn: {
    summary: 'PF 与 VF 之间的链接',
    description: [
      'PF 的 virtfn0、virtfn1…… 指向它的 VF，从 0 计数。规范从 1 计数：virtfn0 就是 VF 1。VF 的 physfn 指回 PF，只有 VF 才有。',
    ],
    examples: ['此 PF 的各个 VF。', '第一个 VF 的地址。', '反过来。'],
  },
  iommu_group: {
    summary: '只能一起交给虚拟机的功能',
    description: [
      'IOMMU 无法区分的功能，或者可以不经 IOMMU 互相访问的功能，组成一个组。虚拟机得到的是整个组：组内每个功能都必须由 vfio-pci 接管或没有驱动。',
      '如果上行路径上的每个端口都有 ACS，禁止功能之间抄近路，那么每个 VF 自成一组。没有 ACS 时，端口、PF 和所有 VF 同属一组，任何一个 VF 都不能单独交出去。如果根本没有这个链接，说明 IOMMU 未启用。',
    ],
    examples: ['组号。', '组内还有什么。'],
  },
  driver_override: {
    summary: '唯一可以接管此功能的驱动',
    description: [
      '写入名称后，只有该驱动可以绑定，不管它认识哪些编号；vfio-pci 就是这样得到 VF 的。写入空行则取消，之后文件显示 (null)。',
      '仅写入此文件不会移动任何东西：还要先解绑，再把地址写入 drivers_probe。',
    ],
    examples: ['当前指定的驱动。', '从现在起只允许 vfio-pci。'],
  },
  bind: {
    summary: '把功能交给驱动或收回',
    description: [
      'unbind 从驱动收回功能，bind 交给某个驱动，drivers_probe 依次询问所有驱动。都需要完整地址 0000:3b:10.0。new_id 教驱动认识一组厂商号和设备号。',
      '驱动不认识该功能、不允许接管，或已被别的驱动占用时，bind 返回 No such device。drivers_probe 即使无人接管也算成功。',
      'VF 启用时解绑 PF：igb 和 ixgbe 会关闭 VF；nvme 会把它们留下，在重新绑定之前无法关闭。',
    ],
    examples: ['VF 失去驱动，网络接口也随之消失。', '认识它的驱动可以接管。', '现在由谁管理。'],
  },
  remove: {
    summary: '移除功能与重新查找',
    description: [
      '向 remove 写 1，内核就当该功能已被拔出，但硬件仍在。向 rescan 写 1 会重新扫描总线并找到它。',
      'VF 没有 remove：它们由 sriov_numvfs 管理。VF 启用时移除 PF，如果驱动不关闭 VF，就会留下孤儿，重新扫描后无法再创建 VF。',
    ],
    examples: ['只能写。', '查找尚未知晓的功能。'],
  },
  resource: {
    summary: '功能的内存位置及其寄存器',
    description: [
      'resource 的每一行是一个区域：首地址、末地址、标志。第 0 到 5 行是 BAR，第 6 行是 ROM；PF 的第 7 到 12 行是 VF BAR 的空间：单个 VF 的大小乘以 TotalVFs，在主机启动时就分配好。',
      'VF 的 BAR 寄存器读出 0，这里的行是它在该空间中的一份。resource0 是区域本身，config 是配置空间。',
    ],
    examples: ['VF 的前几个区域。', '配置空间：4096 字节。'],
  },
  ari_enabled: {
    summary: '功能所在总线是否启用 ARI',
    description: [
      '上方端口按八位功能号转发，且设备具有 ARI 能力时为 1。在根总线上、使用 pci=noari，或端口不支持时为 0（见 ari）。',
    ],
    examples: ['PF 的情况。'],
  },
};
