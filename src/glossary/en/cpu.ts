import type { cpu as terms } from '../terms/cpu';
import type { Words } from '../term';

export const cpu = {
  host: {
    short: 'The real machine and its own operating system, on which guests run.',
    long: 'Its kernel contains the hypervisor (KVM), its programs play devices (QEMU), and its drivers drive the real hardware. What is done for a guest outside of the guest is paid from the host’s CPUs.',
    forms: ['host', 'hosts'],
  },
  guest: {
    short:
      'A virtual machine and the operating system in it, which behaves as if the machine were its own.',
    long: 'Its instructions run directly on a real CPU, in non-root mode. Its memory is a part of the host’s memory, and its devices are software, a piece of a real device, or something in between. It need not know any of that.',
    forms: ['guest', 'guests', 'virtual machine', 'virtual machines'],
  },
  hypervisor: {
    short: 'The software that runs guests and keeps them apart.',
    long: 'It decides what a guest may do by itself and what leads to a VM exit. On Linux it is two pieces: KVM in the kernel, which enters and leaves the guest, and a VMM such as QEMU in user space, which plays the devices.',
    forms: ['hypervisor', 'hypervisors'],
  },
  kvm: {
    short: 'The part of the Linux kernel that runs guests: every VM exit arrives here first.',
    long: 'It sets up the VMCS and the EPT, enters the guest, and deals with an exit itself where it can: interrupt controller, timers, notifications. Everything else it hands to the VMM by returning from the call KVM_RUN.',
    forms: ['KVM'],
  },
  vmm: {
    short:
      'The host program, here QEMU, that owns a guest: it has its memory, starts its vCPUs, and plays its devices.',
    long: 'The word is also used for the whole hypervisor. Here it means the process in user space. An exit that has to go out to it is a heavyweight one: out of the kernel, through the device model, and back.',
    forms: ['VMM', 'VMMs', 'QEMU'],
  },
  vcpu: {
    short: 'A CPU as a guest sees it; on the host it is a thread.',
    long: 'While its thread runs in the guest, a real CPU executes the guest’s instructions. During a VM exit, or while other work has the real CPU, that vCPU stands still.',
    forms: ['vCPU', 'vCPUs', 'virtual CPU', 'virtual CPUs'],
  },
  'vm-exit': {
    short:
      'The change of the CPU from the guest to the hypervisor, because the guest did something it may not do by itself.',
    long: 'The CPU saves the guest’s state into the VMCS together with a reason, loads the hypervisor’s, and goes on there. It costs about a microsecond even when little is to be done, several times that when it goes out to the VMM, and the guest’s CPU stands still until the VM entry.',
    forms: ['VM exit', 'VM exits', 'exit', 'exits'],
  },
  'vm-entry': {
    short: 'The change of the CPU back from the hypervisor into the guest.',
    long: 'It checks and loads the guest’s state from the VMCS, and can inject an interrupt on the way in. An exit and its entry belong together: between the two nothing of the guest runs on that CPU.',
    forms: ['VM entry', 'VM entries'],
  },
  'root-mode': {
    short:
      'The two modes of a CPU with virtualization: the hypervisor runs in root mode, guests in non-root mode.',
    long: 'Both have all privilege levels, so a guest’s kernel is a kernel in non-root mode. What counts is that in non-root mode certain instructions and accesses do not act but cause a VM exit. Intel calls them VMX root and non-root operation.',
    forms: [
      'root mode',
      'non-root mode',
      'VMX root mode',
      'VMX non-root mode',
      'root and non-root mode',
    ],
  },
  vmcs: {
    short:
      'The block of memory in which the CPU keeps the state of one vCPU and what shall make it exit.',
    long: 'It has areas for the guest’s state, the host’s state, the controls (which events exit) and the reason of the last exit. Software reads and writes it with VMREAD and VMWRITE. AMD’s counterpart is the VMCB.',
    forms: ['VMCS', 'VMCSs'],
  },
  trap: {
    short:
      'The oldest way to virtualize: let the guest run by itself, catch what is sensitive, and do it in software.',
    long: 'It works where every sensitive instruction traps. Early x86 had some that did not, which is why it needed binary translation or changed guests until VMX and SVM came. Access to an emulated device still works this way: each one is an exit.',
    forms: ['trap-and-emulate', 'trap and emulate', 'trap', 'traps', 'trapped'],
  },
  msi: {
    short:
      'An interrupt that a device raises by writing a small message to a special address, with no wire of its own.',
    long: 'The address says which CPU, the data which vector. As it is an ordinary memory write of the device, it keeps its order behind the data it speaks of, and an IOMMU can check and change it.',
    forms: ['MSI', 'MSIs', 'message-signaled interrupt', 'message-signaled interrupts'],
  },
  'msi-x': {
    short:
      'MSI with a table: up to 2,048 vectors a function, each with an address and data of its own.',
    long: 'So each queue can have its own interrupt, sent to the CPU that works for it. The table lies in memory of the device, behind a BAR. Each VF has its own, and a card has only so many vectors in all: one of the limits on VFs.',
    forms: ['MSI-X'],
  },
  moderation: {
    short:
      'A device raises at most one interrupt in a given time, so that one interrupt serves many packets.',
    long: 'It trades latency for CPU time: under load fewer interrupts, for a single packet a wait. Intel’s cards have a timer for each vector (EITR), and its emulated cards one for the device (ITR). Also called throttling or coalescing.',
    forms: [
      'interrupt moderation',
      'moderation',
      'interrupt throttling',
      'throttling',
      'interrupt mitigation',
      'interrupt coalescing',
    ],
  },
  eoi: {
    short:
      'The write by which a CPU tells its interrupt controller that an interrupt has been served.',
    long: 'Without help each one is a VM exit, since the guest’s controller is emulated. With APICv the CPU does it itself, but for level-triggered interrupts, whose end KVM has to learn (EOI-induced exit).',
    forms: ['EOI', 'EOIs', 'end of interrupt', 'end-of-interrupt'],
  },
  apicv: {
    short:
      'The CPU itself plays the guest’s interrupt controller, so that most accesses to it and the EOI do not exit.',
    long: 'It keeps a virtual-APIC page for each vCPU and delivers virtual interrupts without leaving the guest. It is also the ground on which posted interrupts stand. AMD’s counterpart is AVIC.',
    forms: ['APICv', 'APIC virtualization'],
  },
  'interrupt-remapping': {
    short:
      'The IOMMU replaces the interrupt message a device sends by an entry of a table that the host keeps.',
    long: 'A device can then raise only what it was given, at the CPU that the host chose. Without it a guest with a device could forge interrupts by DMA, and therefore Linux refuses passthrough by default where it is missing. A remapped interrupt is still taken by the host first.',
    forms: ['interrupt remapping', 'remapped interrupt', 'remapped interrupts'],
  },
  'posted-interrupts': {
    short: 'An interrupt that is written straight into a running vCPU, with no VM exit.',
    long: 'The IOMMU sets a bit in the vCPU’s posted-interrupt descriptor and sends a notification. If the vCPU runs in the guest, its CPU takes the interrupt there; if not, the host is told to wake it.',
    forms: ['posted interrupt', 'posted interrupts', 'interrupt posting', 'posting of interrupts'],
  },
} satisfies Readonly<Record<keyof typeof terms, Words>>;
