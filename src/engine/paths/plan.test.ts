import { expect, it } from 'vitest';
import type { NicConfig } from '../scenario/scenario';
import { Run } from '../run';
import { scenario } from '../testing';
import { planHost } from './plan';

/** `3b:10.0` of each guest, null = none. */
function functionsWith(
  input: { readonly vms: readonly object[]; readonly nic?: object },
  given: NicConfig['given'],
) {
  const parsed = scenario({ nic: { device: 'intel-82599', numVfs: 4 }, ...input });
  const asked = given === undefined ? parsed : { ...parsed, nic: { ...parsed.nic, given } };
  const { card, vms } = planHost(asked);
  return vms.map(({ fn, withoutDevice }) => {
    expect(withoutDevice).toBe(fn < 0);
    return card.functions[fn]?.bdf ?? null;
  });
}

const [VF0, VF1, VF3] = [0x3b80, 0x3b82, 0x3b86];
const PF1 = 0x3b01;
const three = { vms: [{ path: 'sriov', count: 3 }] };

it('gives VFs in order of the guests where nothing was done by hand', () => {
  expect(functionsWith(three, undefined)).toEqual(['3b:10.0', '3b:10.2', '3b:10.4']);
});

it('leaves a guest whose VF was taken without one, and the VF free for those who come later', () => {
  expect(functionsWith(three, [[], [VF1]])).toEqual([null, '3b:10.2', '3b:10.0']);
});

it('never gives away what somebody holds, also who does not use it', () => {
  expect(functionsWith(three, [[VF3], [VF0]])).toEqual(['3b:10.6', '3b:10.0', '3b:10.2']);
  const one = { vms: [{ path: 'sriov', count: 2 }], nic: { numVfs: 1 } };
  expect(functionsWith(one, [[], [VF0]])).toEqual([null, '3b:10.0']);
});

it('lets a guest on a direct path use whatever function it has, and one that is gone by no one', () => {
  expect(functionsWith({ vms: [{ path: 'sriov', count: 1 }] }, [[PF1]])).toEqual(['3b:00.1']);
  expect(functionsWith({ vms: [{ path: 'sriov', count: 1 }] }, [[0x3bff]])).toEqual([null]);
});

it('runs with the guests it has: who lost its VF drops what it would send', () => {
  const parsed = scenario({ vms: [{ path: 'sriov', count: 2, traffic: { kind: 'single' } }] });
  const run = new Run({ ...parsed, nic: { ...parsed.nic, given: [[], [VF1]] } });
  while (!run.extend(100_000));
  const [first, second] = run.metrics().vms;
  expect(first?.packets).toMatchObject({ delivered: 0, dropped: { 'no-device': 1 } });
  expect(second?.packets.delivered).toBe(1);
});
