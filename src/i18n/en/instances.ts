import { formatCount } from '../format';

export const instances = {
  title: 'Other ways to be many',
  lead: 'A VF is a PCIe function, with everything a function has. What came after shares more of it. What so many instances take of this card and host, each kind by itself. Each that this card has can be run, from here or from the settings of a guest.',
  run: 'Run it',
  runOne: (p: { kind: string }) => `Run it: ${p.kind}`,
  count: 'Number of instances',
  first: (p: { name: string; max: number; what: string }) =>
    `Most on this card: ${p.name}, ${formatCount(p.max)}, until ${p.what} run out.`,
  kinds: {
    vf: 'VF',
    sf: 'Scalable function',
    adi: 'Scalable IOV (ADI)',
    'vdpa-vf': 'vDPA on a VF',
    'vdpa-sf': 'vDPA on a scalable function',
    virtio: 'virtio (host’s bridge)',
    emulated: 'emulated card (host’s bridge)',
  },
  what: {
    vf: 'The function has a Routing ID, a configuration space, BARs and an MSI-X table in the card. The guest drives it with the maker’s driver; data moves past the host. All VFs of a PF are made at once, and their memory is claimed when the host starts.',
    sf: 'A queue set inside the PF, made one by one with devlink: no Routing ID, so lspci does not show it; the PF’s vectors are shared. The IOMMU knows it by the PF’s Routing ID, so by itself it is for the host and its containers, not for a guest. The data path in the card is a VF’s.',
    adi: 'A queue pair and a page of registers in the PF’s BAR. Its DMA carries the PF’s Routing ID and a PASID, which the IOMMU uses to find the guest’s table. The configuration space the guest reads is composed by software in the host (VDCM): each access to it is an exit, none to the registers page. Data moves as with a VF. Assumed here: that the card shows its PASID capability and runs Intel’s own ice driver; the kernel’s has no ADIs. PCIe 7.0 has another form of it, in which instances may need Routing IDs after all.',
    'vdpa-vf':
      'The card itself reads the guest’s virtio ring: the guest keeps the standard virtio driver, data moves past the host as with a VF. Set-up goes through vhost-vdpa and the maker’s driver in the host. It takes what the VF under it takes.',
    'vdpa-sf':
      'As on a VF, with a scalable function under it: no Routing ID, made one by one. It takes what the scalable function takes, and the guest’s memory is pinned.',
    virtio:
      'Nothing of the card: rings in memory, a vhost worker in the host moves every packet. What it takes is processor time, which depends on the traffic; a sweep tells how much. One bridge has an end too.',
    emulated:
      'Nothing of the card: QEMU acts every register out. Processor time ends first, and early: see a sweep.',
  },
  absent: {
    'sf-firmware': 'Not on this card: its firmware line makes no scalable functions.',
    'sf-kernel':
      'Not here: the ice driver makes scalable functions from Linux 6.12 on; this host runs 6.1.',
    'sf-driver': 'Not on this card: its driver makes none.',
    'no-pasid':
      'Not on this card: it offers no PASID, and its driver makes no ADIs. Here is what they would take if it did.',
    'no-vdpa': 'Not on this card: its queues do not read virtio rings.',
  },
  max: (p: { max: number; what: string }) => `${formatCount(p.max)}: ${p.what} run out`,
  missing: 'not here',
  wouldBe: (p: { max: number; what: string }) =>
    `would be ${formatCount(p.max)}: ${p.what} run out`,
  noEnd: 'how many is not known',
  taken: (p: { count: number; percent: string; what: string }) =>
    `${formatCount(p.count)} take ${p.percent} of ${p.what}`,
  tooMany: (p: { count: number; what: string }) =>
    `${formatCount(p.count)} are too many: not enough of ${p.what}`,
  resources: {
    instances: 'instances in the card',
    'routing-ids': 'Routing IDs',
    bar: 'BAR window',
    'bar-32': 'BAR window below 4 GiB',
    'queue-pairs': 'queue pairs',
    vectors: 'MSI-X vectors',
    'interrupt-entries': 'interrupt remapping entries',
    pasids: 'PASIDs',
    'bridge-ports': 'bridge ports',
    'pinned-memory': 'pinned host memory',
    'config-space': 'configuration space, in the card',
    'config-emulated': 'configuration space, in software',
  },
  why: {
    instances: 'TotalVFs, the controller’s total or the driver’s maximum: the lowest of them.',
    'routing-ids':
      'One for each function. How many there are follows from ARI, bus numbers, First VF Offset and VF Stride.',
    bar: 'The VF BARs of the card’s profile in the root port’s window, each at least a system page. Claimed for all TotalVFs when the host starts.',
    'bar-32':
      'VF BARs that are not 64-bit prefetchable. Claimed for all TotalVFs when the host starts.',
    'queue-pairs': 'Of the card’s pairs; those its PFs keep are counted as taken.',
    vectors:
      'A VF has a table of its own; where PFs have a pool, a VF’s share shrinks as VFs become more.',
    'interrupt-entries':
      'One for each vector that a device may signal; a table of VT-d has 65,536 at most.',
    pasids: '20 bits; the kernel keeps one for requests without a PASID.',
    'bridge-ports':
      'Port numbers of a Linux bridge have 10 bits; 0 is not used, one port is the way out.',
    'pinned-memory':
      'The device may write anywhere in its guest: all of the guest’s memory stays where it is. Sizes as chosen below.',
    'config-space': '4 KiB for a PCIe function, by the specification.',
    'config-emulated': '4 KiB for a PCIe device, 256 B for a conventional PCI one, kept by QEMU.',
  },
  whySf: {
    instances:
      'PF_TOTAL_SF, 236 for each PF in the maker’s example: a setting of the firmware. NVIDIA’s pages name up to 500 for a BlueField-2.',
    bar: 'PF_SF_BAR_SIZE of the maker’s example, 1 MiB each, in a BAR of the PF whose size is a power of two; claimed when the host starts.',
    'queue-pairs': 'Its own; the maker does not say how many.',
    vectors: 'It shares the PF’s vectors.',
    'pinned-memory': 'None by itself: the host drives it. Under vDPA the guest’s memory is pinned.',
  },
  whyAdi: {
    bar: 'A page of registers in the PF’s BAR, taken when it is made.',
    'queue-pairs': 'One each, the least there can be.',
    vectors: 'Interrupts are stored outside of MSI-X (IMS).',
    'interrupt-entries': 'Two each: one for the queues, one for the rest.',
    'config-emulated': '4 KiB each, composed by the VDCM.',
  },
  basis: {
    card: 'card’s profile',
    specification: 'specification',
    kernel: 'software’s source',
    host: 'this host',
    vendor: 'maker’s example',
    assumed: 'assumed',
  },
  table: {
    resource: 'Resource',
    each: 'One takes',
    used: (p: { count: number }) => `${formatCount(p.count)} take`,
    total: 'Of',
    basis: 'Known from',
    none: 'none',
    unknown: 'not known',
    endless: 'no end',
    atOnce: 'claimed for all',
    of: (p: { kind: string }) => `What ${p.kind} takes`,
  },
  memory: {
    title: 'Memory, for what is pinned',
    guest: 'Each guest has',
    host: 'The host has',
    note: 'Assumed, since scenarios say nothing of it.',
  },
  chart: {
    shown: 'Show',
    all: 'every kind, by its fullest resource',
    one: (p: { kind: string }) => `${p.kind}: every resource`,
    title: 'What runs out first as instances become more?',
    note: 'Share of what there is; both axes logarithmic. A line ends with a mark where the next instance fails. Each kind has the card for itself.',
    x: 'instances',
    y: 'taken',
    kindAlt: (p: { kind: string; end: string }) => `${p.kind}: ${p.end}`,
    shares: (p: { name: string }) => `${p.name}, share`,
    would: (p: { name: string }) => `${p.name}, if it could`,
  },
};
