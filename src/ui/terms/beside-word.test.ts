import fc from 'fast-check';
import { expect, it } from 'vitest';
import { besideWord } from './beside-word';

const page = { width: 1280, height: 720, room: { left: 0, right: 320 } };

it('stands below the word, in its column', () => {
  const spot = besideWord({ left: 100, top: 200, bottom: 220 }, 180, page);
  expect(spot).toEqual({ left: 8, top: 224, width: 304, maxHeight: 488 });
});

it('stands above where there is no room below', () => {
  const spot = besideWord({ left: 100, top: 640, bottom: 660 }, 180, page);
  expect(spot.top + 180).toBe(636);
});

it('never covers the word, and never leaves the page', () => {
  const inside = fc.record({
    left: fc.integer({ min: 0, max: 1200 }),
    top: fc.integer({ min: 0, max: 690 }),
    wanted: fc.integer({ min: 20, max: 2000 }),
    from: fc.integer({ min: 0, max: 1000 }),
    wide: fc.integer({ min: 100, max: 900 }),
  });
  fc.assert(
    fc.property(inside, ({ left, top, wanted, from, wide }) => {
      const word = { left, top, bottom: top + 20 };
      const spot = besideWord(word, wanted, { ...page, room: { left: from, right: from + wide } });
      const bottom = spot.top + Math.min(wanted, spot.maxHeight);
      expect(spot.top >= word.bottom || bottom <= word.top).toBe(true);
      expect(spot.top).toBeGreaterThanOrEqual(0);
      expect(bottom).toBeLessThanOrEqual(page.height);
      expect(spot.left).toBeGreaterThanOrEqual(0);
      expect(spot.left + spot.width).toBeLessThanOrEqual(page.width);
    }),
  );
});
