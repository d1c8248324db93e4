import type { PathId } from '../engine/scenario/scenario';
import { withPath } from '../worker/with-path';
import type { Lab } from './lab';
import type { Set } from './ask';

/** A group of guests takes another path, without what that path has not; what that was is said. */
export async function takePath(
  lab: Lab,
  set: Set,
  input: unknown,
  index: number,
  path: PathId,
): Promise<void> {
  const lost = await lab.ask(null, (sim) => sim.lostOnPath(input, index, path));
  const places = lost ?? [];
  const result = await lab.editAnew((now) => ({ ...withPath(now, index, path, places) }));
  if (result?.ok === true && places.length > 0)
    set({ notice: { kind: 'path-taken', path, places } });
}
