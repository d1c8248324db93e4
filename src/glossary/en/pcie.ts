import type { pcie as terms } from '../terms/pcie';
import type { Words } from '../term';

export const pcie = {
  dma: {
    short: 'A device reads and writes memory by itself; no CPU carries the data.',
    long: 'A driver only hands over addresses. Whoever chooses the addresses decides what the device touches: with a guest’s driver that is the guest, and therefore an IOMMU has to stand in between.',
    forms: ['DMA'],
  },
  gva: {
    short: 'The address that a program in the guest uses.',
    long: 'The guest’s own page tables translate it to a guest physical address (GPA), as on a real machine.',
    forms: ['GVA', 'GVAs', 'guest virtual address', 'guest virtual addresses'],
  },
  gpa: {
    short: 'What the guest takes for an address of real memory.',
    long: 'The hypervisor’s tables (EPT) translate it to the host’s physical address whenever a CPU uses it. A guest’s driver knows no other address to give to its device.',
    forms: ['GPA', 'GPAs', 'guest physical address', 'guest physical addresses'],
  },
  hpa: {
    short: 'The address of a byte in the machine’s real memory.',
    long: 'Only the host knows it. CPUs come to it through page tables and EPT, devices through the IOMMU. Both must agree about a guest’s memory.',
    forms: ['HPA', 'HPAs', 'host physical address', 'host physical addresses'],
  },
  iova: {
    short: 'The address that a device uses for DMA, which the IOMMU translates.',
    long: 'For a device in a guest, VFIO sets up the table so that the IOVA equals the GPA: the guest’s driver can then write the addresses it knows into descriptors.',
    forms: ['IOVA', 'IOVAs', 'I/O virtual address', 'I/O virtual addresses'],
  },
  ept: {
    short:
      'A second set of page tables, in hardware: from guest physical to host physical addresses.',
    long: 'An access to a page without a valid entry is a VM exit: EPT_VIOLATION, or EPT_MISCONFIG where KVM marked the page of an emulated device on purpose. AMD’s counterpart is NPT.',
    forms: ['EPT', 'extended page table', 'extended page tables'],
  },
  iommu: {
    short:
      'Stands between devices and memory: it translates each address a device uses and stops those it was not given.',
    long: 'It is first of all about protection: a guest that has a device can have it write anywhere, and the IOMMU confines that to the guest’s own memory. It keeps a table for each device, found by its Routing ID, and remaps interrupts too. Intel’s is called VT-d, AMD’s AMD-Vi.',
    forms: ['IOMMU', 'IOMMUs', 'VT-d', 'AMD-Vi'],
  },
  dmar: {
    short:
      'Intel’s word for what an IOMMU does with DMA; also the ACPI table that announces the units, and the prefix of its messages.',
    long: 'A root table by bus and a context table by device and function lead from the Routing ID to the page table of the device’s domain. `dmesg` begins its fault messages with DMAR.',
    forms: ['DMAR', 'DMA remapping'],
  },
  iotlb: {
    short: 'The IOMMU’s cache of translations.',
    long: 'A hit costs little; a miss is a walk through up to four levels of tables in memory. Many VFs with small pages use more translations than it holds; large pages help.',
    forms: ['IOTLB'],
  },
  'iommu-group': {
    short:
      'The smallest set of devices that the IOMMU can keep apart from all others; VFIO gives away whole groups.',
    long: 'Devices that could reach each other without passing the IOMMU, as behind a switch without ACS, are in one group. If another device of the group still has a driver of the host, the group cannot be used.',
    forms: ['IOMMU group', 'IOMMU groups'],
  },
  numa: {
    short:
      'Memory and devices are nearer to some CPUs than to others, and the way to the far ones costs time.',
    long: 'A vCPU on another socket than the card and its memory adds to each access and each DMA. This lab’s host has one node: that cost is left out of the model.',
    forms: ['NUMA'],
  },
  passthrough: {
    short: 'A guest is given a whole real device and drives it with the device’s own driver.',
    long: 'Its registers are mapped into the guest, its DMA goes through the IOMMU into the guest’s memory. No exit for the data path, but the device belongs to that one guest, and the host can neither see its packets nor easily move the guest. Also called device assignment.',
    forms: ['passthrough', 'pass-through', 'device assignment', 'passed through'],
  },
  vfio: {
    short: 'The part of the Linux kernel that hands a device safely to a program, as to QEMU.',
    long: 'It opens the registers for mapping, pins the guest’s memory and enters it into the IOMMU, and turns interrupts into events. Without an IOMMU it refuses, unless it is told to be unsafe.',
    forms: ['VFIO'],
  },
  'vfio-pci': {
    short: 'The kernel’s driver to which a PCI function is bound so that VFIO can give it away.',
    long: 'It takes the place of the device’s own driver on the host: it does no I/O of its own, resets the function and lets user space have it. Much of configuration space stays emulated, so that a guest cannot move BARs or turn off what the host needs.',
    forms: ['vfio-pci'],
  },
  flr: {
    short: 'A reset of a single PCI function that leaves the others of the device alone.',
    long: 'It is done before a function goes to another guest, so that nothing of the former one remains. A VF must be able to do it. FLR of a PF takes all its VFs away: VF Enable is cleared.',
    forms: ['FLR', 'function level reset', 'Function Level Reset'],
  },
  'config-space': {
    short: 'The 4 KiB of registers by which software finds a PCI Express function and sets it up.',
    long: 'It begins with vendor and device ID, command and BARs; capabilities follow. `lspci` shows it and `setpci` writes it. A VF has one too, but many fields of it do nothing and follow the PF.',
    forms: ['configuration space', 'config space'],
  },
  capability: {
    short:
      'A block of registers in configuration space for one feature, linked to the next in a list.',
    long: 'The first 256 bytes hold the older ones (MSI-X, PCI Express), from offset 0x100 on stand the extended ones: SR-IOV, ARI, ACS. Software walks the list and takes what it knows.',
    forms: ['capability', 'capabilities', 'extended capability', 'extended capabilities'],
  },
  bar: {
    short:
      'The register that says where in the address space a function’s registers or memory are.',
    long: 'The device says how large the window is, the firmware or kernel writes where it lies. A function has up to six of 32 bits; one of 64 bits takes two.',
    forms: ['BAR', 'BARs', 'base address register', 'base address registers'],
  },
  tlp: {
    short: 'The packet of PCI Express: a header and up to some hundred bytes of data.',
    long: 'Reads, writes, completions and interrupts all travel so. Headers and framing cost 20 to 30 bytes each, which tells with small network packets. A header carries the Routing ID of who sends it.',
    forms: ['TLP', 'TLPs'],
  },
  'routing-id': {
    short:
      'The 16-bit number under which a function is known on PCI Express: bus, device and function in one.',
    long: 'It routes answers back and tells the IOMMU whose table to use. That of VF n is that of the PF + First VF Offset + (n − 1) × VF Stride; when the sum runs over a bus, more bus numbers are needed.',
    forms: ['Routing ID', 'Routing IDs', 'RID', 'RIDs', 'routing ID', 'Routing-ID'],
  },
  bdf: {
    short: 'The Routing ID as people write it: bus:device.function, as in 3b:10.1.',
    long: '8 bits of bus, 5 of device, 3 of function. With ARI device and function are one number of 8 bits, and tools go on writing it in the old way.',
    forms: ['BDF', 'BDFs'],
  },
  ari: {
    short:
      'Device and function number read as one number of 8 bits, so that a device has up to 256 functions on a bus instead of 8.',
    long: 'Both the card and the port above it must be able to, and the port must have ARI forwarding on. First VF Offset and VF Stride may change with it. That is where “256” comes from; the SR-IOV capability itself counts to 65,535.',
    forms: ['ARI', 'Alternative Routing-ID Interpretation'],
  },
  acs: {
    short:
      'Switches and ports of PCI Express can be told to send everything up to the IOMMU, and not directly from device to device.',
    long: 'Without it two devices below a switch could reach each other past the IOMMU, and Linux puts them into one IOMMU group.',
    forms: ['ACS'],
  },
  'sr-iov': {
    short:
      'One PCI Express device offers many light functions (VFs), each of which can be given to a guest of its own.',
    long: 'The card shares itself in hardware: each VF has registers, queues and interrupts of its own, and the switch in the card sorts the frames. The host stays in charge through the PF, and is not in the data path.',
    forms: ['SR-IOV', 'Single Root I/O Virtualization'],
  },
  pf: {
    short:
      'A full PCI Express function of an SR-IOV device, through which the host manages the VFs.',
    long: 'It has the SR-IOV capability; the host’s driver switches VFs on through it and sets their addresses, VLANs and rights. It is not “the card”: a card with two ports usually has two.',
    forms: ['PF', 'PFs', 'physical function', 'physical functions'],
  },
  vf: {
    short:
      'A light function of an SR-IOV device: its own registers for data, queues and interrupts, no say over the device.',
    long: 'A guest drives it directly, with no exit for sending or receiving. All VFs of a PF have the same device ID; their BARs lie in one block, and what concerns the whole port they must ask of the PF, through the mailbox.',
    forms: ['VF', 'VFs', 'virtual function', 'virtual functions'],
  },
  'total-vfs': {
    short: 'The register that says how many VFs a PF can have at most, set by the device.',
    long: 'It has 16 bits, so the specification allows 65,535. Cards mostly have 7 to 256. Firmware settings of the card may lower it, and other limits can bind earlier: bus numbers, address space, queues, vectors.',
    forms: ['TotalVFs'],
  },
  'initial-vfs': {
    short:
      'The number of VFs that are there at first; without the obsolete VF migration of MR-IOV it equals TotalVFs.',
    long: 'Linux compares the two and refuses to enable VFs (EIO) if they differ on a device that says it cannot migrate VFs.',
    forms: ['InitialVFs'],
  },
  'num-vfs': {
    short: 'The register by which the host says how many VFs shall appear.',
    long: 'It may only be written while VF Enable is 0: from 4 to 8 VFs the way leads over 0. In Linux one writes to `sriov_numvfs`. First VF Offset and VF Stride may change with it.',
    forms: ['NumVFs'],
  },
  'first-vf-offset': {
    short: 'How far the Routing ID of the first VF lies from that of its PF.',
    long: 'The device sets it, and may change it with NumVFs and with ARI, so software reads it again after each change. If it is 256 or more, the first VF is already on the next bus.',
    forms: ['First VF Offset'],
  },
  'vf-stride': {
    short: 'The distance of the Routing IDs of two neighbouring VFs.',
    long: 'Often 1. On cards with two ports it is often 2, and the VFs of both PFs lie between each other.',
    forms: ['VF Stride'],
  },
  'vf-enable': {
    short: 'The bit in the SR-IOV capability that makes the VFs appear, all at once.',
    long: 'After it is set, software waits 100 ms before it speaks to them. Cleared, all vanish together. A reset of the PF clears it too.',
    forms: ['VF Enable'],
  },
  'vf-bar': {
    short:
      'A BAR in the SR-IOV capability of the PF that says where the registers of all its VFs are.',
    long: 'One window holds the same BAR of all VFs, one behind the other: its size is that of one VF × TotalVFs, and it is reserved at boot, used or not. So address space can be the limit. A VF’s own BAR registers read 0.',
    forms: ['VF BAR', 'VF BARs'],
  },
} satisfies Readonly<Record<keyof typeof terms, Words>>;
