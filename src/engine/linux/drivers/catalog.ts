import type { PciDriver } from '../driver';
import type { Host } from '../host';
import { LEVEL } from '../log';
import { bnx2x } from './bnx2x';
import { bnxtEn } from './bnxt';
import { e1000, e1000e, rtl8139cp, rtl8139too } from './plain-nics';
import { i40e, iavf } from './i40e';
import { ice } from './ice';
import { igb } from './igb';
import { igbvf } from './igbvf';
import { ixgbe, ixgbevf } from './ixgbe';
import { mlx5Core } from './mlx5';
import { nvme } from './nvme';
import { qat4xxx } from './qat';
import { pciPfStub, pciStub } from './stubs';
import { vfioPci } from './vfio';
import { attachVirtioNet, virtioPci } from './virtio';

/** A module of this kernel's. */
export interface ModuleDefinition {
  readonly name: string;
  /** Modules it needs, in the order in which they are loaded. */
  readonly needs: readonly string[];
  readonly drivers?: () => PciDriver[];
  /** Parameters below `/sys/module`, with their defaults. */
  readonly params?: Readonly<Record<string, string>>;
  readonly loaded?: (host: Host) => void;
  /** After the drivers looked at the devices. */
  readonly ready?: (host: Host) => void;
  /** Bytes, as lsmod prints them. */
  readonly size: number;
}

const banner =
  (...lines: readonly string[]) =>
  (host: Host) => {
    for (const line of lines) host.log.print(LEVEL.info, line);
  };

const library = (name: string, size: number, needs: readonly string[] = []): ModuleDefinition => ({
  name,
  needs,
  size,
});

