/** Offsets in the SR-IOV capability and bits of its Control register, as the kernel's PCI_SRIOV_*. */
export const SRIOV = {
  capabilities: 0x04,
  control: 0x08,
  initialVfs: 0x0c,
  totalVfs: 0x0e,
  numVfs: 0x10,
  link: 0x12,
  offset: 0x14,
  vfDevice: 0x1a,
  supportedPages: 0x1c,
  systemPage: 0x20,
  bar: 0x24,
  vfEnable: 0x01,
  memoryEnable: 0x08,
  ariHierarchy: 0x10,
} as const;
