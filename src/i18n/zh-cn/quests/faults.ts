import type { faults as en } from '../../en/quests/faults';
import type { Like } from '../../like';

export const faults: Like<typeof en> = {
  'wrong-vlan': {
    name: 'VF 所在的 VLAN 不对',
    absent: '网卡的交换机没有因 VLAN 拦下任何帧：指标里一个也没有。',
    shows: (n) => `${n} 个帧因 VLAN 被丢弃。`,
    hints: {
      look: '帧能到达网卡。看看网卡里的交换机怎么处理它们。',
      tool: '指标会说明帧因何丢失；ip link show 会列出每个 VF 的设置。',
      place: '对照 ip link show 里各 VF 的 VLAN 和谁与谁通信：有一个在自己的 VLAN 里没有同伴。',
    },
    why: '端口 VLAN 让 VF 只属于这一个 VLAN：交换机只把带该标签的帧交给它，并给它发出的帧打上标签。',
  },
  'trust-off': {
    name: 'VF 不受信任（trust off）',
    absent: '没有哪个 VF 在向 PF 要只有受信任者才能得到的东西。',
    shows: (n) => `${n} 个发给别人的帧从想看它们的虚拟机旁边过去了。`,
    hints: {
      look: '它的接口是好的，也没有它的帧丢失。在这之前有个请求被拒绝了。',
      tool: 'VF 要用混杂模式，必须向 PF 申请。用 ip link show 看每个 VF 有什么权限。',
      place: '负责监听的虚拟机，它的 VF 是 trust off。',
    },
    why: 'VF 通过邮箱向 PF 的驱动申请混杂模式。没有 trust，得到的回答是 NACK，交换机就不会把发给别人的帧交给它。',
  },
  'spoofed-mac': {
    name: '源地址不是自己的（伪造 MAC）',
    absent: '防伪检查没有丢弃任何帧：发送者用的都是自己的地址。',
    shows: (n) => `${n} 个帧被防伪检查丢弃。`,
    hints: {
      look: '虚拟机确实在发送。跟着它的一个数据包，看路在哪里断了。',
      tool: '指标会说明它的帧因何丢失。检查本身没有问题。',
      place: '那台虚拟机里的程序写的源地址不是它的 VF 的地址。看看它的流量的地址设置。',
    },
    why: '交换机把 VF 发出的帧的源地址与分配给它的地址比较，不同就丢弃。这保护了其他虚拟机；该改的是这台虚拟机。',
  },
  'iommu-off': {
    name: 'IOMMU 未启用',
    absent: '没有哪台虚拟机的内存被别人的设备写入。',
    shows: (n) => `${n} 个帧在虚拟机的内存里被覆盖。`,
    hints: {
      look: '帧已经到了虚拟机的内存。在那里发生了什么？',
      tool: '丢失原因是被覆盖：有设备写了它无权写的地方。本该由谁拦住它？',
      place: 'ls /sys/class/iommu 和 dmesg | grep DMAR 都是空的。',
    },
    why: '有一台虚拟机的驱动把自己内存之外的地址交给了网卡。IOMMU 的页表会拦住；没有它，设备就写进了下一台虚拟机。',
  },
  'full-ring': {
    name: '接收环满',
    absent: '没有环溢出：没有帧因为缺描述符而被丢弃。',
    shows: (n) => `${n} 个帧到达时环已满。`,
    hints: {
      look: '只丢一部分帧，而且成串地丢。它们在哪里等待？',
      tool: '指标里有“环满”丢弃。在舞台上选中该虚拟机的队列，看它的环怎样被填满。',
      place: '它的队列两次中断隔得太远：看看那台虚拟机的中断节流。',
    },
    why: '两次中断之间到达的帧多于环里的描述符。之后来的帧没有缓冲区，被网卡丢弃。',
  },
  'irq-cpu': {
    name: '中断落在错误的 CPU 上',
    absent: '没有虚拟机因自己设备的中断而退出。',
    shows: (n) => `${n} 次 EXTERNAL_INTERRUPT 退出。`,
    hints: {
      look: '数据包照常到达。虚拟机为每个包付出了什么？',
      tool: 'perf kvm stat report 里有一种别人没有的退出；在指标里看是谁的。',
      place:
        'cat /proc/interrupts：有一个 VF 的中断到达的 CPU 与别的不同，正是它的虚拟机运行的那个。',
    },
    why: '这台宿主机不投递（post）中断。中断若到达正在运行 vCPU 的 CPU，就归宿主机处理：虚拟机必须先退出。',
  },
  'few-buses': {
    name: '总线号不够 VF 用',
    absent: '没有哪个 VF 因为缺总线号而不存在。',
    shows: (n) => `没有设备的虚拟机：${n} 台。`,
    hints: {
      look: '有问题的虚拟机有个共同点。它们有什么，或者缺什么？',
      tool: '它们的 VF 不存在。问内核为什么：dmesg | tail。',
      place: 'VF 的 Routing ID 落在根端口没有总线号的那条总线上。',
    },
    why: '没有 ARI，第一个 VF 就在下一条总线上。上面的端口总线号不够，内核拒绝启用 VF。',
  },
  mtu: {
    name: 'MTU 太小',
    absent: '没有帧对接收者来说太长。',
    shows: (n) => `${n} 个帧对接收者来说太长。`,
    hints: {
      look: '该连的都连着。这台虚拟机的帧与别人的有何不同？',
      tool: '指标会说明丢弃的原因；抓包会显示帧有多长。',
      place: '帧比那台虚拟机接口的 MTU 长。',
    },
    why: '接收者只收不超过其 MTU 的帧，更长的丢弃；没有人通知发送者。',
  },
  'rate-limit': {
    name: '发送速率受限',
    absent: '没有 VF 在等待发送限速。',
    shows: (n) => `还有 ${n} 个帧在等待发送。`,
    hints: {
      look: '没有丢弃。少掉的帧在哪里？',
      tool: '它们在虚拟机的队列里等待，而链路几乎空闲。谁在拦着？',
      place: 'ip link show 里有个 max_tx_rate 小于虚拟机要发的量。',
    },
    why: '网卡的限速器只让这个 VF 的队列发送这么多；其余的在环里等待。',
  },
  'link-off': {
    name: 'VF 的链路被关闭',
    absent: '没有 VF 的链路是断开的。',
    shows: (n) => `${n} 个帧遇到断开的链路。`,
    hints: {
      look: '虚拟机没问题，网线也没问题。它们之间是什么？',
      tool: '指标会说明丢弃的原因。用 ip link show 看各 VF 的设置。',
      place: '有一个 VF 是 link-state disable。',
    },
    why: '不论端口本身怎样，管理员都能关闭某个 VF 的链路；此后它既不能发也不能收。',
  },
  'few-vfs': {
    name: '启用的 VF 太少',
    absent: '需要 VF 的都有 VF，或者这张卡根本不能有。',
    shows: (n) => `没有设备的虚拟机：${n} 台。`,
    hints: {
      look: '有问题的虚拟机与没问题的只差一样东西。',
      tool: '数一数需要 VF 的虚拟机，再数一数 VF：lspci。',
      place: 'sriov_numvfs 小于虚拟机需要的数目。',
    },
    why: 'VF 按顺序分配。NumVFs 太小，最后几台虚拟机就没有分到。',
  },
  'no-apicv': {
    name: 'APICv 未启用',
    absent: '没有虚拟机因中断控制器而退出。',
    shows: (n) => `${n} 次因中断控制器的退出。`,
    hints: {
      look: '不是某一台虚拟机，也不是某一条路径。它们都用什么？',
      tool: 'perf kvm stat report 里有一种这样的宿主机不该有的退出原因。',
      place: '每次中断结束都有 MSR_WRITE：APIC 是模拟的。',
    },
    why: '没有 APICv，每次中断结束都要退出，设备的中断也无法投递（post）。',
  },
  vepa: {
    name: '网卡里的交换机处于 VEPA 模式',
    absent: '没有帧因为外部交换机不送回而丢失。',
    shows: (n) => `${n} 个帧没有被外部交换机送回。`,
    hints: {
      look: '两台虚拟机从外面都能访问，只是彼此访问不到。',
      tool: '跟着一个从一台到另一台的数据包：它走了一条不该需要的路。',
      place: 'bridge link show 会显示网卡里交换机的模式。',
    },
    why: '在 VEPA 模式下，VF 之间的帧也要出去到外部交换机，而外部交换机不会从来的端口送回去。',
  },
  'no-ioeventfd': {
    name: '通知要到 VMM（没有 ioeventfd）',
    absent: '没有虚拟机的通知要到 VMM 去。',
    shows: (n) => `${n} 次通知由 VMM 处理。`,
    hints: {
      look: '数据包都到了。谁比以前更忙？',
      tool: '指标会说明是谁的时间；perf kvm stat report 会说明一次退出要多久。',
      place: '那台虚拟机的每次通知都要到 VMM，而不是在内核里结束。',
    },
    why: '有 ioeventfd 时，KVM 收下通知并唤醒另一方；没有时，每次通知都要到 VMM 再回来，vCPU 一直等着。',
  },
};
