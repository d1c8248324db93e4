/** What a network driver tells ethtool about itself. Kernel 6.1's; the first six as read on such a kernel. */
export interface DriverProfile {
  /** null: the kernel's release, which drivers without a version of their own report. */
  readonly version: string | null;
  readonly firmware: string;
  readonly test: boolean;
  readonly eeprom: boolean;
  readonly registers: boolean;
  readonly privateFlags: boolean;
  /** Most and present descriptors per ring, receive and transmit. */
  readonly rings: readonly [maxRx: number, maxTx: number, rx: number, tx: number] | null;
  /** rx-usecs, rx-frames, tx-usecs, tx-frames; null = not told. No array: the driver has no such call. */
  readonly coalesce: readonly (number | null)[] | null;
  /** Largest number of combined channels; null: no such call. */
  readonly channels: number | null;
  readonly speed: number;
  readonly media: 'copper' | 'fibre' | 'virtual';
  /** Features other than `off [fixed]`. */
  readonly features: Readonly<Record<string, Feature>>;
}

export type Feature = 'on' | 'off' | 'on [fixed]';

const each = (names: string, value: Feature): Readonly<Record<string, Feature>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, value]));

const CHECKSUM = 'rx-checksumming tx-checksum-ip-generic tx-scatter-gather tx-tcp-segmentation';
const TUNNELS =
  'tx-gre-segmentation tx-gre-csum-segmentation tx-ipxip4-segmentation tx-ipxip6-segmentation tx-udp_tnl-segmentation tx-udp_tnl-csum-segmentation tx-gso-partial';

const igb: DriverProfile = {
  version: null,
  firmware: '2.1.0',
  test: true,
  eeprom: true,
  registers: true,
  privateFlags: true,
  rings: [4096, 4096, 256, 256],
  coalesce: [3, null, 3, null],
  channels: 8,
  speed: 1000,
  media: 'copper',
  features: {
    ...each(`${CHECKSUM} tx-checksum-sctp tx-tcp6-segmentation ${TUNNELS}`, 'on'),
    ...each('receive-hashing rx-vlan-offload tx-vlan-offload tx-udp-segmentation', 'on'),
    ...each('tx-tcp-mangleid-segmentation rx-all', 'off'),
    ...each('highdma rx-vlan-filter', 'on [fixed]'),
  },
};

const igbvf: DriverProfile = {
  ...igb,
  firmware: '',
  eeprom: false,
  privateFlags: false,
  rings: [4096, 4096, 1024, 1024],
  coalesce: [3, null, null, null],
  channels: null,
  media: 'virtual',
  features: {
    ...each(`${CHECKSUM} tx-checksum-sctp tx-tcp6-segmentation ${TUNNELS}`, 'on'),
    ...each('tx-tcp-mangleid-segmentation', 'off'),
    ...each('rx-vlan-offload tx-vlan-offload highdma rx-vlan-filter', 'on [fixed]'),
  },
};

const e1000: DriverProfile = {
  ...igb,
  firmware: '',
  privateFlags: false,
  coalesce: null,
  channels: null,
  features: {
    ...each('tx-checksum-ip-generic tx-scatter-gather tx-tcp-segmentation rx-vlan-offload', 'on'),
    ...each('rx-checksumming tx-tcp-mangleid-segmentation rx-fcs rx-all', 'off'),
    ...each('tx-vlan-offload rx-vlan-filter', 'on [fixed]'),
  },
};

const e1000e: DriverProfile = {
  ...igb,
  firmware: '2.1-0',
  coalesce: [3, null, null, null],
  channels: null,
  features: {
    ...each(`${CHECKSUM} tx-tcp6-segmentation rx-vlan-offload tx-vlan-offload`, 'on'),
    ...each('receive-hashing', 'on'),
    ...each('tx-tcp-mangleid-segmentation rx-fcs rx-all', 'off'),
    ...each('highdma rx-vlan-filter', 'on [fixed]'),
  },
};

const rtl8139: DriverProfile = {
  ...igb,
  version: '1.3',
  firmware: '',
  test: false,
  privateFlags: false,
  rings: [64, 64, 64, 64],
  coalesce: null,
  channels: null,
  speed: 100,
  features: {
    ...each('rx-checksumming tx-checksum-ipv4 tx-scatter-gather tx-tcp-segmentation', 'on'),
    ...each('rx-vlan-offload tx-vlan-offload', 'on'),
    ...each('tx-tcp-mangleid-segmentation', 'off'),
    ...each('highdma', 'on [fixed]'),
  },
};

const virtio: DriverProfile = {
  ...igb,
  version: '1.0.0',
  firmware: '',
  test: false,
  eeprom: false,
  registers: false,
  privateFlags: false,
  rings: [256, 256, 256, 256],
  coalesce: [0, 1, 0, 1],
  channels: 1,
  speed: 0,
  media: 'virtual',
  features: { ...each('rx-checksumming highdma rx-vlan-filter', 'on [fixed]'), 'rx-gro-hw': 'off' },
};

/** A driver of a faster card, in igb's likeness: its own numbers, and flow steering that can be switched on. */
function faster(firmware: string, speed: number, channels: number, ring = 512): DriverProfile {
  return {
    ...igb,
    firmware,
    rings: [8160, 8160, ring, ring],
    coalesce: [50, null, 50, null],
    channels,
    speed,
    media: 'fibre',
    features: { ...igb.features, 'ntuple-filters': 'off', 'hw-tc-offload': 'off' },
  };
}

/** The driver of a faster card's VFs. */
function fasterVf(speed: number, channels: number | null, ring = 512): DriverProfile {
  return {
    ...faster('', speed, channels ?? 1, ring),
    channels,
    eeprom: false,
    privateFlags: false,
    media: 'virtual',
    features: igbvf.features,
  };
}

export const PROFILES: Readonly<Record<string, DriverProfile>> = {
  igb,
  igbvf,
  e1000,
  e1000e,
  '8139cp': rtl8139,
  virtio_net: virtio,
  ixgbe: faster('0x800003e2', 10_000, 63),
  ixgbevf: fasterVf(10_000, null),
  i40e: faster('8.30 0x8000a49d 1.2926.0', 10_000, 64),
  iavf: fasterVf(10_000, 4),
  ice: faster('3.20 0x8000d83e 1.3146.0', 100_000, 64, 2048),
  mlx5_core: faster('16.35.2000 (MT_0000000008)', 100_000, 63, 1024),
  bnxt_en: faster('218.0.152.0/pkg 218.0.166000', 25_000, 37, 511),
};
