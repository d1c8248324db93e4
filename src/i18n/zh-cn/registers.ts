import type { readings as enReadings, registers as en } from '../en/registers';
import type { Like } from '../like';

const header = {
  'Vendor ID': '功能的厂商。ffff 表示此处无人应答，每个 VF 读出的都是它。',
  'Device ID': '产品型号。VF 读出 ffff，可用的 ID 在 PF 的 SR-IOV 能力里。',
  'Interrupt Disable': '禁止 INTx 中断，不影响 MSI 和 MSI-X。',
  'SERR# Enable': '允许该功能向根复合体报告错误。',
  'Parity Error Response': '中毒数据 (poisoned) 是否按错误处理。',
  'Bus Master Enable': '允许该功能发起 DMA 和发送 MSI。每个 VF 独有的 Command 位只有这一个。',
  'Memory Space Enable':
    '该功能响应其 BAR 地址。VF 没有这一位，由 PF 的 SR-IOV 能力中的 VF MSE 统管。',
  'I/O Space Enable': '该功能响应其 I/O BAR 地址。',
  'Detected Parity Error': '收到了中毒的数据包。写 1 清零。',
  'Received Master Abort': '该功能的请求以 Unsupported Request 告终。',
  'Capabilities List': '1：偏移 34 处的指针指向能力链表。',
  'Interrupt Status': '有 INTx 中断待处理。',
  'Revision ID': 'Linux 只从第一个 VF 读取，并认为该 PF 的所有 VF 相同。',
  'Capabilities Pointer': '能力链表的起点。',
  'Multi-Function Device': '1：该设备的功能 1 到 7 值得探测。',
  'Header Layout': '0 为端点，1 为桥和端口。',
  'Interrupt Pin': '1 到 4 依次为 INTA 到 INTD，0 为无。VF 从不使用。',
  'Base Address': 'BAR 在内存中的位置。写不进去的低位决定其大小。',
  Prefetchable: '读取没有副作用，桥可将其放进 64 位窗口。',
  Type: '0：位于 4 GiB 以下。2：64 位宽，下一个 BAR 存放高 32 位。',
  'Memory Space Indicator': '0：内存。1：I/O，VF BAR 不允许为 I/O。',
};

const SPEEDS = ['', '2.5', '5', '8', '16', '32', '64'];
const PORTS: Readonly<Record<number, string>> = {
  0: '端点',
  1: '传统端点',
  4: '根端口',
  5: '交换机上行端口',
  6: '交换机下行端口',
  9: '根复合体集成端点',
};
/** 置 1 的各位所代表的页大小：4 KiB · 2^n。 */
const pages = (value: number) =>
  Array.from({ length: 32 }, (_, n) => n)
    .filter((n) => Math.floor(value / 2 ** n) % 2 === 1)
    .map((n) => (n < 8 ? `${4 * 2 ** n} KiB` : `${2 ** (n - 8)} MiB`))
    .join('、');

export const readings: Like<typeof enReadings> = {
  msix: {
    'Table Size': (p) => `现为 ${p.value + 1} 个向量。`,
  },
  pcie: {
    'Device/Port Type': (p) => `此处为${PORTS[p.value] ?? '其他类型'}。`,
    Max_Payload_Size: (p) => `现为 ${128 * 2 ** p.value} 字节。`,
    Max_Read_Request_Size: (p) => `现为 ${128 * 2 ** p.value} 字节。`,
    'Current Link Speed': (p) =>
      p.value === 0 ? '此处不提供。' : `现为 ${SPEEDS[p.value] ?? '?'} GT/s。`,
    'Negotiated Link Width': (p) => (p.value === 0 ? '此处不提供。' : `现为 ×${p.value}。`),
  },
  sriov: {
    NumVFs: (p) => `现为 ${p.value} 个 VF。`,
    'Supported Page Sizes': (p) => `现支持 ${pages(p.value)}。`,
    'System Page Size': (p) => `现为 ${pages(p.value)}。`,
  },
};

