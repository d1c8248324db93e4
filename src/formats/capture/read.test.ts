import { describe, expect, test } from 'vitest';
import { parseScenario } from '../../engine/scenario/parse';
import { MAX_CAPTURE_BYTES, MAX_FRAMES, MAX_KEPT_BYTES } from './capture';
import { accepted, makePcap, refusal, THREE } from './fixtures';
import { captureToReplay, readCapture } from './read';

describe('what does not suit is said', () => {
  test.each([
    ['', 'empty', '0 B'],
    ['abc', 'not-a-capture', '"abc"'],
    ['<!doctype html>', 'not-a-capture', '"<!do"'],
    ['\u0001\u0002\u0003\u0004\u0005', 'not-a-capture', '0x01020304'],
    ['\u001f\u008b\u0008\u0000', 'compressed', 'gzip'],
  ])('%j is no capture', (text, code, found) => {
    const bytes = Uint8Array.from(text.split(''), (char) => char.charCodeAt(0));
    expect(refusal(bytes)).toMatchObject({ code, found, offset: 0 });
  });

  test('a file above 64 MiB is refused unread', () => {
    expect(refusal(new Uint8Array(MAX_CAPTURE_BYTES + 1))).toMatchObject({
      code: 'too-large',
      found: '65 MiB',
      allowed: '64 MiB',
    });
  });

  test('the first 20,000 frames are used', () => {
    const frames = Array.from({ length: MAX_FRAMES + 5 }, (_, i) => ({
      ns: BigInt(i) * 1000n,
      bytes: 60,
      captured: 14,
    }));
    const { capture, warnings } = accepted(makePcap(frames));
    expect(capture.frames).toHaveLength(MAX_FRAMES);
    expect(warnings).toMatchObject([{ code: 'too-many-frames', record: MAX_FRAMES + 1 }]);
  });

  test('times that go back become gaps of zero and are counted', () => {
    const at = (us: bigint) => ({ ns: us * 1000n, bytes: 60 });
    const { capture, warnings } = accepted(makePcap([5n, 9n, 2n, 3n, 1n].map(at)));
    expect(capture.frames.map((frame) => frame.at)).toEqual([0, 4000, 4000, 5000, 5000]);
    expect(warnings).toMatchObject([
      { code: 'times-go-back', record: 3, found: '-0.000007 s', count: 2 },
    ]);
  });

  test('frames after ten seconds are left out', () => {
    const at = (s: bigint) => ({ ns: s * 1_000_000_000n, bytes: 60 });
    const { capture, warnings } = accepted(makePcap([0n, 10n, 11n, 4_000_000_000n].map(at)));
    expect(capture.frames).toHaveLength(2);
    expect(warnings).toMatchObject([{ code: 'too-late', record: 3, found: '11 s', count: 2 }]);
  });

  test('short frames are padded, long ones left out', () => {
    const frames = [42, 60, 9014, 9015, 65_226].map((bytes) => ({ ns: 0n, bytes, captured: 40 }));
    const { capture, warnings } = accepted(makePcap(frames));
    expect(capture.frames.map((frame) => frame.bytes)).toEqual([60, 60, 9014]);
    expect(warnings).toMatchObject([
      { code: 'padded', record: 1, found: '42 B', count: 1 },
      { code: 'too-long', record: 4, found: '9015 B', count: 2 },
    ]);
  });
});

describe('as a workload', () => {
  test('the guest plays the address that sent most, of equals the first', () => {
    const from = (src: number) => ({ ns: 0n, bytes: 60, src, dst: 9 });
    const guest = (sources: number[]) => {
      const replay = captureToReplay(accepted(makePcap(sources.map(from))).capture);
      return replay.macs[replay.guest];
    };
    expect(guest([1, 2, 2])).toBe('52:54:00:00:00:02');
    expect(guest([3, 2])).toBe('52:54:00:00:00:03');
  });

  test('every capture that is read is a valid replay of a scenario', () => {
    const name = 'n'.repeat(300);
    const result = readCapture(makePcap([...THREE, { ns: 0n, bytes: 42 }]), name);
    if (!result.ok) throw new Error('refused');
    const replay = captureToReplay(result.capture);
    expect(replay.name).toHaveLength(255);
    const scenario = parseScenario({ vms: [{ traffic: { kind: 'replay', replay } }] });
    expect(scenario.ok && scenario.scenario.vms[0]?.traffic.replay).toEqual(replay);
  });
});

test('bytes of whole frames are kept up to a bound; beyond it those of none, which is said', () => {
  const frame = (i: number) => ({ ns: BigInt(i) * 1000n, bytes: 9014 });
  const small = accepted(makePcap([frame(0), { ns: 1000n, bytes: 1514, captured: 96 }]));
  expect(small.capture.frames.map(({ data }) => data !== undefined)).toEqual([true, false]);
  const count = Math.floor(MAX_KEPT_BYTES / 9014) + 3;
  const large = accepted(makePcap(Array.from({ length: count }, (_, i) => frame(i))));
  expect(large.capture.frames.length).toBe(count);
  expect(large.capture.frames.every(({ data }) => data === undefined)).toBe(true);
  expect(large.warnings.map(({ code }) => code)).toContain('bytes-not-kept');
});
