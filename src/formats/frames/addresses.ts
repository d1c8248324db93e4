import type { Replay } from '../../engine/scenario/scenario';
import type { Topology } from '../../engine/topology';

/** Guests are 192.0.2.10 and up, the machine at the other end of port n is 192.0.2.(1 + n): RFC 5737, for documentation. */
const NETWORK = '192.0.2';
const FIRST_GUEST = 10;
/** Owners of further addresses of a capture: 198.51.100.0/24, for documentation too. */
const OTHERS = '198.51.100';
const LAST_HOST = 254;
/** Documentation range of unicast MAC addresses, RFC 7042. */
const PEER_MAC = '00:00:5e:00:53';
export const BROADCAST_MAC = 'ff:ff:ff:ff:ff:ff';

export interface Address {
  readonly mac: string;
  readonly ip: string;
}

export function guestAddress({ vms }: Pick<Topology, 'vms'>, vm: number): Address {
  return {
    mac: vms[vm]?.mac ?? '52:54:00:00:00:00',
    ip: `${NETWORK}.${String(FIRST_GUEST + vm)}`,
  };
}

/** The machine at the other end of a port's wire. */
export function peerAddress(port: number): Address {
  const mac = `${PEER_MAC}:${(port + 1).toString(16).padStart(2, '0')}`;
  return { mac, ip: `${NETWORK}.${String(port + 1)}` };
}

/** The owner of an address of a capture; a group's is a multicast address. */
export function capturedAddress({ macs }: Replay, index: number): Address {
  const mac = macs[index] ?? BROADCAST_MAC;
  if (mac === BROADCAST_MAC) return { mac, ip: `${NETWORK}.255` };
  const bytes = mac.split(':').map((byte) => Number.parseInt(byte, 16));
  const [first = 0, , , a = 0, b = 0, c = 0] = bytes;
  // RFC 1112: the low 23 bits of the group are those of its MAC address.
  if ((first & 1) === 1) return { mac, ip: `239.${String(a & 0x7f)}.${String(b)}.${String(c)}` };
  return { mac, ip: `${OTHERS}.${String(1 + (index % LAST_HOST))}` };
}
