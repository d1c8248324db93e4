import { describe, expect, test } from 'vitest';
import { accepted, makePcap, PcapngMaker, refusal, THREE } from './fixtures';

const times = (bytes: Uint8Array) => accepted(bytes).capture.frames.map((frame) => frame.at);

describe('pcapng', () => {
  const us = (ns: bigint) => ns / 1000n;

  test.each([true, false])('is read in either byte order (little: %s)', (little) => {
    const file = new PcapngMaker().section(little).interface();
    for (const frame of THREE) file.enhanced(frame, us(frame.ns));
    const { capture, warnings } = accepted(file.done());
    expect(warnings).toEqual([]);
    expect(capture.format).toBe('pcapng');
    expect(capture.frames).toEqual(accepted(makePcap(THREE)).capture.frames);
  });

  test('time stamps of any resolution, powers of two included', () => {
    const ticks = (tsresol: number, second: bigint) =>
      times(
        new PcapngMaker()
          .section()
          .interface({ tsresol })
          .enhanced(THREE[0]!, 5n * second)
          .enhanced(THREE[0]!, 5n * second + second / 4n)
          .done(),
      )[1];
    expect(ticks(3, 1000n)).toBe(250_000_000);
    expect(ticks(9, 10n ** 9n)).toBe(250_000_000);
    expect(ticks(12, 10n ** 12n)).toBe(250_000_000);
    expect(ticks(0x80 | 10, 1n << 10n)).toBe(250_000_000);
    expect(ticks(0x80 | 32, 1n << 32n)).toBe(250_000_000);
    // The finest tick there is: 2^-127 s, where a quarter of a second does not fit 64 bits.
    expect(ticks(0xff, 4n)).toBe(0);
  });

  test('the time offset of an interface counts', () => {
    const file = new PcapngMaker()
      .section()
      .interface({ tsoffset: -3n })
      .interface({ tsoffset: 2n })
      .enhanced(THREE[0]!, 10_000_000n, 0)
      .enhanced(THREE[0]!, 6_000_000n, 1);
    expect(times(file.done())).toEqual([0, 1_000_000_000]);
  });

  test('obsolete and simple packet blocks are read, unknown blocks skipped', () => {
    const file = new PcapngMaker()
      .section()
      .interface({ snapLength: 64 })
      .block(5, (out) => out.u32(0))
      .obsolete(THREE[0]!, us(THREE[0].ns))
      .block(0x0bad, (out) => out.u32(7))
      .simple({ ns: 0n, bytes: 1514, captured: 64 })
      .enhanced(THREE[1]!, us(THREE[0].ns) + 9n);
    const { capture, warnings } = accepted(file.done());
    expect(capture.frames.map(({ at, bytes }) => [at, bytes])).toEqual([
      [0, 60],
      [0, 1514],
      [9000, 1514],
    ]);
    expect(warnings).toMatchObject([{ code: 'no-times', record: 6, count: 1 }]);
  });

  test('several sections, each with its own byte order and interfaces', () => {
    const file = new PcapngMaker()
      .section(true)
      .interface()
      .enhanced(THREE[0]!, 1_000_000n)
      .section(false)
      .interface({ tsresol: 9 })
      .enhanced(THREE[1]!, 1_500_000_000n);
    expect(times(file.done())).toEqual([0, 500_000_000]);
  });

  test('of several interfaces the Ethernet ones are used, the others counted', () => {
    const file = new PcapngMaker()
      .section()
      .interface({ linkType: 113 })
      .interface()
      .enhanced(THREE[0]!, 1n, 0)
      .enhanced(THREE[0]!, 2n, 0)
      .enhanced(THREE[1]!, 3n, 1)
      .enhanced(THREE[1]!, 3n, 7);
    const { capture, warnings } = accepted(file.done());
    expect(capture.frames).toHaveLength(1);
    expect(warnings).toMatchObject([
      { code: 'other-link-type', record: 4, found: '113 (LINUX_SLL)', count: 2 },
      { code: 'unknown-interface', record: 7, found: '7', allowed: '0–1', count: 1 },
    ]);
  });

  test('without an Ethernet interface the file is refused', () => {
    const file = new PcapngMaker().section().interface({ linkType: 105 }).enhanced(THREE[0]!, 1n);
    expect(refusal(file.done())).toMatchObject({
      code: 'link-type',
      offset: 28,
      record: 2,
      found: '105 (IEEE802_11)',
    });
  });

  test('the frames before a cut are used; a cut section header is refused', () => {
    const whole = new PcapngMaker()
      .section()
      .interface()
      .enhanced(THREE[0]!, 1n)
      .enhanced(THREE[0]!, 2n)
      .done();
    const { capture, warnings } = accepted(whole.subarray(0, whole.length - 3));
    expect(capture.frames).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: 'cut-short', record: 4 }]);
    expect(refusal(whole.subarray(0, 27))?.code).toBe('header-cut-short');
  });

  test('blocks with impossible lengths end the reading', () => {
    const start = () => new PcapngMaker().section().interface().enhanced(THREE[0]!, 1n);
    const good = start().done().length;
    const edits: [number, number, string][] = [
      [4, 8, 'bad-block'],
      [4, 34, 'bad-block'],
      [4, 0xfffffffc, 'cut-short'],
      [8 + 12, 61, 'bad-record'],
    ];
    for (const [at, value, code] of edits) {
      const bytes = start().simple({ ns: 0n, bytes: 60 }).enhanced(THREE[0]!, 2n).done();
      const second = good + 12 + 4 + 60;
      new DataView(bytes.buffer).setUint32(
        second + at,
        value + (code === 'bad-record' ? 40 : 0),
        true,
      );
      const { capture, warnings } = accepted(bytes);
      expect(capture.frames).toHaveLength(2);
      expect(warnings.map((w) => w.code)).toContain(code);
      expect(warnings.find((w) => w.code === code)).toMatchObject({ offset: second, record: 5 });
    }
  });

  test('a section header with another byte-order magic or version is refused', () => {
    const bytes = new PcapngMaker().section().done();
    bytes[8] = 0;
    expect(refusal(bytes)).toMatchObject({ code: 'bad-section', allowed: '0x1a2b3c4d' });
    expect(refusal(new PcapngMaker().section(false, 2).done())).toMatchObject({
      code: 'version',
      found: '2.0',
    });
  });
});
