import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPackets, endOfLife, takeId } from './packets';

it('keeps every living frame in its row, whatever lives long, while the table grows', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 300 }), fc.nat(100), (steps, first) => {
      const p = createPackets(8);
      p.nextId = first + 1;
      const alive = new Map<number, number>();
      for (const step of steps) {
        const oldest = alive.keys().next().value;
        const newest = [...alive.keys()].at(-1);
        // Mostly births; deaths of the newest leave old ones behind, deaths of the oldest are the usual case.
        if (step >= 6 && oldest !== undefined && newest !== undefined) {
          const gone = step === 9 ? newest : oldest;
          endOfLife(p, gone);
          alive.delete(gone);
        } else {
          const id = takeId(p);
          if (alive.has(id)) throw new Error(`id ${String(id)} given twice`);
          p.bytes[id & p.mask] = id * 3;
          alive.set(id, id * 3);
        }
      }
      for (const [id, bytes] of alive) {
        const row = id & p.mask;
        expect([p.alive[row], p.id[row], p.bytes[row]]).toEqual([1, id, bytes]);
      }
      expect(p.live).toBe(alive.size);
    }),
    { numRuns: 500 },
  );
});