export const CATALOG: readonly ModuleDefinition[] = [
  library('crct10dif_common', 16384),
  library('crct10dif_generic', 16384, ['crct10dif_common']),
  library('crc_t10dif', 20480, ['crct10dif_common', 'crct10dif_generic']),
  library('crc64', 20480),
  library('crc64_rocksoft', 20480, ['crc64']),
  library('t10_pi', 16384, ['crc_t10dif', 'crc64_rocksoft']),
  library('nvme_core', 163840, ['t10_pi']),
  { name: 'nvme', needs: ['nvme_core'], drivers: () => [nvme()], size: 57344 },
  library('intel_qat', 339968),
  { name: 'qat_4xxx', needs: ['intel_qat'], drivers: () => [qat4xxx()], size: 45056 },
  library('i2c_algo_bit', 16384),
  library('vdpa', 36864),
  library('vhost_iotlb', 16384),
  library('vringh', 40960, ['vhost_iotlb']),
  library('vhost', 57344, ['vhost_iotlb']),
  library('vhost_vdpa', 28672, ['vhost', 'vdpa', 'irqbypass']),
  library('mlx5_vdpa', 65536, ['vringh', 'vdpa', 'mlx5_core']),
  {
    name: 'dca',
    needs: [],
    loaded: banner('dca service started, version 1.12.1'),
    size: 16384,
  },
  {
    name: 'igb',
    needs: ['i2c_algo_bit', 'dca'],
    drivers: () => [igb()],
    params: { debug: '-1', max_vfs: '0' },
    loaded: banner(
      'igb: Intel(R) Gigabit Ethernet Network Driver',
      'igb: Copyright (c) 2007-2014 Intel Corporation.',
    ),
    size: 278528,
  },
  {
    name: 'igbvf',
    needs: [],
    drivers: () => [igbvf()],
    loaded: banner(
      'igbvf: Intel(R) Gigabit Virtual Function Network Driver',
      'igbvf: Copyright (c) 2009 - 2012 Intel Corporation.',
    ),
    size: 57344,
  },
  {
    name: 'e1000',
    needs: [],
    drivers: () => [e1000()],
    loaded: banner(
      'e1000: Intel(R) PRO/1000 Network Driver',
      'e1000: Copyright (c) 1999-2006 Intel Corporation.',
    ),
    size: 163840,
  },
  {
    name: 'e1000e',
    needs: [],
    drivers: () => [e1000e()],
    loaded: banner(
      'e1000e: Intel(R) PRO/1000 Network Driver',
      'e1000e: Copyright(c) 1999 - 2015 Intel Corporation.',
    ),
    size: 307200,
  },
  library('mii', 16384),
  {
    name: '8139cp',
    needs: ['mii'],
    drivers: () => [rtl8139cp()],
    loaded: banner('8139cp: 8139cp: 10/100 PCI Ethernet driver v1.3 (Mar 22, 2004)'),
    size: 36864,
  },
  {
    name: '8139too',
    needs: ['mii'],
    drivers: () => [rtl8139too()],
    loaded: banner('8139too: 8139too Fast Ethernet driver 0.9.28'),
    size: 45056,
  },
  library('virtio', 16384),
  library('virtio_ring', 40960, ['virtio']),
  library('virtio_pci_modern_dev', 16384),
  library('virtio_pci_legacy_dev', 16384),
  {
    name: 'virtio_pci',
    needs: ['virtio', 'virtio_ring', 'virtio_pci_legacy_dev', 'virtio_pci_modern_dev'],
    drivers: () => [virtioPci()],
    size: 24576,
  },
  library('failover', 16384),
  library('net_failover', 24576, ['failover']),
  {
    name: 'virtio_net',
    needs: ['net_failover', 'virtio', 'virtio_ring'],
    ready: (host) => {
      for (const device of host.virtio.keys()) attachVirtioNet(host, device);
    },
    size: 73728,
  },
  { name: 'pci_stub', needs: [], drivers: () => [pciStub()], size: 16384, params: { ids: '' } },
  { name: 'pci_pf_stub', needs: [], drivers: () => [pciPfStub()], size: 16384 },
  library('irqbypass', 16384),
  {
    name: 'vfio',
    needs: ['irqbypass'],
    loaded: (host) => {
      host.log.print(LEVEL.info, 'VFIO - User Level meta-driver version: 0.3');
      host.nodes.set('vfio/vfio', { type: 'file', mode: 0o666, size: 0, device: [10, 196] });
    },
    size: 45056,
  },
  library('vfio_iommu_type1', 45056, ['vfio']),
  library('vfio_pci_core', 77824, ['vfio', 'irqbypass']),
  {
    name: 'vfio_pci',
    needs: ['vfio_pci_core', 'vfio_iommu_type1'],
    drivers: () => [vfioPci()],
    params: {
      disable_denylist: 'N',
      disable_idle_d3: 'N',
      disable_vga: 'N',
      enable_sriov: 'N',
      ids: '',
      nointxmask: 'N',
    },
    size: 16384,
  },
  library('mdio', 16384),
  library('mdio_devres', 16384),
  library('xfrm_algo', 16384),
  {
    name: 'ixgbe',
    needs: ['dca', 'mdio', 'mdio_devres', 'xfrm_algo'],
    drivers: () => [ixgbe()],
    params: { allow_unsupported_sfp: 'N', debug: '-1', max_vfs: '0' },
    loaded: banner(
      'ixgbe: Intel(R) 10 Gigabit PCI Express Network Driver',
      'ixgbe: Copyright (c) 1999-2016 Intel Corporation.',
    ),
    size: 364544,
  },
  {
    name: 'ixgbevf',
    needs: ['xfrm_algo'],
    drivers: () => [ixgbevf()],
    loaded: banner(
      'ixgbevf: Intel(R) 10 Gigabit PCI Express Virtual Function Network Driver',
      'ixgbevf: Copyright (c) 2009 - 2018 Intel Corporation.',
    ),
    size: 86016,
  },
  {
    name: 'i40e',
    needs: [],
    drivers: () => [i40e()],
    params: { debug: '-1' },
    loaded: banner(
      'i40e: Intel(R) Ethernet Connection XL710 Network Driver',
      'i40e: Copyright (c) 2013 - 2019 Intel Corporation.',
    ),
    size: 532480,
  },
  {
    name: 'iavf',
    needs: [],
    drivers: () => [iavf()],
    loaded: banner(
      'iavf: Intel(R) Ethernet Adaptive Virtual Function Network Driver',
      'Copyright (c) 2013 - 2018 Intel Corporation.',
    ),
    size: 135168,
  },
  library('gnss', 16384),
  {
    name: 'ice',
    needs: ['gnss'],
    drivers: () => [ice()],
    loaded: banner(
      'ice: Intel(R) Ethernet Connection E800 Series Linux Driver',
      'ice: Copyright (c) 2018, Intel Corporation.',
    ),
    size: 1032192,
  },
  library('mlxfw', 36864),
  {
    name: 'mlx5_core',
    needs: ['mlxfw'],
    drivers: () => [mlx5Core()],
    params: { debug_mask: '0', prof_sel: '2' },
    size: 1978368,
  },
  { name: 'bnx2x', needs: ['mdio'], drivers: () => [bnx2x()], size: 970752 },
  { name: 'bnxt_en', needs: [], drivers: () => [bnxtEn()], size: 385024 },
];
