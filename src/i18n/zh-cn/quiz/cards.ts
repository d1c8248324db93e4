import type { Messages } from '../../messages';
import { limits } from './limits';

const cardAndHost =
  '网卡：{device}，{pfs} 个 PF。每个 PF 的 TotalVFs 为 {total}，整个控制器 {all}，驱动每个 PF 最多接受：{driver}；VF BAR 为 {bars}。宿主机：ARI {ari}，插槽的总线号 {buses} 个，内存窗口 {window}。在此 ARI 设置下，PF 0 的 First VF Offset 为 {offset}，VF Stride 为 {stride}。';

const other = '最低的那项限制说了算。';

export const cards: Pick<
  Messages['quiz']['kinds'],
  | 'routing-id'
  | 'vf-bus'
  | 'vf-bar'
  | 'no-device'
  | 'same-bus'
  | 'vf-max'
  | 'binding'
  | 'vectors'
  | 'routing-ids-of'
> = {
  'routing-id': {
    name: 'VF 的路由 ID',
    ask: {
      ask: '{device}：PF {pf} 的 First VF Offset 为 {offset}，VF Stride 为 {stride}。VF {n}（从 0 数起）的路由 ID 是什么？写成 总线:设备.功能，如 3b:10.2，或写成一个数。',
    },
    why: {
      stride: '你每个 VF 只走了一步；步长（stride）才是它们之间的距离。',
      'from-one': '那是前一个 VF：从 0 数起时，VF 0 就在偏移处。',
      offset: '少了偏移：第一个 VF 并不在 PF 处。',
      beside: '偏移和步长都少了。',
      other: 'PF + First VF Offset + n × VF Stride，都当作 16 位的数。',
    },
    steps: {
      pf: 'PF {pf} 写成数是 {pfHex}。',
      add: '相加：{pfHex} + {offset} + {n} × {stride} = {pfHex} + {far} = {sum}。',
      split: '总线 {bus}；设备 {dev}（5 位），功能 {fn}（3 位）：{answer}。',
    },
  },
  'vf-bus': {
    name: 'VF 的总线号',
    ask: {
      ask: '{device}，ARI {ari}：PF {pf} 的 First VF Offset 为 {offset}，VF Stride 为 {stride}。它的 VF {n}（从 0 数起）在哪个总线号上？（十六进制）',
    },
    why: {
      own: '那是 PF 的总线号。相加可能向下一个进位。',
      next: '这个 VF 还在 PF 自己的总线号上：没有进位。',
      other: '加起来，看低字节是否溢出。',
    },
    steps: {
      low: 'PF 的低字节 + {offset} + {n} × {stride} = {low}。',
      carry: '{low} 里有 {carry} 个 256：总线号 {own} + {carry} = {answer}。',
    },
  },
  'vf-bar': {
    name: 'VF 的 BAR 地址',
    ask: {
      ask: '{device}：VF BAR {bar} 被放在 {base}，VF 0 就从那里开始；一个 VF 占 {size}。VF {n} 的这个 BAR 从哪里开始？（十六进制）',
    },
    why: {
      same: '那是 VF 0。各 VF 共用的是寄存器，不是内存。',
      'from-one': '少了一个：VF 0 就在基址处。',
      page: '它们之间隔的是一个 VF 的 BAR 的大小，不是一页。',
      other: '基址 + n × 一个 VF 的大小。',
    },
    steps: {
      span: '距基址 {n} × {size} = {n} × {sizeHex} = {span}。',
      add: '{base} + {span} = {answer}。这个寄存器一次就为全部 {total} 个 VF 占用内存。',
    },
  },
  'no-device': {
    name: '没有设备的客户机',
    ask: {
      ask: '{device} 启用了 {vfs} 个 VF。{guests} 个客户机各要一个 VF。有多少个启动时没有设备？',
    },
    why: {
      shared: '一个 VF 只有一个主人：不能共用。',
      all: '排在前面的都得到一个 VF。',
      pf: 'PF 留给宿主机；它不会代替 VF 被分出去。',
      other: '客户机数减去 VF 数。',
    },
    steps: {
      each: '每个 VF 归一个客户机：{vfs} 个客户机有设备。',
      rest: '其余 {guests} − {vfs} = {answer}。',
    },
  },
  'same-bus': {
    name: 'PF 自己总线号上的 VF',
    ask: {
      ask: '{device}，ARI 已启用：PF {pf} 有 {total} 个 VF，First VF Offset 为 {offset}，VF Stride 为 {stride}。其中多少个在 PF 自己的总线号上？',
    },
    why: {
      all: '不是全部：这个总线号到 255 为止。',
      whole: '一个总线号容纳 256 个功能，但 VF 从偏移之后开始，而且只有 {total} 个。',
      stride: '步长会留下空隙：要数步数，不是数功能。',
      none: '有一些：有 ARI 时功能号有 8 位。',
      other: '第一个 VF 在 {first}；到 255 有多少步？',
    },
    steps: {
      first: '第一个 VF 在 0 到 255 中的 {first}。',
      room: '从那里起，步长 {stride}：容得下 {room} 个。',
      least: '{total} 个 VF 里就是 {answer} 个。',
    },
  },
  'vf-max': {
    name: '能有多少个 VF',
    ask: { ask: `${cardAndHost}一共能启用多少个 VF？` },
    why: {
      next: '那是另一项限制，更晚才碰到。',
      card: '那是网卡自身的总数。驱动或宿主机只让用更少。',
      'one-pf': '那是一个 PF 的。要算上所有 PF，还要看什么先到头。',
      folklore: '256 是一个总线号的功能数，或某款产品的数目；不是 SR-IOV 的限制。',
      register: '65,535 是 NumVFs 字段能装下的数。',
      other,
    },
    steps: {
      lowest: '最先碰到：{binding}，{max} 个 VF。',
      next: '其后是：{next}，{nextMax}。',
    },
  },
  binding: {
    name: '哪项限制先到',
    ask: { ask: `${cardAndHost}对 VF 数量的哪一项限制最先碰到？` },
    options: {
      'device-total': limits['limit-device-total'],
      'total-vfs': limits['limit-total-vfs'],
      'driver-max': limits['limit-driver-max'],
      'queue-pairs': limits['limit-queue-pairs'],
      'msix-vectors': limits['limit-msix-vectors'],
      'ari-reach': limits['limit-ari-reach'],
      'bus-numbers': limits['limit-bus-numbers'],
      'functions-per-bus': limits['limit-functions-per-bus'],
      'memory-window': limits['limit-memory-window'],
      'memory-window-32': limits['limit-memory-window-32'],
      'num-vfs-register': limits['limit-num-vfs-register'],
    },
    why: {
      'device-total': '控制器有 {max-device-total} 个：有别的先到头。',
      'total-vfs': '各 PF 合计 {max-total-vfs}：有别的先到头。',
      'driver-max': '驱动接受 {max-driver-max}：有别的先到头。',
      'queue-pairs': '队列对够 {max-queue-pairs} 个用：有别的先到头。',
      'msix-vectors': '向量够 {max-msix-vectors} 个用：有别的先到头。',
      'ari-reach': '没有 ARI 也够得着 {max-ari-reach} 个：有别的先到头。',
      'bus-numbers': '插槽的总线号容得下 {max-bus-numbers}：有别的先到头。',
      'functions-per-bus': '每个总线号的功能数容得下 {max-functions-per-bus}：有别的先到头。',
      'memory-window': '窗口容得下 {max-memory-window} 个的 BAR：有别的先到头。',
      'memory-window-32': '窗口容得下 {max-memory-window-32} 个的 BAR：有别的先到头。',
      'num-vfs-register': '寄存器能装下 {max-num-vfs-register}：几乎什么都比它先到头。',
      other,
    },
    steps: {
      lowest: '最先碰到：{binding}，{max} 个 VF。',
      next: '其后是：{next}，{nextMax}。',
    },
  },
  vectors: {
    name: 'MSI-X 向量',
    ask: {
      ask: '{device}：每个 VF 占 {each} 个 MSI-X 向量，{pfs} 个 PF 及其附属占 {fixed} 个。有 {n} 个 VF 时，一共占多少个向量？',
    },
    why: {
      fixed: '漏了 PF 自己的向量。',
      'one-each': 'VF 的每个队列一个向量，邮箱一个，不止一个。',
      'one-more': '你给每个 VF 只算了一个向量。',
      free: 'VF 不是不占向量的。',
      other: 'VF 数 × 每个的向量数，加上 PF 的。',
    },
    steps: {
      each: '各 VF 共 {n} × {each} = {taken}。',
      fixed: '加上 PF 的：{taken} + {fixed} = {answer}。',
    },
  },
  'routing-ids-of': {
    name: '一个实例占多少路由 ID',
    ask: {
      vf: '{device}：启用了 {n} 个 VF。除 PF 的以外，这些 VF 占多少个路由 ID？',
      sf: '{device}：建立了 {n} 个可扩展功能（SF）。除 PF 的以外，它们占多少个路由 ID？',
    },
    why: {
      'as-vf': 'VF 才是这样。可扩展功能没有自己的路由 ID：它用父设备的。',
      free: '每个 VF 都是一个 PCI 功能，而每个功能都有路由 ID。',
      'with-pf': '这里不算 PF 的。',
      fixed: '一个一个地数。',
      'one-more': '一个一个地数。',
      other: '这种实例是不是 PCI 功能？',
    },
    steps: {
      each: '一个实例占 {each} 个：{n} × {each} = {taken}。',
      fixed: '一共 {answer}。',
    },
  },
};
