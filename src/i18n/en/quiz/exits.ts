import type { KindWords } from './kind-words';

export const exits = {
  'exit-reason': {
    name: 'Why the guest was left',
    ask: {
      register:
        'A guest with {path} sends or gets one packet. Exit number {n} comes when its driver accesses the register “{register}”. Which reason does perf kvm stat print for it?',
      interrupt:
        'A guest with {path} gets one packet on a host that does not post interrupts, and the card interrupts the very CPU on which the guest runs. Which reason has exit number {n}?',
      eoi: 'A guest with {path} ends an interrupt (EOI). APICv is {apicv} on this host. Which reason has this exit, its number {n}?',
    },
    options: {},
    why: {
      EPT_MISCONFIG:
        'That is how an access to device memory shows that has no page behind it. Here the guest was not left for a register of a device.',
      EXTERNAL_INTERRUPT:
        'That is an interrupt for the host, which came while the guest ran. Here the guest itself did something.',
      EOI_INDUCED:
        'That is the end of a level-triggered interrupt where the CPU has APICv; something else happened here, or it has none.',
      MSR_WRITE:
        'That is a write to a model-specific register: so an EOI shows where x2APIC is not virtualized by the CPU.',
      IO_INSTRUCTION:
        'That is an in or out instruction. The devices here are reached through memory (MMIO).',
      HLT: 'The guest would have gone to sleep. This one never halts.',
      other: 'Ask what the guest did: device memory, a port, an MSR, or nothing at all.',
    },
    steps: {
      EPT_MISCONFIG:
        'The register lies in device memory without a page behind it. KVM marks such pages in the EPT so that an access is a “misconfiguration”: EPT_MISCONFIG.',
      EXTERNAL_INTERRUPT:
        'An interrupt of the card is one of the host. Without posting the CPU leaves the guest to take it: EXTERNAL_INTERRUPT.',
      EOI_INDUCED:
        'With APICv an EOI is done by the CPU, but that of a level-triggered interrupt has to be told to the IOAPIC: EOI_INDUCED.',
      MSR_WRITE:
        'Without APICv the EOI is a write to an MSR of the x2APIC, which traps: MSR_WRITE.',
    },
  },
  'exit-handler': {
    name: 'Who deals with an exit',
    ask: {
      register:
        'A guest with {path}. Its driver accesses the register “{register}”, which is exit number {n}, {reason}. Who deals with it, so that the guest can run again?',
      interrupt:
        'A guest with {path} is left by an interrupt of the card, exit number {n}, {reason}. Who deals with it?',
      eoi: 'A guest with {path} ends an interrupt, which is exit number {n}, {reason}. Who deals with it?',
    },
    options: {
      kvm: 'KVM, in the kernel of the host',
      vmm: 'the VMM, a program in user space',
      card: 'the network card',
      guest: 'the guest’s own kernel',
    },
    why: {
      kvm: 'KVM has no model of this device: it only sees that it is none of its own, and hands the access out to the VMM.',
      vmm: 'The way out to user space is the dear one, and not needed here: KVM can do this by itself, or only leaves a note.',
      card: 'After an exit the CPU runs code of the host. A card answers no exits.',
      guest: 'The guest does not run while the exit is dealt with.',
      other: 'It is either the kernel’s part or the program’s.',
    },
    steps: {
      reason:
        'The exit is {reason}. First KVM looks at it; the question is whether it can finish it.',
      kvm: 'It can: here nobody in user space is needed before the guest goes on.',
      vmm: 'It cannot: the register belongs to a device that the VMM models, so KVM_RUN returns to the VMM.',
    },
  },
  'exits-of-run': {
    name: 'Exits of a run',
    ask: {
      tx: 'A guest with {path} sends {packets} packets, so far apart that each is over before the next. The guest never halts, and APICv is on. How many VM exits does I/O cause in all?',
      rx: 'A guest with {path} gets {packets} packets, so far apart that each is over before the next. The guest never halts, and APICv is on. How many VM exits does I/O cause in all?',
      'sriov-tx':
        'A guest with {path} sends {packets} packets far apart. It never halts; posted interrupts are {posted}, and the card interrupts the CPU on which the guest runs. How many VM exits does I/O cause in all?',
      'sriov-rx':
        'A guest with {path} gets {packets} packets far apart. It never halts; posted interrupts are {posted}, and the card interrupts the CPU on which the guest runs. How many VM exits does I/O cause in all?',
    },
    why: {
      none: 'Something on this path leaves the guest: a register that is not there, a kick, or an interrupt of the host.',
      'one-each':
        'One for each packet is right for a kick or for a remapped interrupt. Here it is another number for each packet.',
      'two-each':
        'Not two for each packet: count what the driver writes and reads, and how the interrupt comes.',
      emulated:
        'Seven for each packet is what the e1000 takes. This is another path, or another chip.',
      other: 'Count for one packet, then multiply.',
    },
    steps: {
      each: 'One packet makes {each} exits here; of the whole run: {reasons}.',
      all: '{packets} × {each} = {answer}.',
    },
  },
  'exits-per-packet': {
    name: 'Exits per packet',
    ask: {
      single:
        'A guest with {path} sends one packet and never halts. How many VM exits does it cost?',
      ask: 'A guest with {path} sends {packets} packets at once, and its driver announces up to {batch} of them with one doorbell. How many VM exits will there be per packet?',
    },
    options: {
      none: 'none at all',
      few: 'less than one for two packets',
      some: 'about one (half to two)',
      many: 'two and more',
    },
    why: {
      more: 'There are more: think of doorbells that leave the guest, and of interrupts that are handled by register accesses.',
      fewer:
        'There are fewer: one announcement can stand for many packets, and some paths need none.',
      other: 'Count doorbells and interrupts, then divide by the packets.',
    },
    steps: {
      count: 'Exits: {total}; packets: {packets}; {value} each.',
      emulated:
        'The tail register is written once for each announcement, and each interrupt costs several accesses; both are shared by the packets of a burst.',
      virtio:
        'The kick is suppressed while the back end is at work: only the first of a burst is needed.',
      'vhost-net':
        'The kick is suppressed while the worker is at work: only the first of a burst is needed.',
      sriov: 'The doorbell is a real register, mapped into the guest, and the interrupt is posted.',
    },
  },
  copies: {
    name: 'Copies',
    ask: {
      tx: 'A guest with {path} sends {packets} packets. How many times do the CPUs of the host copy a payload in all? (What the guest copies inside does not count.)',
      rx: 'A guest with {path} gets {packets} packets. How many times do the CPUs of the host copy a payload in all? (What the guest copies inside does not count.)',
    },
    why: {
      none: 'Only where the card reaches into the guest’s own memory does nobody copy.',
      one: 'One copy for each packet: not on this path in this direction.',
      two: 'Two copies for each packet: not on this path in this direction.',
      three: 'Three are too many for one way through the host.',
      other: 'Count for one packet who moves its bytes, then multiply.',
    },
    steps: {
      'emulated-tx': 'Guest → model of the card, model → socket buffer: 2 for each packet.',
      'emulated-rx': 'Socket buffer → VMM, VMM → guest: 2 for each packet.',
      'emulated-rtl8139-tx': 'Guest → model of the card, model → socket buffer: 2 for each packet.',
      'emulated-rtl8139-rx': 'Socket buffer → VMM, VMM → guest: 2 for each packet.',
      'virtio-tx': 'The VMM writes from the guest’s memory to the tap: 1 for each packet.',
      'virtio-rx': 'Socket buffer → VMM, VMM → guest: 2 for each packet.',
      'vhost-net-tx':
        'The kernel’s worker copies straight from the guest’s memory: 1 for each packet.',
      'vhost-net-rx':
        'The kernel’s worker copies straight into the guest’s memory: 1 for each packet.',
      'vhost-user-tx':
        'The polling process copies from the guest’s ring to its buffer: 1 for each packet.',
      'vhost-user-rx':
        'The polling process copies from its buffer to the guest’s ring: 1 for each packet.',
      'sriov-tx': 'The card reads the guest’s memory itself (DMA): 0.',
      'sriov-rx': 'The card writes the guest’s memory itself (DMA): 0.',
      all: '{packets} × {each} = {answer}.',
    },
  },
  throttle: {
    name: 'Throttled interrupts',
    ask: {
      ask: 'A VF gets {pps} packets a second, evenly spaced, for {ms} ms. Its card leaves at least {us} µs between two interrupts. About how many interrupts does it raise? (Within 12 %.)',
    },
    why: {
      frames:
        'That would be one for each packet, but several packets share one where they come faster than the throttle allows.',
      throttle: 'The throttle is an upper bound. Nobody interrupts for packets that do not come.',
      none: 'Also with posting the card raises interrupts; they only cause no exits.',
      other: 'The smaller of two numbers: packets, and intervals of the throttle.',
    },
    steps: {
      frames: '{ms} ms of packets: {frames}.',
      most: 'Intervals of {us} µs in {ms} ms: {most}.',
      least: 'The smaller one counts; the run had {answer}.',
    },
  },
} satisfies Record<string, KindWords>;
