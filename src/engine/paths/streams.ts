import type { Stream, StreamFrame } from '../guest/workload';
import { EVERYBODY, OUTSIDE } from '../hw/packets';
import type { Replay, Traffic } from '../scenario/scenario';
import type { PlannedVm } from './plan';

/** The streams that a guest's traffic description stands for. */
export function streamsOf(vm: PlannedVm, vmCount: number): readonly Stream[] {
  const { traffic } = vm.config;
  const { direction } = traffic;
  const to = typeof direction === 'object' ? Number(direction.to.slice(2)) : OUTSIDE;
  if (to >= vmCount) throw new Error(`traffic to ${JSON.stringify(direction)}, which is not there`);
  // The receiver of a group that sends to one of its own does not send to itself.
  if (to === vm.index) return [];
  const stream = (out: boolean): Stream => ({
    kind: traffic.kind,
    vm: vm.index,
    out,
    to,
    bytes: traffic.packetBytes,
    pps: traffic.pps,
    packets: traffic.packets,
    batch: traffic.batch,
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
