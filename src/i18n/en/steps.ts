import type { StepId } from '../../engine/costs/steps';
import type { TellingPath } from '../depths';

/** What a sentence about a step may name. */
export interface StepWords {
  /** `VM0`. */
  readonly guest: string;
  /** The register of the exit or doorbell concerned, as its specification spells it; '' unknown. */
  readonly register: string;
  /** Exit reason as `perf kvm stat` prints it; '' unknown. */
  readonly reason: string;
  /** The guest's function, `VF0`, or what stands for it. */
  readonly device: string;
  readonly from: string;
  readonly to: string;
  /** The path of the guest concerned, where that is known: the same step is other code on another path. */
  readonly path?: TellingPath;
  /** It happens at a switch in switchdev mode. */
  readonly switchdev?: boolean;
  /** What the IOMMU does with the card's requests: nothing where it is off, and with the host's own function no more than remap interrupts. */
  readonly iommu?: 'off' | 'identity' | 'translates';
}

const because = ({ register, reason }: StepWords) =>
  register !== '' ? ` (${register})` : reason !== '' ? ` (${reason})` : '';

/** One sentence a step, in the present tense: the caption under the picture. */
export const steps = {
  'app-send': (w) => `The application in ${w.guest} sends; TCP/IP builds the packet.`,
  'driver-xmit': (w) =>
    `The driver in ${w.guest} puts the packet’s address into its transmit ring.`,
  isr: (w) => `${w.guest} runs its interrupt handler.`,
  'napi-tx-clean': (w) => `The driver in ${w.guest} frees what has been sent.`,
  'napi-rx': (w) => `The driver in ${w.guest} takes the packet out of its receive ring.`,
  'stack-receive': (w) => `TCP/IP in ${w.guest} hands the data to the application.`,
  'guest-pmd-round': (w) => `${w.guest}’s program looks at both rings of its device.`,
  'guest-pmd-rx': (w) =>
    `${w.guest}’s program takes the packet out of its ring: no interrupt told it, no kernel is on the way.`,
  'guest-pmd-tx': (w) => `${w.guest}’s program puts the packet into the transmit ring itself.`,
  'guest-idle': (w) => `${w.guest} has nothing to do and polls.`,
  'direct-write': (w) =>
    `${w.guest} writes ${w.register || 'the doorbell'} itself: the register is mapped, no exit.`,
  doorbell: (w) => `The write to ${w.register || 'the doorbell'} is on its way to ${w.to}.`,
  'exit-light': (w) => `VM exit${because(w)}: the CPU leaves ${w.guest} for KVM.`,
  'exit-fast': (w) => `VM exit${because(w)}, the fast kind: KVM answers with interrupts still off.`,
  'entry-light': (w) => `VM entry: the CPU goes back into ${w.guest}.`,
  'entry-fast': (w) => `VM entry: straight back into ${w.guest}.`,
  'mmio-decode': (w) => `KVM decodes the instruction that touched ${w.register || 'the register'}.`,
  'to-user': (w) => `KVM cannot finish it: out to QEMU, the exit becomes heavy${because(w)}.`,
  'to-kernel': () => 'QEMU is done and goes back to KVM.',
  coalesce: (w) =>
    `KVM notes the write to ${w.register || 'the register'}; QEMU will hear of it later.`,
  ioeventfd: () =>
    'KVM turns the notification into an event for the back end, without leaving the kernel.',
  'exit-eoi': (w) =>
    `VM exit for the end of interrupt${because(w)}: the CPU leaves ${w.guest} for KVM.`,
  'entry-eoi': (w) => `VM entry: the CPU goes back into ${w.guest}.`,
  eoi: (w) => `${w.guest} signals end of interrupt.`,
  'halt-poll': (w) => `${w.guest} has halted; KVM polls a while for something to do.`,
  inject: (w) => `KVM injects the interrupt into ${w.guest}.`,
  'posted-delivery': (w) =>
    `The interrupt is posted: the running ${w.guest} gets it without an exit.`,
  'kick-ipi': (w) => `One CPU interrupts the one that runs ${w.guest}.`,
  'vcpu-wake': (w) => `The halted vCPU of ${w.guest} is woken.`,
  'device-register': (w) => `QEMU’s model of the card handles ${w.register || 'the register'}.`,
  'fetch-descriptor': (w) => `QEMU reads the descriptor from ${w.guest}’s memory.`,
  'copy-guest-to-model': (w) => `QEMU copies the packet out of ${w.guest}’s memory.`,
  'descriptor-writeback': () => 'QEMU marks the descriptor done.',
  'raise-irq-line': () => 'QEMU raises the interrupt line.',
  'bql-wait': () => 'Waits for QEMU’s big lock.',
  'main-loop': () => 'QEMU’s main thread sees the event.',
  'copy-tap-to-vmm': () => 'QEMU reads the packet from the tap: a copy.',
  'copy-model-to-guest': (w) => `QEMU copies the packet into ${w.guest}’s memory.`,
  'copy-to-tap': () => 'QEMU writes the packet to the tap: a copy into the kernel.',
  'virtqueue-pop': () => 'QEMU takes the next entry off the virtio ring.',
  'signal-msi': () => 'QEMU asks KVM to signal an interrupt.',
  'vhost-get-desc': () => 'The vhost thread takes the next entry off the virtio ring.',
  'vhost-copy-tx': (w) => `The vhost thread copies the packet out of ${w.guest}’s memory.`,
  'vhost-sendmsg': () => 'The vhost thread hands the packet to the tap.',
  'vhost-copy-rx': (w) => `The vhost thread copies the packet into ${w.guest}’s memory.`,
  'vhost-signal': () => 'The vhost thread signals the interrupt; KVM takes it up in the kernel.',
  'vhost-busy-poll': () => 'The vhost thread polls the empty ring.',
  'pmd-poll': () => 'The switch process finds its rings empty and looks again at once.',
  'pmd-round': () => 'The switch process looks at its ports in turn.',
  'pmd-dequeue': (w) => `The switch process copies the packet out of ${w.guest}’s memory.`,
  'pmd-enqueue': () => 'The switch process copies the packet into the guest’s memory.',
  'pmd-rx': () => 'The switch process finds the packet that the card has written.',
  'pmd-tx': () => 'The switch process puts the packet’s address into the card’s ring.',
  'pmd-mmio': () => 'The switch process rings the card from user space.',
  'pmd-call': () => 'The guest has asked for an interrupt: the switch process signals it.',
  'thread-wake': () => 'A sleeping thread is woken.',
  'context-switch': () => 'The host’s CPU switches to another thread.',
  'bridge-forward': () => 'The bridge forwards the frame; firewall and tcpdump see it here.',
  'nf-hook': () => 'The host’s netfilter has chains here: the frame is shown to them.',
  'nf-rules': () => 'The rules are compared with the frame, one after the other.',
  'bridge-xmit': () => 'The host sends over its bridge; firewall and tcpdump see it here.',
  'bridge-up': () => 'The bridge finds that the frame is for the host itself and passes it up.',
  loopback: () => 'The frame is for the same host: it turns round in its network stack.',
  'pf-xmit': () => 'The PF driver queues the frame and rings the card.',
  'host-mmio': () => 'The PF driver writes a register of the card.',
  'host-irq': () => 'The host’s CPU takes the card’s interrupt.',
  'host-napi-rx': () => 'The PF driver takes the frame out of its ring.',
  'host-napi-tx': () => 'The PF driver frees what has been sent.',
  'tap-enqueue': () => 'The frame enters the tap’s queue and waits to be fetched.',
  'vfio-irq': (w) => `The host takes the interrupt and VFIO passes it on to ${w.guest}.`,
  'pi-wakeup': (w) => `${w.guest} sleeps: the host is told to wake it.`,
  'dma-read-descriptor': (w) =>
    `${w.device || 'The card'} fetches the descriptor from memory${w.iommu === 'translates' ? ', through the IOMMU' : ''}.`,
  'dma-read': (w) =>
    `${w.device || 'The card'} fetches the packet from memory by itself: no CPU copies.`,
  'dma-write': (w) =>
    `${w.device || 'The card'} writes the packet into memory by itself: no CPU copies.`,
  'dma-writeback': (w) => `${w.device || 'The card'} writes the descriptor back: done.`,
  msix: (w) =>
    `${w.device || 'The card'} sends its interrupt: a write ${w.iommu === 'off' ? 'to the CPU’s address' : 'that the IOMMU remaps'}.`,
  'vring-index': (w) => `${w.device || 'The card'} reads the index of ${w.guest}’s available ring.`,
  'vring-entries': (w) => `${w.device || 'The card'} reads which descriptors are available.`,
  'vring-used': (w) => `${w.device || 'The card'} writes an element of the used ring.`,
  'vring-used-index': (w) => `${w.device || 'The card'} raises the index of the used ring.`,
  'vring-flags': (w) => `${w.device || 'The card'} reads whether ${w.guest} wants an interrupt.`,
  'vdpa-kick': (w) => `vhost-vdpa rings the card for ${w.guest}.`,
  'vdpa-irq': (w) => `The host takes the interrupt and vhost-vdpa passes it on to ${w.guest}.`,
  vdcm: (w) => `Software in the host answers for the device of ${w.guest}.`,
  switching: ({ switchdev }) =>
    `The switch in the card looks ${switchdev === true ? 'for a rule' : 'up MAC and VLAN'}.`,
  'to-function': (w) => `The switch hands the frame to ${w.to}.`,
  'to-port': () => 'The frame goes to the port.',
  'wire-tx': () => 'The frame is on the wire, bit by bit.',
  'wire-rx': () => 'A frame arrives from the wire.',
  queued: (w) => `Waits for its turn at: ${w.to}.`,
  'dma-stopped': (w) =>
    `${w.guest}’s card asks for memory that is not ${w.guest}’s: the IOMMU stops it.`,
  'dma-stray': (w) => `Nothing stops ${w.guest}’s card: it reaches into somebody else’s memory.`,
  'msi-forged': (w) => `${w.guest}’s card writes a forged interrupt message.`,
  'dmar-fault': () => 'The host reads the IOMMU’s fault record and writes a line into its log.',
  'mailbox-write': (w) => `${w.guest} writes a message to its PF into the mailbox.`,
  'mailbox-poll': (w) => `${w.guest} looks into the mailbox for the answer.`,
  'representor-rx': (w) => `The frame comes in at the representor of ${w.guest}’s VF.`,
  'representor-xmit': (w) => `The bridge sends out of the representor of ${w.guest}’s VF.`,
  'flow-offload': () => 'The driver makes a flow rule of what the bridge has learned.',
  'flow-write': () => 'The rule is written into the card.',
  'pf-mailbox': (w) => `The PF driver reads the message of ${w.guest} and decides.`,
  'mailbox-ack': (w) => `The PF driver answers ${w.to}: ACK.`,
  'mailbox-nack': (w) => `The PF driver answers ${w.to}: NACK.`,
  'failover-xmit': (w) => `The master in ${w.guest} hands the packet to ${w.to}.`,
  'vf-remove': (w) => `${w.guest} lets go of its VF: the standby carries from now on.`,
  'vf-probe': (w) => `${w.guest} finds a VF in its slot and sets it up.`,
  'no-device': (w) => `${w.guest} has no device: the packet is dropped.`,
} satisfies Readonly<Record<StepId, (w: StepWords) => string>>;
