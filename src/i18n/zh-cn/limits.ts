import type { limits as en } from '../en/limits';
import { formatBytes, formatCount } from '../format';
import type { Like } from '../like';

const hex = (bus: number) => bus.toString(16).padStart(2, '0');

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
  name: {
    'device-total': '控制器总量',
    'total-vfs': 'TotalVFs',
    'driver-max': '驱动上限',
    'ari-reach': '根端口未启用 ARI',
    'bus-numbers': '总线号',
    'memory-window': '内存窗口',
  },
  why: {
    'device-total': (w) =>
      w.ports === 1
        ? `控制器总共只有 ${w.vfs} 个 VF。`
        : `控制器总共有 ${w.vfs} 个 VF，由 ${w.ports} 个端口均分，每个端口 ${Math.floor(w.vfs / w.ports)} 个。这是产品的数字，不是规范的数字：NumVFs 是 16 位寄存器。`,
    'total-vfs': (w) =>
      `每个 PF 的 TotalVFs 寄存器读出 ${w.totalVfs}；${w.pfs} 个 PF 共 ${w.totalVfs * w.pfs} 个。`,
    'driver-max': (w) => {
      const pools = w.pools === null ? '' : `：${w.pools} 个队列池 (pool) 中有一个留给 PF 自己`;
      const all = w.pfs === 1 ? '' : `${w.pfs} 个 PF 共 ${w.maxVfs * w.pfs} 个。`;
      return `${w.driver} 驱动允许每个 PF 有 ${w.maxVfs} 个 VF${pools}。${all}`;
    },
    'ari-reach': (w) =>
      `根端口不转发 ARI 时，在网卡所在的总线上只能访问设备 0 的功能 0 到 ${w.lastFunction}，其中 ${w.pfs} 个已被 PF 占用。`,
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
    'memory-window': (w) =>
      `每个 VF 占用 ${formatBytes(w.perVf)} 内存空间，系统按 TotalVFs 一次性预留：每个 PF ${formatBytes(w.perPf)}。根端口的窗口为 ${formatBytes(w.window)}，${w.pfs} 个 PF 中可容纳 ${w.pfsThatFit} 个。`,
  },
};
