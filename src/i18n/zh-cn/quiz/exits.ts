import type { Messages } from '../../messages';

export const exits: Pick<
  Messages['quiz']['kinds'],
  'exit-reason' | 'exit-handler' | 'exits-of-run' | 'exits-per-packet' | 'copies' | 'throttle'
> = {
  'exit-reason': {
    name: '为什么离开客户机',
    ask: {
      register:
        '客户机使用{path}，收发一个数据包。第 {n} 次退出发生在驱动访问寄存器“{register}”时。perf kvm stat 会把它的原因写成什么？',
      interrupt:
        '客户机使用{path}，接收一个数据包；宿主机不做中断投递，网卡正好中断客户机所在的 CPU。第 {n} 次退出的原因是什么？',
      eoi: '客户机使用{path}，结束一次中断（EOI）。这台宿主机的 APICv {apicv}。这次退出（第 {n} 次）的原因是什么？',
    },
    options: {},
    why: {
      EPT_MISCONFIG: '那是访问背后没有页的设备内存时的样子。这里并不是因为设备寄存器而离开客户机。',
      EXTERNAL_INTERRUPT: '那是客户机运行时来了宿主机的中断。这里是客户机自己做了什么。',
      EOI_INDUCED: '那是 CPU 有 APICv 时，电平触发中断的结束；这里发生的是别的事，或者没有 APICv。',
      MSR_WRITE: '那是写模型特定寄存器：CPU 不虚拟化 x2APIC 时，EOI 才是这样。',
      IO_INSTRUCTION: '那是 in 或 out 指令。这里的设备都通过内存访问（MMIO）。',
      HLT: '那是客户机要去睡眠。这个客户机从不停机。',
      other: '想想客户机做了什么：设备内存、端口、MSR，还是什么也没做。',
    },
    steps: {
      EPT_MISCONFIG:
        '寄存器在背后没有页的设备内存里。KVM 在 EPT 中把这种页标成“配置错误”，访问时就得到 EPT_MISCONFIG。',
      EXTERNAL_INTERRUPT:
        '网卡的中断是宿主机的中断。没有中断投递时，CPU 要离开客户机去接它：EXTERNAL_INTERRUPT。',
      EOI_INDUCED:
        '有 APICv 时 EOI 由 CPU 完成，但电平触发中断的 EOI 必须告诉 IOAPIC：EOI_INDUCED。',
      MSR_WRITE: '没有 APICv 时，EOI 是对 x2APIC 的 MSR 的一次写，会陷入：MSR_WRITE。',
    },
  },
  'exit-handler': {
    name: '退出由谁处理',
    ask: {
      register:
        '客户机使用{path}。驱动访问寄存器“{register}”，这是第 {n} 次退出，{reason}。由谁处理，客户机才能继续运行？',
      interrupt: '客户机使用{path}，因网卡的中断而离开，第 {n} 次退出，{reason}。由谁处理？',
      eoi: '客户机使用{path}，结束一次中断，这是第 {n} 次退出，{reason}。由谁处理？',
    },
    options: {
      kvm: 'KVM，在宿主机内核里',
      vmm: 'VMM，用户态的一个程序',
      card: '网卡',
      guest: '客户机自己的内核',
    },
    why: {
      kvm: 'KVM 没有这个设备的模型：它只看出这不归自己管，就把访问交给外面的 VMM。',
      vmm: '到用户态去代价最大，这里用不着：KVM 自己就能办，或者只需留个记号。',
      card: '退出之后，CPU 运行的是宿主机的代码。网卡不处理退出。',
      guest: '处理退出时，客户机并不运行。',
      other: '不是内核的那一部分，就是那个程序。',
    },
    steps: {
      reason: '这次退出是 {reason}。先由 KVM 看它；问题在于 KVM 能不能办完。',
      kvm: '能：客户机继续运行之前，不需要用户态的任何人。',
      vmm: '不能：寄存器属于由 VMM 模拟的设备，所以 KVM_RUN 返回到 VMM。',
    },
  },
  'exits-of-run': {
    name: '一次运行的退出次数',
    ask: {
      tx: '客户机使用{path}，发送 {packets} 个数据包，间隔足够大，每个都在下一个之前结束。客户机从不停机，APICv 已启用。I/O 一共引起多少次 VM 退出？',
      rx: '客户机使用{path}，接收 {packets} 个数据包，间隔足够大，每个都在下一个之前结束。客户机从不停机，APICv 已启用。I/O 一共引起多少次 VM 退出？',
      'sriov-tx':
        '客户机使用{path}，发送 {packets} 个间隔很大的数据包。它从不停机；中断投递 {posted}，网卡中断客户机所在的 CPU。I/O 一共引起多少次 VM 退出？',
      'sriov-rx':
        '客户机使用{path}，接收 {packets} 个间隔很大的数据包。它从不停机；中断投递 {posted}，网卡中断客户机所在的 CPU。I/O 一共引起多少次 VM 退出？',
    },
    why: {
      none: '这条路径上有东西会离开客户机：并不存在的寄存器、一次通知，或宿主机的中断。',
      'one-each': '每个数据包一次，适用于一次通知或一次重映射的中断。这里每个数据包是另一个数。',
      'two-each': '不是每个两次：数一数驱动写了什么、读了什么，以及中断怎样到来。',
      emulated: '每个七次是 e1000 的代价。这里是另一条路径，或另一种芯片。',
      other: '先数一个数据包的，再乘。',
    },
    steps: {
      each: '这里一个数据包引起 {each} 次退出；整个运行：{reasons}。',
      all: '合计 {packets} × {each} = {answer}。',
    },
  },
  'exits-per-packet': {
    name: '每个数据包的退出次数',
    ask: {
      single: '客户机使用{path}，发送一个数据包，从不停机。它要花多少次 VM 退出？',
      ask: '客户机使用{path}，一次发送 {packets} 个数据包，驱动每次门铃最多通知其中 {batch} 个。平均每个数据包有多少次 VM 退出？',
    },
    options: {
      none: '一次也没有',
      few: '两个数据包不到一次',
      some: '约一次（半次到两次）',
      many: '两次或更多',
    },
    why: {
      more: '更多：想想会离开客户机的门铃，以及要靠访问寄存器来处理的中断。',
      fewer: '更少：一次通知可以代表许多数据包，有的路径根本不需要。',
      other: '数出门铃和中断，再除以数据包数。',
    },
    steps: {
      count: '退出 {total} 次，数据包 {packets} 个：每个 {value} 次。',
      emulated: '每次通知写一次尾寄存器，每次中断要访问几次寄存器；两者都由一批数据包分摊。',
      virtio: '后端在工作时不需要通知：一批里只有第一个需要。',
      'vhost-net': '工作线程在工作时不需要通知：一批里只有第一个需要。',
      sriov: '门铃是真实的寄存器，映射在客户机里，中断则由硬件投递。',
    },
  },
  copies: {
    name: '复制次数',
    ask: {
      tx: '客户机使用{path}，发送 {packets} 个数据包。宿主机的 CPU 一共把有效载荷复制多少次？（客户机内部的复制不算。）',
      rx: '客户机使用{path}，接收 {packets} 个数据包。宿主机的 CPU 一共把有效载荷复制多少次？（客户机内部的复制不算。）',
    },
    why: {
      none: '只有网卡直接读写客户机自己的内存时，才没有人复制。',
      one: '每个数据包复制一次：这条路径、这个方向不是这样。',
      two: '每个数据包复制两次：这条路径、这个方向不是这样。',
      three: '单程经过宿主机，三次太多了。',
      other: '先数一个数据包由谁搬运，再乘。',
    },
    steps: {
      'emulated-tx': '客户机 → 网卡模型，模型 → 套接字缓冲区：每个 2 次。',
      'emulated-rx': '套接字缓冲区 → VMM，VMM → 客户机：每个 2 次。',
      'emulated-rtl8139-tx': '客户机 → 网卡模型，模型 → 套接字缓冲区：每个 2 次。',
      'emulated-rtl8139-rx': '套接字缓冲区 → VMM，VMM → 客户机：每个 2 次。',
      'virtio-tx': 'VMM 从客户机内存写到 tap：每个 1 次。',
      'virtio-rx': '套接字缓冲区 → VMM，VMM → 客户机：每个 2 次。',
      'vhost-net-tx': '内核的工作线程直接从客户机内存复制：每个 1 次。',
      'vhost-net-rx': '内核的工作线程直接复制到客户机内存：每个 1 次。',
      'vhost-user-tx': '轮询进程从客户机的环复制到自己的缓冲区：每个 1 次。',
      'vhost-user-rx': '轮询进程从自己的缓冲区复制到客户机的环：每个 1 次。',
      'sriov-tx': '网卡自己读客户机的内存（DMA）：0。',
      'sriov-rx': '网卡自己写客户机的内存（DMA）：0。',
      all: '合计 {packets} × {each} = {answer}。',
    },
  },
  throttle: {
    name: '被节流的中断',
    ask: {
      ask: 'VF 在 {ms} ms 内每秒均匀地收到 {pps} 个数据包。网卡两次中断之间至少隔 {us} µs。它大约发出多少次中断？（误差 12 % 以内。）',
    },
    why: {
      frames: '那是每个数据包一次；来得比节流允许的快时，几个数据包共用一次。',
      throttle: '节流是上限。没有来的数据包，不会有人为它中断。',
      none: '即使有中断投递，网卡也要发出中断；只是不引起退出。',
      other: '两个数中较小的那个：数据包数，节流间隔数。',
    },
    steps: {
      frames: '{ms} ms 内的数据包：{frames}。',
      most: '{ms} ms 内有 {us} µs 的间隔：{most} 个。',
      least: '取较小者；这次运行是 {answer}。',
    },
  },
};
