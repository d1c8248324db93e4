import { describe, expect, test } from 'vitest';
import { accepted, makePcap, refusal, THREE } from './fixtures';

const times = (bytes: Uint8Array) => accepted(bytes).capture.frames.map((frame) => frame.at);

describe('pcap', () => {
  test.each([
    { little: true, nanos: false },
    { little: false, nanos: false },
    { little: true, nanos: true },
    { little: false, nanos: true },
  ])('is read in either byte order and resolution: %j', (spec) => {
    const { capture, warnings } = accepted(makePcap(THREE, spec));
    expect(warnings).toEqual([]);
    const frames = capture.frames.map(({ data: _data, ...rest }) => rest);
    expect({ ...capture, frames }).toEqual({
      name: 'a.pcap',
      format: 'pcap',
      macs: ['52:54:00:00:00:01', '52:54:00:00:00:02'],
      frames: [
        { at: 0, bytes: 60, src: 0, dst: 1 },
        { at: 10_000, bytes: 1514, src: 1, dst: 0 },
        { at: 1_000_000_000, bytes: 9014, src: 0, dst: 1 },
      ],
    });
  });

  test('nanoseconds are kept', () => {
    const frames = [THREE[0]!, { ns: THREE[0].ns + 1n, bytes: 60 }];
    expect(times(makePcap(frames, { nanos: true }))).toEqual([0, 1]);
  });

  test('a frame cut by the snap length counts with its original length', () => {
    const { capture } = accepted(makePcap([{ ns: 0n, bytes: 1514, captured: 96 }]));
    expect(capture.frames[0]?.bytes).toBe(1514);
  });

  test('a frame check sequence announced in the header is not counted', () => {
    const { capture } = accepted(makePcap([{ ns: 0n, bytes: 1518 }], { network: 0x24000001 }));
    expect(capture.frames[0]?.bytes).toBe(1514);
  });

  test.each([
    [0, '0 (NULL)'],
    [101, '101 (RAW)'],
    [105, '105 (IEEE802_11)'],
    [113, '113 (LINUX_SLL)'],
    [228, '228 (IPV4)'],
    [276, '276 (LINUX_SLL2)'],
    [147, '147'],
  ])('link type %i is refused by number and name', (network, found) => {
    expect(refusal(makePcap(THREE, { network }))).toEqual({
      code: 'link-type',
      offset: 20,
      record: 0,
      found,
      allowed: '1 (ETHERNET)',
      count: 1,
    });
  });

  test('the frames before a cut are used, and the place of the cut is named', () => {
    const whole = makePcap(THREE);
    const { capture, warnings } = accepted(whole.subarray(0, whole.length - 1));
    expect(capture.frames).toHaveLength(2);
    expect(warnings).toEqual([
      {
        code: 'cut-short',
        offset: 24 + 16 + 60 + 16 + 1514,
        record: 3,
        found: '9029 B',
        allowed: '9030 B',
        count: 1,
      },
    ]);
    const inHeader = accepted(whole.subarray(0, 24 + 16 + 60 + 7));
    expect(inHeader.warnings).toMatchObject([{ code: 'cut-short', offset: 100, record: 2 }]);
  });

  test('a cut inside the file header is refused', () => {
    for (let length = 4; length < 24; length++) {
      expect(refusal(makePcap(THREE).subarray(0, length))).toMatchObject({
        code: 'header-cut-short',
        found: `${length} B`,
      });
    }
  });

  test('an absurd captured length ends the reading there', () => {
    const bytes = makePcap(THREE);
    new DataView(bytes.buffer).setUint32(100 + 8, 0x7fffffff, true);
    const { capture, warnings } = accepted(bytes);
    expect(capture.frames).toHaveLength(1);
    expect(warnings).toMatchObject([
      { code: 'bad-record', offset: 100, record: 2, found: '2147483647 B' },
    ]);
  });

  test.each([
    [0xa1b2cd34, 'modified (Kuznetzov) pcap'],
    [0x1c0001ac, 'IXIA pcap'],
  ])('the variant with magic %i is refused by name', (magic, found) => {
    expect(refusal(makePcap(THREE, { magic }))).toMatchObject({ code: 'variant', found });
    expect(refusal(makePcap(THREE, { magic, little: false }))).toMatchObject({ code: 'variant' });
  });

  test('another major version is refused', () => {
    expect(refusal(makePcap(THREE, { version: [3, 0] }))).toMatchObject({
      code: 'version',
      offset: 4,
      found: '3.0',
    });
  });

  test('a file without frames is refused', () => {
    expect(refusal(makePcap([]))).toMatchObject({ code: 'no-frames', offset: 24 });
    expect(refusal(makePcap([{ ns: 0n, bytes: 64, captured: 13 }]))).toMatchObject({
      code: 'no-frames',
      because: { code: 'no-addresses', record: 1, found: '13 B' },
    });
  });
});
