import type { pcie as terms } from '../terms/pcie';
import type { Words } from '../term';

export const pcie = {
  dma: {
    name: '直接内存访问（DMA）',
    short: '设备自己读写内存，数据不用 CPU 搬。',
    long: '驱动只交出地址。谁来选地址，谁就决定设备碰哪里：驱动在客户机里，那就是客户机说了算，所以中间必须有 IOMMU。',
    forms: ['DMA', '直接内存访问'],
  },
  gva: {
    name: '客户机虚拟地址（GVA）',
    short: '客户机里的程序所用的地址。',
    long: '和真实机器上一样，由客户机自己的页表转换成客户机物理地址（GPA）。',
    forms: ['GVA', '客户机虚拟地址'],
  },
  gpa: {
    name: '客户机物理地址（GPA）',
    short: '客户机以为是真实内存地址的那个地址。',
    long: 'CPU 使用它时，由监控程序的表（EPT）转换成宿主机的物理地址。客户机的驱动能交给设备的，也只有这种地址。',
    forms: ['GPA', '客户机物理地址'],
  },
  hpa: {
    name: '宿主机物理地址（HPA）',
    short: '一个字节在机器真实内存里的地址。',
    long: '只有宿主机知道它。CPU 经过页表和 EPT 到达，设备经过 IOMMU 到达。对同一个客户机的内存，两边必须一致。',
    forms: ['HPA', '宿主机物理地址'],
  },
  iova: {
    name: 'I/O 虚拟地址（IOVA）',
    short: '设备做 DMA 时使用的地址，由 IOMMU 转换。',
    long: '对客户机里的设备，VFIO 把表设成 IOVA 等于 GPA：客户机的驱动就可以把自己知道的地址直接写进描述符。',
    forms: ['IOVA', 'I/O 虚拟地址'],
  },
  ept: {
    name: '扩展页表（EPT）',
    short: '由硬件使用的第二套页表：从客户机物理地址到宿主机物理地址。',
    long: '访问没有有效表项的页会引起 VM 退出：EPT_VIOLATION；KVM 故意标记的模拟设备页则是 EPT_MISCONFIG。AMD 的对应物是 NPT。',
    forms: ['EPT', '扩展页表'],
  },
  iommu: {
    short: '位于设备和内存之间：转换设备使用的每个地址，拦下不属于它的地址。',
    long: '它首先关乎保护：拿到设备的客户机可以让设备写任何地方，IOMMU 把它限制在客户机自己的内存里。每个设备有一张表，按 Routing ID 查找；它还重映射中断。Intel 的叫 VT-d，AMD 的叫 AMD-Vi。',
    forms: ['IOMMU', 'VT-d', 'AMD-Vi'],
  },
  dmar: {
    name: 'DMA 重映射（DMAR）',
    short: 'Intel 对 IOMMU 处理 DMA 的叫法；也指宣告这些单元的 ACPI 表，以及相关消息的前缀。',
    long: '按总线查的根表和按设备、功能查的上下文表，从 Routing ID 通到该设备所在域的页表。`dmesg` 里的故障消息以 DMAR 开头。',
    forms: ['DMAR', 'DMA 重映射'],
  },
  iotlb: {
    short: 'IOMMU 的地址转换缓存。',
    long: '命中的代价很小；未命中就要在内存里走最多四级的表。VF 很多而页又小时，用到的转换会超过它的容量；大页有帮助。',
    forms: ['IOTLB'],
  },
  'iommu-group': {
    name: 'IOMMU 组',
    short: 'IOMMU 能和其他设备隔开的最小一组设备；VFIO 总是整组地交出去。',
    long: '不经过 IOMMU 就能互相访问的设备，例如没有 ACS 的交换机下面的几个，属于同一组。同组里只要还有别的设备在用宿主机的驱动，这个组就用不了。',
    forms: ['IOMMU 组'],
  },
  numa: {
    name: '非一致内存访问（NUMA）',
    short: '内存和设备离某些 CPU 近，离另一些远，去远处要花时间。',
    long: 'vCPU 和网卡及其内存不在同一个插槽时，每次访问、每次 DMA 都要多花时间。本实验室的宿主机只有一个节点：模型没有计入这种代价。',
    forms: ['NUMA'],
  },
  passthrough: {
    name: '直通',
    short: '把一个真实的设备整个交给客户机，由它用设备自己的驱动来驱动。',
    long: '寄存器映射进客户机，DMA 经过 IOMMU 进入客户机的内存。数据通路没有退出，但设备只属于这一个客户机，宿主机看不到它的数据包，也很难迁移它。也叫设备分配。',
    forms: ['直通', '设备分配'],
  },
  vfio: {
    short: 'Linux 内核中把设备安全地交给程序（如 QEMU）的部分。',
    long: '它开放寄存器供映射，锁定客户机的内存并填进 IOMMU，把中断变成事件。没有 IOMMU 它就拒绝，除非明确要求用不安全的方式。',
    forms: ['VFIO'],
  },
  'vfio-pci': {
    short: '要让 VFIO 交出一个 PCI 功能，先要把它绑定到的内核驱动。',
    long: '它取代设备在宿主机上原来的驱动：自己不做 I/O，只复位这个功能并交给用户态。配置空间的很多部分仍是模拟的，免得客户机移动 BAR 或关掉宿主机需要的东西。',
    forms: ['vfio-pci'],
  },
  flr: {
    name: '功能级复位（FLR）',
    short: '只复位一个 PCI 功能，不影响设备的其他功能。',
    long: '功能交给另一个客户机之前要做它，前一个的东西才不会留下。VF 必须支持它。对 PF 做 FLR 会清除 VF Enable，它的所有 VF 都会消失。',
    forms: ['FLR', '功能级复位'],
  },
  'config-space': {
    name: '配置空间',
    short: '4 KiB 的寄存器，软件靠它发现并设置一个 PCI Express 功能。',
    long: '开头是厂商和设备 ID、命令寄存器和 BAR，后面是各个能力。`lspci` 显示它，`setpci` 写它。VF 也有，但其中许多字段不起作用，随 PF 而定。',
    forms: ['配置空间'],
  },
  capability: {
    name: '能力（capability）',
    short: '配置空间里为一项功能而设的一组寄存器，一个链着一个。',
    long: '前 256 字节里是较老的（MSI-X、PCI Express），从偏移 0x100 起是扩展能力：SR-IOV、ARI、ACS。软件顺着链表走，取用自己认识的。',
    forms: ['扩展能力', '能力结构', '能力寄存器', 'SR-IOV 能力', 'capability'],
  },
  bar: {
    name: '基地址寄存器（BAR）',
    short: '说明一个功能的寄存器或内存位于地址空间何处的寄存器。',
    long: '窗口多大由设备说，放在哪里由固件或内核写。一个功能最多有六个 32 位的；64 位的占两个。',
    forms: ['BAR', '基地址寄存器'],
  },
  tlp: {
    name: '事务层包（TLP）',
    short: 'PCI Express 的包：一个头，加上至多几百字节的数据。',
    long: '读、写、完成、中断都这样传送。每个包的头和成帧要占 20 到 30 字节，网络数据包小的时候很可观。头里带着发送者的 Routing ID。',
    forms: ['TLP', '事务层包'],
  },
  'routing-id': {
    name: '路由 ID（Routing ID）',
    short: '一个功能在 PCI Express 上的 16 位编号：总线、设备、功能合在一起。',
    long: '应答靠它送回，IOMMU 靠它知道该用谁的表。第 n 个 VF 的是：PF 的 + First VF Offset + (n − 1) × VF Stride；和超出一条总线时，就需要更多的总线号。',
    forms: ['Routing ID', '路由 ID', 'RID'],
  },
  bdf: {
    name: '总线:设备.功能（BDF）',
    short: '人们书写 Routing ID 的方式：总线:设备.功能，如 3b:10.1。',
    long: '总线 8 位，设备 5 位，功能 3 位。有 ARI 时设备和功能是一个 8 位的数，工具仍按老样子书写。',
    forms: ['BDF'],
  },
  ari: {
    name: '替代路由 ID 解释（ARI）',
    short:
      '把设备号和功能号当成一个 8 位的数来读，一个设备在一条总线上就可以有 256 个功能，而不是 8 个。',
    long: '网卡和它上面的端口都要支持，端口还要打开 ARI 转发。First VF Offset 和 VF Stride 可能随之改变。“256”就是从这里来的；SR-IOV 能力自身可以数到 65535。',
    forms: ['ARI', '替代路由 ID 解释'],
  },
  acs: {
    name: '访问控制服务（ACS）',
    short: '可以让 PCI Express 的交换机和端口把一切都向上送到 IOMMU，而不是从设备直接到设备。',
    long: '没有它，同一个交换机下的两个设备可以绕过 IOMMU 互相访问，Linux 就把它们放进同一个 IOMMU 组。',
    forms: ['ACS'],
  },
  'sr-iov': {
    name: '单根 I/O 虚拟化（SR-IOV）',
    short: '一个 PCI Express 设备提供许多轻量的功能（VF），每个都可以交给一个客户机。',
    long: '网卡在硬件里把自己分开：每个 VF 有自己的寄存器、队列和中断，帧由网卡里的交换机分拣。宿主机通过 PF 管理它，但不在数据通路上。',
    forms: ['SR-IOV', '单根 I/O 虚拟化'],
  },
  pf: {
    name: '物理功能（PF）',
    short: 'SR-IOV 设备的一个完整的 PCI Express 功能，宿主机通过它管理各个 VF。',
    long: 'SR-IOV 能力在它这里；宿主机的驱动通过它开启 VF，设置它们的地址、VLAN 和权限。它不等于“网卡”：有两个端口的网卡通常有两个 PF。',
    forms: ['PF', '物理功能'],
  },
  vf: {
    name: '虚拟功能（VF）',
    short: 'SR-IOV 设备的一个轻量功能：有自己的数据寄存器、队列和中断，对整个设备没有发言权。',
    long: '客户机直接驱动它，收发都不退出。一个 PF 的所有 VF 设备 ID 相同，它们的 BAR 连成一块；关系到整个端口的事，要通过邮箱请求 PF。',
    forms: ['VF', '虚拟功能'],
  },
  'total-vfs': {
    short: '说明一个 PF 最多可以有多少个 VF 的寄存器，由设备给定。',
    long: '它有 16 位，规范因此允许 65535 个；实际的网卡大多是 7 到 256 个。网卡的固件设置可能把它调低，别的限制也可能先到：总线号、地址空间、队列、向量。',
    forms: ['TotalVFs'],
  },
  'initial-vfs': {
    short: '一开始就有的 VF 数目；没有 MR-IOV 那种已废弃的 VF 迁移时，它等于 TotalVFs。',
    long: '设备声明不能迁移 VF 而两者又不相等时，Linux 拒绝开启 VF（EIO）。',
    forms: ['InitialVFs'],
  },
  'num-vfs': {
    short: '宿主机用来说明要出现多少个 VF 的寄存器。',
    long: '只有 VF Enable 为 0 时才可以写：从 4 个到 8 个，中间要经过 0。在 Linux 上是写 `sriov_numvfs`。First VF Offset 和 VF Stride 可能随之改变。',
    forms: ['NumVFs'],
  },
  'first-vf-offset': {
    name: '首个 VF 偏移（First VF Offset）',
    short: '第一个 VF 的 Routing ID 与它的 PF 相差多少。',
    long: '由设备给定，可能随 NumVFs 和 ARI 改变，所以每次改动之后软件都要重读。如果它不小于 256，第一个 VF 就已经在下一条总线上了。',
    forms: ['First VF Offset', '首个 VF 偏移'],
  },
  'vf-stride': {
    name: 'VF 步长（VF Stride）',
    short: '相邻两个 VF 的 Routing ID 之差。',
    long: '常常是 1。双端口网卡上常常是 2，两个 PF 的 VF 交错排列。',
    forms: ['VF Stride', 'VF 步长'],
  },
  'vf-enable': {
    short: 'SR-IOV 能力里让所有 VF 一起出现的那一位。',
    long: '置位之后，软件要等 100 ms 才和它们对话。清除它，所有 VF 一起消失。复位 PF 也会清除它。',
    forms: ['VF Enable'],
  },
  'vf-bar': {
    short: 'PF 的 SR-IOV 能力里的一个 BAR，说明所有 VF 的寄存器在哪里。',
    long: '一个窗口依次容纳所有 VF 的同一个 BAR：大小是一个 VF 的 × TotalVFs，启动时就留好，用不用都占着。所以地址空间也会成为限制。VF 自己的 BAR 寄存器读出来是 0。',
    forms: ['VF BAR'],
  },
} satisfies Readonly<Record<keyof typeof terms, Words>>;
