import type { Pages } from '../page';

export const sysfs: Pages = {
  sysfs: {
    summary: "the kernel's devices as files",
    description: [
      'Each PCI function is a directory. Reading a file asks the kernel, writing one tells it to do something, and what goes wrong comes back as the error of the write: "bash: echo: write error: Device or resource busy". The reason is often in dmesg.',
      'One write is one request. echo ends its text with a line end, which the files allow. A file that must not be written refuses even root, at open: "Permission denied". A file that does not exist cannot be made here either, with the same words.',
      'Links show what belongs together: driver, iommu_group, physfn from a VF to its PF, virtfn0 and so on the other way.',
    ],
    examples: [
      'What a PF has: the files whose names begin with sriov_ are only here.',
      'Drivers that are loaded.',
    ],
  },
  sriov_numvfs: {
    summary: 'how many VFs are on, and the way to change it',
    description: [
      "Writing N asks the PF's driver for N Virtual Functions. The kernel checks in this order: is it a number from 0 to 65535 (Invalid argument); at most sriov_totalvfs (Numerical result out of range); the number there is already (nothing happens, success); has the PF a driver that can do it (No such file or directory, and a line in dmesg); are VFs on, and N not 0 (Device or resource busy). There is no way from 4 to 8 except through 0.",
      'Then the driver sets up its queues, and the PCI core looks at the resources: memory for the BARs of all possible VFs and a bus number for the last one. Either may be missing: Cannot allocate memory. It writes NumVFs, sets VF Enable and VF MSE, waits 100 ms, and adds each VF, which a driver then takes.',
      'Writing 0 removes them all, after which the kernel waits a second. A guest that owns a VF loses it.',
    ],
    examples: [
      'VFs that are on.',
      'All VFs off.',
      'Four VFs on.',
      'What the kernel and the drivers said to that.',
    ],
    exit: "of the echo: 0, or 1 with the kernel's reason.",
  },
  sriov_totalvfs: {
    summary: 'the most VFs that may be asked for',
    description: [
      "TotalVFs of the SR-IOV capability, or less where the driver keeps something for itself: ixgbe says 63 of 64, igb 7 of 8, because the PF needs a set of queues too. Without a driver the file shows the hardware's number.",
      "That this many may be asked for does not mean that they can be had: memory, bus numbers and the device's vectors may end sooner (limits).",
    ],
    examples: ["The driver's limit.", "The hardware's."],
  },
  sriov_offset: {
    summary: 'where the VFs of a PF lie',
    description: [
      "First VF Offset and VF Stride: the first VF's Routing ID is the PF's plus the offset, each next one a stride further. The hardware may change both with NumVFs and with the ARI bit, so the kernel reads them again after writing NumVFs.",
      'An 82599 answers 128 and 2 with ARI, so its first VF is 3b:10.0. Without ARI it answers 384: the VFs move to the next bus.',
    ],
    examples: ['Both, one to a line.'],
  },
  sriov_vf_device: {
    summary: 'the device number that VFs have',
    description: [
      "In hexadecimal, without 0x. A VF itself answers ffff; this number from the PF's capability is what the kernel gives it, and by which the VF driver is found.",
    ],
    examples: ['10ed is the VF of an 82599, which ixgbevf drives.'],
  },
  sriov_drivers_autoprobe: {
    summary: 'whether new VFs get a driver of the host',
    description: [
      '1 as delivered: each new VF is bound to a driver that knows it, and so becomes a network interface of the host. Write 0 before switching VFs on that are meant for guests: they stay without a driver and can go to vfio-pci at once.',
      'Also with 0, a driver named in driver_override takes the VF. Others are refused: No such device. VFs that are on already are not touched.',
    ],
    examples: ['How it is set.', 'New VFs are left alone.'],
  },
  sriov_vf_msix_count: {
    summary: 'moving MSI-X vectors between VFs',
    description: [
      "Some PFs own a pool of interrupt vectors: sriov_vf_total_msix says how many, and writing a number to a VF's sriov_vf_msix_count gives it so many. 0 in the pool's file means that the driver has no such thing.",
      "The VF must have no driver (Device or resource busy), the number may not be negative (Invalid argument), the PF's driver must know how (Operation not supported).",
    ],
    examples: ['The pool.'],
  },
  virtfn: {
    summary: 'links between a PF and its VFs',
    description: [
      'virtfn0, virtfn1, ... of a PF lead to its VFs, counted from 0. The specification counts from 1: virtfn0 is VF 1. physfn of a VF leads back, and only a VF has it.',
    ],
    examples: ['The VFs of this PF.', 'The address of the first.', 'And back.'],
  },
  iommu_group: {
    summary: 'what can be given to a guest only together',
    description: [
      'Functions that the IOMMU cannot tell apart, or that could reach each other without passing it, form a group. A guest gets a group whole: every function in it must be with vfio-pci or without a driver.',
      'A VF has a group of its own where each port on its way up has ACS, which forbids shortcuts between the functions. Without ACS the port, the PF and all VFs are one group, and none of the VFs can be given away alone. No link at all: the IOMMU is off.',
    ],
    examples: ['The number of the group.', 'What else is in it.'],
  },
  driver_override: {
    summary: 'the one driver that may have this function',
    description: [
      'With a name written here only that driver may bind, whatever numbers it knows; this is how vfio-pci gets a VF. An empty line takes the name away; the file then reads (null).',
      'Nothing moves by this alone: unbind the function, then write its address to drivers_probe.',
    ],
    examples: ['Who is named.', 'From now on vfio-pci only.'],
  },
  bind: {
    summary: 'giving a function to a driver and taking it away',
    description: [
      'unbind takes the function from the driver, bind offers it to one, drivers_probe to all in turn. Each wants the full address, 0000:3b:10.0. new_id teaches a driver a vendor and a device number.',
      'bind answers No such device where the driver does not know the function or may not have it, or where another driver has it. drivers_probe succeeds even if nobody wants it.',
      'Unbinding a PF with VFs on: igb and ixgbe switch them off, nvme leaves them behind, and then they cannot be switched off until it is bound again.',
    ],
    examples: [
      'The VF loses its driver, and its interface.',
      'Whoever knows it may have it.',
      'Who has it now.',
    ],
  },
  remove: {
    summary: 'taking a function out and looking for functions',
    description: [
      'Writing 1 to remove takes the function out of the kernel as if it had been pulled; the hardware is still there. Writing 1 to rescan looks at the buses again and finds it.',
      'VFs have no remove: they go with sriov_numvfs. A PF removed with VFs on leaves orphans where its driver does not switch them off, and after a rescan no VF can be made.',
    ],
    examples: ['It can only be written.', 'Looks for functions that are not known yet.'],
  },
  resource: {
    summary: "where a function's memory lies, and its registers",
    description: [
      "Each line of resource is a region: first address, last address, flags. Lines 0 to 5 are the BARs, 6 the ROM, and on a PF 7 to 12 the space of the VF BARs: one VF's size times all TotalVFs, taken when the host starts.",
      "A VF's BAR registers read 0; its lines here are its slices of that space. resource0 is the region itself, config the configuration space.",
    ],
    examples: ['The first regions of a VF.', 'Configuration space: 4096 bytes.'],
  },
  ari_enabled: {
    summary: "whether ARI is in use on the function's bus",
    description: [
      '1 where the port above forwards by the eight-bit function number and the device has the ARI capability. On a root bus, with pci=noari, or below a port that cannot, it is 0 (ari).',
    ],
    examples: ['As it is for the PF.'],
  },
};
