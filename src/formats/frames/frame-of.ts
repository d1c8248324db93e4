import { HEADERS } from '../../engine/hw/packets';
import { ETHERNET, framing } from '../../engine/hw/super-packet';
import type { Replay, ReplayFrame, Scenario, VmGroup } from '../../engine/scenario/scenario';
import type { Born, FrameFacts } from '../../engine/taps/packet-book';
import type { Topology } from '../../engine/topology';
import { PS_PER_MS } from '../../engine/units';
import {
  BROADCAST_MAC,
  capturedAddress,
  guestAddress,
  peerAddress,
  type Address,
} from './addresses';
import { arpFrame, ipFrame, TCP_FLAG, type Transport } from './build';
import { capturedBytes } from './captured-bytes';

/** What frames of a run are made from. */
export interface World {
  readonly topology: Topology;
  readonly scenario: Scenario;
}

/** RFC 862 and 863: what answers, and what takes everything. */
const ECHO = 7;
const DISCARD = 9;
/** Of those that clients take (RFC 6335), the first that no dissector knows another use of; each guest’s traffic has one. */
const FIRST_CLIENT_PORT = 50_000;
const OUTSIDE = -1;
const EVERYBODY = -2;

/** The real frame of a packet at a tap where it is `bytes` long. */
export function frameOf(world: World, frame: FrameFacts, bytes: number): Uint8Array<ArrayBuffer> {
  const { origin } = frame;
  const group = groupOf(world, origin.owner);
  const { replay } = group.traffic;
  if (group.traffic.kind === 'replay' && replay !== null) {
    return replayed(world, replay, group, origin, bytes);
  }
  const [from, to] = [
    addressOf(world, origin.owner, origin.src),
    addressOf(world, origin.owner, origin.dst),
  ];
  return ipFrame({
    link: { src: from.mac, dst: to.mac, vlan: null },
    from: from.ip,
    to: to.ip,
    ident: origin.id + frame.n,
    transport: isTcp(group, origin) ? tcp(world, group, frame) : udp(origin),
    bytes,
    text: label(world, origin),
  });
}

/** What the payload says. */
export function label({ scenario }: World, { id, owner }: Born): string {
  return `SR-IOV Lab packet ${String(id)} of vm${String(owner)}, seed ${String(scenario.seed)} `;
}

function groupOf({ topology, scenario }: World, vm: number): VmGroup {
  const group = scenario.vms[topology.vms[vm]?.group ?? 0];
  if (group === undefined) throw new Error(`frames: no group of guest ${String(vm)}`);
  return group;
}

function addressOf({ topology }: World, owner: number, party: number): Address {
  if (party >= 0) return guestAddress(topology, party);
  const peer = peerAddress(topology.vms[owner]?.port ?? 0);
  return party === EVERYBODY ? { mac: BROADCAST_MAC, ip: '192.0.2.255' } : peer;
}

/** Requests and streams are TCP; so is what has to be cut, which is how the model cuts. */
function isTcp({ traffic, tuning }: VmGroup, { frames }: Born): boolean {
  const { kind, packetBytes } = traffic;
  if (kind === 'request-response' || kind === 'bulk') return true;
  return frames > 1 || packetBytes > tuning.mtu + ETHERNET;
}

function udp({ owner }: Born): Transport {
  return { kind: 'udp', srcPort: FIRST_CLIENT_PORT + owner, dstPort: DISCARD };
}

/** Without time stamps a short frame has room for something. */
const hasTimestamps = (bytes: number) => bytes > HEADERS;
const PLAIN_HEADERS = HEADERS - 12;
const payloadOf = (bytes: number) => bytes - (hasTimestamps(bytes) ? HEADERS : PLAIN_HEADERS);

/** One connection for each guest's traffic; how far it is follows from the frames that its side has sent before. */
function tcp(world: World, group: VmGroup, { origin, n }: FrameFacts): Transport {
  const { owner, src, frames, bytes, before } = origin;
  const each = frames === 1 ? bytes : HEADERS + (bytes - HEADERS) / frames;
  const { kind, direction } = group.traffic;
  const rr = kind === 'request-response';
  const client = direction === 'rx' ? src !== owner : src === owner;
  const port = FIRST_CLIENT_PORT + owner;
  const service = rr ? ECHO : DISCARD;
  return {
    kind: 'tcp',
    srcPort: client ? port : service,
    dstPort: client ? service : port,
    seq: 1 + (before + n) * payloadOf(each),
    ack: rr && direction !== 'both' ? acknowledged(world, group, origin, client) : 1,
    flags: TCP_FLAG.ack | (rr ? TCP_FLAG.psh : 0),
    timestamp: hasTimestamps(each) ? Math.floor(origin.at / PS_PER_MS) + 1 : null,
  };
}

/** Requests and answers take turns: a request acknowledges all answers before it, an answer its request too. */
function acknowledged(world: World, group: VmGroup, origin: Born, client: boolean): number {
  const message = (vm: number) => {
    const { packetBytes } = group.traffic;
    if (vm === OUTSIDE) return { frames: 1, bytes: payloadOf(packetBytes) };
    const { mtu, tso } = groupOf(world, vm).tuning;
    const { bytes, perMessage } = framing(packetBytes, mtu, tso);
    return { frames: perMessage, bytes: perMessage * payloadOf(bytes) };
  };
  const [own, other] = [message(origin.src), message(origin.dst)];
  const turn = Math.floor(origin.before / own.frames) + (client ? 0 : 1);
  return 1 + turn * other.bytes;
}

/** The captured frame: its own bytes where the scenario has them, else its addresses and length. */
function replayed(
  world: World,
  replay: Replay,
  { traffic }: VmGroup,
  origin: Born,
  bytes: number,
): Uint8Array<ArrayBuffer> {
  const own = origin.src === origin.owner;
  // What the guest's own address sent, and all else: each is counted for itself. Received, all is of the outside.
  const sides = traffic.direction === 'rx' ? replay.frames : sideOf(replay, own);
  const captured = sides[origin.before];
  if (captured === undefined)
    throw new Error(`frames: packet ${String(origin.id)} is no frame of ${replay.name}`);
  const kept = capturedBytes(captured);
  if (kept !== null) return padded(kept, bytes);
  const from = party(world, replay, origin.owner, captured.src);
  const to = party(world, replay, origin.owner, captured.dst);
  const link = { src: from.mac, dst: to.mac, vlan: null };
  if (to.mac === BROADCAST_MAC) {
    const targetIp = own ? peerAddress(0).ip : guestAddress(world.topology, origin.owner).ip;
    const targetMac = '00:00:00:00:00:00';
    return arpFrame({ link, reply: false, senderIp: from.ip, targetMac, targetIp, bytes });
  }
  return ipFrame({
    link,
    from: from.ip,
    to: to.ip,
    ident: origin.id,
    transport: udp(origin),
    bytes,
    text: label(world, origin),
  });
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

function party(world: World, replay: Replay, owner: number, mac: number): Address {
  const captured = capturedAddress(replay, mac);
  return mac === replay.guest
    ? { ...captured, ip: guestAddress(world.topology, owner).ip }
    : captured;
}

function padded(bytes: Uint8Array<ArrayBuffer>, to: number): Uint8Array<ArrayBuffer> {
  if (bytes.length >= to) return bytes;
  const out = new Uint8Array(to);
  out.set(bytes);
  return out;
}
