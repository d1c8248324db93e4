import type { StepId } from '../../../engine/costs/steps';
import type { Depths } from '../../depths';
import type { StepWords } from '../steps';

const card = ({ device }: StepWords) => (device === '' ? 'The card' : device);

/** What happens when a guest gives its card an address, or an interrupt, that is not its own. */
export const rogue = {
  'dma-stopped': {
    first: (w) =>
      `${w.guest} told its card to reach outside its own memory. The hardware in between has no such page for this guest and stops it.`,
    os: (w) =>
      `The descriptor names an address that ${w.guest} does not own. The walk of its table ends at an entry that is not present: the access is refused, a fault is recorded, nobody’s memory is touched.`,
    kernel: () =>
      'VT-d: R or W clear at a level of the second-level table → fault reason 0x06 (read) or 0x05 (write) in a fault recording register; the completion says Unsupported Request, a posted write vanishes. dmar_fault prints it.',
  },
  'dma-stray': {
    first: (w) =>
      `Nothing checks addresses here: ${card(w)} reaches into memory that is not ${w.guest}’s.`,
    os: () =>
      'Without the IOMMU a device’s address is a host-physical address: whoever’s page lies there is read or overwritten, and neither the host nor its owner is told.',
    kernel: () =>
      'Hardware, no code and no fault: the root complex performs the TLP. VFIO would not have given the function away without an IOMMU (enable_unsafe_noiommu_mode taints the kernel).',
  },
  'msi-forged': {
    first: (w) =>
      `${w.guest} has its card write to the address where interrupts are sent: an interrupt that nobody gave it.`,
    os: () =>
      'A 4-byte DMA write to 0xFEEx_xxxx is an interrupt message, whoever means it. The guest lets the head write-back of its queue point there. Interrupt remapping checks format, entry and requester.',
    kernel: () =>
      'IRTE lookup: compatibility format with CFI off → reason 0x25; SID of the entry is another’s → 0x26; entry not present → 0x22. Without remapping every such write is taken: allow_unsafe_interrupts.',
  },
  'dmar-fault': {
    first: () => 'The hardware reports what it stopped; the host writes a line into its log.',
    os: () =>
      'Fault event interrupt: the host reads the fault recording registers, prints them (ten in five seconds at most) and clears them. See dmesg.',
    kernel: () =>
      'dmar_fault: FSTS, then each FRCD with F set → dmar_fault_do_one; __ratelimit with its default of 10 in 5 s.',
  },
} satisfies Partial<Record<StepId, Depths>>;
