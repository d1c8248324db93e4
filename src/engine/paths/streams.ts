import type { Stream, StreamFrame } from '../guest/stream';
import { EVERYBODY, GROUP, NOBODY, OUTSIDE, SERVICE } from '../hw/packets';
import { ETHERNET, framing, superBytes } from '../hw/super-packet';
import type { PathId, Replay, Traffic } from '../scenario/scenario';
import type { PlannedVm } from './plan';

/** Addresses that stand for no one machine; `peer` is whoever the direction names. */
const DESTINATIONS: Readonly<Partial<Record<Traffic['destination'], number>>> = {
  broadcast: EVERYBODY,
  multicast: GROUP,
  unknown: NOBODY,
  service: SERVICE,
};

/** The streams that a guest's traffic description stands for. */
export function streamsOf(vm: PlannedVm, vmCount: number): readonly Stream[] {
  const { traffic } = vm.config;
  const { direction } = traffic;
  const to =
    typeof direction === 'object'
      ? Number(direction.to.slice(2))
      : (DESTINATIONS[traffic.destination] ?? OUTSIDE);
  if (to >= vmCount) throw new Error(`traffic to ${JSON.stringify(direction)}, which is not there`);
  // The receiver of a group that sends to one of its own does not send to itself.
  if (to === vm.index) return [];
  const stream = (out: boolean): Stream => ({
    kind: traffic.kind,
    vm: vm.index,
    out,
    to: out ? to : (DESTINATIONS[traffic.destination] ?? vm.index),
    as: traffic.source === 'foreign' ? NOBODY : vm.index,
    vlan: traffic.vlan,
    bytes: traffic.packetBytes,
    pps: traffic.pps,
    packets: traffic.packets,
    batch: traffic.batch,
    flows: traffic.flows,
    frames: traffic.replay ? framesOf(traffic.replay, traffic, vm.index, out, to) : [],
  });
  if (direction === 'both') return [stream(true), stream(false)];
  return [stream(direction !== 'rx')];
}

/**
 * The capture's frames as one guest sends or gets them. `both`: the frames of its own address go out, all
 * others come in. `tx`: it sends all, addresses as captured, so a spoof check sees foreign ones. `rx`: all
 * come from the wire, addressed to it unless they are for everybody.
 */
function framesOf(
  replay: Replay,
  { direction }: Traffic,
  vm: number,
  out: boolean,
  to: number,
): readonly StreamFrame[] {
  const own = (mac: number) => mac === replay.guest;
  const isGroup = replay.macs.map((mac) => (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1);
  return replay.frames.flatMap((f): StreamFrame[] => {
    const everybody = isGroup[f.dst] === true;
    if (direction === 'both' && own(f.src) !== out) return [];
    if (out) {
      const dst = everybody ? EVERYBODY : own(f.dst) && !own(f.src) ? OUTSIDE : to;
      return [{ at: f.at, bytes: f.bytes, src: own(f.src) ? vm : OUTSIDE, dst }];
    }
    const forGuest = direction === 'rx' || own(f.dst);
    return [
      {
        at: f.at,
        bytes: f.bytes,
        src: OUTSIDE,
        dst: everybody ? EVERYBODY : forGuest ? vm : OUTSIDE,
      },
    ];
  });
}

/** Longest frame that a guest's interface takes, bytes without FCS. */
export function maxFrameOf({ config }: PlannedVm): number {
  return config.tuning.mtu + ETHERNET;
}

/** A virtio header says how a frame is to be cut, so the guest's tap takes super-packets. */
export function usesGso(path: PathId): boolean {
  return path === 'virtio' || path === 'vhost-net';
}

/** net.ipv4.tcp_limit_output_bytes: what one flow may have below TCP. */
const OUTPUT_LIMIT = 1_048_576;

/**
 * Entries of the ring that a flow may fill with super-packets (TCP small queues). Without napi_tx virtio-net
 * gives a frame up when it is handed over, so nothing limits it.
 */
export function sendLimit({ config }: PlannedVm): number {
  const { tuning, traffic, path } = config;
  const { bytes, together } = framing(traffic.packetBytes, tuning.mtu, tuning.tso);
  const orphans = VIRTIO.includes(path) && !(tuning.napi && tuning.napiTx);
  if (together === 1 || orphans) return Number.POSITIVE_INFINITY;
  return Math.max(2, Math.floor(OUTPUT_LIMIT / superBytes(bytes, together)));
}

const VIRTIO: readonly PathId[] = ['virtio', 'vhost-net', 'vhost-user'];
