import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRoutes, type Wire } from './layout/routes';
import type { Label, Rect, StageLayout } from './layout/stage-layout';
import { textWidth } from './layout/text-fit';
import { railsOf } from './rails';

import { sizes, stage, stages } from './layout/testing';

const overlap = (a: Rect, b: Rect) =>
  a.x + 0.01 < b.x + b.w &&
  b.x + 0.01 < a.x + a.w &&
  a.y + 0.01 < b.y + b.h &&
  b.y + 0.01 < a.y + a.h;

const spanOf = ({ text, x, sizePx, anchor }: Label): readonly [number, number] => {
  const w = textWidth(text, sizePx);
  const from = anchor === 'start' ? x : anchor === 'end' ? x - w : x - w / 2;
  return [from, from + w];
};

describe('the stage', () => {
  const check = (judge: (layout: StageLayout) => void, runs = 120) => {
    fc.assert(
      fc.property(stages, ({ guests, more, numVfs, size, chinese }) => {
        const all = [...guests, ...Array.from({ length: more.count }, () => more.path)];
        judge(stage(all, numVfs, size, { chinese }));
      }),
      { numRuns: runs },
    );
  };

  it('draws no two parts over each other, whatever guests and functions there are', () => {
    check(({ boxes }) => {
      const covered = boxes.flatMap((box, i) =>
        boxes
          .slice(i + 1)
          .filter((other) => overlap(box, other))
          .map((other) => `${box.kind} ${box.place} on ${other.kind} ${other.place}`),
      );
      expect(covered).toEqual([]);
    });
  });

  it.each(sizes)(
    'says of an IOMMU that is off that it is, and promises nothing of it, at %i × %i',
    (w, h) => {
      for (const chinese of [false, true]) {
        const words = (iommu: boolean) => {
          const { boxes, lane } = stage(['sriov', 'virtio'], 4, [w, h], {
            chinese,
            iommu,
            posted: false,
          });
          const box = boxes.find(({ kind }) => kind === 'iommu');
          const texts = [...(box?.labels ?? []), ...(lane?.notes ?? []).map(({ label }) => label)];
          return { used: box?.used, text: texts.map(({ text }) => text).join(' ') };
        };
        expect(words(true).used).toBe(true);
        const { used, text } = words(false);
        expect(used).toBe(false);
        expect(text).toMatch(/IOMMU (?:off|未启用)/u);
        expect(text).not.toMatch(/remapped|重映射|host address|主机物理地址/u);
      }
    },
  );

  it('keeps every part inside its picture, with a size', () => {
    check(({ boxes, width, height }) => {
      const wrong = boxes.filter(
        ({ x, y, w, h }) =>
          !(w > 0 && h > 0 && x >= 0 && x + w <= width + 0.5 && y >= 0 && y + h <= height + 0.5),
      );
      expect(wrong.map((box) => `${box.kind} ${box.place}`)).toEqual([]);
    });
  });

  it('has VFs on a phone that a finger can press', () => {
    const phone = stage(['sriov', 'sriov', 'emulated'], 4, [390, 406]);
    const cells = phone.boxes.filter(({ form, kind }) => form === 'cell' && kind === 'vf');
    expect(cells.length).toBeGreaterThan(1);
    const small = cells.filter(({ touch }) => Math.min(touch!.w, touch!.h) < 24);
    expect(small).toEqual([]);
  });

  it('gives every place a point', () => {
    check(({ places, boxOf, pointX, pointY }) => {
      const lost = places.filter(
        (_, i) =>
          !((boxOf[i] as number) >= 0 && Number.isFinite(pointX[i]) && Number.isFinite(pointY[i])),
      );
      expect(lost).toEqual([]);
    });
  });

  it('writes only words that fit their box', () => {
    check(({ boxes, frames, width }) => {
      const broken = [...boxes, ...frames].flatMap((part) => {
        const own = 'form' in part || part.kind === 'guest';
        const [low, high] = own ? [part.x, part.x + part.w] : [0, width];
        return part.labels.filter((label) => {
          const [from, to] = spanOf(label);
          return label.text === '' || from < low - 0.5 || to > high + 0.5;
        });
      });
      expect(broken).toEqual([]);
    });
  });

  it('names every part of a few guests at every size', () => {
    const nameless = sizes.flatMap((size) =>
      [false, true].flatMap((chinese) =>
        stage(['sriov', 'emulated'], 1, size, { chinese })
          .boxes.filter((box) => box.form === 'box' && box.labels.length === 0)
          .map((box) => `${box.kind} ${size.join('×')} ${chinese ? 'zh' : 'en'}`),
      ),
    );
    expect(nameless).toEqual([]);
  });

  it('stands guests over the exit line and everything else below it', () => {
    check(({ boxes, exitLine }) => {
      const wrong = boxes.filter((box) =>
        box.band === 'guest' ? box.y + box.h >= exitLine.y : box.y <= exitLine.y,
      );
      expect(wrong).toEqual([]);
    });
  });

  it('cuts the lane through the host only where a guest has a function of its own', () => {
    expect(stage(['emulated', 'virtio'], 4, [900, 700]).lane).toBeNull();
    const { lane, boxes } = stage(['sriov', 'emulated'], 4, [900, 700]);
    expect(lane).not.toBeNull();
    const host = boxes.filter((box) => box.band === 'host-user' || box.band === 'host-kernel');
    expect(host.length).toBeGreaterThan(3);
    expect(host.filter((box) => lane !== null && overlap(box, lane))).toEqual([]);
  });

  it('leaves a gate in the exit line over every wire of the lane', () => {
    const layout = stage(['sriov', 'sriov', 'emulated'], 2, [900, 700]);
    const routes = createRoutes(layout);
    const direct = railsOf(layout).filter((rail) => rail.wire === 'dma' && rail.vm >= 0);
    expect(direct).toHaveLength(2);
    for (const { from, to, wire } of direct) {
      const line = routes.between(from, to, wire);
      const x = line.xs[0] as number;
      const { pieces } = layout.exitLine;
      expect(pieces.some((piece) => piece.x0 < x && x < piece.x1)).toBe(false);
    }
  });

  it('shows 64 guests: the compared one and some others large, the rest as cells', () => {
    const guests = [...Array.from({ length: 63 }, () => 'sriov' as const), 'emulated' as const];
    const { boxes, boxOf, places } = stage(guests, 63, [900, 700]);
    const form = (vm: number) =>
      boxes[boxOf[places.findIndex((p) => p.kind === 'driver' && p.vm === vm)] as number]?.form;
    expect(form(63)).toBe('box');
    expect(form(0)).toBe('box');
    expect(form(62)).toBe('cell');
  });

  it('says which guest got no function', () => {
    const { frames } = stage(['sriov', 'sriov', 'emulated'], 1, [1200, 800]);
    const warnings = frames.flatMap((f) => f.labels.filter((label) => label.tone === 'warning'));
    expect(warnings.map((label) => label.text)).toEqual(['VM1 has no VF']);
  });

  it('holds 256 virtual functions', () => {
    const layout = stage(['sriov', 'emulated'], 256, [988, 540], { device: 'intel-e810' });
    expect(layout.boxes.filter((box) => box.kind === 'vf')).toHaveLength(256);
  });
});

