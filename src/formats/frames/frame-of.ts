import {
  BROADCAST_IP,
  BROADCAST_MAC,
  capturedAddress,
  guestAddress,
  ip6Of,
  peerAddress,
  SERVICE as SERVICE_ADDRESS,
  type Address,
} from '../../engine/hw/addresses';
import { EVERYBODY, HEADERS, OUTSIDE, SERVICE } from '../../engine/hw/packets';
import { framing } from '../../engine/hw/super-packet';
import {
  announcesItself,
  isClient,
  portsOf,
  protocolOf,
  replayedFrame,
} from '../../engine/paths/conversation';
import type { Replay, Scenario, VmGroup } from '../../engine/scenario/scenario';
import type { Born, FrameFacts } from '../../engine/taps/packet-book';
import type { Topology } from '../../engine/topology';
import { PS_PER_MS } from '../../engine/units';
import { arpFrame, ipFrame, rarpFrame, TCP_FLAG, type Transport } from './build';
import { capturedBytes } from './captured-bytes';

/** What frames of a run are made from. */
export interface World {
  readonly topology: Topology;
  readonly scenario: Scenario;
}

/** The real frame of a packet at a tap where it is `bytes` long. */
export function frameOf(world: World, frame: FrameFacts, bytes: number): Uint8Array<ArrayBuffer> {
  const { origin } = frame;
  const group = groupOf(world, origin.owner);
  const { replay } = group.traffic;
  if (origin.announces) return announcement(world, group, origin, bytes);
  if (group.traffic.kind === 'replay' && replay !== null) {
    return replayed(world, replay, group, origin, bytes);
  }
  const [from, to] = [
    addressOf(world, origin.owner, origin.src),
    addressOf(world, origin.owner, origin.dst),
  ];
  const { mac } = addressOf(world, origin.owner, frame.dst);
  return ipFrame({
    link: { src: from.mac, dst: mac, vlan: null },
    from: ipOf(group, from),
    to: ipOf(group, to),
    ident: origin.id + frame.n,
    transport: transportOf(world, group, frame),
    bytes,
    text: label(world, origin),
  });
}

