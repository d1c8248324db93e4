import type { Pages } from '../page';

export const pci: Pages = {
  lspci: {
    summary: 'list PCI functions',
    description: [
      'One line for each function the kernel knows: its address BUS:DEVICE.FUNCTION, its class, vendor and device. Virtual Functions are functions like any other here; the kernel made them when sriov_numvfs was written.',
      'A VF answers ffff to a read of its vendor and device number. The names in the list come from the kernel, which computes them from the PF. A dump read with -F has nobody to ask, and says "Illegal Vendor ID".',
      '-v to -vvv decode more and more of the capabilities, -x to -xxxx dump 64, 256 or 4096 bytes, -nn shows numbers beside names, -k the driver, -t the tree. -s and -d choose functions by address and by number.',
      "In the SR-IOV capability: Initial and Total VFs are the hardware's, Number of VFs is what is on now; VF offset and stride say where the VFs lie (routing-id); IOVCtl Enable+ and MSE+ say that they exist and answer to memory accesses.",
    ],
    examples: [
      'Every function with its numbers.',
      'The tree. VFs stand beside their PF, not below it: they hang on the same bus.',
      'What the card says of SR-IOV.',
      'Which driver has the first VF: ixgbevf for the host, vfio-pci for a guest.',
    ],
    exit: '0; 1 where an option is wrong or a dump cannot be read.',
  },
  setpci: {
    summary: 'read and write configuration registers',
    description: [
      'REGISTER is a name (COMMAND, BASE_ADDRESS_0), a number, or the name of a capability (CAP_EXP, ECAP_SRIOV) with an offset. A width .b, .w or .l may follow. VALUE is hexadecimal, and a mask limits the bits that are written.',
      'The write goes to the hardware past the kernel, which does not notice. Setting VF Enable this way makes VFs that answer on the bus, but no device appears in sysfs until the kernel looks for it.',
      "Read-only bits stay as they are, bits of a status register are cleared by writing 1. A VF has no memory space enable of its own: VF MSE in the PF's capability governs all of them.",
    ],
    examples: [
      'The Command register of the PF: 0x4 is bus mastering, 0x2 memory space.',
      'NumVFs, at offset 10 of the SR-IOV capability, as a word.',
      'The first four bytes of a VF: ffffffff, so an ordinary bus scan would pass it by.',
    ],
    exit: '0; 1 where a register or a device is not there.',
  },
};
