import type { Pages } from '../page';

export const concepts: Pages = {
  'sr-iov': {
    summary: 'one PCIe device becomes many',
    description: [
      'Single Root I/O Virtualization lets a Physical Function (PF) offer Virtual Functions (VFs): functions with queues, interrupts, a configuration space and a Routing ID of their own, but without the means to manage the device. A guest that owns a VF talks to the hardware itself; the IOMMU keeps its memory accesses within the guest, by the Routing ID.',
      "The PF's driver switches VFs on through the SR-IOV capability: NumVFs, then VF Enable and VF MSE. VFs come and go together: the number can only go to 0 and from there to another one.",
      'A VF reads ffff as its vendor, so an ordinary scan does not find it: the kernel computes where it lies and takes its numbers and BARs from the PF.',
    ],
    examples: ['The capability.', 'How many are on.'],
  },
  'routing-id': {
    summary: 'the sixteen bits by which a function is known',
    description: [
      "A Routing ID is eight bits of bus and eight of function. Without ARI the lower eight are five of device and three of function: 3b:10.0 is 3b80. Every packet on the link carries its sender's, and the IOMMU looks up its tables by it.",
      "The nth VF has RID(PF) + First VF Offset + (n - 1) x VF Stride. The sum may run over into the next bus: an E810's second port at 98:00.1 with offset 135 has its 128th VF at 99:00.7. So VFs need bus numbers, and the firmware or the kernel must have kept some behind the port.",
      'With ARI the lower eight bits are one function number, which Linux still prints as device.function: 80 is written 10.0.',
    ],
    examples: ['Offset and stride of this PF.', 'The second VF of the PF at 3b:00.0.'],
  },
  ari: {
    summary: 'Alternative Routing-ID Interpretation',
    description: [
      'A PCIe link leads to device 0 only, which leaves eight functions. With ARI there is no device number: all eight bits count functions, and 256 fit on one bus.',
      'Two must agree: the device has the ARI capability, and the port above it has ARI Forwarding switched on. Linux does that while it scans, unless it was told pci=noari. Then it sets ARI Capable Hierarchy in the SR-IOV capability of the first PF, whereupon offset and stride of all PFs may change.',
      'Without ARI a card places its VFs where they can be reached, on the next bus: an 82599 answers offset 384 instead of 128.',
    ],
    examples: ['The port above the card.', 'The PF.'],
  },
  limits: {
    summary: 'why there are not more VFs',
    description: [
      "Six things end the number of VFs, and the smallest binds: TotalVFs of the hardware (16 bits, so 65535 by the specification); the driver's own limit; bus numbers behind the port; memory for the VF BARs, of which the kernel takes one VF's size times TotalVFs when it starts; MSI-X vectors; pairs of queues.",
      "256 is often heard. It is the number of functions on one bus with ARI, 8 without; a card that needs more takes more buses. It is also what several products chose as their TotalVFs. The specification's limit it is not.",
      'What happens at each limit: more than sriov_totalvfs gives Numerical result out of range; buses and memory give Cannot allocate memory with a line in dmesg that names which.',
    ],
    examples: [
      "The driver's limit.",
      "The hardware's figures.",
      'The bus numbers behind the port stand in brackets.',
    ],
  },
  vfio: {
    summary: 'functions for guests',
    description: [
      'vfio-pci is the driver that does nothing but hand a function to a process: BARs to map, interrupts to forward, an address space of the IOMMU to fill. QEMU uses it to give a VF to a guest.',
      "The function leaves its driver, driver_override names vfio-pci, and drivers_probe binds it. All of its IOMMU group must be with vfio or without a driver; /dev/vfio then has a file with the group's number. virsh nodedev-detach does the same in one step.",
      'A PF can be with vfio-pci too. It makes VFs only if the module was loaded with enable_sriov.',
    ],
    examples: ['Loads it.', 'The group of a VF.', 'In one step.', 'And back.'],
  },
  switchdev: {
    summary: "a card's switch in the host's hands",
    description: [
      'A card with VFs has a switch inside. In legacy mode its driver programs it: addresses, VLANs, spoof check. In switchdev mode each VF gets a representor, an interface of the host, on which bridge and tc work; rules go down to the hardware, and what it cannot match comes up to the host.',
      'devlink dev eswitch set DEVICE mode switchdev changes the mode, on cards that can: ConnectX, E810, NetXtreme-E.',
    ],
    examples: ['Cards that devlink knows.', 'No software bridge here.'],
  },
  migration: {
    summary: 'why a guest with a VF stays where it is',
    description: [
      'The guest\'s driver shares queues and state with the hardware, which QEMU cannot read, and the card writes into guest memory behind its back. The plain vfio-pci has no way to stop a VF and save it: "VFIO migration is not supported in kernel".',
      "Ways out: a vendor's variant driver with a card that can save a VF (mlx5_vfio_pci); a pair of interfaces in the guest, a virtio one that stays while the VF is unplugged for the move (net_failover); vDPA. The first two are set beside Migrate, and virsh dumpxml shows a pair by its teaming elements.",
    ],
    examples: ['The guests.', 'Refused with a plain VF.'],
  },
};