/** A driver of virtio-net that was told to announce itself sends a gratuitous ARP; for others QEMU sends a RARP. */
function announcement(
  world: World,
  { path }: VmGroup,
  { src }: Born,
  bytes: number,
): Uint8Array<ArrayBuffer> {
  const { mac, ip } = guestOf(world, src);
  const link = { src: mac, dst: BROADCAST_MAC, vlan: null };
  if (!announcesItself(path)) return rarpFrame(link, bytes);
  const targetMac = '00:00:00:00:00:00';
  return arpFrame({ link, reply: false, senderIp: ip, targetMac, targetIp: ip, bytes });
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

function guestOf({ topology }: World, vm: number): Address {
  const usual = guestAddress(vm);
  return { ...usual, mac: topology.vms[vm]?.mac ?? usual.mac };
}

function addressOf(world: World, owner: number, party: number): Address {
  if (party >= 0) return guestOf(world, party);
  if (party === SERVICE) return SERVICE_ADDRESS;
  const peer = peerAddress(world.topology.vms[owner]?.port ?? 0);
  return party === EVERYBODY ? { mac: BROADCAST_MAC, ip: BROADCAST_IP } : peer;
}

function ipOf({ traffic }: VmGroup, { ip }: Address): string {
  return traffic.ipVersion === 6 ? ip6Of(ip) : ip;
}

function transportOf(world: World, group: VmGroup, frame: FrameFacts): Transport {
  const { owner, src, frames, before, flow } = frame.origin;
  switch (protocolOf(group, frames)) {
    case 'tcp':
      return tcp(world, group, frame);
    case 'udp':
      return udp(group, frame.origin);
    case 'icmp': {
      // As ping does it: one identifier a process, sequence numbers from 1.
      const reply = !isClient(group, owner, src);
      const { srcPort, dstPort } = portsOf(group, true, owner, src, flow);
      return { kind: 'icmp-echo', reply, ident: reply ? dstPort : srcPort, seq: before + 1 };
    }
  }
}

function udp(group: VmGroup, { owner, src, flow }: Born): Transport {
  return { kind: 'udp', ...portsOf(group, false, owner, src, flow) };
}

/** What the header of IPv6 is longer than that of IPv4, bytes. */
const IPV6_MORE = 20;

/** Without time stamps a short frame has room for something. */
const hasTimestamps = (bytes: number) => bytes > HEADERS;
const PLAIN_HEADERS = HEADERS - 12;
const payloadOf = (bytes: number, { traffic }: VmGroup) =>
  bytes -
  (hasTimestamps(bytes) ? HEADERS : PLAIN_HEADERS) -
  (traffic.ipVersion === 6 ? IPV6_MORE : 0);

/** One connection for each flow of a guest's traffic; how far it is follows from the frames that its side has sent before. */
function tcp(world: World, group: VmGroup, { origin, n }: FrameFacts): Transport {
  const { owner, src, frames, bytes, before, flow } = origin;
  const each = frames === 1 ? bytes : HEADERS + (bytes - HEADERS) / frames;
  const { kind, direction } = group.traffic;
  const rr = kind === 'request-response';
  const client = direction === 'rx' ? src !== owner : src === owner;
  return {
    kind: 'tcp',
    ...portsOf(group, true, owner, src, flow),
    seq: 1 + (before + n) * payloadOf(each, group),
    ack: rr && direction !== 'both' ? acknowledged(world, group, origin, client) : 1,
    flags: TCP_FLAG.ack | (rr ? TCP_FLAG.psh : 0),
    timestamp: hasTimestamps(each) ? Math.floor(origin.at / PS_PER_MS) + 1 : null,
  };
}

/** Requests and answers take turns: a request acknowledges all answers before it, an answer its request too. */
function acknowledged(world: World, group: VmGroup, origin: Born, client: boolean): number {
  const message = (vm: number) => {
    const { packetBytes } = group.traffic;
    if (vm === OUTSIDE) return { frames: 1, bytes: payloadOf(packetBytes, group) };
    const { mtu, tso } = groupOf(world, vm).tuning;
    const { bytes, perMessage } = framing(packetBytes, mtu, tso);
    return { frames: perMessage, bytes: perMessage * payloadOf(bytes, group) };
  };
  const [own, other] = [message(origin.src), message(origin.dst)];
  const turn = Math.floor(origin.before / own.frames) + (client ? 0 : 1);
  return 1 + turn * other.bytes;
}

/** The captured frame: its own bytes where the scenario has them, else its addresses and length. */
function replayed(
  world: World,
  replay: Replay,
  group: VmGroup,
  origin: Born,
  bytes: number,
): Uint8Array<ArrayBuffer> {
  const own = origin.src === origin.owner;
  const captured = replayedFrame(replay, group, own, origin.before);
  if (captured === undefined)
    throw new Error(`frames: packet ${String(origin.id)} is no frame of ${replay.name}`);
  const kept = capturedBytes(captured);
  if (kept !== null) return padded(kept, bytes);
  const from = party(world, replay, origin.owner, captured.src);
  const to = party(world, replay, origin.owner, captured.dst);
  const link = { src: from.mac, dst: to.mac, vlan: null };
  if (to.mac === BROADCAST_MAC) {
    const targetIp = own ? peerAddress(0).ip : guestOf(world, origin.owner).ip;
    const targetMac = '00:00:00:00:00:00';
    return arpFrame({ link, reply: false, senderIp: from.ip, targetMac, targetIp, bytes });
  }
  return ipFrame({
    link,
    from: from.ip,
    to: to.ip,
    ident: origin.id,
    transport: udp(group, origin),
    bytes,
    text: label(world, origin),
  });
}

function party(world: World, replay: Replay, owner: number, mac: number): Address {
  const captured = capturedAddress(replay.macs[mac] ?? BROADCAST_MAC, mac);
  return mac === replay.guest ? { ...captured, ip: guestOf(world, owner).ip } : captured;
}

function padded(bytes: Uint8Array<ArrayBuffer>, to: number): Uint8Array<ArrayBuffer> {
  if (bytes.length >= to) return bytes;
  const out = new Uint8Array(to);
  out.set(bytes);
  return out;
}
