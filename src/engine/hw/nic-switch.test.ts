import { describe, expect, it } from 'vitest';
import { DROP } from '../costs/facts';
import { Machine } from './machine';
import { closedPool, lastLookup, type Pool } from './nic-pool';
import { NicFlows } from './nic-flows';
import { NicSwitch } from './nic-switch';
import { EVERYBODY, GROUP, NOBODY, OUTSIDE, tciOf } from './packets';
import { pricesOf } from '../costs/profiles';
import { DEFAULT_SCENARIO } from '../scenario/defaults';
import { vlanOf } from './vlan-tag';

const vf = (address: number, more: Partial<Pool> = {}): Pool => ({
  ...closedPool(),
  address,
  valid: true,
  broadcast: true,
  enabled: true,
  ...more,
});

const pf: Partial<Pool> = { vlans: null, groups: true, unmatched: true, spoofCheck: false };

/** Guests 0 and 1 have VFs 1 and 2; guest 2 sits behind the host's bridge on PF 0. */
function card(
  first: Partial<Pool> = {},
  second: Partial<Pool> = {},
  mode: 'veb' | 'vepa' = 'veb',
  host: Partial<Pool> = pf,
) {
  const m = new Machine(pricesOf(DEFAULT_SCENARIO.host), 3);
  const wiring = {
    mode,
    members: [0, 1, 2],
    defaultFunction: 0,
    hostQueues: [],
    behindDefault: [false, false, true],
  };
  const pools = [vf(OUTSIDE, host), vf(0, first), vf(1, second)];
  const sw = new NicSwitch(m, [wiring], pools, () => 0, new NicFlows(m, 1, []));
  const place = m.place('switch', -1, 0);
  const frame = (src: number, dst: number, vid = 0) =>
    m.create(0, src, dst, 100, 0, place, 1, vid === 0 ? 0 : tciOf(vid, 0));
  return {
    m,
    sw,
    sent: (from: number, src: number, dst: number, vid = 0) => {
      const packet = frame(src, dst, vid);
      const { toWire, functions, drop } = sw.fromFunction(0, from, packet);
      return { toWire, functions, drop, tag: vlanOf(m, packet) };
    },
    came: (src: number, dst: number, vid = 0) => {
      const { functions, drop } = sw.fromWire(0, frame(src, dst, vid));
      return drop ?? functions;
    },
  };
}

describe('a frame from a VF', () => {
  it('to another VF stays in the card; to an unknown address it leaves by the wire only', () => {
    const { sent } = card();
    expect(sent(1, 0, 1)).toMatchObject({ toWire: false, functions: [2], drop: null });
    expect(sent(1, 0, OUTSIDE)).toMatchObject({ toWire: true, functions: [] });
    // Even for a guest behind the host's bridge (VEB.7).
    expect(sent(1, 0, 2)).toMatchObject({ toWire: true, functions: [] });
    expect(sent(1, 0, NOBODY)).toMatchObject({ toWire: true, functions: [] });
  });

  it('to everybody goes to all others and to the wire, to a group to who has joined', () => {
    const { sent } = card({}, { groups: true });
    expect(sent(1, 0, EVERYBODY)).toMatchObject({ toWire: true, functions: [0, 2] });
    expect(sent(2, 1, GROUP)).toMatchObject({ toWire: true, functions: [0] });
    expect(sent(1, 0, GROUP)).toMatchObject({ toWire: true, functions: [0, 2] });
  });

  it('with another’s source address is dropped unless the check is off; the PF may send for its bridge', () => {
    const { sent } = card({}, { spoofCheck: false });
    expect(sent(1, 1, OUTSIDE).drop).toBe('spoof-check');
    expect(sent(1, NOBODY, 1).drop).toBe('spoof-check');
    expect(sent(2, NOBODY, 0)).toMatchObject({ functions: [1], drop: null });
    expect(sent(0, 2, 1)).toMatchObject({ toWire: false, functions: [2], drop: null });
  });

  it('of a VF whose link is off, or to one, goes nowhere', () => {
    const { sent, came } = card({}, { enabled: false });
    expect(sent(2, 1, OUTSIDE).drop).toBe('link-down');
    expect(sent(1, 0, 1).drop).toBe('link-down');
    expect(sent(1, 0, EVERYBODY).functions).toEqual([0]);
    expect(came(OUTSIDE, 1)).toBe('link-down');
  });
});