export const registers: Like<typeof en> = {
  header0: header,
  header1: {
    ...header,
    'Primary Bus Number': '桥上方的总线。',
    'Secondary Bus Number': '紧接桥下方的总线：发往它的请求在那里变成 Type 0。',
    'Subordinate Bus Number': '桥下方的最后一个总线号。超出它的 VF 不可达：“bus out of range”。',
    'Memory Base Address [31:20]': '32 位内存窗口的起点，以 MiB 计。',
    'Memory Limit Address [31:20]': '32 位窗口的最后一个 MiB；小于起点则窗口关闭。',
    'Prefetchable Memory Base Address [31:20]': '可预取窗口的起点，64 位 VF BAR 就在其中。',
    'Prefetchable Memory Limit Address [31:20]': '可预取窗口的最后一个 MiB。',
    'Prefetchable Base Upper 32 Bits': '把可预取窗口放到 4 GiB 以上。',
    'Secondary Bus Reset': '对下方所有设备做热复位，VF 也在内：VF Enable 归零。',
  },
  pm: {
    PowerState: '0 为 D0 (工作)；3 为 D3hot (休眠，配置空间仍可读)。',
    No_Soft_Reset: '1：从 D3hot 回到 D0 时保留寄存器。',
  },
  msi: {
    'MSI Enable': '中断就是向下面的地址写内存。',
    'Multiple Message Capable': '申请的向量数，以 2 的幂表示。',
    'Multiple Message Enable': '获得的向量数，以 2 的幂表示。',
    'Per-Vector Masking Capable': '1：每个向量可单独屏蔽。',
  },
  msix: {
    'MSI-X Enable': '中断通过 MSI-X 表发出。',
    'Function Mask': '一次屏蔽所有向量。',
    'Table Size': '向量数减一。每个向量占 BAR 中 16 字节的表项，启用时还占主机的一个中断。',
    'Table BIR': '向量表在哪个 BAR 中；VF 则是 VF BAR。',
    'Table Offset': '向量表在该 BAR 中的起点。',
    'PBA BIR': '待处理位 (PBA) 在哪个 BAR 中。',
  },
  pcie: {
    'Device/Port Type': '0 端点，4 根端口，5 交换机上行端口，6 交换机下行端口。',
    'Function Level Reset Capability': '1：该功能可单独复位。每个 VF 都必须支持。',
    'Initiate Function Level Reset':
      '写 1 复位该功能，读回为 0。写在 PF 上会清除 VF Enable，所有 VF 消失；写在 VF 上只复位这个 VF。',
    Max_Payload_Size: '单个数据包最大 128 字节 · 2^值。VF 随 PF。',
    Max_Read_Request_Size: '单个读请求最大 128 字节 · 2^值。',
    'Enable Relaxed Ordering': '在驱动允许时，数据包可以互相超越。',
    'Transactions Pending': '该功能还有请求未完成；FLR 要等它们结束。',
    'Unsupported Request Detected': '收到了无人应答的请求，例如 VF MSE 为 0 时访问 VF 内存。',
    'Current Link Speed': '1 为 2.5 GT/s，2 为 5，3 为 8，4 为 16，5 为 32。VF 读出 0。',
    'Negotiated Link Width': '使用中的通道数。VF 读出 0：链路属于 PF。',
    'ARI Forwarding Supported': '该端口可在下级总线上寻址 256 个功能，而不是 8 个。',
    'ARI Forwarding Enable': '端口把路由 ID 的低 8 位当作一个功能号。不启用时只能到达设备 0。',
  },
  aer: {
    'Unsupported Request Error Status': '有请求以 Unsupported Request 应答。',
    'Completion Timeout Status': '读请求的应答超时未到。',
    'ACS Violation Status': 'ACS 拦下了一个数据包，例如伪造来源的 DMA。',
    'Malformed TLP Status': '有数据包违反格式规则。',
    'First Error Pointer': '最先记录的错误的位号。',
  },
  acs: {
    'ACS Source Validation Enable': '端口检查发送者的总线号是否在其下方。',
    'ACS P2P Request Redirect Enable':
      '功能之间的请求先上行到 IOMMU，不走直连：各功能因此自成 IOMMU 组。',
    'ACS P2P Completion Redirect Enable': '应答同样处理。',
    'ACS Upstream Forwarding Enable': '会折返来处的数据包先向上转发。',
  },
  ari: {
    'Next Function Number': '软件应查看的下一个功能号；0 表示列表结束。',
    'Function Group': '用于仲裁或访问控制的分组。',
  },
  ats: {
    Enable: '该功能可向 IOMMU 请求地址转换并缓存结果。',
    'Smallest Translation Unit': '4 KiB · 2^值：一次请求的最小内存单位。',
  },
  sriov: {
    'VF Migration Capable': '已废弃，所见网卡均为 0。与虚拟机热迁移无关。',
    'ARI Capable Hierarchy Preserved': '最低号 PF 中为 1：复位后保留 ARI Capable Hierarchy 位。',
    'VF 10-Bit Tag Requester Enable': 'VF 的请求可用 10 位标签 (tag)，而不是 8 位。',
    'VF Migration Interrupt Enable': '已废弃，固定为 0。',
    'VF Migration Enable': '已废弃，固定为 0。',
    'VF Enable':
      '置 1 使 VF 1 到 NumVFs 出现，清零则全部消失。为 1 期间 NumVFs、System Page Size 和 ARI 不可改。',
    'VF MSE': '该 PF 所有 VF 的内存空间使能；为 0 时 VF 只响应配置请求。',
    'ARI Capable Hierarchy':
      '上级端口启用 ARI 转发后由软件置位。只有 PF0 有此位，却作用于整个设备；First VF Offset 和 VF Stride 可能随即改变。',
    InitialVFs: '不支持 VF 迁移时等于 TotalVFs。',
    TotalVFs: 'PF 接受的最大 NumVFs。16 位：规范的上限是 65,535，而不是 256。',
    NumVFs: '要创建多少个 VF。只有 VF Enable 为 0 时可写。',
    'Function Dependency Link': '本 PF 所依赖的 PF 号；等于自身编号则无依赖。',
    'First VF Offset': '第一个 VF 的路由 ID 减去 PF 的路由 ID。',
    'VF Stride': '相邻两个 VF 路由 ID 的间距。',
    'VF Device ID': '该 PF 所有 VF 的设备 ID，因为 VF 自己读出 ffff。',
    'Supported Page Sizes': '第 n 位代表 2^(n+12) 字节。规范要求至少为 553。',
    'System Page Size': '只有一位为 1：主机的页大小。每个 VF BAR 至少占一页。',
    'Base Address':
      '所有 VF 的切片从这里开始：VF i 位于 基址 + i · 大小。按 TotalVFs 而非 NumVFs 预留。',
  },
};
