/** What of a guest moves besides its memory, by the parts that serve it; names as QEMU's vmstate and vhost's messages have them. */
export interface StateItem {
  readonly name: string;
  readonly bytes: number;
  /** Who had it before: the VMM itself, the host's kernel or the process that polls. */
  readonly from: 'vmm' | 'vhost' | 'switch-process' | 'card';
}

const item = (name: string, bytes: number, from: StateItem['from'] = 'vmm'): StateItem => ({
  name,
  bytes,
  from,
});

/** vCPU: general and segment registers, FPU and XSAVE area, local APIC page, MSRs (about 64 of 16 bytes). */
const VCPU: readonly StateItem[] = [
  item('CPUX86State', 512),
  item('XSAVE', 2696),
  item('LAPIC', 1024),
  item('MSRs', 64 * 16),
];

/** virtio_pci and virtio_net: the fields that vmstate_virtio and vmstate_virtio_net_device name. */
const VIRTIO_NET: readonly StateItem[] = [
  item('status, isr, queue_sel', 4),
  item('guest_features', 8),
  // Size, three addresses and the index up to which the device has taken entries.
  item('vring.num, desc, avail, used', 2 * 28),
  item('mac, mac_table', 6 + 64 * 6),
  item('vlans', 512),
  item('tx_waiting, curr_guest_offloads', 12),
];

/**
 * State by path. The registers of the e1000 are its whole array (hw/net/e1000.c, mac_reg, 0x8000 bytes), as io-paths
 * has it; sizes are those of the fields, without the stream's section names.
 */
const STATE = {
  emulated: [
    item('mac_reg[0x8000 / 4]', 0x8000),
    item('phy_reg[32]', 64),
    item('eeprom_data[64]', 128),
    item('tx.props, tso_props', 96),
    item('mitigation timer', 16),
  ],
  'emulated-rtl8139': [
    item('TxStatus, TxAddr, IntrStatus, IntrMask', 64),
    item('phys, mult, CpCmd, CpTxConfig', 80),
    item('eeprom.contents[64]', 128),
    item('currCPlusTxDesc, currCPlusRxDesc', 8),
    item('Timer', 16),
  ],
  virtio: [...VIRTIO_NET, item('last_avail_idx', 2 * 2)],
  'vhost-net': [...VIRTIO_NET, item('VHOST_GET_VRING_BASE', 2 * 2, 'vhost')],
  'vhost-user': [
    ...VIRTIO_NET,
    item('VHOST_USER_GET_VRING_BASE', 2 * 2, 'switch-process'),
    // virtio spec of vhost-user: inflight descriptor area, 16 bytes an entry of each split ring.
    item('inflight I/O', 2 * 256 * 16, 'switch-process'),
  ],
} as const satisfies Readonly<Record<string, readonly StateItem[]>>;

/**
 * State of a VF that its card saves itself (mlx5: one image of the function, SAVE_VHCA_STATE). Its size is not published;
 * 4 MiB is assumed, of which three quarters can be had while it runs. A thousandth of it here, as memory is.
 */
export const VF_STATE = {
  ready: [item('SAVE_VHCA_STATE, initial_bytes', 3072, 'card')],
  rest: [item('SAVE_VHCA_STATE, STOP_COPY', 1024, 'card')],
} as const;

/** What there is of once for each vCPU and its queue pair. */
const PER_CHANNEL: readonly string[] = [
  ...VCPU.map(({ name }) => name),
  'vring.num, desc, avail, used',
  'last_avail_idx',
  'VHOST_GET_VRING_BASE',
  'VHOST_USER_GET_VRING_BASE',
  'inflight I/O',
];

/** State of a guest on `path` with so many vCPUs and queue pairs; none where its device cannot be read or there is no guest. */
export function stateOf(path: string, queues = 1): readonly StateItem[] {
  const device = path in STATE ? STATE[path as keyof typeof STATE] : [];
  if (device.length === 0 && path !== 'sriov') return [];
  return [...VCPU, ...device].map((each) =>
    PER_CHANNEL.includes(each.name) ? { ...each, bytes: each.bytes * queues } : each,
  );
}

export function bytesOf(items: readonly StateItem[]): number {
  return items.reduce((sum, { bytes }) => sum + bytes, 0);
}
