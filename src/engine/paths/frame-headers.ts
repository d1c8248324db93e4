import {
  BROADCAST_IP,
  BROADCAST_MAC,
  capturedAddress,
  ETHERTYPE,
  guestAddress,
  ip4Number,
  macNumber,
  peerAddress,
  PROTOCOL,
  SERVICE as SERVICE_ADDRESS,
  type Address,
} from '../hw/addresses';
import { ABSENT, type FrameHeader } from '../hw/frame-match';
import type { Machine } from '../hw/machine';
import { ANNOUNCE, EVERYBODY, GROUP, NOBODY, OUTSIDE, SERVICE } from '../hw/packets';
import { ETHERNET } from '../hw/super-packet';
import { vlanOf } from '../hw/vlan-tag';
import type { Replay, VmGroup } from '../scenario/scenario';
import {
  announcesItself,
  isClient,
  macOf,
  portsOf,
  protocolOf,
  replayedFrame,
} from './conversation';
import { headerOfBytes, headOfFrame } from './captured-header';
import type { Plan } from './plan';

/** Reads the headers of a packet as they are where it is now: the same that `formats/frames` writes into captures. */
export type ReadHeader = (packet: number) => FrameHeader;

interface Party {
  readonly mac: number;
  readonly ip: number;
}

const partyOf = ({ mac, ip }: Address): Party => ({ mac: macNumber(mac), ip: ip4Number(ip) });
const ALL = partyOf({ mac: BROADCAST_MAC, ip: BROADCAST_IP });
const NO_IP = { srcIp: ABSENT, dstIp: ABSENT, protocol: ABSENT, srcPort: ABSENT, dstPort: ABSENT };

export function frameHeaders(machine: Machine, { vms }: Pick<Plan, 'vms'>): ReadHeader {
  const guests = vms.map((vm) => partyOf({ ...guestAddress(vm.index), mac: macOf(vm) }));
  const peers = vms.map(({ port }) => partyOf(peerAddress(port)));
  const service = partyOf(SERVICE_ADDRESS);
  const party = (owner: number, number: number): Party =>
    number === EVERYBODY
      ? ALL
      : number === SERVICE
        ? service
        : (guests[number] ?? (peers[owner] as Party));
  return (packet) => {
    const p = machine.s.packets;
    const row = packet & p.mask;
    const owner = machine.vmOf(packet);
    const group = vms[owner]?.config as VmGroup;
    const [src, dst] = [machine.srcOf(packet), machine.dstOf(packet)];
    const [tci, before] = [vlanOf(machine, packet), p.before[row] as number];
    const length = machine.bytesOf(packet) - ETHERNET;
    if (machine.flagsOf(packet) & ANNOUNCE) {
      return {
        srcMac: party(owner, src).mac,
        dstMac: ALL.mac,
        tci,
        etherType: announcesItself(group.path) ? ETHERTYPE.arp : ETHERTYPE.rarp,
        ...NO_IP,
        icmpType: ABSENT,
        length,
      };
    }
    const { replay } = group.traffic;
    if (group.traffic.kind === 'replay' && replay !== null) {
      const guest = guests[owner] as Party;
      const captured = replayed(replay, group, owner, src === owner, before, guest);
      if (captured !== null) return { ...captured, tci: tci || captured.tci, length };
    }
    const protocol = protocolOf(group, p.sentAs[row] as number);
    const [from, to] = [party(owner, src), party(owner, p.target[row] as number)];
    const v6 = group.traffic.ipVersion === 6;
    const icmp = protocol === 'icmp';
    return {
      srcMac: from.mac,
      dstMac: party(owner, dst).mac,
      tci,
      etherType: v6 ? ETHERTYPE.ipv6 : ETHERTYPE.ipv4,
      // A rule that names an address is one of IPv4.
      srcIp: v6 ? ABSENT : from.ip,
      dstIp: v6 ? ABSENT : to.ip,
      protocol: PROTOCOL[icmp && v6 ? 'icmpv6' : protocol],
      ...(icmp
        ? { srcPort: ABSENT, dstPort: ABSENT }
        : portsOf(group, protocol === 'tcp', owner, src, machine.flowOf(packet))),
      icmpType: icmp ? echoType(v6, !isClient(group, owner, src)) : ABSENT,
      length,
    };
  };
}

/** Who has a MAC address, as packets name their receivers. */
export function macOwners({ vms }: Pick<Plan, 'vms'>): (mac: number) => number {
  const owners = new Map<number, number>([
    [macNumber(BROADCAST_MAC), EVERYBODY],
    [macNumber(SERVICE_ADDRESS.mac), SERVICE],
    ...vms.map(({ port }) => [macNumber(peerAddress(port).mac), OUTSIDE] as const),
    ...vms.map((vm) => [macNumber(macOf(vm)), vm.index] as const),
  ]);
  const isGroup = (mac: number) => (Math.floor(mac / 2 ** 40) & 1) === 1;
  return (mac) => owners.get(mac) ?? (isGroup(mac) ? GROUP : NOBODY);
}

/** RFC 792 and RFC 4443. */
function echoType(v6: boolean, reply: boolean): number {
  if (v6) return reply ? 129 : 128;
  return reply ? 0 : 8;
}

/** What a captured frame says: from its own bytes where the scenario has them, else as the lab makes it. */
function replayed(
  replay: Replay,
  group: VmGroup,
  owner: number,
  own: boolean,
  before: number,
  guest: Party,
): Omit<FrameHeader, 'length'> | null {
  const frame = replayedFrame(replay, group, own, before);
  if (frame === undefined) return null;
  if (frame.data !== undefined) return headerOfBytes(headOfFrame(frame.data));
  const party = (index: number): Party => {
    const captured = partyOf(capturedAddress(replay.macs[index] ?? BROADCAST_MAC, index));
    return index === replay.guest ? { ...captured, ip: guest.ip } : captured;
  };
  const [from, to] = [party(frame.src), party(frame.dst)];
  const link = { srcMac: from.mac, dstMac: to.mac, tci: 0, icmpType: ABSENT };
  // The lab makes ARP of what is for everybody.
  if (to.mac === ALL.mac) return { ...link, etherType: ETHERTYPE.arp, ...NO_IP };
  return {
    ...link,
    etherType: ETHERTYPE.ipv4,
    srcIp: from.ip,
    dstIp: to.ip,
    protocol: PROTOCOL.udp,
    ...portsOf(group, false, owner, OUTSIDE, 0),
  };
}
