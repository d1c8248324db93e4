import { describe, expect, it } from 'vitest';
import type { PlaceKind } from '../../engine/costs/places';
import { plugCard } from '../../engine/pci/card';
import { deviceById } from '../../engine/pci/devices';
import { PATH_IDS } from '../../engine/scenario/scenario';
import { en } from '../../i18n/en';
import { stageLabels } from '../labels';
import { layoutStage } from '../layout';
import { topologyOf } from '../testing';
import { calloutFor, NEAR_PX } from './callout';
import type { Rect } from './stage-layout';

const SENTENCE = 'VF0 3b:10.0 fetches the packet from memory by itself: no CPU copies.';

function stage(path: (typeof PATH_IDS)[number], width: number, height: number) {
  const profile = deviceById('intel-82599');
  if (profile === undefined) throw new Error('no device');
  const topology = topologyOf([path], plugCard(profile, 4, { ari: true, busesPerRootPort: 8 }));
  const labels = stageLabels(en.stage, topology);
  return layoutStage(topology, width, height, { labels, besideVm: -1 });
}

/** The wider of the gaps between two rectangles, side by side or one above the other. */
const gap = (a: Rect, b: Rect) =>
  Math.max(a.x - b.x - b.w, b.x - a.x - a.w, a.y - b.y - b.h, b.y - a.y - a.h);

describe('the room for a sentence beside its part', () => {
  it.each(PATH_IDS)('is near and covers no part that is drawn, on %s', (path) => {
    const shown: readonly PlaceKind[] = ['app', 'driver', 'kvm', 'vmm', 'vf', 'iommu'];
    const layout = stage(path, 1000, 640);
    for (const box of layout.boxes.filter(({ kind }) => shown.includes(kind))) {
      const room = calloutFor(layout, box.place, SENTENCE, shown);
      if (room === null) continue;
      expect(gap(room, box)).toBeGreaterThan(0);
      expect(gap(room, box)).toBeLessThanOrEqual(NEAR_PX);
      for (const other of layout.boxes.filter(({ kind }) => shown.includes(kind))) {
        expect(gap(room, other)).toBeGreaterThanOrEqual(0);
      }
      expect(room.x + room.w).toBeLessThanOrEqual(layout.width);
    }
  });

  it('is there beside the driver of the one guest of a lesson, and nowhere on a crowded phone', () => {
    const wide = stage('emulated', 1000, 640);
    const driver = wide.boxes.find(({ kind }) => kind === 'driver')!;
    expect(calloutFor(wide, driver.place, SENTENCE, ['driver', 'kvm', 'vmm'])).not.toBeNull();
    const phone = stage('emulated', 380, 300);
    const small = phone.boxes.find(({ kind }) => kind === 'driver')!;
    expect(calloutFor(phone, small.place, SENTENCE.repeat(3), null)).toBeNull();
  });
});
