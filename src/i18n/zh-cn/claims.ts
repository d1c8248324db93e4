import type { Messages } from '../messages';

export const claims: Messages['claims'] = {
  title: '模拟了什么，得出什么，省略了什么',
  intro:
    '一次运行就是一个场景加一个种子；两者相同，在任何地方都得到相同的事件。没有任何一处存放结果表：带寄存器、环和线程的部件相互作用，每个动作有其开销，数字是事后数出来的。',
  simulated: '模拟的',
  emerges: '由此得出的',
  left: '省略的，以及它会改变什么',
  weak: '已知弱点',
  way: (direction) => (direction === 'tx' ? '虚拟机发出的单个数据包' : '虚拟机收到的单个数据包'),
  wayText: '刚刚从一次运行中读出：它依次经过的位置，以及在实验室默认宿主机上的代价。',
  met: (time, exits, copies, registers) =>
    `${time} · VM 退出 ${exits} 次 · CPU 拷贝 ${copies} 次 · 不陷入的寄存器访问 ${registers} 次`,
  exit: (reason, register) => (register === '' ? reason : `${reason} ${register}`),
  showOn: '在舞台上显示这条路径',
  general: {
    title: '所有路径',
    simulated: {
      cpus: '带运行队列的 CPU (运行时间最少者优先，时间片 3 ms，中断上下文最先) 和线程：vCPU、QEMU 主循环、vhost 工作线程、轮询的交换进程。',
      exits:
        '按原因和类别区分的 VM 退出、中断注入、投递中断 (posted interrupt)、停机轮询，均依 KVM 源码。',
      bus: '双向的 PCIe 链路，含 TLP 头、读请求与完成；带 64 项 IOTLB 的 IOMMU，页表遍历二到四级。',
      net: '宿主机的 tap、网桥与使用 NAPI 的 PF 驱动，由带来该帧的线程执行。',
    },
    emerges: {
      queues:
        '多个队列对的作用：流按 XPS、RSS 和 tap 的流表分散到各队列、vCPU 与工作线程；一条流始终只占其中一个。',
      counts: '退出、中断、门铃、拷贝、唤醒，以及按原因区分的丢包：都在发生之处计数。',
      overload: '过载的后果：环与队列填满，线程争用，延迟增大，丢帧。',
    },
    left: {
      caches:
        '缓存、TLB、NUMA 与超线程。这里的退出不会留下冷缓存，所以高频退出的代价低于真实宿主机。',
      idle: 'CPU 的深度空闲状态。在真实的空闲宿主机上，单个数据包可能多等几十微秒。',
      tcp: 'TCP 的窗口与确认，以及收包合并 (GRO)。向下的超大包已模拟；向上则逐帧处理，所以接收方虚拟机比真实的更忙。',
      guest:
        '虚拟机内部调度器如何移动线程：这里一条流的线程固定在一个 vCPU 上，或在收到其数据包的 vCPU 上继续运行。真实虚拟机的 vCPU 之间还会互发 IPI，并因此退出。',
      threads: '线程不在 CPU 之间迁移。真实调度器会改善 (或造成) 不好的相邻关系。',
      memory: '虚拟机内存只为 DMA 映射一次。若由虚拟机自己操作 IOMMU，每个包都要加上映射与刷新。',
      peer: '对端机器在固定时间后应答；它自己的队列没有模拟。',
    },
    weak: {
      assumed: '一半以上的开销是在一个范围内假定的。次数不受其影响，时间会。',
      misses: '落空的测量与通过的差不多一样多。页面列出每一项落空及其原因。',
    },
  },
  paths: {
    emulated: {
      sum: 'QEMU 扮演一块 Intel e1000。虚拟机用普通驱动，它碰到的每个寄存器都会陷入。',
      simulated: {
        registers: 'TDT、RDT、ICR、IMS、IMC、STATUS 和两个描述符环，用法与 Linux 驱动相同。',
        trap: '每次访问都退出到 KVM，译码，再进入 QEMU (持有大锁) 并返回；只有 RDT 在内核中汇集而不离开。',
        irq: '电平触发的中断，QEMU 的 128 µs 缓解，驱动的自适应节流，以及中断结束时的退出。',
      },
      emerges: {
        exits: '每包一次尾指针退出，每次中断五次；缓解机制使其随负载按公式下降。',
        copies: '每包两次拷贝：从虚拟机到 QEMU，再到 tap。',
        cpu: '远在线路饱和之前，QEMU 的线程就成了瓶颈。',
      },
      left: {
        watchdog: '驱动的看门狗：每两秒读 58 次统计寄存器，每秒多 29 次退出。',
        offload: '校验和：这里不花时间。',
      },
    },
    'emulated-rtl8139': {
      sum: 'QEMU 扮演一块 Realtek RTL8139：更老的网卡，每个包都要通知它。',
      simulated: {
        registers: 'TxPoll、IntrStatus、IntrMask，以及两个带 OWN 位的 64 项描述符环。',
        trap: '每次访问都退出到 QEMU；TxPoll 在被截获的写操作中发送，每包一次。',
        irq: '每包一次中断，没有缓解。',
      },
      emerges: {
        exits: '每包退出多于 e1000，而且不随负载下降。',
        loss: '环后面没有缓冲，虚拟机稍一迟就会丢帧。',
      },
      left: {
        modes: '该网卡带四个发送槽的旧模式。Linux 对它的驱动会再多拷贝一次。',
        offload: '网卡引擎自身的时序：它做的事都是立即完成的。',
      },
    },
    virtio: {
      sum: '虚拟机与 QEMU 约定在虚拟机内存中使用环；只有对方睡眠时才敲门铃。',
      simulated: {
        ring: '带 16 位索引的 split 环，以及抑制门铃与中断的 event index 或标志。',
        backend: '以 QEMU 主循环为后端：醒来、取描述符、与 tap 互拷、发信号。',
        bell: '门铃是由 KVM 自己应答的 ioeventfd；关闭它时则是到 QEMU 的退出。',
      },
      emerges: {
        kicks: '每包门铃数遵循 (1 − λs)/(λw + 1)，负载高时趋于零；中断也一样。',
        copies: '每包两次拷贝，与模拟网卡相同；省下的是退出，不是拷贝。',
      },
      left: {
        packed: 'packed 环与间接描述符：每包涉及的缓存行更少。',
        merge: '可合并接收缓冲：这里一个缓冲就能容下整个超大包。',
      },
    },
    'vhost-net': {
      sum: '同样的环，由内核线程服务：QEMU 不再挡在数据包的路上。',
      simulated: {
        worker: '每个队列对一个工作线程，负责两个方向：睡眠、唤醒、每批 64、满 256 让出。',
        poll: '睡眠前的忙轮询 (若设置)。',
        irqfd: '经 irqfd 的中断，不经过 QEMU。',
      },
      emerges: {
        copies: '每包一次拷贝。',
        batches: '快的一方等慢的一方，所以批量随负载增大。',
      },
      left: {
        workers: '零拷贝发送。',
        caches:
          '工作线程与虚拟机的 CPU 互相夺走的缓存。模型的工作线程比某些实测更快，因而更常睡眠、门铃更多。',
      },
    },
    'vhost-user': {
      sum: '一个独占核的进程轮询各虚拟机与网卡的环，从不睡眠。',
      simulated: {
        rounds: '依次轮询各端口，每批 32，绕过内核驱动整个 PF。',
        call: '只有虚拟机要求时才向它发中断。',
      },
      emerges: {
        bells: '虚拟机到交换机没有门铃，也无需唤醒它；代价是不论有无负载都占用一个核。',
        limit: '该核处理一次转发的开销限制了所有虚拟机的总量。',
      },
      left: {
        empty: '空轮不逐一模拟：一帧在到达后的下一轮被看到。',
        flows: '交换机的流表及其溢出。公开的实测随流数与虚拟机数变慢，这里几乎不会。',
      },
    },
    passthrough: {
      sum: '虚拟机得到网卡的整个功能。寄存器映射进虚拟机，写它们不会退出。',
      simulated: {
        bar: '门铃是经 PCIe 的 posted 写，描述符与数据经 IOMMU 做 DMA。',
        msix: '带节流与自动屏蔽的 MSI-X；中断投递给 vCPU，或重映射到宿主机 CPU 再注入。',
      },
      emerges: {
        exits: '有投递中断时 I/O 不引起退出；没有它或没有 APICv 时，每次中断都有退出。',
        idle: '剩下的只是虚拟机自己的空闲：HLT 及其定时器。',
      },
      left: {
        setup: '虚拟机启动时的复位与配置空间访问：退出发生在第一个包之前，不在通信期间。',
        host: '宿主机同时使用的 PF：模型只给出没有别人需要的。',
      },
    },
    sriov: {
      sum: '每台虚拟机得到一个 VF：在多方共享的网卡上有自己的队列和门铃。',
      simulated: {
        vf: '每个 VF 都有与 PF 相同的队列对、门铃、DMA、节流与中断。',
        switch: '网卡内的交换机：MAC 表、防欺骗检查、广播复制，VF 到 VF 不经线路。',
        share: '所有 VF 共享 PCIe 链路、IOTLB、发送缓冲和端口。',
      },
      emerges: {
        exits: '与设备直通相同：有投递中断时 I/O 不引起退出。',
        contention: '邻居之间的争夺：线路、PCIe、IOTLB 表项。',
        local: '虚拟机之间受限于走两次的 PCIe 链路，而不是线路。',
      },
      left: {
        credits: 'PCIe 流控信用：在链路饱和之前不会耗尽。',
        ring: '网卡一次最多取八个描述符，并逐个写回；82599 的批量更大，链路上的小传输更少。',
        throttle:
          '若不另行设置，节流固定为 20 µs：应答请求的虚拟机要等它，应答数可能少于 vhost-net 后面的虚拟机。驱动出厂的自适应节流大约使其翻倍。',
        rules: 'VLAN、限速与 VEPA 可以设置，但流量不遵守。',
      },
    },
    'bare-metal': {
      sum: '宿主机上的一个程序：其他路径都以它为底线。',
      simulated: {
        stack: '同样的协议栈与驱动，使用 PF 的一对队列，没有虚拟机监控程序，没有 IOMMU 域。',
        irq: '中断直达程序所在的 CPU。',
      },
      emerges: {
        none: '没有退出，没有注入，没有地址转换：只剩协议栈、驱动、网卡与线路。',
      },
      left: {
        host: '程序与宿主机网桥后面的虚拟机之间的广播由网卡复制，而不是由网桥复制。',
        idle: '深度空闲状态：公开的空闲机器往返时间约为两倍。',
      },
    },
  },
};
