import { assigned, byPath, type Depths } from '../../depths';
import type { StepWords } from '../steps';
import type { StepId } from '../../../engine/costs/steps';

/** The reason of the exit; a register is known only of accesses that EPT stops. */
const reasonOf = ({ reason, register }: StepWords) =>
  reason !== '' ? reason : register !== '' ? 'EPT_MISCONFIG' : '';

const touched = ({ register }: StepWords) => (register === '' ? 'an emulated register' : register);

/** Out of the guest and back: what KVM and the CPU do. */
export const exits = {
  'exit-light': {
    first: (w) => {
      switch (reasonOf(w)) {
        case 'HLT':
          return `VM exit: ${w.guest} has nothing left to do and says so, so the CPU is free for others.`;
        case 'EXTERNAL_INTERRUPT':
          return `VM exit: an interrupt arrives at the host while ${w.guest} runs, so the CPU has to leave ${w.guest} first.`;
        case 'INTERRUPT_WINDOW':
          return `VM exit: ${w.guest} is ready again for an interrupt that had to wait; the host wanted to know.`;
        default:
          return `VM exit: ${w.guest} touched what is not really there, so the CPU leaves it for the host. ${w.guest} stands still meanwhile.`;
      }
    },
    os: (w) => {
      switch (reasonOf(w)) {
        case 'HLT':
          return 'VM exit HLT: the idle loop executed HLT. KVM polls for a while and then blocks the vCPU thread.';
        case 'EXTERNAL_INTERRUPT':
          return 'VM exit EXTERNAL_INTERRUPT: a physical interrupt (a device’s or another CPU’s kick) ends non-root mode. The host handles it and re-enters the guest.';
        case 'INTERRUPT_WINDOW':
          return 'VM exit INTERRUPT_WINDOW: an interrupt came while the guest had IF = 0; KVM had asked for an exit as soon as it can be taken. APICv does without.';
        default:
          return `VM exit EPT_MISCONFIG: the EPT entry for the page of ${touched(w)} is invalid on purpose, so the access traps from non-root to root mode. The VMCS holds the guest-physical address.`;
      }
    },
    kernel: (w) => {
      switch (reasonOf(w)) {
        case 'HLT':
          return 'vmx_vcpu_run → vmx_handle_exit → kvm_emulate_halt → kvm_vcpu_halt.';
        case 'EXTERNAL_INTERRUPT':
          return 'vmx_vcpu_run → vmx_handle_exit_irqoff → handle_external_interrupt_irqoff calls the host’s own IDT handler.';
        case 'INTERRUPT_WINDOW':
          return 'vmx_handle_exit → handle_interrupt_window → KVM_REQ_EVENT; the vector is injected at the entry that follows.';
        default:
          return 'vmx_vcpu_run → vmx_handle_exit → handle_ept_misconfig → kvm_io_bus_write on KVM_FAST_MMIO_BUS with length 0; only where nothing matches is the instruction decoded.';
      }
    },
  },
  'exit-fast': {
    first: (w) =>
      `VM exit: ${w.guest} sets its alarm clock. The host can note that at once, so this is a short one.`,
    os: () =>
      'VM exit MSR_WRITE: the tickless guest writes its next timer into the TSC-deadline MSR. KVM serves it in the fast path, with interrupts still off.',
    kernel: () =>
      'vmx_exit_handlers_fastpath → handle_fastpath_set_msr_irqoff → handle_fastpath_set_tscdeadline; vmx_handle_exit is not reached.',
  },
  'entry-light': {
    first: (w) =>
      `VM entry: the CPU goes back into ${w.guest}, which continues as if nothing had happened, only later.`,
    os: () =>
      'VM entry: the CPU loads the guest’s state from the VMCS and is in non-root mode again. An interrupt that waits is delivered with it.',
    kernel: () =>
      'vcpu_enter_guest → vmx_sync_pir_to_irr takes over posted vectors → vmx_vcpu_run executes VMRESUME.',
  },
  'entry-fast': {
    first: (w) => `VM entry: straight back into ${w.guest}. The host had only a note to take.`,
    os: () =>
      'Re-entry from the fast path: interrupts were never enabled and the general exit handler never ran, which is what makes it cheap.',
    kernel: () => 'EXIT_FASTPATH_REENTER_GUEST: vcpu_enter_guest loops to vmx_vcpu_run (VMRESUME).',
  },
  'exit-eoi': {
    first: (w) =>
      `VM exit: ${w.guest} reports that it has dealt with the interrupt; the host plays the interrupt controller and must hear it.`,
    os: (w) =>
      reasonOf(w) === 'MSR_WRITE'
        ? 'VM exit MSR_WRITE: without APICv the end of interrupt (EOI), a write to the x2APIC, traps once for each interrupt.'
        : 'VM exit EOI_INDUCED: the EOI itself is virtualised, but the line is level-triggered and KVM’s IOAPIC must see its end, so the vector’s bit in the EOI-exit bitmap is set.',
    kernel: (w) =>
      reasonOf(w) === 'MSR_WRITE'
        ? 'vmx_handle_exit → kvm_emulate_wrmsr → kvm_x2apic_msr_write: the vector leaves the in-service register, kvm_ioapic_send_eoi if it was level-triggered.'
        : 'handle_apic_eoi_induced → kvm_apic_set_eoi_accelerated → kvm_ioapic_send_eoi → __kvm_ioapic_update_eoi; vmx_load_eoi_exitmap had set the bit.',
  },
  'entry-eoi': {
    first: (w) => `VM entry: ${w.guest} goes on. The host knows now that this interrupt is over.`,
    os: () =>
      'VM entry after the EOI: the next vector can be delivered. If the line is still high, the same interrupt comes again at once.',
    kernel: () =>
      'vcpu_enter_guest → vmx_vcpu_run (VMRESUME); __kvm_ioapic_update_eoi has cleared remote IRR and re-delivers a line that is still asserted.',
  },
  'mmio-decode': {
    first: (w) =>
      `The host must find out what ${w.guest} wanted: it reads the very instruction at which ${w.guest} stopped.`,
    os: (w) =>
      `The exit gives an address only. KVM fetches the instruction from guest memory and emulates it to learn direction, width and value of the access to ${touched(w)}.`,
    kernel: () =>
      'handle_ept_misconfig → kvm_mmu_page_fault → x86_emulate_instruction; then KVM_MMIO_BUS is searched for a device in the kernel or a coalesced zone.',
  },
  'to-user': {
    first: () =>
      'The host’s kernel has no answer: the program that plays the card must be asked. This makes the VM exit an expensive one.',
    os: () =>
      'No device in the kernel claims the address. KVM fills the shared kvm_run page and returns to user space with KVM_EXIT_MMIO: a heavyweight exit, a mode switch on top.',
    kernel: () =>
      'kvm_run->mmio is filled, ioctl KVM_RUN returns to kvm_cpu_exec in QEMU → memory region → prepare_mmio_access takes the big lock and flushes coalesced writes.',
  },
  'to-kernel': {
    first: (w) =>
      `The program that plays the card is done and gives the CPU back. ${w.guest} has stood still all the time.`,
    os: () =>
      'QEMU calls ioctl(KVM_RUN) again. For a read KVM first puts the value into the guest’s register and finishes the trapped instruction.',
    kernel: () =>
      'kvm_cpu_exec → ioctl KVM_RUN → complete_emulated_mmio (a read’s value) → vcpu_enter_guest.',
  },
  coalesce: {
    first: () =>
      'This write can wait: the host only notes it, and the program that plays the card reads the note later.',
    os: (w) =>
      `Coalesced MMIO: KVM appends the write to ${touched(w)} to a ring shared with QEMU and re-enters the guest. No switch to user space.`,
    kernel: () =>
      'kvm_io_bus_write → coalesced_mmio_write into the shared page; e1000_mmio_setup registered the zone, prepare_mmio_access drains it.',
  },
  ioeventfd: {
    first: (w) =>
      `${w.guest} only meant “look into the ring”. The host’s kernel rings a bell for the helper, and ${w.guest} may go on.`,
    os: (w) =>
      'ioeventfd: the notify address is tied to an eventfd. KVM signals it in the kernel and skips the instruction without decoding it: ' +
      byPath(
        w,
        {
          vdpa: 'the host’s kernel rings the card at once.',
          'vhost-user': 'here nobody listens, the process polls anyway.',
        },
        'a lightweight exit, and the back end works in parallel.',
      ),
    kernel: (w) =>
      'handle_ept_misconfig → kvm_io_bus_write (KVM_FAST_MMIO_BUS) → ioeventfd_write → eventfd_signal' +
      byPath(
        w,
        {
          virtio: ' → wait queue of QEMU’s poll on the host notifier.',
          vdpa: ' → vhost_poll_wakeup → handle_vq_kick at once: vhost-vdpa has no worker.',
          'vhost-net': ' → vhost_poll_wakeup queues handle_tx_kick for the worker.',
        },
        ' → whoever waits for the eventfd.',
      ),
  },
  eoi: {
    first: (w) =>
      `${w.guest} reports that the interrupt is dealt with. The CPU keeps that record itself: no VM exit.`,
    os: () =>
      'End of interrupt without an exit: with APICv the CPU updates the virtual-APIC page by itself; with PV EOI the guest clears a bit in shared memory instead.',
    kernel: () =>
      'APICv: the vector’s bit in the EOI-exit bitmap is clear (vmx_load_eoi_exitmap), so nothing runs in KVM. PV EOI: kvm_guest_apic_eoi_write clears KVM_PV_EOI_BIT.',
  },
  'halt-poll': {
    first: (w) =>
      `${w.guest} sleeps. The host waits a moment for news before giving the CPU away, because waking takes longer.`,
    os: () =>
      'Halt polling: after HLT KVM spins up to halt_poll_ns for a wake-up condition. A hit saves two context switches; a miss has burnt CPU time.',
    kernel: () =>
      'kvm_vcpu_halt: kvm_vcpu_check_block in a loop until vcpu->halt_poll_ns, then kvm_vcpu_block; grow_halt_poll_ns and shrink_halt_poll_ns adapt it.',
  },
  inject: {
    first: (w) =>
      `The host puts the interrupt into ${w.guest}: as soon as ${w.guest} continues, its handler runs first.`,
    os: () =>
      'Event injection, without APICv: KVM writes the vector into the VM-entry interruption field of the VMCS and the CPU delivers it through the guest’s IDT at entry.',
    kernel: () =>
      'vmx_deliver_interrupt had set the IRR bit and KVM_REQ_EVENT; vcpu_enter_guest → vmx_inject_irq writes VM_ENTRY_INTR_INFO_FIELD.',
  },
  'posted-delivery': {
    first: (w) =>
      `The interrupt reaches ${w.guest} while it runs: the CPU delivers it by itself, without a VM exit.`,
    os: () =>
      'Posted interrupt: the vector’s bit is set in the PIR of the vCPU’s posted-interrupt descriptor and the notification vector sent. The CPU, still in non-root mode, merges PIR into the virtual IRR and delivers.',
    kernel: (w) =>
      'PIR, ON, notification vector 0xf2: set by vmx_deliver_posted_interrupt → kvm_vcpu_trigger_posted_interrupt' +
      byPath(
        w,
        {
          ...assigned(', or by the IOMMU alone through a posted IRTE.'),
          vdpa: ', or by the IOMMU alone through a posted IRTE.',
        },
        ' in the context of whoever signalled.',
      ),
  },
  'kick-ipi': {
    first: (w) =>
      `Another CPU has an interrupt for ${w.guest} and nudges the CPU that runs it. That will cost a VM exit.`,
    os: () =>
      'Without APICv a running vCPU must be forced out: an inter-processor interrupt (IPI) makes its CPU exit with EXTERNAL_INTERRUPT, and the vector is injected at re-entry.',
    kernel: () =>
      'vmx_deliver_interrupt: bit in IRR, KVM_REQ_EVENT, then kvm_vcpu_kick sends the IPI because the vCPU is IN_GUEST_MODE.',
  },
  'vcpu-wake': {
    first: (w) => `${w.guest} was asleep; the host wakes it, because something has come for it.`,
    os: () =>
      'The vCPU thread was blocked in the kernel after HLT. It becomes runnable; its CPU has to be switched to it before the guest can be entered.',
    kernel: () =>
      'kvm_vcpu_wake_up → try_to_wake_up; kvm_vcpu_block returns, then vcpu_enter_guest.',
  },
} satisfies Partial<Record<StepId, Depths>>;
