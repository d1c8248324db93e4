import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_FRAMES, MAX_SPAN_NS } from './capture';
import { makePcap, PcapngMaker } from './fixtures';
import { captureToReplay, readCapture } from './read';

/** What is wrong with the answer to some bytes; nothing should be, whatever the bytes. */
function faultsOf(bytes: Uint8Array): string[] {
  const result = readCapture(bytes, 'x');
  if (!result.ok) return result.issue.offset <= bytes.length ? [] : ['issue beyond the file'];
  const { frames, macs } = result.capture;
  const known = (mac: number) => mac >= 0 && mac < macs.length;
  const claims: [string, boolean][] = [
    ['some frames, not too many', frames.length > 0 && frames.length <= MAX_FRAMES],
    ['two addresses a frame at most', macs.length <= 2 * frames.length],
    ['whole nanoseconds', frames.every(({ at }) => Number.isInteger(at) && at <= MAX_SPAN_NS)],
    ['time does not go back', frames.every(({ at }, i) => at >= (frames[i - 1]?.at ?? 0))],
    ['sizes of Ethernet', frames.every((each) => each.bytes >= 60 && each.bytes <= 9014)],
    ['known addresses', frames.every(({ src, dst }) => known(src) && known(dst))],
    ['warnings in the file', result.warnings.every(({ offset }) => offset < bytes.length)],
    ['a guest', known(captureToReplay(result.capture).guest)],
  ];
  return claims.filter(([, holds]) => !holds).map(([claim]) => claim);
}

const frame = (i: number) => ({ ns: BigInt(i) * 1_000_000n, bytes: 60 + i * 50, captured: 60 });
const FRAMES = [0, 1, 2, 3].map(frame);

function pcapng(little: boolean): Uint8Array {
  const file = new PcapngMaker().section(little).interface({ tsresol: 9, tsoffset: 1n });
  file.interface({ linkType: 113 });
  for (const each of FRAMES) file.enhanced(each, each.ns);
  file.obsolete(FRAMES[0]!, 7n).simple({ ns: 0n, bytes: 60 }).enhanced(FRAMES[1]!, 1n, 1);
  return file.section(!little).interface({ fcsLength: 4 }).enhanced(FRAMES[2]!, 9n).done();
}

const FILES = [
  makePcap(FRAMES),
  makePcap(FRAMES, { little: false, nanos: true }),
  pcapng(true),
  pcapng(false),
];

describe('whatever the bytes, a capture or an issue comes out', () => {
  test('random bytes, also behind a good magic', () => {
    const magic = fc.constantFrom(
      [],
      [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0],
      [0xa1, 0xb2, 0x3c, 0x4d, 0, 2, 0, 4],
      [0x0a, 0x0d, 0x0d, 0x0a, 28, 0, 0, 0, 0x4d, 0x3c, 0x2b, 0x1a],
    );
    fc.assert(
      fc.property(magic, fc.uint8Array({ maxLength: 400 }), (head, tail) => {
        expect(faultsOf(Uint8Array.from([...head, ...tail]))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('valid files with bytes overwritten', () => {
    const edit = fc.tuple(fc.nat(1000), fc.oneof(fc.constantFrom(0, 1, 127, 255), fc.nat(255)));
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.array(edit, { maxLength: 8 }), (file, edits) => {
        const bytes = file.slice();
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        expect(faultsOf(bytes)).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  test('valid files with whole words overwritten by extremes', () => {
    const word = fc.constantFrom(0, 1, 12, 28, 0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff);
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES),
        fc.nat(250),
        word,
        fc.boolean(),
        (file, at, value, little) => {
          const bytes = file.slice();
          new DataView(bytes.buffer).setUint32((at * 4) % (bytes.length - 4), value, little);
          expect(faultsOf(bytes)).toEqual([]);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('valid files cut at every byte, and behind other bytes in a larger buffer', () => {
    for (const file of FILES) {
      for (let length = 0; length <= file.length; length++) {
        expect(faultsOf(file.subarray(0, length))).toEqual([]);
      }
      const large = new Uint8Array(file.length + 7);
      large.set(file, 7);
      expect(readCapture(large.subarray(7), 'x')).toEqual(readCapture(file, 'x'));
    }
  });

  test('megabytes of the smallest records and blocks are read in bounded time and memory', () => {
    const empty = 2 ** 18;
    const records = new Uint8Array(24 + 16 * empty);
    records.set(makePcap([]));
    expect(faultsOf(records)).toEqual([]);
    const blocks = new Uint8Array(28 + 20 * empty);
    blocks.set(new PcapngMaker().section().done());
    const view = new DataView(blocks.buffer);
    for (let at = 28; at < blocks.length; at += 20) {
      view.setUint32(at, 1, true);
      view.setUint32(at + 4, 20, true);
      view.setUint32(at + 16, 20, true);
    }
    expect(faultsOf(blocks)).toEqual([]);
  });
});
