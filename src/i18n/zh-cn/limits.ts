import type { limits as en } from '../en/limits';
import { formatBytes, formatCount } from '../format';
import type { Like } from '../like';

const hex = (bus: number) => bus.toString(16).padStart(2, '0');
const page = (systemPage: number) =>
  systemPage === 4096 ? '' : `每个 VF BAR 至少占一个系统页，即 ${formatBytes(systemPage)}。`;

export const limits: Like<typeof en> = {
  control: '虚拟功能 (VF)',
  slider: 'VF 数量',
  field: '键入 VF 数量',
  hint: (p) => `0 到 ${formatCount(p.max)}`,
  first: (p) => `这块网卡最先碰到的限制：${p.name}，${formatCount(p.max)} 个 VF。`,
  reached: (p) => `已达上限：${p.name}，${formatCount(p.max)} 个 VF。`,
  ties: (p) => `同样止于这个数的还有：${p.names}。`,
  refused: (p) =>
    `无法启用 ${formatCount(p.asked)} 个 VF：${p.device} 在这台主机上最多 ${formatCount(p.max)} 个。仍保持 ${formatCount(p.value)} 个。`,
  refusedBy: (p) => `拒绝原因：${p.name}。`,
  notANumber: '请输入整数。',
  all: '全部限制',
  binds: '最先起作用',
  panel: {
    title: 'VF 数量的各项限制',
    scale: '整张卡的 VF 数，对数刻度。竖线为当前启用的数量。点名称可展开计算过程。',
    first: (p) => `最先卡住的是${p.name}：${formatCount(p.max)} 个 VF。`,
    next: (p) => `下一个会是${p.name}，再多 ${formatCount(p.margin)} 个。`,
    row: (p) => `${p.name}：${formatCount(p.max)} 个 VF`,
    lift: {
      ari: '启用 ARI',
      buses: (p) => `总线号由 ${p.from} 个增到 ${p.to} 个`,
      window: (p) => `窗口由 ${formatBytes(p.from)} 增到 ${formatBytes(p.to)}`,
      window32: (p) => `4 GiB 以下的窗口由 ${formatBytes(p.from)} 增到 ${formatBytes(p.to)}`,
      card: (p) => `换用 ${p.name}`,
    },
    after: (p) => `之后为 ${formatCount(p.max)} 个 VF，受限于${p.name}`,
    given: '这台主机是给定的：端口的总线号数和窗口大小不能在此更改；换用实验室的网卡后可以。',
    noCard: '该主机没有支持 SR-IOV 的网卡，没有可限制的对象。',
    undo: '撤销上一步',
    host: '改变主机，看哪一项卡住',
    ari: '根端口的 ARI 转发',
    buses: '端口的总线号数',
    window: '4 GiB 以上的内存窗口',
    window32: '4 GiB 以下的内存窗口',
    asNeeded: '按 VF 所需',
    page: '内核页大小',
    bare: '从最简主机开始',
    bareWhy: 'ARI 关闭，一个总线号，两个窗口各 1 MiB：逐一解除限制。',
  },
  story: {
    title: '256 是上限吗？',
    lead: '“SR-IOV 最多 256 个 VF”是讹传。能力结构用 16 位表示 VF 数量；256 出现在别处，数值相同只是巧合。',
    what: '限制的对象',
    value: '数值',
    of: {
      'functions-per-bus': 'ARI 下一个总线号内的功能：8 位。设备可以继续用下一个总线号。',
      'bus-numbers': '一个段 (segment) 的总线号：8 位。服务器有多个段。',
      'routing-ids': '一个段的路由 ID，所有设备合计。',
      'num-vfs-register': 'NumVFs 和 TotalVFs：规范本身对一个 PF 的上限。',
      product: (p) => `某个产品：${p.product}。`,
      'ip-core': (p) => `芯片的 IP 核：${p.product}。`,
    },
  },
  name: {
    'device-total': '控制器总量',
    'total-vfs': 'TotalVFs',
    'driver-max': '驱动上限',
    'ari-reach': '根端口未启用 ARI',
    'bus-numbers': '总线号',
    'memory-window': '内存窗口',
    'queue-pairs': '队列对',
    'msix-vectors': 'MSI-X 向量',
    'functions-per-bus': '功能号',
    'memory-window-32': '4 GiB 以下的内存窗口',
    'num-vfs-register': 'NumVFs 寄存器',
  },
  why: {
    'device-total': (w) =>
      w.ports === 1
        ? `控制器总共只有 ${w.vfs} 个 VF。`
        : `控制器总共有 ${w.vfs} 个 VF，由 ${w.ports} 个端口均分，每个端口 ${Math.floor(w.vfs / w.ports)} 个。这是产品的数字，不是规范的数字：NumVFs 是 16 位寄存器。`,
    'total-vfs': (w) =>
      w.totals.some((total) => total !== w.totalVfs)
        ? `${w.pfs} 个 PF 的 TotalVFs 寄存器分别读出 ${w.totals.join('、')}。`
        : `每个 PF 的 TotalVFs 寄存器读出 ${w.totalVfs}；${w.pfs} 个 PF 共 ${w.totalVfs * w.pfs} 个。`,
    'driver-max': (w) => {
      const pools = w.pools === null ? '' : `：${w.pools} 个队列池 (pool) 中有一个留给 PF 自己`;
      const all = w.pfs === 1 ? '' : `${w.pfs} 个 PF 共 ${w.maxVfs * w.pfs} 个。`;
      return `${w.driver} 驱动允许每个 PF 有 ${w.maxVfs} 个 VF${pools}。${all}`;
    },
    'ari-reach': (w) =>
      `根端口不转发 ARI 时，在网卡所在的总线上只能访问设备 0 的功能 0 到 ${w.lastFunction}，其中 ${w.pfs} 个已被 PF 占用。若 PF 的第一个 VF 就在此范围之外，写 sriov_numvfs 返回 “Input/output error”；若只有后面的 VF 在外，Linux 会创建全部 VF，但驱动无法绑定那些访问不到的 VF。`,
    'bus-numbers': (w) => {
      const have =
        w.buses === 1
          ? `根端口只有一个总线号 ${hex(w.secondary)}。`
          : `根端口有 ${w.buses} 个总线号，${hex(w.secondary)} 到 ${hex(w.subordinate)}。`;
      const first = Math.max(...w.extraForFirst);
      const all = Math.max(...w.extraForAll);
      if (all === 0) return `${have}所有 VF 都在 PF 所在的总线上。`;
      return first > 0
        ? `${have}第一个 VF 的总线号就已比 PF 大 ${first}。`
        : `${have}最后一个 VF 的总线号比 PF 大 ${all}。`;
    },
    'queue-pairs': (w) =>
      `每个 PF 有 ${formatCount(w.pairs)} 个队列对，自留 ${w.keptByPf} 个，每个 VF 至少需要 ${w.perVf} 个：每个 PF 最多 ${Math.floor((w.pairs - w.keptByPf) / w.perVf)} 个 VF。`,
    'msix-vectors': (w) =>
      `每个 PF 有 ${formatCount(w.vectors)} 个 MSI-X 向量，自留 ${w.keptByPf} 个，每个 VF 至少需要 ${w.perVf} 个：每个 PF 最多 ${Math.floor((w.vectors - w.keptByPf) / w.perVf)} 个 VF。VF 越多，每个 VF 分到的向量越少。`,
    'functions-per-bus': (w) => {
      const own =
        w.onOwnBus === w.perBus
          ? `启用 ARI 时，一个总线号可容纳 ${w.perBus} 个功能`
          : `不启用 ARI 时，网卡所在的总线只能容纳 ${w.onOwnBus} 个功能，其后每个总线号 ${w.perBus} 个`;
      return `${own}；根端口有 ${w.buses} 个总线号，PF 占用其中 ${w.pfs} 个功能。`;
    },
    'memory-window-32': (w) =>
      `不是 64 位可预取的 VF BAR 必须位于 4 GiB 以下：每个 VF ${formatBytes(w.perVf)}，系统按 TotalVFs 一次性预留，每个 PF ${formatBytes(w.perPf)}。根端口的窗口中可供 VF 使用的有 ${formatBytes(w.window)}，${w.pfs} 个 PF 中可容纳 ${w.pfsThatFit} 个。${page(w.systemPage)}`,
    'num-vfs-register': (w) =>
      `NumVFs 和 TotalVFs 是 16 位寄存器：每个 PF 最多 ${formatCount(w.register)} 个 VF。这才是规范本身的限制。`,
    'memory-window': (w) =>
      `每个 VF 占用 ${formatBytes(w.perVf)} 内存空间，系统按 TotalVFs 一次性预留：每个 PF ${formatBytes(w.perPf)}。根端口的窗口中可供 VF 使用的有 ${formatBytes(w.window)}，${w.pfs} 个 PF 中可容纳 ${w.pfsThatFit} 个。${page(w.systemPage)}`,
  },
};
