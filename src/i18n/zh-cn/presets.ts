import type { presets as en } from '../en/presets';
import type { Like } from '../like';

export const presets: Like<typeof en> = {
  'first-screen': {
    name: '初始画面',
    what: '两台虚拟机各有一个 VF，匀速发送：实验室启动时的样子。',
  },
  'one-packet-each-path': {
    name: '每条路径一个数据包',
    what: '八台虚拟机各走一条路径，同一时刻各发一个数据包：比一比退出、拷贝和微秒数。',
  },
  'exit-storm': {
    name: '退出风暴',
    what: '模拟网卡：每碰一次寄存器就是一次 VM 退出，每个数据包好几次。',
  },
  'virtio-kicks': {
    name: 'virtio 通知 (kick)',
    what: '同样的驱动，一慢一快：后端越忙，通知越少。',
  },
  'event-index-off': {
    name: '关闭事件索引',
    what: '两台相同的虚拟机，一台没有事件索引 (event index)：它每个数据包之后都被中断。',
  },
  'four-queues': {
    name: '四个队列',
    what: '两台虚拟机各有四个队列、vCPU 和工作线程：一条流只用其一，四条流全部用上。',
  },
  'interrupts-posted': {
    name: '中断：直接投递',
    what: 'IOMMU 把 VF 的中断直接投递 (posted) 给运行中的 vCPU：没有退出。下一个例子正相反。',
  },
  'interrupts-remapped': {
    name: '中断：重映射',
    what: '同样的 VF，中断经过宿主机：几乎每个中断一次 VM 退出。',
  },
  'vf-to-vf': {
    name: 'VF 到 VF',
    what: '同一块网卡上的两台虚拟机：帧只在卡内交换，两次穿过 PCIe，从不上线路。',
  },
  'bridge-and-vf': {
    name: '网桥与 VF',
    what: '一台虚拟机在网桥后面，一台用 VF：只有一个方向能到达，网卡不认识网桥后面的地址。',
  },
  'host-firewall': {
    name: '宿主机上的防火墙',
    what: '宿主机网桥上有一条规则，两台虚拟机都在发它禁止的报文。网桥后面的那台被拦下；VF 的帧根本到不了这条规则。在终端里用 nft list ruleset，或点选图中的网桥，都能看到它的计数。',
  },
  'load-balancer': {
    name: '宿主机上的负载均衡',
    what: '外面的发送方都访问宿主机网桥上的一个地址 (192.0.2.200)；一条规则按来源的哈希把每条流交给两台虚拟机之一。VF 不能参与：网卡按地址投递，绕过了网桥。',
  },
  'card-firewall': {
    name: '网卡里的防火墙',
    what: 'Flow Director 丢弃发给第一台虚拟机的帧：不用 CPU，没有退出；邻居照收。点一下网卡的交换机。',
  },
  switchdev: {
    name: 'switchdev 模式',
    what: '第一帧走宿主机网桥，其余都在网卡里：比较第 1 帧和第 10 帧的旅程。',
  },
  'full-ring': {
    name: '接收环满，丢弃使能关闭',
    what: '一台虚拟机收不过来，它的帧堵住端口的 FIFO，邻居跟着遭殃。',
  },
  'line-rate-64-bytes': {
    name: '线速，64 字节',
    what: '最短的帧占满 10 Gb/s，分给 32 个 VF：瓶颈是线路，不是 CPU。',
  },
  overload: {
    name: '过载',
    what: '超过虚拟机的承受能力，经 vhost-net 和经 VF：在哪里丢，谁看得见？',
  },
  'many-vfs': {
    name: '许多 VF',
    what: '32 台虚拟机用 32 个 VF，用到的页超过 IOTLB 的容量：未命中，走页表。',
  },
  'after-sr-iov': {
    name: 'SR-IOV 之后：vDPA 与可扩展功能',
    what: 'VF、VF 上的 vDPA、可扩展功能 (SF) 上的 vDPA、以及用 SF 的程序各发一个包：比较它们的旅程。',
  },
  'scalable-iov': {
    name: 'Scalable IOV（可扩展 I/O 虚拟化）',
    what: '同一块 E810 上的一个 VF 和三个可分配接口 (ADI)。它们共用一个路由 ID：打开 IOMMU 看看，网卡上标着 PASID。',
  },
  'rogue-guest': {
    name: '恶意虚拟机',
    what: '第一台虚拟机让它的 VF 写邻居的内存。IOMMU 把它拦下：点开 IOMMU 看看，再用 dmesg 查。',
  },
  'rogue-guest-no-iommu': {
    name: '恶意虚拟机，没有 IOMMU',
    what: '同一台虚拟机，但没有谁检查地址：邻居丢包，而且没有谁会得知。',
  },
  'failover-pair': {
    name: '能迁移的 VF：故障切换对',
    what: '迁移之前虚拟机交还 VF，改走 virtio；到了另一台主机再得到一个 VF。',
  },
  'card-saves-vf': {
    name: '自己保存状态的网卡',
    what: 'ConnectX-7 上的 VFIO 迁移 v2：VF 随虚拟机一起迁移。看它的各个状态，以及由谁记录它写过的页。',
  },
  'request-response': {
    name: '请求与响应',
    what: '一问一答，周而复始，三条路径：能有多少次，只由延迟决定。',
  },
};
