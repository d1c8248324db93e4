import { uplinkBase } from '../shell/commands/devlink/state';
import { transfer } from 'comlink';
import type { Run } from '../engine/run';
import { tapCounts } from '../engine/taps/counts';
import { absenceAt, tapsOf, type Absence, type Tap, type TapKind } from '../engine/taps/taps';
import type { TapWay } from '../engine/costs/facts';
import type { Sighting } from '../engine/taps/sightings';
import { Lookout, type Look } from '../engine/taps/lookout';
import type { Watched } from '../engine/taps/watch';
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

export interface TapPicture extends Pick<Look, 'from' | 'to' | 'state'> {
  readonly columns: readonly TapColumn[];
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
  /** Frames that each tap has seen before a moment, whoever's they are. */
  tapCounts(run: RunId, at: Picos): readonly (readonly [name: string, frames: number])[];
  /**
   * The taps on the way of guest `vm` and what passed them in the time `back` up to a moment (null: in all of a run that is
   * kept, else in its last 2 ms). A stretch that has to be computed again and takes long comes in several answers.
   */
  tapPicture(run: RunId, vm: number, at: Picos, back?: Picos | null): TapPicture;
  /** One frame at one tap, byte by byte; null where it did not pass. */
  tapFrame(run: RunId, tap: string, packet: number, at: Picos): TapFrame | null;
  /** What passed these taps in [from, to], as pcapng. */
  saveCapture(run: RunId, taps: readonly string[], from: Picos, to: Picos): SavedCapture;
}

/** Lines of one tap that are shown. */
const MOST_LINES = 60;
/** How far back a run that is too long to be kept is looked through unless more is asked for. */
const LOOK_BACK: Picos = 2 * PS_PER_MS;
/** Wall time of one answer, about. */
const ANSWER_MS = 150;

/** As the host's own tools call it. */
export function hostName(tap: Tap, uplink: (pf: number) => string | null): string {
  const port = tap.kind === 'pf' || tap.kind === 'representor' ? uplink(tap.port) : null;
  if (port === null) return tap.name;
  return tap.kind === 'pf' ? port : `${uplinkBase(port)}${tap.name}`;
}

export function capturesApi(
  runOf: (id: RunId) => Run,
  uplink: (pf: number) => string | null,
): CapturesApi {
  let lookout: Lookout | null = null;
  const lookoutOf = (run: Run) => (lookout = lookout?.run === run ? lookout : new Lookout(run));
  const nameOf = (tap: Tap) => hostName(tap, uplink);
  return {
    tapCounts: (id, at) => tapCounts(runOf(id), at),
    tapPicture: (id, vm, at, back = null) => {
      const run = runOf(id);
      const { topology } = run;
      const far = back ?? (run.log.dropped === 0 ? at : LOOK_BACK);
      const start = performance.now();
      const goesOn = () => performance.now() - start < ANSWER_MS;
      const { from, to, state, parts } = lookoutOf(run).look(Math.max(0, at - far), at, goesOn);
      const taps = tapsOf(topology);
      const seen = taps.map(() => [] as (readonly [Watched, Sighting])[]);
      for (const watched of parts)
        for (const sighting of watched.sightings) {
          if (sighting.at < from || sighting.at > to) continue;
          if (concerns(watched, sighting, vm)) seen[sighting.tap]?.push([watched, sighting]);
        }
      const columns = taps.flatMap((tap, i): TapColumn[] => {
        if (!onWay(topology, tap, vm)) return [];
        const frames = seen[i] ?? [];
        return [
          {
            name: tap.name,
            shown: nameOf(tap),
            kind: tap.kind,
            absent: absenceAt(topology, tap, vm),
            count: frames.length,
            lines: frames.slice(-MOST_LINES).flatMap(([watched, one]) => lineOf(watched, one)),
          },
        ];
      });
      return { columns, from, to, state };
    },
    tapFrame: (id, tap, packet, at) => {
      const run = runOf(id);
      const index = tapsOf(run.topology).findIndex(({ name }) => name === tap);
      const found = lookoutOf(run).find(index, packet, at);
      const frame = found?.watched.book.frameAt(packet, at) ?? null;
      if (found === null || frame === null) return null;
      const bytes = frameOf(run, frame, found.sighting.bytes);
      const layers = decodeFrame(bytes);
      return transfer({ bytes, layers }, [bytes.buffer]);
    },
    saveCapture: (id, taps, from, to) => {
      const run = runOf(id);
      const known = tapsOf(run.topology).filter(({ name }) => taps.includes(name));
      const names = known.map(({ name }) => name);
      const { bytes, whole } = captureOfRun(run, { taps: names, from, to: to + 1, nameOf });
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
