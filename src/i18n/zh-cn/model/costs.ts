/** What each price of the cost table stands for, each host profile, and each published figure, by their English words. */
export const costSentences: Readonly<Record<string, string>> = {
  'exit handled in the kernel: exit, handler, entry':
    '在内核中处理的退出：退出、处理程序、重新进入',
  'exit handled with interrupts off': '关中断状态下处理的退出',
  'end-of-interrupt exit': '中断结束 (EOI) 引起的退出',
  'fetch, decode and complete one emulated MMIO instruction':
    '取指、译码并完成一条被模拟的 MMIO 指令',
  'KVM_RUN returns to user space and is called again': 'KVM_RUN 返回用户态后再次调用',
  'work of the device model for one register access': '设备模型处理一次寄存器访问',
  'one descriptor read, parsed, written back in software': '由软件读取、解析并写回一个描述符',
  'memcpy, cold': 'memcpy，缓存未命中',
  'start of a copy': '一次拷贝的固定开销',
  'system call entry and exit': '系统调用的进入与返回',
  'eventfd_signal and wait queue walk': 'eventfd_signal 与遍历等待队列',
  'ioeventfd matched and signalled, wake-up of the back end tried':
    '匹配 ioeventfd 并发出信号，并尝试唤醒后端',
  'until a sleeping thread is runnable on its CPU': '睡眠线程在其 CPU 上变为可运行所需的时间',
  'switch of a CPU to another thread': 'CPU 切换到另一个线程',
  'flight of an inter-processor interrupt': '处理器间中断的传送',
  'posted-interrupt notification processed by the CPU': 'CPU 处理投递中断 (posted interrupt) 通知',
  'event injection at VM entry': 'VM entry 时注入事件',
  'interrupt entry and exit in the guest, without device accesses':
    '虚拟机内中断的进入与返回，不含设备访问',
  'send call, TCP/IP and qdisc of the guest': '虚拟机的发送调用、TCP/IP 与 qdisc',
  'TCP/IP and receive call of the guest': '虚拟机的 TCP/IP 与接收调用',
  'work of the guest driver for a packet': '虚拟机驱动处理一个数据包',
  'host interrupt entry and handler': '宿主机中断的进入与处理程序',
  'host NIC driver, per packet': '宿主机网卡驱动，每个数据包',
  'bridge lookup and empty netfilter hooks': '网桥查表与空的 netfilter 钩子',
  'netfilter hook with chains: nf_hook_slow, entry of nft_do_chain':
    '挂有链的 netfilter 钩子：nf_hook_slow 与进入 nft_do_chain',
  'one rule of nf_tables': '一条 nf_tables 规则',
  'tun device, one frame in or out': 'tun 设备收或发一帧',
  'descriptor translation and used ring in the vhost worker':
    'vhost 工作线程的描述符转换与 used 环',
  'polling switch: descriptors and lookup of one frame, at each of its two ports':
    '轮询交换机：一帧的描述符处理与查表，两个端口各一次',
  'polling switch: a look at one port': '轮询交换机：查看一个端口',
  'posted write to a real device, on the CPU': '对真实设备的 posted 写，CPU 一侧',
  'posted write on its way to the card': 'posted 写到达网卡的路程',
  'DMA read round trip without the transfer itself': 'DMA 读的往返，不含数据传输本身',
  'posted DMA write until it is visible': 'posted DMA 写直到可见',
  'IOTLB lookup': '查找 IOTLB',
  'one level of an IOMMU page walk': 'IOMMU 页表遍历的一级',
  'interrupt-remapping table lookup': '查找中断重映射表',
  'lookup in the switch of the NIC': '网卡内交换机查表',
  'the host makes a rule of what its bridge has learned and hands it to the card':
    '宿主机把网桥学到的内容做成规则并交给网卡',
  'from there until the card forwards by the rule': '从那时到网卡按该规则转发',
  'the other machine answers a request': '对端机器应答一个请求',
  'interrupt throttle of the PF under the host driver': '宿主机驱动下 PF 的中断节流',
  'PCIe overhead of a memory write TLP': '存储器写 TLP 的 PCIe 开销',
  'PCIe size of a memory read request TLP': '存储器读请求 TLP 的 PCIe 长度',
  'PCIe overhead of a completion TLP': '完成 (completion) TLP 的 PCIe 开销',
  'largest TLP payload': 'TLP 的最大载荷',
  'part of the link rate left for TLPs beside DLLPs': '除去 DLLP 后留给 TLP 的链路速率份额',

  '2.7 GHz server, event prices of 2015 to 2017, APICv':
    '2.7 GHz 服务器，2015 至 2017 年的事件开销，有 APICv',
  'server of 2012, 2.7 GHz, no APICv, no mitigations':
    '2012 年的服务器，2.7 GHz，无 APICv，无漏洞缓解措施',
  'server of 2017 to 2019, 2.5 GHz, APICv, mitigations in software':
    '2017 至 2019 年的服务器，2.5 GHz，有 APICv，软件漏洞缓解措施',
  'server of today, 3.0 GHz, APICv, mitigations in hardware':
    '当今的服务器，3.0 GHz，有 APICv，硬件漏洞缓解措施',

  'combined hardware+software cost of servicing one simple exit (author planning value)':
    '处理一次简单退出的软硬件总开销 (作者的估算值)',
  'null hypercall round trip, x86 KVM': '空 hypercall 的往返，x86 KVM',
  'exit handled by a device emulated in the host kernel, round trip':
    '由宿主机内核中模拟的设备处理的退出，往返',
  'exit handled by a device emulated in host user space, round trip':
    '由宿主机用户态模拟的设备处理的退出，往返',
  'guest doorbell write until the in-kernel backend is signalled (one way)':
    '从虚拟机写门铃到内核后端收到信号 (单程)',
  'guest end-of-interrupt without virtual APIC assistance': '无虚拟 APIC 辅助时虚拟机的中断结束',
  'cpuid exit round trip in a VM': '虚拟机中 cpuid 退出的往返',
  'device register access handled in the hypervisor kernel part':
    '由虚拟机监控程序的内核部分处理的设备寄存器访问',
  'device register access handled by a user-space monitor': '由用户态监控程序处理的设备寄存器访问',
  'native device register access': '裸机上的设备寄存器访问',
  'exit together with the device emulation it triggers': '退出及其引发的设备模拟',
  'mean handling time of MSR_WRITE exit': 'MSR_WRITE 退出的平均处理时间',
  'minimum handling time of MSR_WRITE exit': 'MSR_WRITE 退出的最短处理时间',
  'mean handling time of EXTERNAL_INTERRUPT exit': 'EXTERNAL_INTERRUPT 退出的平均处理时间',
  'mean handling time of PREEMPTION_TIMER exit': 'PREEMPTION_TIMER 退出的平均处理时间',
  'mean handling time of PENDING_INTERRUPT (interrupt-window) exit':
    'PENDING_INTERRUPT (中断窗口) 退出的平均处理时间',
  'minimum handling time of EPT_MISCONFIG exit (fast doorbell path)':
    'EPT_MISCONFIG 退出的最短处理时间 (门铃快速路径)',
  'mean handling time of MSR_WRITE (IPI) exit before fast path':
    '引入快速路径之前 MSR_WRITE (IPI) 退出的平均处理时间',
  'same as before, CPU vulnerability mitigations off': '同上，关闭 CPU 漏洞缓解措施',
  'mean handling time of APIC_WRITE exit (APICv active)':
    'APIC_WRITE 退出的平均处理时间 (APICv 启用)',
  'mean handling time of EPT_MISCONFIG (MMIO) exit, mostly user space':
    'EPT_MISCONFIG (MMIO) 退出的平均处理时间，多数到用户态',
  'mean handling time of IO_INSTRUCTION exit (QEMU device models)':
    'IO_INSTRUCTION 退出的平均处理时间 (QEMU 设备模型)',
  'minimum handling time of IO_INSTRUCTION exit to user space':
    '到用户态的 IO_INSTRUCTION 退出的最短处理时间',
  'mean time inside the user-space monitor for one emulated register access of the virtual IOMMU':
    '虚拟 IOMMU 的一次模拟寄存器访问在用户态监控程序中的平均时间',
  'latency of one load to memory emulated through QEMU MMIO exits':
    '对经 QEMU MMIO 退出模拟的内存的一次读取延迟',
  'copy of one 1500 B packet, cold caches': '拷贝一个 1500 字节的数据包，冷缓存',
  'copy of one 4 KiB page, cold caches': '拷贝一个 4 KiB 页，冷缓存',
  'wake a thread on another CPU and be woken back': '唤醒另一 CPU 上的线程并被唤醒回来',
  'guest time lost per doorbell exit (difference of per-packet times over doorbells per packet)':
    '每次门铃退出损失的虚拟机时间 (每包时间之差除以每包门铃数)',
  'guest DPDK transmit rate through vhost-net to a tap that drops':
    '虚拟机 DPDK 经 vhost-net 向丢弃数据的 tap 发送的速率',
  'mean duration of the writev() that sends one packet to the tap device':
    '向 tap 设备发送一个数据包的 writev () 的平均时长',
  'mean duration of read() in QEMU': 'QEMU 中 read () 的平均时长',
  'VM exits per network request/response round trip, emulated e1000':
    '每次网络请求/应答往返的 VM 退出 数，模拟的 e1000',
  'flood-ping round trip, virtio with user-space backend': 'flood ping 的往返，virtio 用户态后端',
  'sockperf ping-pong mean latency (half of round trip), QEMU user-space virtio-net':
    'sockperf ping-pong 平均延迟 (往返的一半)，QEMU 用户态 virtio-net',
  'transmit throughput, suppression effective': '发送吞吐量，通知抑制有效',
  'doorbell exits per second, suppression effective': '每秒门铃退出数，通知抑制有效',
  'datagrams per second (stock kernel)': '每秒数据报数 (原版内核)',
  'sender bit rate (stock kernel)': '发送方比特率 (原版内核)',
  'doorbell exits (EPT_MISCONFIG) per second (stock kernel)':
    '每秒门铃退出 (EPT_MISCONFIG) 数 (原版内核)',
  'guest pktgen rate through vhost-net': '虚拟机 pktgen 经 vhost-net 的速率',
  'packets per second received by the VM through kernel switch and vhost-net':
    '虚拟机经内核交换机与 vhost-net 每秒收到的数据包',
  'received packets per second, fixed coalescing': '每秒收到的数据包，固定的中断合并',
  'I/O-intensive guest throughput with plain device assignment, relative to bare metal':
    '普通设备直通下 I/O 密集型虚拟机的吞吐量，相对裸机',
  'aggregate SR-IOV receive throughput at saturation': '饱和时 SR-IOV 的总接收吞吐量',
  'same for an 82599-like NIC with kernel driver':
    '类似 82599 的网卡加内核驱动时的双向载荷带宽，64 字节帧',
  'overhead bytes of one memory-write packet (link+TLP, 64-bit)':
    '一个存储器写报文的开销字节 (链路层加 TLP，64 位)',
  'bytes of one memory-read request packet': '一个存储器读请求报文的字节数',
  'overhead bytes of one read-completion packet': '一个读完成报文的开销字节',
  'physical bandwidth, Gen3 x8 after 128b/130b coding': '物理带宽，Gen3 x8,128b/130b 编码之后',
  'bandwidth left for packets after acknowledgements, credits and skip symbols, Gen3 x8':
    '除去确认、信用与 skip 符号后留给报文的带宽，Gen3 x8',
  'effective DMA write bandwidth, 64 B transfers, Gen3 x8':
    'DMA 写的有效带宽，64 字节传输，Gen3 x8',
  'transmit descriptors fetched at once by the 82599': '82599 一次取得的发送描述符',
  'transmit descriptor write-back batch (Linux default)': '发送描述符写回的批量 (Linux 默认)',
  'sockperf ping-pong mean latency (half of round trip)':
    'sockperf ping-pong 平均延迟 (往返的一半)',
  'interrupts per second in the receiving guest': '接收方虚拟机每秒的中断数',
  'packets per interrupt in the receiving guest (no event index)':
    '接收方虚拟机每次中断的数据包数 (无 event index)',
  'messages per second received in the guest': '虚拟机每秒收到的消息数',
  'messages per second sent': '每秒发送的消息数',
  'forwarded packets per second, vhost-user PVP': '每秒转发的数据包，vhost-user PVP',
  'aggregate packet rate through the software switch': '软件交换机的总包速率',
  'aggregate packet rate, one chain of two VMs (three switch passes)':
    '总包速率，两台虚拟机串成一条链 (三次经过交换机)',
};
