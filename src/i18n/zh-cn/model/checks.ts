/** How the model is asked for each figure, why it misses some, and why it is silent about others, by the English words. */
export const checkSentences: Readonly<Record<string, string>> = {
  'an exit handled in the kernel': '一次在内核中处理的退出',
  'an exit with nothing to do': '一次无事可做的退出',
  'an exit handled in the kernel and the way to user space and back':
    '一次在内核中处理的退出，加上进入用户态并返回',
  'half of an exit and the doorbell’s signal': '半次退出加上门铃的信号',
  'the exit at the end of an interrupt': '中断结束时的退出',
  'a register of an emulated card': '访问模拟网卡的一个寄存器',
  'a posted write to a card, on the CPU': '对网卡的 posted 写，CPU 一侧',
  'the exit at the end of an interrupt, between the tracepoints':
    '中断结束时的退出，两个跟踪点之间',
  'an exit handled with interrupts off, between the tracepoints':
    '关中断处理的退出，两个跟踪点之间',
  'an exit and the handler of a device’s interrupt, between the tracepoints':
    '一次退出加设备中断的处理程序，两个跟踪点之间',
  'an exit handled in the kernel, between the tracepoints':
    '一次在内核中处理的退出，两个跟踪点之间',
  'a doorbell, between the tracepoints': '一次门铃，两个跟踪点之间',
  'an exit handled in the kernel, between the tracepoints; the difference to the next figure is the profile’s surcharge, its level is not':
    '一次在内核中处理的退出，两个跟踪点之间；与下一个数值之差就是该档案的附加开销，绝对值则不是',
  'the same less the surcharge of mitigations': '同上，减去缓解措施的附加开销',
  'a register of an emulated card, between the tracepoints':
    '访问模拟网卡的一个寄存器，两个跟踪点之间',
  'a port of an emulated card, between the tracepoints': '访问模拟网卡的一个端口，两个跟踪点之间',
  'the way to user space and back without device work, between the tracepoints':
    '进入用户态并返回，不含设备工作，两个跟踪点之间',
  'device work of one register': '一个寄存器的设备工作',
  'a copy of 1500 bytes': '拷贝 1500 字节',
  'a copy of 4096 bytes': '拷贝 4096 字节',
  'two wake-ups and two switches': '两次唤醒与两次切换',
  'an exit and the doorbell’s signal': '一次退出加上门铃的信号',
  'the vhost worker’s work for a frame of 64 bytes that the tap drops':
    'vhost 工作线程处理一个被 tap 丢弃的 64 字节帧',
  'a system call that copies 106 bytes into a tap and takes them through bridge and card':
    '一次系统调用：把 106 字节拷入 tap，并经网桥与网卡送出',
  'three system calls, one of which copies 106 bytes out of a tap: their mean':
    '三次系统调用的平均值，其中一次从 tap 拷出 106 字节',
  'exits of an emulated e1000 for a request and its answer of 64 bytes, the guest otherwise idle':
    '模拟 e1000 上 64 字节的请求与应答引起的退出，虚拟机其余时间空闲',
  'an echo of 56 bytes, back end in the VMM, the other machine’s 5 µs included':
    '56 字节的回显，后端在 VMM 中，含对端机器的 5 µs',
  'half a round trip of 64 bytes between two hosts: the virtual end’s part of it, back end in the VMM':
    '两台宿主机间 64 字节往返的一半：其中虚拟一端的部分，后端在 VMM 中',
  'one guest sends 1472 bytes of UDP as fast as it can, worker polls 10 µs':
    '一台虚拟机尽快发送 1472 字节的 UDP，工作线程轮询 10 µs',
  'doorbells a second of the same run': '同一次运行中每秒的门铃数',
  'one guest sends 1448 bytes of UDP to another as fast as it can: datagrams a second':
    '一台虚拟机尽快向另一台发送 1448 字节的 UDP：每秒数据报数',
  'one guest sends 1448 bytes of UDP to another as fast as it can: their payload':
    '一台虚拟机尽快向另一台发送 1448 字节的 UDP：其载荷',
  'one guest sends 1448 bytes of UDP to another as fast as it can: doorbells a second':
    '一台虚拟机尽快向另一台发送 1448 字节的 UDP：每秒门铃数',
  'one guest sends the shortest frames as fast as it can, its stack at the least price (pktgen builds no packets)':
    '一台虚拟机尽快发送最短帧，协议栈取最低开销 (pktgen 不构造数据包)',
  'one guest takes the shortest frames from an overloaded port, its stack at the least price (testpmd has none)':
    '一台虚拟机从过载的端口接收最短帧，协议栈取最低开销 (testpmd 没有协议栈)',
  'one guest takes 16 bytes of UDP as fast as it can from a device that writes into its rings':
    '一台虚拟机尽快接收 16 字节的 UDP，由设备直接写入其环',
  '10 guests with a VF each take what a full 10 Gb/s link brings: TCP payload of all together':
    '10 台虚拟机各有一个 VF，接收满载的 10 Gb/s 链路：全部 TCP 载荷之和',
  '60 guests with a VF each take what a full 10 Gb/s link brings: TCP payload of all together':
    '60 台虚拟机各有一个 VF，接收满载的 10 Gb/s 链路：全部 TCP 载荷之和',
  'shortest frames both ways, 32 a doorbell and an interrupt: what a generation-3 link of 8 lanes would carry at the bytes on the link that one pair of frames took':
    '双向最短帧，每 32 帧一次门铃和一次中断：按每对帧在链路上所占字节，第 3 代 8 通道链路所能承载的带宽',
  'overhead of a write TLP': '写 TLP 的开销',
  'a read request TLP': '一个读请求 TLP',
  'overhead of a completion TLP': '完成 TLP 的开销',
  'eight lanes of generation 3 after line coding': '第 3 代的 8 个通道，线路编码之后',
  'the same less DLLPs': '同上，减去 DLLP',
  'writes of 64 bytes, one behind the other': '一个接一个的 64 字节写',
  'descriptors in one read of a card that was told of 64': '网卡得知 64 个描述符后一次读取的个数',
  'descriptors in one write-back of the same frames': '同样这些帧的一次写回中的描述符个数',

  'The model’s doorbell includes the attempt to wake the worker, and takes the way out for half of the whole exit; the published figure ends when the event is signalled.':
    '模型的门铃包含唤醒工作线程的尝试，并把退出的去程算作整个退出的一半；公布的数值在发出信号时即结束。',
  'The run drove no device, so its interrupts were presumably timers and reschedules; the model’s handler is that of a network card.':
    '那次测试没有驱动任何设备，中断想必来自定时器与重新调度；模型的处理程序是网卡的。',
  'The least of many samples, presumably one where no worker had to be woken; the model’s one price is a mean that includes the attempt.':
    '众多样本中的最小值，想必无需唤醒工作线程；模型只有一个平均开销，包含唤醒的尝试。',
  'A desktop under a 3D game; its kernel exits take two to three times those of the other traces. The model has no load on caches.':
    '运行 3D 游戏的桌面机；其内核处理的退出耗时是其他记录的两到三倍。模型中没有缓存压力。',
  'A mean over registers that are cheap and registers that are not; the profile’s device work comes from fands25.qemu.mmio, whose registers start an invalidation.':
    '廉价与昂贵的寄存器混在一起的平均值；该档案的设备工作取自 fands25.qemu.mmio，其寄存器会启动一次失效操作。',
  'A host busy with other work: means are about four times the minimum of the same table. Waiting for a CPU is simulated, but it is no part of a price.':
    '宿主机还忙于其他工作：平均值约为同表最小值的四倍。等待 CPU 会被模拟，但不属于单次开销。',
  'The same busy host as cloudatlas.io_instruction.avg, whose means lie far above their minima.':
    '与 cloudatlas.io_instruction.avg 是同一台繁忙的宿主机，平均值远高于最小值。',
  'One message at a time, thousands of instructions apart: the published times may hold cold caches and the tracing itself. The model’s prices are those of a busy CPU.':
    '每次只有一条消息，相隔很远：公布的时间可能包含冷缓存与跟踪本身的开销。模型的开销是繁忙 CPU 的。',
  'The published monitor emulates part of the card where the exit happens and joins neighbouring exits; QEMU takes one exit for each register the driver touches, and an interrupt touches five.':
    '公布数值的监控程序在退出处就地模拟网卡的一部分，并合并相邻的退出；QEMU 中驱动每访问一个寄存器就退出一次，而一次中断要访问五个。',
  'QEMU of 2010 held transmitted packets back by a timer of 150 to 250 µs in each direction; the model’s back end sends at once, as today’s does.':
    '2010 年的 QEMU 用 150 至 250 µs 的定时器推迟每个方向的发送；模型的后端与今天的一样立即发送。',
  'Both are less than one packet in a thousand: the published worker all but never ran dry; the model’s is a little faster than its guest and does, twenty times in 100 ms.':
    '两者都不到千分之一：公布数值中的工作线程几乎从不空闲；模型中的略快于虚拟机，100 ms 内空闲二十次。',
  'Hardware is not stated. The published worker is the slower side and sleeps between full batches; the model’s is faster than its guest, so it sleeps more often and carries more.':
    '未说明硬件。公布数值中工作线程是较慢的一方，在满批之间睡眠；模型中的快于虚拟机，因此睡眠更频繁，传送也更多。',
  'The source does not say what the host did with the frames. In the model the worker’s own thread also takes them through bridge and card, more than half of its time.':
    '来源没有说明宿主机如何处理这些帧。模型中工作线程自己还要把它们送过网桥与网卡，占其时间的一半以上。',
  'The published host spread 1,000 flows over several queues and CPUs of the card; in the model one CPU takes the card’s interrupts and all host networking.':
    '公布数值的宿主机把 1,000 条流分散到网卡的多个队列与 CPU；模型中由一个 CPU 承担网卡的全部中断与宿主机网络处理。',
  'At 100,000 exits a second the model takes what an exit itself costs; the published loss also holds the caches and TLBs that every exit leaves cold.':
    '每秒 100,000 次退出时，模型只计退出本身的开销；公布的损失还包含每次退出后变冷的缓存与 TLB。',
  'The model’s cards all fetch at most 8 descriptors at once; an 82599 fetches as many as its on-chip queue has room for.':
    '模型的网卡一次最多取 8 个描述符；82599 会取到片上队列放满为止。',
  'The model’s cards write each descriptor back by itself.': '模型的网卡逐个写回描述符。',

  'The hardware’s own transition is part of each exit’s price, not a price of its own.':
    '硬件切换本身包含在每次退出的开销中，不单独计价。',
  'Nested virtualization is not modelled.': '未对嵌套虚拟化建模。',
  'Joining neighbouring exits by translating the guest’s code is not modelled.':
    '未对翻译虚拟机代码以合并相邻退出的做法建模。',
  'Waiting, mixed or said in words only: no price can be set beside it.':
    '等待时间、混合数值或仅有文字描述：没有可与之对照的开销。',
  'A load that is no network traffic.': '负载不是网络流量。',
  'Memory is equally far for every copy: the model has no caches and no TLB of CPUs.':
    '每次拷贝离内存同样远：模型没有 CPU 的缓存与 TLB。',
  'netmap, VALE and bhyve are not among the paths.': '路径中没有 netmap、VALE 与 bhyve。',
  'A paravirtual NIC of Xen is not among the paths.': '路径中没有 Xen 的半虚拟化网卡。',
  'Firecracker’s device model is not among the paths.': '路径中没有 Firecracker 的设备模型。',
  'TCP’s windows and acknowledgements are not modelled; super-packets are, without them.':
    '未对 TCP 的窗口与确认建模；超大包已建模，但不含这两者。',
  'System calls of the VMM are part of larger steps and are not counted one by one.':
    'VMM 的系统调用属于更大的步骤，不逐个计数。',
  'A fault of that kernel, repaired by the commit that reports it, or a batching the model does not have.':
    '该内核的缺陷 (由报告它的提交修复)，或模型没有的批处理。',
  'Moderation that adapts is modelled as ixgbevf does it; that of a virtio device is another.':
    '自适应调节按 ixgbevf 的做法建模；virtio 设备的是另一种。',
  'The workload behind the figure is an application, or is not named.':
    '数值背后的负载是某个应用程序，或未注明。',
  'A switch’s flow cache that overflows is not modelled.': '未对交换机流缓存溢出建模。',
  'A guest that forwards what it receives is not among the workloads.':
    '负载中没有转发所收数据包的虚拟机。',
  'InfiniBand: another link, and cards that carry messages instead of frames.':
    'InfiniBand：另一种链路，网卡传送的是消息而不是帧。',
  'Guests’ memory is mapped once. An IOMMU that the guest sees, strict unmapping and faults of cards are not modelled.':
    '虚拟机内存只映射一次。未对虚拟机可见的 IOMMU、严格解除映射与网卡缺页建模。',
  'A card that is none of ours, and constants of the published model.':
    '不属于本模型的网卡，以及公布模型的常数。',

  'Bare metal alone takes 33 µs on the same two hosts, presumably because CPUs have to leave deep idle states; the model has none.':
    '同样两台宿主机的裸机延迟就有 33 µs，想必是因为 CPU 要退出深度空闲状态；模型中没有这种状态。',
  'half a round trip of 64 bytes between two hosts: one end’s part of it, on bare metal':
    '两台宿主机间 64 字节往返的一半：其中一端的部分，裸机',
  'one guest takes 389,738 messages of 1472 bytes a second from a polling back end without event index: interrupts a second':
    '一台虚拟机每秒从无 event index 的轮询后端接收 389,738 条 1472 字节的消息：每秒中断数',
  'one guest takes 389,738 messages of 1472 bytes a second from a polling back end without event index: interrupts in packets each announces':
    '一台虚拟机每秒从无 event index 的轮询后端接收 389,738 条 1472 字节的消息：每次中断通告的数据包数',
  'one guest is offered 546,053 messages of 1472 bytes a second by a polling back end without event index: those it takes':
    '无 event index 的轮询后端每秒向一台虚拟机提供 546,053 条 1472 字节的消息：其中收下的',
  'Hardware is not stated. The published guest loses more than a quarter of the messages; the stack of the model’s is fast enough for all.':
    '未说明硬件。公布数值的虚拟机丢失四分之一以上的消息；模型中虚拟机的协议栈足够快，可全部收下。',
  'frames that one guest sends without APICv, its interrupts on its own CPU, as a share of those that a process sends on bare metal':
    '一台虚拟机在无 APICv、中断落在自己 CPU 上时发送的帧，占裸机上的进程所发送的比例',
  'frames to a guest that polls and back, two passes through a switch on one core':
    '送往轮询的虚拟机再返回的帧，两次经过单核上的交换机',
  'the same through two guests: three passes': '同上，经过两台虚拟机：三次',
  'The published switch slows down with every guest, by 80 ns a frame: its batches shrink and its caches fill. The model’s empty rings cost a look each, which a busy switch hardly notices.':
    '公布数值的交换机每多一台虚拟机，每帧就慢 80 ns：批次变小，缓存变满。模型中每个空环只需查看一次，繁忙的交换机几乎不受影响。',
  'one guest sends 1472 bytes of UDP as fast as it can through a polling back end without event index, no interrupt at the end of a transmission (napi_tx off)':
    '一台虚拟机经不带 event index 的轮询后端尽快发送 1472 字节的 UDP，发送完成时不产生中断 (关闭 napi_tx)',

  'doorbells of vhost-net, whose worker sleeps when its ring is empty':
    'vhost-net 的门铃数，其工作线程在环空时睡眠',
  'the same with a worker that polls before it sleeps': '同上，工作线程睡眠前先轮询',
  'doorbells of virtio with the back end in the VMM': '后端在 VMM 中的 virtio 的门铃数',
  'packets an interrupt of the emulated e1000 announces, receiving':
    '接收时模拟 e1000 每次中断通告的数据包数',
  'packets an interrupt of a VF announces with a throttle of 128 µs':
    '节流为 128 µs 的 VF 每次中断通告的数据包数',
  'exits to the VMM a packet that the emulated e1000 sends: one for the tail, five an interrupt':
    '模拟 e1000 每发送一个数据包退出到 VMM 的次数：写尾指针一次，每次中断五次',
  'exits a packet that a VF’s guest receives without APICv: two an interrupt':
    '无 APICv 时 VF 的虚拟机每收一个数据包的退出次数：每次中断两次',
  'interrupts a packet that a virtio guest receives, which polls while there is work':
    'virtio 虚拟机每收一个数据包的中断数，有工作时改为轮询',
  '1 µs of service a packet': '每个数据包 1 µs 的处理时间',
  '3 µs until the back end runs': '3 µs 后后端开始运行',
  '50 µs of polling': '轮询 50 µs',
  '128 µs between two interrupts': '两次中断间隔 128 µs',
  '1 µs of the guest’s work a packet': '虚拟机处理每个数据包 1 µs',
  '3 µs from interrupt to driver': '从中断到驱动 3 µs',
};
