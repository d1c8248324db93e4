import type { Group } from '../../glossary/term';

/** Words around the glossary; what it says of a term is in its own room. */
export const glossary = {
  title: 'Glossary',
  /** The small mark behind words that do something else when pressed. */
  mark: '?',
  about: (name: string) => `What is ${name}?`,
  close: 'Close',
  more: 'More',
  related: 'See also:',
  sources: 'Where to read it',
  show: 'Show it in the lab',
  here: 'Show it in this picture',
  example: (name: string) => `opens the example “${name}”`,
  away: (name: string) => `The example “${name}”, on a page of its own`,
  inGlossary: 'Open it in the glossary',
  search: 'Search the glossary',
  count: (n: number) => (n === 1 ? '1 term' : `${n} terms`),
  none: (text: string) => `Nothing is called “${text}”, and no text says so.`,
  unknown: (id: string) => `There is no term “${id}”. These there are:`,
  groups: {
    cpu: 'Guests, hypervisor, CPU',
    interrupts: 'Interrupts',
    devices: 'Devices and rings',
    virtio: 'virtio and its back ends',
    network: 'The host’s network',
    memory: 'Addresses, DMA, IOMMU',
    passthrough: 'Giving a device away',
    pcie: 'PCI Express',
    sriov: 'SR-IOV',
    switch: 'The switch in the card',
    migration: 'Migration',
    beyond: 'After SR-IOV',
  } satisfies Readonly<Record<Group, string>>,
};
