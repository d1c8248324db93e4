import type { Replay } from '../engine/scenario/scenario';
import type { Editable } from './run';
import { withValue } from './url-scenario';

const NANOS_PER_MS = 1e6;
/** What is left of the run after the last frame, so that it arrives too. */
const TAIL_MS = 10;
const LONGEST_MS = 10_000;

/** One guest plays the owner of the capture's address: what that sent goes out, all else comes in; the run holds it all. */
export function withCapture(input: Editable, replay: Replay): Editable {
  const changes = [
    ['vms.0.count', 1],
    ['vms.0.traffic.kind', 'replay'],
    ['vms.0.traffic.direction', 'both'],
    ['vms.0.traffic.replay', replay],
    ['run.until', `${String(lengthMs(replay))}ms`],
  ] as const;
  return changes.reduce<Editable>(
    (changed, [path, value]) => withValue(changed, path, value) as Editable,
    input,
  );
}

/** Traffic of another kind: the frames are of use to a replay alone, and the run is as long as it is by default. */
export function withoutCapture(input: Editable, kind: string): Editable {
  const changed = withValue(input, 'vms.0.traffic.kind', kind);
  const { run: _run, ...rest } = withValue(changed, 'vms.0.traffic.replay', null);
  return rest;
}

function lengthMs({ frames }: Replay): number {
  const last = frames.reduce((latest, { at }) => Math.max(latest, at), 0);
  return Math.min(Math.ceil(last / NANOS_PER_MS) + TAIL_MS, LONGEST_MS);
}
