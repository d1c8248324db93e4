import type { Messages } from '../messages';

export const journey: Messages['journey'] = {
  label: '一个数据包的旅程',
  table: {
    row: '行',
    at: '时刻 µs',
    lasts: '持续 µs',
    packet: '数据包',
    exit: 'VM 退出',
    copied: '拷贝',
    cause: '原因',
    what: '何处：发生了什么',
  },
  timer: {
    short: (guest) => `${guest} 的定时器到期：应用程序有事要做。`,
    first: (guest) => `${guest} 的闹钟响了：它的应用程序现在要做事。`,
    os: (guest) => `${guest} 运行本地 APIC 定时器的中断处理程序，唤醒应用程序。`,
    kernel: () => 'sysvec_apic_timer_interrupt → hrtimer_interrupt → hrtimer_wakeup。',
  },
  depth: {
    label: '讲解深度',
    first: '入门课程',
    os: '操作系统课程',
    kernel: '内核函数',
  },
  scale: {
    label: '时间轴',
    stretched: '拉伸',
    true: '真实比例',
  },
  guest: '客户机',
  packet: '数据包',
  previous: '该客户机的上一个数据包',
  next: '该客户机的下一个数据包',
  ofGuest: (guest) => `属于 ${guest}`,
  fromWire: '来自线路',
  noSuch: (packet) => `本次运行没有（或还没有）数据包 ${packet}。`,
  none: '没有跟踪任何数据包。',
  choose: '跟踪一个数据包',
  loading: '正在跟踪数据包……',
  diagram: (packet, bytes, lasts) =>
    `数据包 ${packet}，${bytes}，从第一行到最后一行历时 ${lasts}。用方向键逐行移动。`,
  rows: '依次发生的事',
  bands: {
    guest: '客户机',
    'host-user': '宿主机用户空间',
    'host-kernel': '宿主机内核',
    hardware: '硬件',
    wire: '线路',
  },
  exitLine: '退出线',
  nothingFor: (time) => `${time} 内没有该数据包的事`,
  gap: (time) => `${time} 之后`,
  other: (packet) => `数据包 ${packet} 的`,
  capped: (count) => `只画出该数据包的前 ${count} 行。`,
  selected: '选中的一行',
  selectHint: '选中一行，即可看到发生了什么、花了多少、为什么发生。',
  moment: (at) => `时刻 ${at}`,
  lasts: (time) => `持续 ${time}`,
  cost: '时间花在哪里',
  free: '不花时间。',
  exit: (reason, weight) => `VM 退出 ${reason}：${weight}`,
  during: (reason, register) =>
    register === '' ? `处于 VM 退出 ${reason} 期间` : `处于 VM 退出 ${reason}（${register}）期间`,
  copied: (bytes) => `CPU 拷贝 ${bytes}。`,
  iotlb: (hits, misses) =>
    misses > 0
      ? 'IOTLB 未命中：IOMMU 遍历页表。'
      : hits > 0
        ? 'IOTLB 命中：地址转换现成可用。'
        : '',
  why: '为什么：一直追溯到起点',
  steps: (count) => `同一 CPU 上早 ${count} 步`,
  address: '其中的地址：GVA → GPA → HPA',
  also: '数据包本身从这一步起就在等待',
  heldBy: {
    throttle: (from, to) => `被网卡的中断节流（throttle）从 ${from} 压后到 ${to}。`,
    masked: (from, to) => `从 ${from} 起被压后，直到驱动在 ${to} 重新开启中断。`,
  },
  announced: (packet) => `由另一个数据包引起：数据包 ${packet}。`,
  links: {
    after: '接着做，之前是',
    moved: '来自',
    triggered: '触发者',
    raised: '中断来自',
    found: '轮询发现，之前是',
  },
  roots: {
    application: '起点：应用程序，或它的定时器。',
    wire: '起点：帧从线路到达。',
    timer: '起点：模拟网卡自己的定时器（中断缓和）。',
    polls: '起点：一直在轮询的进程。',
    earlier: '起点早于所查看的时段。',
  },
};
