/** What a module's file says of itself. */
export interface ModuleInfo {
  /** Name of the file, with its hyphens. */
  readonly file: string;
  /** Below `kernel/`. */
  readonly path: string;
  readonly license: string;
  readonly description: string;
  readonly depends: string;
  readonly parms: readonly string[];
}

const INTEL = 'drivers/net/ethernet/intel';

function intel(name: string, description: string, more: Partial<ModuleInfo> = {}): ModuleInfo {
  return {
    file: name,
    path: `${INTEL}/${name}`,
    license: 'GPL v2',
    description,
    depends: '',
    parms: [],
    ...more,
  };
}

const DEBUG = 'debug:Debug level (0=none,...,16=all) (int)';

/** By the name that underscores have. */
export const MODULES: Readonly<Record<string, ModuleInfo>> = {
  igb: intel('igb', 'Intel(R) Gigabit Ethernet Network Driver', {
    depends: 'i2c-algo-bit,ptp,dca',
    parms: [
      'max_vfs:Maximum number of virtual functions to allocate per physical function (uint)',
      DEBUG,
    ],
  }),
  igbvf: intel('igbvf', 'Intel(R) Gigabit Virtual Function Network Driver', { parms: [DEBUG] }),
  ixgbe: intel('ixgbe', 'Intel(R) 10 Gigabit PCI Express Network Driver', {
    depends: 'mdio,libphy,ptp,dca,xfrm_algo',
    parms: [
      'max_vfs:Maximum number of virtual functions to allocate per physical function - default is zero and maximum value is 63. (Deprecated) (uint)',
      'allow_unsupported_sfp:Allow unsupported and untested SFP+ modules on 82599-based adapters (bool)',
      DEBUG,
    ],
  }),
  ixgbevf: intel('ixgbevf', 'Intel(R) 10 Gigabit Virtual Function Network Driver', {
    parms: [DEBUG],
  }),
  i40e: intel('i40e', 'Intel(R) Ethernet Connection XL710 Network Driver', {
    depends: 'ptp',
    parms: ['debug:Debug level (0=none,...,16=all), Debug mask (0x8XXXXXXX) (uint)'],
  }),
  iavf: intel('iavf', 'Intel(R) Ethernet Adaptive Virtual Function Network Driver'),
  ice: intel('ice', 'Intel(R) Ethernet Connection E800 Series Linux Driver', {
    depends: 'ptp,auxiliary,gnss',
    parms: ['debug:netif level (0=none,...,16=all) (int)'],
  }),
  e1000: intel('e1000', 'Intel(R) PRO/1000 Network Driver', { parms: [DEBUG] }),
  e1000e: intel('e1000e', 'Intel(R) PRO/1000 Network Driver', { depends: 'ptp', parms: [DEBUG] }),
  mlx5_core: intel(
    'mlx5_core',
    'Mellanox 5th generation network adapters (ConnectX series) core driver',
    {
      path: 'drivers/net/ethernet/mellanox/mlx5/core',
      license: 'Dual BSD/GPL',
      depends: 'mlxfw,psample,tls,pci-hyperv-intf',
      parms: ['prof_sel:profile selector. Valid range 0 - 2 (uint)'],
    },
  ),
  mlx5_vdpa: intel('mlx5_vdpa', 'Mellanox VDPA driver', {
    path: 'drivers/vdpa/mlx5',
    license: 'Dual BSD/GPL',
    depends: 'vringh,vdpa,mlx5_core',
  }),
  bnxt_en: intel('bnxt_en', 'Broadcom BCM573xx network driver', {
    path: 'drivers/net/ethernet/broadcom/bnxt',
    license: 'GPL',
  }),
  nvme: intel('nvme', 'NVM Express block device', {
    path: 'drivers/nvme/host',
    license: 'GPL',
    depends: 'nvme-core,t10-pi',
    parms: [
      'max_host_mem_size_mb:Maximum Host Memory Buffer (HMB) size per controller (in MiB) (uint)',
    ],
  }),
  '8139cp': intel('8139cp', 'RealTek RTL-8139C+ series 10/100 PCI Ethernet driver', {
    path: 'drivers/net/ethernet/realtek',
    license: 'GPL',
    depends: 'mii',
  }),
  virtio_net: intel('virtio_net', 'Virtio network driver', {
    path: 'drivers/net',
    license: 'GPL',
    depends: 'net_failover,virtio,virtio_ring',
  }),
  vfio_pci: intel('vfio_pci', 'VFIO PCI - User Level meta-driver', {
    file: 'vfio-pci',
    path: 'drivers/vfio/pci',
    depends: 'vfio-pci-core',
    parms: [
      'ids:Initial PCI IDs to add to the vfio driver, format is "vendor:device[:subvendor[:subdevice[:class[:class_mask]]]]" and multiple comma separated entries can be specified (string)',
      'nointxmask:Disable support for PCI 2.3 style INTx masking. (bool)',
      'disable_vga:Disable VGA resource access through vfio-pci (bool)',
      'disable_idle_d3:Disable using the PCI D3 low power state for idle, unused devices (bool)',
      'enable_sriov:Enable support for SR-IOV configuration. (bool)',
      'disable_denylist:Disable use of device denylist. (bool)',
    ],
  }),
  pci_stub: intel('pci_stub', 'PCI stub driver', {
    file: 'pci-stub',
    path: 'drivers/pci',
    license: 'GPL',
    parms: ['ids:Initial PCI IDs to add to the stub driver (string)'],
  }),
  pci_pf_stub: intel('pci_pf_stub', 'SR-IOV PF stub driver with no functionality', {
    file: 'pci-pf-stub',
    path: 'drivers/pci',
    license: 'GPL',
  }),
};
