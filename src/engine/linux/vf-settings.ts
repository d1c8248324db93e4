import type { VfSettings } from './kernel';

export const ZERO_MAC = '00:00:00:00:00:00';

/** What a VF starts with when its PF switches VFs on. */
export function newVfSettings(driver: string | null): VfSettings {
  return {
    mac: ZERO_MAC,
    macByPf: false,
    vlan: 0,
    qos: 0,
    spoofCheck: driver !== 'mlx5_core',
    trust: false,
    linkState: 'auto',
    minTxRate: 0,
    maxTxRate: 0,
    protocol: '802.1Q',
    queryRss: driver === 'ixgbe' ? false : driver === 'mlx5_core' ? false : null,
  };
}

/** The group bit is the lowest of the first byte. */
export function isMulticast(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

/** `is_valid_ether_addr`: an address one station may have. */
export function isUnicast(mac: string): boolean {
  return mac !== ZERO_MAC && !isMulticast(mac);
}
