import type { Messages } from '../../messages';

export const frames: Pick<
  Messages['quiz']['kinds'],
  'iommu-reads' | 'iova' | 'tap' | 'spoof' | 'broadcast' | 'wire-bytes' | 'movable'
> = {
  'iommu-reads': {
    name: 'IOMMU 的遍历',
    ask: {
      ask: '一次运行中，IOTLB 命中 {hits} 次，未命中 {misses} 次。客户机内存由 {pages} 的页支撑，表最多四级，除 IOTLB 外没有别的缓存。遍历一共读了多少个表项？',
    },
    why: {
      one: '一次未命中是一次遍历，一次遍历每级读一个表项。',
      hits: '命中不需要遍历：IOTLB 就是为此而设的。',
      four: '只有 4 KiB 的页才是四级。大页让遍历提前结束。',
      leaf: '写着页本身的那个表项也要读。',
      other: '未命中次数 × 遍历到页为止的级数。',
    },
    steps: {
      levels: '{pages} 的页经过 {levels} 级找到。',
      all: '{misses} 次未命中 × {levels} = {answer}。',
    },
  },
  iova: {
    name: '从 IOVA 到宿主机地址',
    ask: {
      ask: '设备请求地址 {iova}。它的表映射 {pages} 的页。遍历读到了这些表项（级: 表项）：{entries}。宿主机物理地址是多少？表项的低 12 位是权限。',
    },
    why: {
      same: '那是设备使用的地址，客户机物理地址。宿主机把那一页放在了别处。',
      page: '那是页的开头。页内偏移保持不变。',
      small: '大页的偏移不止 12 位。',
      flags: '表项的低位是权限，不是地址的一部分。',
      other: '页取自最后的表项，偏移取自地址。',
    },
    steps: {
      leaf: '最后的表项 {entry} 去掉低 12 位：页在 {page}。',
      offset: '{pages} 的页：地址的低 {bits} 位是偏移，{offset}。',
      add: '相加：{page} + {offset} = {answer}。',
    },
  },
  tap: {
    name: '帧在哪里被看见',
    ask: {
      'vf-wire':
        '两个客户机各有一个 VF，各向外面的机器发送 {packets} 个帧。在下面哪一处能看见它们？',
      'vf-vf':
        '一个有 VF 的客户机向同一端口上另一个有 VF 的客户机发送 {packets} 个帧。在下面哪一处能看见它们？',
      'vhost-wire':
        '两个走 vhost-net 的客户机各向外面的机器发送 {packets} 个帧。在下面哪一处能看见它们？',
      'vhost-vhost':
        '一个走 vhost-net 的客户机向同一网桥上的另一个客户机发送 {packets} 个帧。在下面哪一处能看见它们？',
    },
    options: {
      vnet0: 'vnet0，VM0 的 tap',
      vnet1: 'vnet1，VM1 的 tap',
      br0: 'br0，宿主机的网桥',
      pf0: 'PF 的网络接口',
      pf0vf0: 'VF 0 的代表口',
      pf0vf1: 'VF 1 的代表口',
      switch0: '网卡里的交换机',
      wire0: '线路',
    },
    why: {
      tap: 'tap 只看得见经过宿主机内核的东西：后端在内核里的 virtio。',
      bridge: '网桥只看得见宿主机内核转发的东西。',
      pf: 'PF 的接口只看得见宿主机自己的驱动收发的帧。',
      representor: '只有 switchdev 模式下才有代表口；这块网卡不在该模式。',
      switch: '这些帧根本不到网卡。',
      wire: '这些帧留在宿主机或网卡里面。',
      other: '跟着帧，一个部件一个部件地走。',
    },
    steps: {
      'vf-wire': '由 DMA 从客户机内存到网卡，经过网卡的交换机，到线路。',
      'vf-vf': '在网卡内部从一个 VF 到另一个：只有它的交换机看得见。',
      'vhost-wire': 'tap、网桥、PF 的接口，然后是网卡和线路。',
      'vhost-vhost': 'tap、网桥、另一个 tap；不到网卡。',
      seeing: '看得见：{seeing}。看不见：{blind}。',
    },
  },
  spoof: {
    name: '网卡的交换机怎么做',
    ask: {
      ask: 'VF 0 向同一端口上的 VF 1 发送 {packets} 个帧；源地址是{source}。VF 0 的防欺骗检查 {check}。VF 0 的端口 VLAN：{own}；VF 1 的：{other}。这些帧会怎样？',
    },
    options: {
      arrives: '到达',
      'spoof-check': '被防欺骗检查丢弃',
      vlan: '因 VLAN 被丢弃',
      host: '被宿主机内核丢弃',
    },
    why: {
      arrives: '有东西拦住了它们：把源地址和检查对照，再对照两个 VLAN。',
      'spoof-check': '防欺骗检查放它们过去：检查已关，或者地址是 VF 自己的。',
      vlan: '拦住它们的不是 VLAN：两者相同，或者帧还没走到那一步。',
      host: 'VF 之间的帧，宿主机内核从来看不见。',
      other: '先看防欺骗检查，再看 VLAN。',
    },
    steps: {
      source: '源地址是{source}，检查 {check}：只有检查已启用时，才丢弃别人的地址。',
      vlan: '然后看 VLAN：VF 0 {own}，VF 1 {other}；两者必须相同。',
      arrives: '没有东西拦住它们：到达。',
      'spoof-check': '它们止于防欺骗检查。',
    },
  },
  broadcast: {
    name: '广播',
    ask: {
      sriov:
        '同一端口上有 {guests} 个客户机，各有一个 VF。每个发送一个广播。一共送达多少次？线路另一端的机器也算。',
      'vhost-net':
        '同一网桥上有 {guests} 个走 vhost-net 的客户机。每个发送一个广播。一共送达多少次？线路另一端的机器也算。',
    },
    why: {
      one: '每个广播都会被复制：送给其他所有人。',
      wire: '漏了线路：外面的机器也收到每一个。',
      back: '没有人收到自己的广播。',
      other: '每个广播：其他所有客户机，加上线路。',
    },
    steps: {
      each: '一个广播送给另外 {others} 个客户机和线路：{guests} 次。',
      all: '{guests} 个广播 × {guests} = {answer}。',
    },
  },
  'wire-bytes': {
    name: '线路承载的字节',
    ask: {
      ask: '客户机经由{path}发送 {packets} 个 {bytes} 字节（不含校验和）的帧。连同校验和、前导码和帧间隔，它们在线路上占多少个字节的时间？',
    },
    why: {
      frame: '那是帧在宿主机里的大小。在线路上，每个帧周围还有别的。',
      fcs: '只加了校验和：前导码（8）和间隔（12）也要占时间。',
      'no-fcs': '有前导码和间隔；少了校验和（4）。',
      other: '每个：帧 + 4 + 8 + 12。',
    },
    steps: {
      each: '{bytes} + 4（校验和）+ 8（前导码）+ 12（间隔）= {whole}；其中 {share} % 是帧。',
      all: '{packets} × {whole} = {answer}。与路径无关。',
    },
  },
  movable: {
    name: '哪些客户机能迁移',
    ask: {
      ask: '同一台宿主机上的客户机：{guests}。QEMU 能在运行中把其中多少个迁移到另一台宿主机？',
    },
    why: {
      'no-vf': '单是 VF 还不能决定：有 virtio 备用设备，或有能保存其状态的驱动，就能迁移。',
      all: '普通 vfio-pci 后面的 VF，其状态没有人能读出来。',
      virtio: '模拟网卡也能迁移：它的全部状态都在 VMM 里。',
      none: '软件模拟的，软件就能搬走。',
      other: '逐个问：谁知道它的设备的全部状态？',
    },
    steps: {
      state: '模拟设备和 virtio 设备：状态在软件里，一起搬走。',
      ways: 'VF 要有 virtio 备用设备（先把 VF 交还），或有自己的、能保存其状态的驱动，才能迁移。',
      count: '不能迁移：{stuck}。能迁移：{answer}。',
    },
  },
};
