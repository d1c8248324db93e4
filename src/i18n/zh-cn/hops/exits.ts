import { assigned, byPath } from '../../depths';
import type { exits as en } from '../../en/hops/exits';
import type { StepWords } from '../../en/steps';
import type { Like } from '../../like';

const reasonOf = ({ reason, register }: StepWords) =>
  reason !== '' ? reason : register !== '' ? 'EPT_MISCONFIG' : '';

const touched = ({ register }: StepWords) => (register === '' ? '模拟寄存器' : ` ${register} `);

export const exits: Like<typeof en> = {
  'exit-light': {
    first: (w) => {
      switch (reasonOf(w)) {
        case 'HLT':
          return `VM 退出：${w.guest} 没有事做了，明说出来，CPU 可以让给别人。`;
        case 'EXTERNAL_INTERRUPT':
          return `VM 退出：${w.guest} 运行时宿主机来了中断，CPU 必须先离开 ${w.guest}。`;
        case 'INTERRUPT_WINDOW':
          return `VM 退出：${w.guest} 又可以接受那个等待中的中断了，宿主机要求得知这一刻。`;
        default:
          return `VM 退出：${w.guest} 碰了并不真实存在的东西，CPU 离开它去找宿主机。其间 ${w.guest} 停住不动。`;
      }
    },
    os: (w) => {
      switch (reasonOf(w)) {
        case 'HLT':
          return 'VM 退出 HLT：空闲循环执行了 HLT。KVM 先轮询片刻，然后阻塞 vCPU 线程。';
        case 'EXTERNAL_INTERRUPT':
          return 'VM 退出 EXTERNAL_INTERRUPT：物理中断（设备的，或另一个 CPU 的踢醒）结束非根模式。宿主机处理后再进入客户机。';
        case 'INTERRUPT_WINDOW':
          return 'VM 退出 INTERRUPT_WINDOW：中断到来时客户机 IF = 0，KVM 要求一能接受就退出。有 APICv 时不需要。';
        default:
          return `VM 退出 EPT_MISCONFIG：${touched(w).trim()} 所在页的 EPT 项是故意设为无效的，访问因此从非根模式陷入根模式。VMCS 中记有客户机物理地址。`;
      }
    },
    kernel: (w) => {
      switch (reasonOf(w)) {
        case 'HLT':
          return 'vmx_vcpu_run → vmx_handle_exit → kvm_emulate_halt → kvm_vcpu_halt。';
        case 'EXTERNAL_INTERRUPT':
          return 'vmx_vcpu_run → vmx_handle_exit_irqoff → handle_external_interrupt_irqoff 调用宿主机自己的 IDT 处理程序。';
        case 'INTERRUPT_WINDOW':
          return 'vmx_handle_exit → handle_interrupt_window → KVM_REQ_EVENT；在随后的进入时注入该向量。';
        default:
          return 'vmx_vcpu_run → vmx_handle_exit → handle_ept_misconfig → 以长度 0 在 KVM_FAST_MMIO_BUS 上 kvm_io_bus_write；无人匹配时才解码指令。';
      }
    },
  },
  'exit-fast': {
    first: (w) => `VM 退出：${w.guest} 设好闹钟。宿主机立刻就能记下，所以这次退出很短。`,
    os: () =>
      'VM 退出 MSR_WRITE：无滴答的客户机把下一个定时写入 TSC deadline MSR。KVM 在快速路径里处理，中断一直关着。',
    kernel: () =>
      'vmx_exit_handlers_fastpath → handle_fastpath_set_msr_irqoff → handle_fastpath_set_tscdeadline；不经过 vmx_handle_exit。',
  },
  'entry-light': {
    first: (w) => `VM 进入：CPU 回到 ${w.guest}，它像什么都没发生一样继续，只是晚了。`,
    os: () => 'VM 进入：CPU 从 VMCS 装入客户机状态，回到非根模式。等待中的中断随之递送。',
    kernel: () =>
      'vcpu_enter_guest → vmx_sync_pir_to_irr 接收投递的向量 → vmx_vcpu_run 执行 VMRESUME。',
  },
  'entry-fast': {
    first: (w) => `VM 进入：马上回到 ${w.guest}。宿主机只需记一笔。`,
    os: () => '从快速路径重新进入：中断始终没有打开，通用的退出处理也没有运行，便宜就在这里。',
    kernel: () =>
      'EXIT_FASTPATH_REENTER_GUEST：vcpu_enter_guest 循环回到 vmx_vcpu_run (VMRESUME)。',
  },
  'exit-eoi': {
    first: (w) => `VM 退出：${w.guest} 报告中断处理完了；宿主机扮演中断控制器，必须得知。`,
    os: (w) =>
      reasonOf(w) === 'MSR_WRITE'
        ? 'VM 退出 MSR_WRITE：没有 APICv 时，中断结束 (EOI) 是对 x2APIC 的写入，每个中断陷出一次。'
        : 'VM 退出 EOI_INDUCED：EOI 本身已虚拟化，但这条线是电平触发，KVM 的 IOAPIC 必须看到它结束，所以 EOI 退出位图中该向量的位是置上的。',
    kernel: (w) =>
      reasonOf(w) === 'MSR_WRITE'
        ? 'vmx_handle_exit → kvm_emulate_wrmsr → kvm_x2apic_msr_write：向量离开服务中寄存器，若为电平触发则 kvm_ioapic_send_eoi。'
        : 'handle_apic_eoi_induced → kvm_apic_set_eoi_accelerated → kvm_ioapic_send_eoi → __kvm_ioapic_update_eoi；该位由 vmx_load_eoi_exitmap 置上。',
  },
  'entry-eoi': {
    first: (w) => `VM 进入：${w.guest} 继续运行。宿主机现在知道这个中断结束了。`,
    os: () => 'EOI 之后的 VM 进入：可以递送下一个向量。如果中断线仍为高，同一个中断马上再来。',
    kernel: () =>
      'vcpu_enter_guest → vmx_vcpu_run (VMRESUME)；__kvm_ioapic_update_eoi 已清 remote IRR，线仍有效则重新递送。',
  },
  'mmio-decode': {
    first: (w) => `宿主机要弄清 ${w.guest} 想做什么：它读出 ${w.guest} 停下的那条指令。`,
    os: (w) =>
      `退出只给出地址。KVM 从客户机内存取出指令并模拟它，才知道对${touched(w)}的访问是读是写、宽度和值。`,
    kernel: () =>
      'handle_ept_misconfig → kvm_mmu_page_fault → x86_emulate_instruction；然后在 KVM_MMIO_BUS 上找内核中的设备或合并区。',
  },
  'to-user': {
    first: () => '宿主机内核答不了，要问扮演网卡的那个程序。这使 VM 退出变得昂贵。',
    os: () =>
      '内核中没有设备认领这个地址。KVM 填好共享的 kvm_run 页，以 KVM_EXIT_MMIO 返回用户态：重量级退出，外加一次态切换。',
    kernel: () =>
      '填写 kvm_run->mmio，ioctl KVM_RUN 返回到 QEMU 的 kvm_cpu_exec → 内存区域 → prepare_mmio_access 取大锁并冲刷合并的写入。',
  },
  'to-kernel': {
    first: (w) => `扮演网卡的程序做完了，交还 CPU。${w.guest} 一直停着不动。`,
    os: () =>
      'QEMU 再次调用 ioctl(KVM_RUN)。若是读，KVM 先把值放进客户机的寄存器，完成陷出的那条指令。',
    kernel: () =>
      'kvm_cpu_exec → ioctl KVM_RUN → complete_emulated_mmio（读到的值）→ vcpu_enter_guest。',
  },
  coalesce: {
    first: () => '这次写入可以等：宿主机只记一笔，扮演网卡的程序以后再看。',
    os: (w) =>
      `合并 MMIO (coalesced MMIO)：KVM 把对${touched(w)}的写入追加到与 QEMU 共享的环，立即再进入客户机，不切换到用户态。`,
    kernel: () =>
      'kvm_io_bus_write → coalesced_mmio_write 写入共享页；合并区由 e1000_mmio_setup 登记，由 prepare_mmio_access 清空。',
  },
  ioeventfd: {
    first: (w) => `${w.guest} 只是想说“请看环”。宿主机内核替它摇铃叫帮手，${w.guest} 可以继续。`,
    os: (w) =>
      'ioeventfd：通知地址与一个 eventfd 绑定。KVM 在内核中发出信号，不解码就跳过该指令：' +
      byPath(
        w,
        {
          vdpa: '宿主机内核立刻替它按网卡的门铃。',
          'vhost-user': '这里没有人在听，进程反正在轮询。',
        },
        '一次轻量级退出，后端并行工作。',
      ),
    kernel: (w) =>
      'handle_ept_misconfig → kvm_io_bus_write (KVM_FAST_MMIO_BUS) → ioeventfd_write → eventfd_signal' +
      byPath(
        w,
        {
          virtio: ' → QEMU 轮询主机通知器的等待队列。',
          vdpa: ' → vhost_poll_wakeup → 立刻 handle_vq_kick：vhost-vdpa 没有工作线程。',
          'vhost-net': ' → vhost_poll_wakeup 为工作线程排入 handle_tx_kick。',
        },
        ' → 等待该 eventfd 的一方。',
      ),
  },
  eoi: {
    first: (w) => `${w.guest} 报告中断处理完了。这笔账由 CPU 自己记：没有 VM 退出。`,
    os: () =>
      '不退出的中断结束：有 APICv 时 CPU 自己更新虚拟 APIC 页；用 PV EOI 时客户机改为清共享内存中的一位。',
    kernel: () =>
      'APICv：EOI 退出位图中该向量的位为零 (vmx_load_eoi_exitmap)，KVM 什么都不运行。PV EOI：kvm_guest_apic_eoi_write 清 KVM_PV_EOI_BIT。',
  },
  'halt-poll': {
    first: (w) => `${w.guest} 睡了。宿主机先等片刻看有没有消息，再让出 CPU，因为唤醒更费时。`,
    os: () =>
      '停机轮询 (halt polling)：HLT 之后 KVM 自旋等待唤醒条件，最长 halt_poll_ns。等到了省两次上下文切换，等不到就白费 CPU 时间。',
    kernel: () =>
      'kvm_vcpu_halt：循环 kvm_vcpu_check_block，直到 vcpu->halt_poll_ns，然后 kvm_vcpu_block；由 grow_halt_poll_ns 和 shrink_halt_poll_ns 调整。',
  },
  inject: {
    first: (w) => `宿主机把中断放进 ${w.guest}：它一继续，先运行中断处理程序。`,
    os: () =>
      '没有 APICv 时的事件注入：KVM 把向量写入 VMCS 的 VM 进入中断信息字段，CPU 在进入时经客户机的 IDT 递送。',
    kernel: () =>
      'vmx_deliver_interrupt 已置 IRR 位和 KVM_REQ_EVENT；vcpu_enter_guest → vmx_inject_irq 写 VM_ENTRY_INTR_INFO_FIELD。',
  },
  'posted-delivery': {
    first: (w) => `中断在 ${w.guest} 运行时到达：由 CPU 自己递送，没有 VM 退出。`,
    os: () =>
      '投递中断 (posted interrupt)：在 vCPU 的投递中断描述符的 PIR 中置上该向量的位，再发通知向量。CPU 仍在非根模式，把 PIR 并入虚拟 IRR 后递送。',
    kernel: (w) =>
      'PIR、ON、通知向量 0xf2：由 vmx_deliver_posted_interrupt → kvm_vcpu_trigger_posted_interrupt 设置' +
      byPath(
        w,
        {
          ...assigned('，或由 IOMMU 经投递型 IRTE 独自完成。'),
          vdpa: '，或由 IOMMU 经投递型 IRTE 独自完成。',
        },
        '，在发信号者的上下文中。',
      ),
  },
  'kick-ipi': {
    first: (w) => `另一个 CPU 有给 ${w.guest} 的中断，推一下正在运行它的 CPU。这要花一次 VM 退出。`,
    os: () =>
      '没有 APICv 时必须把运行中的 vCPU 逼出来：处理器间中断 (IPI) 使它的 CPU 以 EXTERNAL_INTERRUPT 退出，重新进入时注入向量。',
    kernel: () =>
      'vmx_deliver_interrupt：置 IRR 位和 KVM_REQ_EVENT，然后 kvm_vcpu_kick 发 IPI，因为 vCPU 处于 IN_GUEST_MODE。',
  },
  'vcpu-wake': {
    first: (w) => `${w.guest} 在睡；有东西来了，宿主机唤醒它。`,
    os: () => 'vCPU 线程在 HLT 之后阻塞于内核。它变为可运行，CPU 要先切换到它，才能进入客户机。',
    kernel: () => 'kvm_vcpu_wake_up → try_to_wake_up；kvm_vcpu_block 返回，然后 vcpu_enter_guest。',
  },
};
