import type { NetDevice } from '../../../engine/linux/kernel';

/** The words between `<` and `>`, in iproute2's order. */
export function linkFlags(device: NetDevice): readonly string[] {
  const running = device.up && (device.kind === 'loopback' || device.carrier);
  return [
    ...(device.up && !running ? ['NO-CARRIER'] : []),
    ...(device.kind === 'loopback' ? ['LOOPBACK'] : ['BROADCAST', 'MULTICAST']),
    ...(device.allmulti ? ['ALLMULTI'] : []),
    ...(device.promisc ? ['PROMISC'] : []),
    ...(device.up ? ['UP'] : []),
    ...(running ? ['LOWER_UP'] : []),
  ];
}

/** RFC 2863's operational state. The loopback has none to tell. */
export function operState(device: NetDevice): 'UP' | 'DOWN' | 'UNKNOWN' {
  if (!device.up) return 'DOWN';
  if (device.kind === 'loopback') return 'UNKNOWN';
  return device.carrier ? 'UP' : 'DOWN';
}
