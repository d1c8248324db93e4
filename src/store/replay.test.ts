import { expect, it } from 'vitest';
import { parseScenario } from '../engine/scenario/parse';
import { withCapture, withoutCapture } from './replay';

const replay = (...at: readonly number[]) => ({
  name: 'a.pcap',
  macs: ['52:54:00:00:00:01', '52:54:00:00:00:02'],
  guest: 0,
  frames: at.map((each) => ({ at: each, bytes: 60, src: 0, dst: 1 })),
});

function untilOf(input: object): number {
  const parsed = parseScenario(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  return parsed.scenario.run.until;
}

it('makes the run long enough for the whole capture, up to ten seconds', () => {
  expect(untilOf(withCapture({}, replay(0)))).toBe(10e9);
  expect(untilOf(withCapture({}, replay(0, 1_234_567_890)))).toBe(1_245e9);
  expect(untilOf(withCapture({}, replay(0, 9_999_000_000)))).toBe(10e12);
});

it('keeps what else was set, and gives one guest the capture', () => {
  const input = withCapture({ seed: 7, vms: [{ path: 'virtio', count: 9 }] }, replay(0, 5));
  const parsed = parseScenario(input);
  expect(parsed).toMatchObject({
    ok: true,
    scenario: {
      seed: 7,
      vms: [{ path: 'virtio', count: 1, traffic: { kind: 'replay', direction: 'both' } }],
    },
  });
});

it('goes back to a run of the usual length when the capture is given up', () => {
  const input = withoutCapture(withCapture({}, replay(0, 3e9)), 'cbr');
  expect(untilOf(input)).toBe(10e9);
  expect(JSON.stringify(input)).not.toContain('frames');
});
