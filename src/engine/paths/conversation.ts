import { DISCARD, ECHO, FIRST_CLIENT_PORT, guestAddress } from '../hw/addresses';
import { ETHERNET } from '../hw/super-packet';
import type { PathId, Replay, ReplayFrame, VmGroup } from '../scenario/scenario';
import type { PlannedVm } from './plan';

/** The address of a guest's interface: that of the one it plays in a capture, or its own. */
export function macOf({ index, config }: Pick<PlannedVm, 'index' | 'config'>): string {
  const { replay } = config.traffic;
  return replay?.macs[replay.guest] ?? guestAddress(index).mac;
}

/**
 * What a packet carries where nobody has said: requests and streams are TCP; so is what has to be cut, which is how the model
 * cuts. `frames`: of the packet when it was sent.
 */
export function protocolOf({ traffic, tuning }: VmGroup, frames: number): 'udp' | 'tcp' | 'icmp' {
  const { kind, packetBytes, protocol } = traffic;
  if (protocol !== 'usual') return protocol;
  if (kind === 'request-response' || kind === 'bulk') return 'tcp';
  return frames > 1 || packetBytes > tuning.mtu + ETHERNET ? 'tcp' : 'udp';
}

/**
 * A guest that was moved says itself where it is (VIRTIO_NET_S_ANNOUNCE, or whoever manages its function does) with a
 * gratuitous ARP; for a card that QEMU plays, QEMU does with a RARP.
 */
export function announcesItself(path: PathId): boolean {
  return path !== 'emulated' && path !== 'emulated-rtl8139';
}

/** Of the two sides of a guest's traffic the one that asks or sends. */
export function isClient({ traffic }: VmGroup, owner: number, src: number): boolean {
  return traffic.direction === 'rx' ? src !== owner : src === owner;
}

/** Guests that there may be, so that no two of their flows have one port. */
const GUESTS = 64;
/** Ephemeral ports are scattered (RFC 6056): the nth flow's is this often 64 on, modulo a prime above the number of flows. */
const SCATTER = 73;
const SCATTERED = 199;

/** Ports of a frame that counts for guest `owner`; `src` is who sent it. Flows differ in the client's. */
export function portsOf(
  group: VmGroup,
  tcp: boolean,
  owner: number,
  src: number,
  flow: number,
): { readonly srcPort: number; readonly dstPort: number } {
  const client = FIRST_CLIENT_PORT + owner + GUESTS * ((flow * SCATTER) % SCATTERED);
  const { kind } = group.traffic;
  if (kind !== 'request-response' && !tcp) return { srcPort: client, dstPort: DISCARD };
  const service = kind === 'request-response' ? ECHO : DISCARD;
  return isClient(group, owner, src)
    ? { srcPort: client, dstPort: service }
    : { srcPort: service, dstPort: client };
}

/**
 * The captured frame that a guest's traffic replays as its `before`-th: what the guest's own address sent, and all else,
 * are each counted for themselves. Received, all is of the outside.
 */
export function replayedFrame(
  replay: Replay,
  { traffic }: VmGroup,
  own: boolean,
  before: number,
): ReplayFrame | undefined {
  return (traffic.direction === 'rx' ? replay.frames : sideOf(replay, own))[before];
}

const sides = new WeakMap<Replay, readonly [readonly ReplayFrame[], readonly ReplayFrame[]]>();

function sideOf(replay: Replay, own: boolean): readonly ReplayFrame[] {
  let both = sides.get(replay);
  if (both === undefined) {
    const { frames, guest } = replay;
    both = [frames.filter(({ src }) => src === guest), frames.filter(({ src }) => src !== guest)];
    sides.set(replay, both);
  }
  return both[own ? 0 : 1];
}
