import { FrameList, type RawFrame } from '../capture/frames';
import { isPcap, readPcap } from '../capture/pcap';
import { readPcapng, SECTION_HEADER } from '../capture/pcapng';

/** A frame with when it was seen, nanoseconds since 1970. */
export interface DumpedFrame {
  readonly ns: bigint;
  readonly bytes: Uint8Array;
}

/** Keeps what a replay has no use for. */
class RawList extends FrameList {
  readonly raw: RawFrame[] = [];

  override add(raw: RawFrame): boolean {
    this.raw.push(raw);
    return true;
  }
}

/** The frames of a pcap or pcapng file as they were captured; null for a file that is neither. */
export function readDumped(bytes: Uint8Array): readonly DumpedFrame[] | null {
  if (bytes.length < 4) return null;
  const magic = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const list = new RawList();
  const ng = magic === SECTION_HEADER;
  if (!ng && !isPcap(magic)) return null;
  if ((ng ? readPcapng(bytes, list) : readPcap(bytes, list)) !== null) return null;
  return list.raw.map(({ time, data }) => ({
    ns: BigInt(time?.seconds ?? 0) * 1_000_000_000n + BigInt(time?.ns ?? 0),
    bytes: data,
  }));
}

const MAGIC_MICROS = 0xa1b2c3d4;
const SNAP_LENGTH = 262_144;
const ETHERNET = 1;

/** What `tcpdump -w` writes: pcap with microseconds, little-endian. */
export function writeDumped(frames: readonly DumpedFrame[]): Uint8Array<ArrayBuffer> {
  const size = frames.reduce((all, { bytes }) => all + 16 + bytes.length, 24);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  const words = (at: number, ...values: readonly number[]) => {
    values.forEach((value, i) => {
      view.setUint32(at + 4 * i, value, true);
    });
  };
  words(0, MAGIC_MICROS, 0x0004_0002, 0, 0, SNAP_LENGTH, ETHERNET);
  let at = 24;
  for (const { ns, bytes } of frames) {
    const micros = Number((ns / 1000n) % 1_000_000n);
    words(at, Number(ns / 1_000_000_000n), micros, bytes.length, bytes.length);
    out.set(bytes, at + 16);
    at += 16 + bytes.length;
  }
  return out;
}
