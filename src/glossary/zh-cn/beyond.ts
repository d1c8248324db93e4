import type { beyond as terms } from '../terms/beyond';
import type { Words } from '../term';

export const beyond = {
  mailbox: {
    name: '邮箱（mailbox）',
    short: '网卡里的一条通道，VF 的驱动通过它向 PF 的驱动提出请求。',
    long: '它是一小块内存，两头各有一个门铃：VF 请求设置地址、VLAN、复位、组播过滤，由宿主机的驱动批准或拒绝。较新的网卡改用消息队列（virtchnl）。',
    forms: ['邮箱', 'mailbox'],
  },
  veb: {
    name: '虚拟以太网桥（VEB）',
    short: '网卡里的交换机：同一端口上从 VF 到 VF 的帧在这里掉头，不上线路。',
    long: '它按目的 MAC 和 VLAN 决定去向，查的表由 PF 的驱动填写；它不学习。帧要在 PCIe 上一下一上走两趟。宿主机的网桥和 tcpdump 什么也看不到。',
    forms: ['VEB', '虚拟以太网桥', '内置交换机'],
  },
  vepa: {
    name: '虚拟以太网端口聚合器（VEPA）',
    short: '另一种交换办法：每个帧都送到外面的交换机，如果是给邻居的，由它送回来。',
    long: '这样外面的交换机就能看到并过滤客户机之间的流量。它必须能把帧从来的端口送回去（反射中继，“发夹”）；多数交换机要设置了才这样做。',
    forms: ['VEPA', '反射中继'],
  },
  'spoof-check': {
    name: '防欺骗检查',
    short: '源地址不是 VF 自己的帧，网卡会丢弃。',
    long: '对 VLAN 标签也是如此。宿主机可以为每个 VF 单独开关（`spoofchk`）。关掉之后，客户机可以用别人的名义发送：客户机里有网桥时需要这样，攻击者也喜欢这样。',
    forms: ['防欺骗检查', '防欺骗', '欺骗检查'],
  },
  trust: {
    name: '受信任的 VF',
    short: '宿主机给了更多权限的 VF：可以改自己的 MAC 地址，可以接收不是给它的帧。',
    long: '用 `ip link set … vf N trust on` 设置。没有它，PF 的驱动会拒绝混杂模式；宿主机已设定地址时，也拒绝改地址。',
    forms: ['受信任的 VF', '信任 VF', 'VF 信任'],
  },
  switchdev: {
    name: 'switchdev 模式',
    short: '由宿主机内核来管理网卡里的交换机的模式，每个 VF 在宿主机上有一个接口。',
    long: '较老的模式（legacy）里，网卡按固定规则交换。switchdev 模式下，没有规则的帧经代表口上到宿主机，由宿主机决定，并可以为后面的帧在网卡里写一条规则。',
    forms: ['switchdev 模式', 'switchdev'],
  },
  representor: {
    name: '代表口（representor）',
    short: '宿主机上的一个接口，代表 VF 通往网卡交换机的那根线的另一头。',
    long: 'VF 发出的、没有规则处理的帧从这里进来；宿主机发进去的，从 VF 那里出来。所以只要网卡里还没有这条流的规则，网桥、tcpdump 和防火墙就又能起作用。',
    forms: ['代表口', 'representor'],
  },
  'flow-offload': {
    name: '流卸载',
    short: '宿主机写进网卡的规则，已知的流由网卡直接交换，不用 CPU。',
    long: '第一个帧由宿主机决定，其余的由网卡决定。计数从网卡读回；宿主机上的 tcpdump 只看得到第一个帧。',
    forms: ['流卸载', '硬件卸载', '流规则'],
  },
  'live-migration': {
    name: '热迁移',
    short: '把运行中的客户机搬到另一台宿主机，它几乎察觉不到。',
    long: '先在它运行时复制内存，然后让它停一下，送完剩下的内存和设备的状态，再到那边继续。VF 的状态在网卡里，除非网卡能保存它，否则就挡住了路。',
    forms: ['热迁移', '实时迁移', '迁移'],
  },
  'pre-copy': {
    name: '预拷贝',
    short: '热迁移的通常做法：客户机运行时复制全部内存，再复制期间改过的，如此反复。',
    long: '剩下的能在允许的停机时间内送完时结束。写内存比链路还快的客户机永远到不了这一步：这时要么放慢它的 vCPU，要么停机时间变长。',
    forms: ['预拷贝', '预复制'],
  },
  'dirty-pages': {
    name: '脏页',
    short: '复制之后又被写过、因而必须再送一次的内存页。',
    long: 'CPU 写的，KVM 通过 EPT 记录。设备用 DMA 写的不经过那里：要由网卡或 IOMMU 来记，否则它够得着的每一页都只能算脏页。',
    forms: ['脏页'],
  },
  downtime: {
    name: '停机时间',
    short: '迁移的最后，客户机停住不动的那段时间。',
    long: '这期间送出最后的内存页和设备的状态。QEMU 以一个上限为目标，默认 300 ms。这时到达的帧要么丢失，要么等着。',
    forms: ['停机时间', '停机'],
  },
  failover: {
    name: '故障切换对（failover）',
    short: 'MAC 地址相同的一个 VF 和一个 virtio 设备，合在一个接口下：VF 工作，virtio 备用。',
    long: '迁移之前拔掉 VF，流量改走可以迁移的 virtio；到了另一台宿主机再插上一个 VF。切换由客户机的 net_failover 驱动自动完成。',
    forms: ['故障切换对', '故障切换', '备用设备', 'failover', 'net_failover'],
  },
  'scalable-function': {
    name: '可扩展功能（SF）',
    short: 'PF 或 VF 的一部分，有自己的队列，可以一个一个地创建，没有自己的配置空间和 Routing ID。',
    long: '在 NVIDIA 的网卡上，它有交换机的一个端口和一个代表口，共用父功能的中断向量和 Routing ID，不需要打开 SR-IOV。用 `devlink port add` 创建；Linux 称之为 subfunction。',
    forms: ['可扩展功能', '子功能', 'SF'],
  },
  siov: {
    name: '可扩展 I/O 虚拟化（Scalable IOV）',
    short: 'SR-IOV 之后的设计：硬件里只有轻量的接口，虚拟设备的其余部分由软件组成。',
    long: 'Intel 的第一版用 PASID 而不是 Routing ID 区分各个接口，按需创建，配置空间用软件模拟。PCIe 后来有了自己的标准，与它不同。',
    forms: ['SIOV', 'Scalable IOV', '可扩展 I/O 虚拟化'],
  },
  adi: {
    name: '可分配设备接口（ADI）',
    short: 'Scalable IOV 交给客户机的那一小块设备：几个队列、几页寄存器和一个 PASID。',
    long: '快的部分（门铃、数据）直接到它；慢的部分，如配置空间，由软件 VDCM 扮演。',
    forms: ['ADI', '可分配设备接口', '可分配接口'],
  },
  pasid: {
    name: '进程地址空间 ID（PASID）',
    short: 'PCIe 包里最多 20 位的一个编号，说明这次访问属于哪个地址空间。',
    long: '有了它，一个功能用同一个 Routing ID 就能在许多地址空间里工作：IOMMU 按 Routing ID 和 PASID 一起查表。',
    forms: ['PASID'],
  },
  vdcm: {
    name: '虚拟设备组合模块（VDCM）',
    short: '用一个 ADI 加上模拟，组成一整个虚拟设备的软件。',
    long: '它属于宿主机上该设备的驱动。客户机的慢速访问由它应答，所以会退出；它知道这部分状态，因此能为迁移保存它。',
    forms: ['VDCM'],
  },
  vdpa: {
    name: 'virtio 数据通路加速（vDPA）',
    short: '数据通路用硬件实现 virtio、控制通路经过厂商驱动的设备。',
    long: '客户机用的仍是普通的 virtio 驱动，数据包直接到网卡。状态就是 virtqueue 的状态，所以客户机可以在不同厂商的网卡之间迁移，只要两边支持的特性相同。它由 VF 或可扩展功能承载。',
    forms: ['vDPA', 'vhost-vdpa'],
  },
} satisfies Readonly<Record<keyof typeof terms, Words>>;
