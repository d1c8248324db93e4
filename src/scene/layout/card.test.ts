import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathId } from '../../engine/scenario/scenario';
import type { Label } from './stage-layout';
import { textWidth } from './text-fit';
import { railsOf } from '../rails';

import { stage, stages } from './testing';

const spanOf = ({ text, x, sizePx, anchor }: Label): readonly [number, number] => {
  const w = textWidth(text, sizePx);
  const from = anchor === 'start' ? x : anchor === 'end' ? x - w : x - w / 2;
  return [from, from + w];
};

describe('the card', () => {
  it('has its functions in their order from left to right, used ones with the others', () => {
    fc.assert(
      fc.property(stages, ({ guests, numVfs, size }) => {
        const { boxes, places } = stage(guests, numVfs, size);
        const xs = boxes.flatMap((box) =>
          box.kind === 'vf' && box.form === 'box'
            ? [[places[box.place]?.fn ?? -1, box.x] as const]
            : [],
        );
        const inOrder = xs.toSorted(([a], [b]) => a - b).map(([, x]) => x);
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });

  it('shows used functions wider than free ones', () => {
    const { boxes } = stage(['sriov', 'sriov', 'emulated'], 4, [988, 540]);
    const widths = (used: boolean) =>
      boxes.filter((box) => box.kind === 'vf' && box.used === used).map((box) => box.w);
    expect(widths(true)).toHaveLength(2);
    expect(Math.min(...widths(true))).toBeGreaterThan(Math.max(...widths(false)));
  });

  it('dims a port that nothing goes through, with its switch, its peer and their wires', () => {
    const dim = (guests: readonly PathId[]) => {
      const { boxes, places } = stage(guests, 2, [988, 540]);
      return boxes
        .filter((box) => !box.used && box.kind !== 'vf')
        .map((box) => `${box.kind} ${places[box.place]?.fn}`)
        .toSorted();
    };
    expect(dim(['sriov', 'emulated'])).toEqual(['peer 1', 'pf 1', 'port 1', 'switch 1']);
    // PF1 is given away and has no VFs: it needs no switch.
    expect(dim(['passthrough', 'emulated'])).toEqual(['switch 1']);
    const layout = stage(['sriov', 'emulated'], 2, [988, 540]);
    const quiet = railsOf(layout).filter((rail) => rail.quiet);
    const kinds = quiet.map(({ from, to }) =>
      [from, to].map((i) => layout.places[i]?.kind).join(' '),
    );
    expect(kinds.toSorted()).toEqual(['driver kvm', 'pf switch', 'port peer', 'switch port']);
  });
});

describe('the lane', () => {
  it('names the three wires of its first guest on a projector, in both languages', () => {
    for (const chinese of [false, true]) {
      const { lane } = stage(['sriov', 'sriov', 'emulated'], 4, [972, 531], { chinese });
      expect(lane?.notes.map((note) => note.wire)).toEqual(['doorbell', 'interrupt', 'dma']);
    }
  });

  it('writes names only where they fit, clear of each other and of the next guest', () => {
    fc.assert(
      fc.property(stages, ({ guests, numVfs, size, chinese }) => {
        const { lane } = stage(guests, numVfs, size, { chinese });
        if (lane === null) return;
        for (const { label } of lane.notes) {
          const [from, to] = spanOf(label);
          expect(from).toBeGreaterThanOrEqual(lane.x);
          expect(to).toBeLessThanOrEqual(lane.x + lane.w);
        }
      }),
    );
  });
});
