import type { Host } from '../host';
import type { VfSettings } from '../kernel';
import type { HostNetDevice } from '../net-table';
import { BNX2X_NET, BNXT_NET } from './bnxt-net';
import { E1000_NET, E1000E_NET, RTL8139_NET, VIRTIO_NET } from './plain-net';
import { I40E_NET } from './i40e-net';
import { ICE_NET } from './ice-net';
import { IGB_NET } from './igb-net';
import { IXGBE_NET } from './ixgbe-net';
import { MLX5_NET } from './mlx5-net';
import { VF_NETS } from './vf-net';

/** What a network driver does when rtnetlink asks. Throws SysError as the driver answers. */
export interface NetDriver {
  /** The link's fate after `up`. */
  readonly opened?: (host: Host, net: HostNetDevice) => void;
  readonly closed?: (host: Host, net: HostNetDevice) => void;
  readonly mtuChanges?: (host: Host, net: HostNetDevice, mtu: number) => void;
  readonly addressChanges?: (host: Host, net: HostNetDevice, mac: string) => void;
  readonly setVfMac?: (host: Host, net: HostNetDevice, vf: number, mac: string) => void;
  readonly setVfVlan?: (
    host: Host,
    net: HostNetDevice,
    vf: number,
    vlan: number,
    qos: number,
    protocol: VfSettings['protocol'],
  ) => void;
  readonly setVfRate?: (
    host: Host,
    net: HostNetDevice,
    vf: number,
    min: number,
    max: number,
  ) => void;
  readonly setVfSpoofCheck?: (host: Host, net: HostNetDevice, vf: number, on: boolean) => void;
  readonly setVfTrust?: (host: Host, net: HostNetDevice, vf: number, on: boolean) => void;
  readonly setVfLinkState?: (
    host: Host,
    net: HostNetDevice,
    vf: number,
    state: VfSettings['linkState'],
  ) => void;
  /** Reports and sets RSS queries of VFs. */
  readonly queryRss?: boolean;
}

/** A representor's link is its VF's: there at once. */
const REPRESENTOR_NET: NetDriver = {
  opened: (_host, net) => {
    net.carrier = true;
  },
};

const TABLE: Readonly<Record<string, NetDriver>> = {
  igb: IGB_NET,
  ixgbe: IXGBE_NET,
  i40e: I40E_NET,
  ice: ICE_NET,
  mlx5_core: MLX5_NET,
  // Of representors; what is set for a VF is set at its PF.
  mlx5_core_rep: REPRESENTOR_NET,
  ice_rep: REPRESENTOR_NET,
  bnxt_en_rep: REPRESENTOR_NET,
  bnx2x: BNX2X_NET,
  bnxt_en: BNXT_NET,
  e1000: E1000_NET,
  e1000e: E1000E_NET,
  '8139cp': RTL8139_NET,
  virtio_net: VIRTIO_NET,
  ...VF_NETS,
};

export function netDriver(net: HostNetDevice): NetDriver | undefined {
  return net.driver === null ? undefined : TABLE[net.driver];
}
