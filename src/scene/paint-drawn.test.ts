import { describe, expect, it } from 'vitest';
import type { PlaceKind } from '../engine/costs/places';
import { paintStage } from './paint';
import { drawnOf } from './paint/where';
import { palette, recorder, scene, view, whereIs } from './testing-paint';
import { MARK } from './timeline';

describe('painting in a lesson', () => {
  it('shows nothing of what goes on where a lesson draws no part', () => {
    const { set, shot } = scene(['sriov']);
    const painted = (kinds: readonly PlaceKind[] | null) => {
      const { ctx, calls } = recorder();
      // The application has just begun to send.
      paintStage(
        ctx,
        set,
        shot,
        palette,
        view(100_000, { drawn: kinds && drawnOf(set.layout, kinds) }),
      );
      return whereIs(calls, '1');
    };
    expect(painted(null)).not.toBeNull();
    expect(painted(['app'])).toEqual(painted(null));
    // Past a part that is not drawn, among those that are.
    expect(painted(['driver'])).toEqual(painted(null));
    expect(painted(['vf'])).toBeNull();
  });

  it('outlines only those at work that are drawn', () => {
    const { set, shot } = scene(['emulated']);
    const { mark, start, to_ } = shot.timeline;
    const row = mark.indexOf(MARK.work);
    const box = set.layout.boxes[set.layout.boxOf[to_[row] ?? 0] ?? 0];
    const beside = set.layout.boxes.find(
      ({ band, kind }) => band === box?.band && kind !== box.kind,
    );
    const outlines = (kinds: readonly (PlaceKind | undefined)[]) => {
      const { ctx, calls } = recorder();
      const drawn = drawnOf(
        set.layout,
        kinds.filter((kind) => kind !== undefined),
      );
      paintStage(ctx, set, shot, palette, view((start[row] ?? 0) + 1, { drawn }));
      return calls.filter(
        ({ name, args }) => name === 'roundRect' && args[0] === box?.x && args[1] === box?.y,
      ).length;
    };
    expect(outlines([box?.kind, beside?.kind])).toBe(1);
    // What goes on in the band is in sight, the part itself is not.
    expect(outlines([beside?.kind])).toBe(0);
  });
});
