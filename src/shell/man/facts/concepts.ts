import { PF, VF, pages } from './row';

export const concepts = pages('concepts', [
  [
    'sr-iov',
    7,
    [],
    ['lspci -vvv -s 3b:00.0 | grep -A 9 SR-IOV', `cat ${PF}/sriov_numvfs`],
    'routing-id ari limits vfio sriov_numvfs',
  ],
  [
    'routing-id rid bdf',
    7,
    [],
    [`cat ${PF}/sriov_offset ${PF}/sriov_stride`, 'let rid=0x3b00+128+2*1; printf "%x\\n" $rid'],
    'ari lspci sriov_offset',
  ],
  [
    'ari',
    7,
    [],
    ['lspci -vvv -s 3a:00.0 | grep ARIFwd', `cat ${PF}/ari_enabled`],
    'routing-id sr-iov limits',
  ],
  [
    'limits',
    7,
    [],
    [`cat ${PF}/sriov_totalvfs`, 'lspci -vvv -s 3b:00.0 | grep -E "Total VFs|MSI-X"', 'lspci -t'],
    'sriov_totalvfs routing-id sriov_numvfs',
  ],
  [
    'vfio',
    7,
    [],
    [
      'modprobe vfio-pci',
      `readlink ${VF}/iommu_group`,
      'virsh nodedev-detach pci_0000_3b_10_0',
      'virsh nodedev-reattach pci_0000_3b_10_0',
    ],
    'driver_override iommu_group virsh migration',
  ],
  ['switchdev eswitch', 7, [], ['devlink dev show', 'bridge link'], 'devlink bridge ip'],
  [
    'migration',
    7,
    [],
    ['virsh list', 'virsh migrate --live vm0 qemu+ssh://other/system || echo refused'],
    'virsh vfio',
  ],
]);
