import { transfer } from 'comlink';
import type { Run } from '../engine/run';
import { absenceAt, tapsOf, type Absence, type Tap, type TapKind } from '../engine/taps/taps';
import type { TapWay } from '../engine/costs/facts';
import type { Sighting } from '../engine/taps/sightings';
import { watch, type Watched } from '../engine/taps/watch';
import { PS_PER_MS, type Picos } from '../engine/units';
import { captureOfRun } from '../formats/capture/capture-of-run';
import { decodeFrame, type FrameLayer } from '../formats/frames/decode';
import { frameOf } from '../formats/frames/frame-of';
import type { RunId } from './api';

/** One frame at one tap. */
export interface TapLine {
  readonly at: Picos;
  /** Id here, and of the packet that it was cut or copied from. */
  readonly packet: number;
  readonly origin: number;
  readonly owner: number;
  readonly way: TapWay;
  readonly bytes: number;
  /** Its first frame among those of its origin, from 0; how many it stands for; how many there are. */
  readonly n: number;
  readonly frames: number;
  readonly of: number;
  readonly copy: boolean;
}

/** What a tap on a guest's way has seen. */
export interface TapColumn {
  readonly name: string;
  /** As the host calls it. */
  readonly shown: string;
  readonly kind: TapKind;
  /** Why frames of the guest do not pass it; null where they do. */
  readonly absent: Absence | null;
  readonly count: number;
  /** The latest, oldest first. */
  readonly lines: readonly TapLine[];
}

export interface TapPicture {
  readonly columns: readonly TapColumn[];
  /** Watched from here on: the start, but for runs too long to be looked through. */
  readonly from: Picos;
}

export interface TapFrame {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layers: readonly FrameLayer[];
}

export interface SavedCapture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Nothing had to be left out. */
  readonly whole: boolean;
}

export interface CapturesApi {
  /** The taps on the way of guest `vm` and what passed them before or at a moment. */
  tapPicture(run: RunId, vm: number, at: Picos): TapPicture;
  /** One frame at one tap, byte by byte; null where it did not pass. */
  tapFrame(run: RunId, tap: string, packet: number, at: Picos): TapFrame | null;
  /** What passed these taps before or at a moment, as pcapng. */
  saveCapture(run: RunId, taps: readonly string[], to: Picos): SavedCapture;
}

/** Lines of one tap that are shown. */
const MOST_LINES = 60;
/** How far back a run that is too long to be kept is looked through. */
const LOOK_BACK: Picos = 2 * PS_PER_MS;

export function capturesApi(
  runOf: (id: RunId) => Run,
  uplink: (pf: number) => string | null,
): CapturesApi {
  let kept: { run: Run; from: Picos; to: Picos; watched: Watched } | null = null;
  /** Everything up to a moment, or what leads up to it; looked through once for many moments. */
  const watched = (run: Run, at: Picos) => {
    const whole = run.log.dropped === 0;
    const from = whole ? 0 : Math.max(0, at - LOOK_BACK);
    const to = whole ? run.reached + 1 : at + 1;
    if (kept?.run !== run || kept.from !== from || kept.to !== to)
      kept = { run, from, to, watched: watch(run, from, to) };
    return kept;
  };
  const nameOf = (tap: Tap) => (tap.kind === 'pf' ? (uplink(tap.port) ?? tap.name) : tap.name);
  return {
    tapPicture: (id, vm, at) => {
      const run = runOf(id);
      const { topology } = run;
      const { from, watched: all } = watched(run, at);
      const own = (tap: Tap) => onWay(topology, tap, vm);
      const seen = all.taps.map(() => [] as Sighting[]);
      for (const sighting of all.sightings) {
        if (sighting.at > at) break;
        if (concerns(all, sighting, vm)) seen[sighting.tap]?.push(sighting);
      }
      const columns = all.taps.flatMap((tap, i): TapColumn[] => {
        if (!own(tap)) return [];
        const frames = seen[i] ?? [];
        return [
          {
            name: tap.name,
            shown: nameOf(tap),
            kind: tap.kind,
            absent: absenceAt(topology, tap, vm),
            count: frames.length,
            lines: frames.slice(-MOST_LINES).flatMap((one) => lineOf(all, one)),
          },
        ];
      });
      return { columns, from };
    },
    tapFrame: (id, tap, packet, at) => {
      const run = runOf(id);
      const { watched: all } = watched(run, at);
      const one = all.sightings.find(
        (each) => each.at === at && each.packet === packet && all.taps[each.tap]?.name === tap,
      );
      const frame = one === undefined ? null : all.book.frameAt(packet, at);
      if (one === undefined || frame === null) return null;
      const bytes = frameOf(run, frame, one.bytes);
      const layers = decodeFrame(bytes);
      return transfer({ bytes, layers }, [bytes.buffer]);
    },
    saveCapture: (id, taps, to) => {
      const run = runOf(id);
      const known = tapsOf(run.topology).filter(({ name }) => taps.includes(name));
      const names = known.map(({ name }) => name);
      const { bytes, whole } = captureOfRun(run, { taps: names, from: 0, to: to + 1, nameOf });
      return transfer({ bytes, whole }, [bytes.buffer]);
    },
  };
}

/** Its own taps and those that it shares; of other ports' and other paths' it has none. */
function onWay(topology: Run['topology'], tap: Tap, vm: number): boolean {
  if (tap.vm >= 0) return tap.vm === vm;
  if (tap.kind === 'mirror') return topology.vms[vm]?.path === 'vhost-user';
  return tap.port < 0 || tap.port === topology.vms[vm]?.port;
}

function concerns({ book }: Watched, { packet, at }: Sighting, vm: number): boolean {
  const frame = book.frameAt(packet, at);
  if (frame === null) return false;
  const { owner, src, dst } = frame.origin;
  // A broadcast is everybody's business.
  return owner === vm || src === vm || dst === vm || dst === EVERYBODY;
}

const EVERYBODY = -2;

function lineOf({ book }: Watched, { at, packet, way, bytes }: Sighting): readonly TapLine[] {
  const frame = book.frameAt(packet, at);
  if (frame === null) return [];
  const { origin, n, frames, copy } = frame;
  const { id, owner, frames: of } = origin;
  return [{ at, packet, origin: id, owner, way, bytes, n, frames, of, copy }];
}
