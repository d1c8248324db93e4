import { describe, expect, it } from 'vitest';
import { fromFunction, fromWire, type Filters } from './nic-switch';
import { EVERYBODY, OUTSIDE } from './packets';

// Guests 0 and 1 have VFs 4 and 5; guest 2 sits behind the host's bridge on PF 0.
const filters: Filters = {
  functionOf: [4, 5, -1],
  broadcast: [0, 4, 5],
  defaultFunction: 0,
  behindDefault: [false, false, true],
};

describe('a frame from a VF', () => {
  it('to another VF stays in the card', () => {
    expect(fromFunction(filters, 4, 0, 0, 1)).toEqual({
      toWire: false,
      functions: [5],
      drop: null,
    });
  });

  it('to an unknown address leaves by the wire only, even for a guest behind the host’s bridge', () => {
    expect(fromFunction(filters, 4, 0, 0, OUTSIDE)).toEqual({
      toWire: true,
      functions: [],
      drop: null,
    });
    expect(fromFunction(filters, 4, 0, 0, 2)).toEqual({ toWire: true, functions: [], drop: null });
  });

  it('to everybody goes to all others and to the wire', () => {
    expect(fromFunction(filters, 4, 0, 0, EVERYBODY)).toEqual({
      toWire: true,
      functions: [0, 5],
      drop: null,
    });
  });

  it('with another’s source address is dropped by the spoof check; the host’s PF may send for its bridge', () => {
    expect(fromFunction(filters, 4, 0, 1, OUTSIDE).drop).toBe('spoof-check');
    expect(fromFunction(filters, 4, 0, OUTSIDE, 1).drop).toBe('spoof-check');
    expect(fromFunction(filters, 0, OUTSIDE, 2, 1)).toEqual({
      toWire: false,
      functions: [5],
      drop: null,
    });
  });
});

describe('a frame from the wire', () => {
  it('goes to the function whose address it has, to the bridge for guests behind it, to nobody else', () => {
    expect(fromWire(filters, 1).functions).toEqual([5]);
    expect(fromWire(filters, 2).functions).toEqual([0]);
    expect(fromWire(filters, OUTSIDE).drop).toBe('no-receiver');
    expect(fromWire({ ...filters, defaultFunction: -1 }, 2).drop).toBe('no-receiver');
  });

  it('for everybody is replicated to every function that accepts broadcasts', () => {
    expect(fromWire(filters, EVERYBODY).functions).toEqual([0, 4, 5]);
    expect(fromWire({ ...filters, broadcast: [] }, EVERYBODY).drop).toBe('no-receiver');
  });
});