describe('routes', () => {
  const wires: readonly Wire[] = ['data', 'control', 'doorbell', 'dma', 'interrupt'];

  it('lead from the border of one part to that of the other, and back the same way', () => {
    fc.assert(
      fc.property(stages, fc.nat(), fc.nat(), fc.constantFrom(...wires), (s, m, n, wire) => {
        const layout = stage(s.guests, s.numVfs, s.size);
        const [a, b] = [m % layout.places.length, n % layout.places.length];
        const [boxA, boxB] = [a, b].map((i) => layout.boxes[layout.boxOf[i] as number]);
        if (boxA === undefined || boxB === undefined || boxA === boxB) return;
        const line = createRoutes(layout).between(a, b, wire);
        const back = createRoutes(layout).between(b, a, wire);
        const last = line.xs.length - 1;
        expect(touches(boxA, line.xs[0] as number, line.ys[0] as number)).toBe(true);
        expect(touches(boxB, line.xs[last] as number, line.ys[last] as number)).toBe(true);
        expect(line.length).toBeGreaterThan(0);
        expect(back.length).toBeCloseTo(line.length, 1);
        expect(back.xs[0]).toBeCloseTo(line.xs[last] as number, 1);
      }),
      { numRuns: 300 },
    );
  });

  it('of the drawn wires pass no part they do not belong to', () => {
    const layout = stage(['sriov', 'sriov', 'vhost-net', 'emulated'], 4, [1100, 760]);
    const routes = createRoutes(layout);
    const rails = railsOf(layout);
    expect(rails.length).toBeGreaterThan(15);
    for (const { from, to, wire } of rails) {
      const line = routes.between(from, to, wire);
      const own = [layout.boxOf[from], layout.boxOf[to]];
      for (let i = 0; i < line.xs.length; i += 1) {
        const [x, y] = [line.xs[i] as number, line.ys[i] as number];
        const met = layout.boxes.find(
          (box, index) => !own.includes(index) && box.kind !== 'iommu' && inside(box, x, y),
        );
        expect(met?.kind).toBeUndefined();
      }
    }
  });

  it('of DMA are straight', () => {
    const layout = stage(['sriov', 'emulated'], 1, [900, 700]);
    const lines = railsOf(layout)
      .filter((rail) => rail.wire === 'dma')
      .map(({ from, to }) => createRoutes(layout).between(from, to, 'dma').xs.length);
    expect(lines).toEqual([2, 2]);
  });
});

const inside = (box: Rect, x: number, y: number) =>
  x > box.x + 1 && x < box.x + box.w - 1 && y > box.y + 1 && y < box.y + box.h - 1;
const touches = (box: Rect, x: number, y: number) =>
  x >= box.x - 1 && x <= box.x + box.w + 1 && y >= box.y - 1 && y <= box.y + box.h + 1;
