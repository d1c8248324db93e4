import type { Run } from '../../engine/run';
import type { FrameFacts } from '../../engine/taps/packet-book';
import type { Sighting } from '../../engine/taps/sightings';
import { tapsOf, type Tap } from '../../engine/taps/taps';
import { watch, type Watched } from '../../engine/taps/watch';
import { PS_PER_NS, type Picos } from '../../engine/units';
import { frameOf, type World } from '../frames/frame-of';
import { HOST_STARTED_MS } from './epoch';
import { writePcapng, type WrittenFrame } from './write-pcapng';

const NS_PER_MS = 1_000_000n;
const EPOCH_NS = BigInt(HOST_STARTED_MS) * NS_PER_MS;
const APPLICATION = 'SR-IOV Lab';
const OS = 'SR-IOV Lab, simulated host';

/** A moment of a run as a capture writes it, nanoseconds since 1970: the host's calendar. */
export function captureNs(at: Picos): bigint {
  return EPOCH_NS + BigInt(Math.floor(at / PS_PER_NS));
}

/** What a tap is, for the file. */
export function tapDescription({ kind, vm, port }: Tap): string {
  const guest = `vm${String(vm)}`;
  const at = `port ${String(port)}`;
  switch (kind) {
    case 'guest':
      return `network interface inside ${guest}`;
    case 'virtqueue':
      return `virtqueues of ${guest}`;
    case 'tap':
      return `tap of ${guest} on the host`;
    case 'bridge':
      return 'bridge of the host, promiscuous';
    case 'mirror':
      return 'mirror port of the polling switch process';
    case 'pf':
      return `network interface of the physical function of ${at}`;
    case 'representor':
      return `representor of the VF of ${guest}`;
    case 'switch':
      return `switch in the NIC, ${at}`;
    case 'wire':
      return `wire of ${at}`;
  }
}

/** The packet and the frame of it that is meant. */
export function frameName({ origin, n, frames, copy }: FrameFacts, packet: number): string {
  const of = `packet ${String(origin.id)} of vm${String(origin.owner)}`;
  const part =
    origin.frames > 1 && frames < origin.frames
      ? `, frame ${String(n + 1)} of ${String(origin.frames)}`
      : origin.frames > 1
        ? `, super-packet of ${String(origin.frames)} frames`
        : '';
  return `${of}${part}${copy ? `, copy ${String(packet)} by a switch` : ''}`;
}

const WAYS = { in: 'in', out: 'out', through: 'through the bridge' } as const;

export interface RunCapture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Frames of each tap that was asked for, in their order. */
  readonly counts: readonly number[];
  /** Up to where; before the end that was asked for where the file would have become too large. */
  readonly to: Picos;
  readonly whole: boolean;
}

export interface CaptureOrder {
  /** Names of taps, each an interface of the file. */
  readonly taps: readonly string[];
  readonly from: Picos;
  readonly to: Picos;
  /** How the host calls a tap that has a name of its own, as the PF's interface. */
  readonly nameOf?: (tap: Tap) => string;
  /** Hops and facts that are looked through at a time. */
  readonly maxRows?: number;
  /** Bytes of frames after which the file ends. */
  readonly maxBytes?: number;
}

const MAX_ROWS = 150_000;
const MAX_BYTES = 64 * 2 ** 20;

/** A capture of a run, as far as it is computed, at some of its taps, as pcapng. */
export function captureOfRun(
  run: Pick<Run, 'window' | 'topology' | 'scenario' | 'reached'>,
  order: CaptureOrder,
): RunCapture {
  const { nameOf = ({ name }: Tap) => name, maxBytes = MAX_BYTES } = order;
  const known = tapsOf(run.topology);
  const chosen = order.taps.map((name) => known.findIndex((tap) => tap.name === name));
  const counts = chosen.map(() => 0);
  const end = Math.min(order.to, run.reached);
  let to = end;
  const frames = function* (): Generator<WrittenFrame> {
    let left = maxBytes;
    for (const watched of stretches(run, order)) {
      for (const sighting of watched.sightings) {
        const index = chosen.indexOf(sighting.tap);
        const tap = known[chosen[index] ?? -1];
        if (tap === undefined) continue;
        left -= sighting.bytes;
        if (left < 0) {
          to = sighting.at;
          return;
        }
        counts[index] = (counts[index] ?? 0) + 1;
        yield written(run, watched, sighting, index, nameOf(tap));
      }
    }
  };
  const bytes = writePcapng({
    os: OS,
    application: APPLICATION,
    comment: `seed ${String(run.scenario.seed)}; times count from the start of the run`,
    interfaces: chosen.flatMap((at) => {
      const tap = known[at];
      return tap === undefined ? [] : [{ name: nameOf(tap), description: tapDescription(tap) }];
    }),
    frames: frames(),
  });
  return { bytes, counts, to, whole: to === end };
}

/** What was watched, piece by piece: a long run is computed again as it is read. */
function* stretches(
  run: Pick<Run, 'window' | 'topology' | 'reached'>,
  { from, to, maxRows = MAX_ROWS }: CaptureOrder,
): Generator<Watched> {
  for (let at = from; at < to;) {
    const watched = watch(run, at, to, maxRows);
    yield watched;
    if (watched.to <= at) return;
    at = watched.to;
  }
}

function written(
  world: World,
  { book }: Watched,
  { at, packet, way, bytes }: Sighting,
  index: number,
  name: string,
): WrittenFrame {
  const frame = book.frameAt(packet, at);
  if (frame === null) throw new Error(`capture: packet ${String(packet)} is not in the book`);
  return {
    interface: index,
    ns: captureNs(at),
    bytes: frameOf(world, frame, bytes),
    way,
    comment: `${frameName(frame, packet)}, at ${name}: ${WAYS[way]}`,
  };
}