describe('VLANs', () => {
  it('a port VLAN is put in, with its priority, whatever the guest wrote, and taken out', () => {
    const port = tciOf(100, 3);
    const { sent, m, sw } = card({ portVlan: port }, { portVlan: tciOf(100, 0) });
    expect(sent(1, 0, OUTSIDE)).toMatchObject({ toWire: true, tag: port });
    expect(sent(1, 0, OUTSIDE, 7)).toMatchObject({ toWire: true, tag: port });
    expect(sent(1, 0, 1)).toMatchObject({ functions: [2], tag: port });
    const frame = m.create(0, OUTSIDE, 0, 100, 0, 0, 1, port);
    sw.strip(1, frame);
    expect(vlanOf(m, frame)).toBe(0);
  });

  it('a frame of another VLAN does not get in, and untagged ones not into a port VLAN', () => {
    const { sent, came } = card({ portVlan: tciOf(100, 0) }, { vlans: [20] });
    expect(sent(1, 0, 1).drop).toBe('vlan');
    expect(came(OUTSIDE, 0)).toBe('vlan');
    expect(came(OUTSIDE, 0, 100)).toEqual([1]);
    expect(came(OUTSIDE, 1, 20)).toEqual([2]);
    expect(came(OUTSIDE, 1, 21)).toBe('vlan');
    expect(came(OUTSIDE, EVERYBODY, 20)).toEqual([0, 2]);
    expect(came(OUTSIDE, EVERYBODY)).toEqual([0, 2]);
  });

  it('a sender that is no member of its tag’s VLAN is stopped by the spoof check', () => {
    const { sent } = card({ vlans: [20] }, { spoofCheck: false });
    expect(sent(1, 0, OUTSIDE, 20)).toMatchObject({ toWire: true, drop: null });
    expect(sent(1, 0, OUTSIDE, 21).drop).toBe('vlan');
    expect(sent(2, 1, OUTSIDE, 21)).toMatchObject({ toWire: true, drop: null });
  });
});

describe('a frame from the wire', () => {
  it('goes to the function whose address it has, to the bridge for guests behind it', () => {
    const { came } = card();
    expect(came(OUTSIDE, 1)).toEqual([2]);
    expect(came(OUTSIDE, 2)).toEqual([0]);
    expect(came(OUTSIDE, EVERYBODY)).toEqual([0, 1, 2]);
  });

  it('for an address that nobody has goes to who listens to all, and is dropped where nobody does', () => {
    expect(card().came(OUTSIDE, NOBODY)).toEqual([0]);
    expect(card({ unmatched: true }).came(OUTSIDE, NOBODY)).toEqual([0, 1]);
    const deaf = { ...pf, unmatched: false, broadcast: false, groups: false };
    const quiet = { broadcast: false };
    const { came } = card(quiet, quiet, 'veb', deaf);
    expect(came(OUTSIDE, NOBODY)).toBe('no-receiver');
    expect(came(OUTSIDE, EVERYBODY)).toBe('no-receiver');
    expect(came(OUTSIDE, GROUP)).toBe('no-receiver');
  });

  it('that the switch outside reflects does not come back to its sender', () => {
    const { came } = card({}, {}, 'vepa');
    expect(came(0, EVERYBODY)).toEqual([0, 2]);
  });
});

it('VEPA: everything leaves by the wire, checks and port VLAN first', () => {
  const { sent } = card({ portVlan: tciOf(5, 0) }, {}, 'vepa');
  expect(sent(1, 0, 1)).toEqual({ toWire: true, functions: [], drop: null, tag: 5 });
  expect(sent(1, 0, EVERYBODY)).toMatchObject({ toWire: true, functions: [] });
  expect(sent(1, 1, OUTSIDE).drop).toBe('spoof-check');
  expect(sent(0, 2, 1)).toMatchObject({ toWire: true, functions: [] });
});

it('counts what passes and keeps the last lookup', () => {
  const { sent, sw } = card();
  sent(1, 0, 1);
  sent(1, 1, OUTSIDE);
  sent(1, 0, 1);
  const counts = sw.s.counts[1]!;
  expect([counts.txFrames, counts.txBytes]).toEqual([3, 300]);
  expect(counts.dropped[DROP['spoof-check']]).toBe(1);
  expect([...sw.s.hits[0]!]).toEqual([0, 2, 0]);
  expect(lastLookup(sw.s.recent[0]!)).toMatchObject({
    from: 1,
    dst: 1,
    rule: 'mac',
    functions: [2],
    drop: null,
  });
});
