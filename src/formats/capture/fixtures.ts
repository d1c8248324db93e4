/** Capture files made to order, for tests: every variation of the two formats that the reader knows. */
import type { Capture, CaptureIssue } from './capture';
import { readCapture } from './read';

export interface FrameSpec {
  /** Nanoseconds since 1970 or any other origin. */
  readonly ns: bigint;
  readonly bytes: number;
  readonly src?: number;
  readonly dst?: number;
  /** Captured bytes, when a snap length has cut the frame. */
  readonly captured?: number;
}

export interface PcapSpec {
  readonly little?: boolean;
  readonly nanos?: boolean;
  readonly magic?: number;
  readonly version?: readonly [number, number];
  readonly network?: number;
}

/** Last byte of a made-up address; the rest is 52:54:00:00:00. */
function frameData({ bytes, src = 1, dst = 2, captured = bytes }: FrameSpec): Uint8Array {
  const data = new Uint8Array(captured);
  data.set([0x52, 0x54, 0, 0, 0, dst, 0x52, 0x54, 0, 0, 0, src, 0x08, 0x00].slice(0, captured));
  return data;
}

export function makePcap(frames: readonly FrameSpec[], spec: PcapSpec = {}): Uint8Array {
  const { little = true, nanos = false, version = [2, 4], network = 1 } = spec;
  const out = new Writer(little);
  out.u32(spec.magic ?? (nanos ? 0xa1b23c4d : 0xa1b2c3d4));
  out.u16(version[0]);
  out.u16(version[1]);
  out.u32(0);
  out.u32(0);
  out.u32(262_144);
  out.u32(network);
  for (const frame of frames) {
    const data = frameData(frame);
    out.u32(Number(frame.ns / 1_000_000_000n));
    out.u32(Number(frame.ns % 1_000_000_000n) / (nanos ? 1 : 1000));
    out.u32(data.length);
    out.u32(frame.bytes);
    out.bytes(data);
  }
  return out.done();
}

export interface InterfaceSpec {
  readonly linkType?: number;
  readonly snapLength?: number;
  readonly tsresol?: number;
  readonly tsoffset?: bigint;
  readonly fcsLength?: number;
}

/** Blocks of a pcapng file; the parts of a section share its byte order. */
export class PcapngMaker {
  readonly #out: Writer;

  constructor(little = true) {
    this.#out = new Writer(little);
  }

  section(little = true, major = 1): this {
    this.#out.little = little;
    return this.block(0x0a0d0d0a, (out) => {
      out.u32(0x1a2b3c4d);
      out.u16(major);
      out.u16(0);
      out.u64(0xffff_ffff_ffff_ffffn);
    });
  }

  interface(spec: InterfaceSpec = {}): this {
    return this.block(1, (out) => {
      out.u16(spec.linkType ?? 1);
      out.u16(0);
      out.u32(spec.snapLength ?? 0);
      // A name, to be skipped: its length is no multiple of four.
      option(out, 2, (value) => value.bytes(Uint8Array.from([0x65, 0x74, 0x68, 0x30, 0x31])));
      if (spec.tsresol !== undefined) option(out, 9, (value) => value.u8(spec.tsresol ?? 6));
      if (spec.fcsLength !== undefined) option(out, 13, (value) => value.u8(spec.fcsLength ?? 0));
      if (spec.tsoffset !== undefined) option(out, 14, (value) => value.u64(spec.tsoffset ?? 0n));
      option(out, 0, () => undefined);
    });
  }

  enhanced(frame: FrameSpec, ticks: bigint, interfaceId = 0): this {
    const data = frameData(frame);
    return this.block(6, (out) => {
      out.u32(interfaceId);
      out.u32(Number(ticks >> 32n));
      out.u32(Number(ticks & 0xffff_ffffn));
      out.u32(data.length);
      out.u32(frame.bytes);
      out.bytes(data);
      out.pad();
      // epb_flags, to be skipped.
      option(out, 2, (value) => value.u32(1));
      option(out, 0, () => undefined);
    });
  }

  obsolete(frame: FrameSpec, ticks: bigint, interfaceId = 0): this {
    const data = frameData(frame);
    return this.block(2, (out) => {
      out.u16(interfaceId);
      out.u16(0xffff);
      out.u32(Number(ticks >> 32n));
      out.u32(Number(ticks & 0xffff_ffffn));
      out.u32(data.length);
      out.u32(frame.bytes);
      out.bytes(data);
      out.pad();
    });
  }

  simple(frame: FrameSpec): this {
    return this.block(3, (out) => {
      out.u32(frame.bytes);
      out.bytes(frameData(frame));
      out.pad();
    });
  }

  block(type: number, body: (out: Writer) => void): this {
    const inner = new Writer(this.#out.little);
    body(inner);
    inner.pad();
    const bytes = inner.done();
    const size = bytes.length + 12;
    this.#out.u32(type);
    this.#out.u32(size);
    this.#out.bytes(bytes);
    this.#out.u32(size);
    return this;
  }

  done(): Uint8Array {
    return this.#out.done();
  }
}

function option(out: Writer, code: number, value: (out: Writer) => void): void {
  const inner = new Writer(out.little);
  value(inner);
  const bytes = inner.done();
  out.u16(code);
  out.u16(bytes.length);
  out.bytes(bytes);
  out.pad();
}

class Writer {
  little: boolean;
  #bytes: number[] = [];

  constructor(little: boolean) {
    this.little = little;
  }

  u8(value: number): void {
    this.#bytes.push(value & 0xff);
  }

  u16(value: number): void {
    this.#number(BigInt(value), 2);
  }

  u32(value: number): void {
    this.#number(BigInt(value), 4);
  }

  u64(value: bigint): void {
    this.#number(BigInt.asUintN(64, value), 8);
  }

  bytes(values: Uint8Array): void {
    for (const value of values) this.#bytes.push(value);
  }

  pad(): void {
    while (this.#bytes.length % 4 !== 0) this.#bytes.push(0);
  }

  done(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #number(value: bigint, size: number): void {
    for (let i = 0; i < size; i++) {
      const shift = BigInt(8 * (this.little ? i : size - 1 - i));
      this.#bytes.push(Number((value >> shift) & 0xffn));
    }
  }
}

const START = 1_700_000_000_123_456_000n;

/** Two addresses that talk to each other for a second. */
export const THREE: readonly [FrameSpec, FrameSpec, FrameSpec] = [
  { ns: START, bytes: 60 },
  { ns: START + 10_000n, bytes: 1514, src: 2, dst: 1 },
  { ns: START + 1_000_000_000n, bytes: 9014 },
];

export interface Accepted {
  readonly capture: Capture;
  readonly warnings: readonly CaptureIssue[];
}

/** What a file that is not refused gives. */
export function accepted(bytes: Uint8Array): Accepted {
  const result = readCapture(bytes, 'a.pcap');
  if (!result.ok) throw new Error(JSON.stringify(result.issue));
  return result;
}

/** Why a file is refused; null when it is not. */
export function refusal(bytes: Uint8Array): CaptureIssue | null {
  const result = readCapture(bytes, 'a.pcap');
  return result.ok ? null : result.issue;
}
