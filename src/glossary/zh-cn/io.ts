import type { io as terms } from '../terms/io';
import type { Words } from '../term';

export const io = {
  'emulated-device': {
    name: '模拟设备',
    short: '用程序做成的设备：客户机的每次访问，都由 VMM 像真设备那样应答。',
    long: '什么型号都可以扮演，包括早已停产的，要多少有多少，客户机也不需要特别的驱动。代价是每次访问寄存器都是一次 VM 退出。',
    forms: ['模拟设备', '模拟的设备', '模拟网卡', '模拟的网卡', '设备模型', '模拟'],
  },
  e1000: {
    short:
      '2000 年代初的一款 Intel 网卡（82540EM），虚拟机监控程序常模拟它，因为每个系统都有它的驱动。',
    long: '在本实验室里它代表全虚拟化。驱动通过 TDT、ICR、IMS 等寄存器和它对话；在 QEMU 里，每次这样的访问都是一次重量级退出。',
    forms: ['e1000'],
  },
  mmio: {
    name: '内存映射 I/O（MMIO）',
    short: '用普通的读写指令访问某些地址，就能访问的设备寄存器。',
    long: '对模拟设备，监控程序让这些页没有有效的映射，每次访问都会退出。对真实的功能，它把这些页映射进客户机，访问就直接到达。',
    forms: ['MMIO', '内存映射 I/O'],
  },
  pio: {
    name: '端口 I/O（PIO）',
    short: '访问寄存器的老办法：x86 的 IN 和 OUT 指令加一个端口号。',
    long: '客户机对没有给它的端口执行 IN 或 OUT，会引起原因为 IO_INSTRUCTION 的 VM 退出。PCI Express 只为老设备保留端口，VF 不许有。',
    forms: ['PIO', '端口 I/O', 'I/O 端口'],
  },
  ring: {
    name: '描述符环',
    short: '内存中首尾相接的一列描述符，由驱动和设备共用。',
    long: '驱动在尾部放入工作，设备从头部取走。填写它是普通的写内存，不会退出；只有告诉设备时才要碰寄存器。环满了，发送方就得停下，收到的就会丢失。',
    forms: ['描述符环', '环'],
  },
  descriptor: {
    name: '描述符',
    short: '一条小记录，告诉设备缓冲区在哪里、要对它做什么。',
    long: '网卡的描述符通常是 16 字节：地址、长度、标志。设备用 DMA 取走它，搬运数据，再写回“已完成”。',
    forms: ['描述符'],
  },
  'tail-pointer': {
    name: '尾指针',
    short: '驱动用这个寄存器告诉网卡：环里的工作到哪里为止。',
    long: 'Intel 网卡上发送是 TDT，接收是 RDT（在 VF 里是 VFTDT 和 VFRDT）。写它就是按门铃。写一次可以宣布许多描述符。',
    forms: ['尾指针', 'TDT', 'VFTDT', 'RDT', 'VFRDT'],
  },
  doorbell: {
    name: '门铃',
    short: '对设备寄存器的一次写操作，意思是：有活儿了。',
    long: '对真实的功能，它是 PCIe 上的一次 posted 写，几乎不花 CPU 时间；对模拟设备，同样的写就是一次 VM 退出。驱动尽可能为几个数据包只按一次。',
    forms: ['门铃'],
  },
  paravirtualization: {
    name: '半虚拟化',
    short: '客户机知道自己是虚拟机，使用专门为此设计的接口，而不是仿造的硬件。',
    long: '这样的接口可以设计得只需要很少的退出。客户机要有相应的驱动；virtio 的驱动各种常用系统都有。',
    forms: ['半虚拟化'],
  },
  virtio: {
    short: '半虚拟化设备的标准：驱动和后端共用客户机内存里的环。',
    long: '客户机里的驱动是前端；后端可以是 VMM、内核（vhost-net）、另一个进程（vhost-user）或硬件（vDPA），客户机察觉不到是哪一种。网络设备叫 virtio-net。',
    forms: ['virtio', 'virtio-net'],
  },
  virtqueue: {
    name: '虚拟队列（virtqueue）',
    short: '客户机内存里的 virtio 队列：一张描述符表、可用环和已用环。',
    long: '驱动把缓冲区放进可用环，后端用完后放进已用环。两个环都在普通内存里，数据通路本身不需要退出，只有通知可能需要。网络设备的每个队列对每个方向有一个。',
    forms: ['virtqueue', '虚拟队列'],
  },
  'available-ring': {
    name: '可用环',
    short: 'virtqueue 的一部分，驱动在这里写明设备可以用哪些缓冲区。',
    long: '只有驱动写它：先写表项，再把一个只增的索引加上去。后端从上次停下的地方接着读。',
    forms: ['可用环'],
  },
  'used-ring': {
    name: '已用环',
    short: 'virtqueue 的一部分，设备在这里写明哪些缓冲区已经用完。',
    long: '只有设备写它：缓冲区的编号、写入了多少字节，再把一个只增的索引加上去。驱动在中断里，或者在下次有事可做时读它。',
    forms: ['已用环'],
  },
  kick: {
    name: 'kick（可用缓冲区通知）',
    short: '驱动给 virtio 后端的通知：有新的缓冲区了。',
    long: '它是对一个寄存器的写，所以后端是软件时就是一次 VM 退出；由 ioeventfd 接收的话，是一次短的退出。后端说过自己正在干活时，驱动就省掉它。',
    forms: ['kick', '可用缓冲区通知'],
  },
  'event-suppression': {
    name: '事件抑制',
    short: 'virtqueue 的每一方告诉对方，自己什么时候不想被通知。',
    long: '正在处理环的后端不需要 kick，正在轮询的驱动不需要中断。所以越忙，每个数据包的退出就越少。',
    forms: ['事件抑制', '通知抑制'],
  },
  'event-idx': {
    name: '事件索引（EVENT_IDX）',
    short: 'virtio 的一项特性：一方写明，下次要在哪一个表项处被通知。',
    long: '驱动写 `used_event`，设备写 `avail_event`。它比“要 / 不要”的标志更细：到那一处通知一次，中间一次也没有。',
    forms: ['EVENT_IDX', 'VIRTIO_F_EVENT_IDX', '事件索引'],
  },
  'vhost-net': {
    short: '宿主机内核里的 virtio-net 后端：一个工作线程在 virtqueue 和 tap 之间搬运数据包。',
    long: '数据包不再经过 QEMU，省去了到用户态的来回。通知走 ioeventfd 和 irqfd。帧仍然走宿主机的网络，网桥和防火墙看得到它。',
    forms: ['vhost-net', 'vhost 线程', 'vhost'],
  },
  'vhost-user': {
    short: '同样的分工，只是内核换成了另一个进程：后端可以是一台 DPDK 交换机。',
    long: '客户机的内存和这个进程共享。它通常不停地轮询，所以几乎不需要 kick，代价是一个或几个核一直在忙。数据包不经过宿主机的内核。',
    forms: ['vhost-user'],
  },
  eventfd: {
    name: 'ioeventfd 和 irqfd',
    short:
      'KVM 里的两条近路：客户机的一次写变成给某个线程的信号（ioeventfd），一个信号变成一次中断（irqfd）。',
    long: '有了 ioeventfd，kick 仍会退出，但 KVM 只发个信号就回到客户机。有了 irqfd，后端可以在客户机里引起中断，不用 QEMU 插手。',
    forms: ['ioeventfd', 'irqfd'],
  },
  dpdk: {
    name: '数据平面开发套件（DPDK）',
    short: '一套程序库，让程序在用户态绕过内核、用轮询驱动网卡。',
    long: '它占用整个的核和大页内存，换来不需要中断、系统调用和复制。Open vSwitch 可以运行在它上面，通过 vhost-user 为客户机服务。',
    forms: ['DPDK'],
  },
  'poll-mode': {
    name: '轮询模式驱动（PMD）',
    short: '从不等待中断的驱动：一个线程一遍又一遍地查看各个环。',
    long: '延迟低而稳定，也不需要通知。不管有没有数据包，那个核都满负荷地忙着。',
    forms: ['轮询模式驱动', '轮询线程', 'PMD'],
  },
  tap: {
    name: 'tap 设备',
    short: '宿主机内核里的一个网络接口，另一头是程序：相当于客户机插到宿主机上的网线。',
    long: 'QEMU 或 vhost-net 放进去的，就像从线路上来的一样进入宿主机的网络，反过来也一样。本实验室按 libvirt 的习惯叫它 `vnet0`、`vnet1`……',
    forms: ['tap', 'tap 设备', 'tap 接口'],
  },
  bridge: {
    name: '网桥',
    short: '宿主机内核里的交换机，按 MAC 地址把各个 tap 和一个真实端口连起来。',
    long: '它学习哪个地址在自己的哪个口后面。经过它的一切，宿主机都看得到、过滤得了；VF 发的不经过它。',
    forms: ['网桥'],
  },
  netfilter: {
    short: 'Linux 网络协议栈中的一组挂接点，防火墙规则（nftables、iptables）在那里起作用。',
    long: '帧经过挂接点才会遇到规则。用 virtio 时它经过宿主机的网桥；VF 的帧从客户机直接到网卡，宿主机的任何规则都见不到它。',
    forms: ['netfilter', 'nftables', 'iptables'],
  },
  softirq: {
    name: '软中断（softirq）',
    short: '中断处理程序推迟、紧接着再做的内核工作，主要是处理网络数据包。',
    long: '它在接收中断的那个 CPU 上运行，排在所有程序之前；太多时由 ksoftirqd 线程来做。不管数据包是给谁的，都由那个 CPU 承担。',
    forms: ['软中断', 'softirq'],
  },
  napi: {
    short: 'Linux 驱动的接收方式：第一个数据包引起中断，随后关掉中断，由内核轮询到环空为止。',
    long: '这样负载越高，每个数据包的中断越少，洪水般的数据包也不会让 CPU 只忙于中断处理。一次轮询最多处理一定数目的数据包，通常是 64 个。',
    forms: ['NAPI'],
  },
  vlan: {
    name: '虚拟局域网（VLAN）',
    short: '同一组线路上彼此隔开的若干网络，用以太网头里的 12 位标签区分。',
    long: '网卡可以把一个 VF 放进某个 VLAN：VF 发出的由它加上标签，VF 收到的由它去掉标签。客户机看不见，也出不去。',
    forms: ['VLAN'],
  },
  rss: {
    name: '接收端扩展（RSS）',
    short: '网卡按地址和端口的散列，把数据包分到几个接收队列。',
    long: '同一条流的数据包都进同一个队列，顺序不乱；不同的流可以由不同的 CPU 处理。只有一条流时没有好处。',
    forms: ['RSS', '接收端扩展'],
  },
  'queue-pair': {
    name: '队列对',
    short: '配成一对的发送队列和接收队列，通常有自己的中断向量和 CPU。',
    long: '一块网卡的队列对数目固定，要分给各个 PF 和 VF。有了几对，客户机的网络就能用上几个 vCPU。',
    forms: ['队列对'],
  },
  'line-rate': {
    name: '线速',
    short: '线路所能承载的最高帧速率，帧与帧之间只留以太网要求的间隔。',
    long: '10 Gbit/s 时，64 字节的帧每秒 1488 万个，1518 字节的帧每秒约 81.3 万个：每帧在线路上还要多占 20 字节，用于前导码和间隔。',
    forms: ['线速'],
  },
  'head-of-line': {
    name: '队头阻塞',
    short: '排在队列最前面的走不了，把后面本来能走的也挡住了。',
    long: '几个目的地共用一个 FIFO 时就会这样。网卡没有打开 drop enable 时，一个不清空自己环的 VF，会堵住端口的接收 FIFO，连累邻居。',
    forms: ['队头阻塞'],
  },
} satisfies Readonly<Record<keyof typeof terms, Words>>;
