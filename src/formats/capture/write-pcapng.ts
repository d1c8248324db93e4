import type { TapWay } from '../../engine/costs/facts';
import { SECTION_HEADER } from './pcapng';

export interface WrittenInterface {
  /** `vnet0` */
  readonly name: string;
  readonly description: string;
}

export interface WrittenFrame {
  /** Index into the file's interfaces. */
  readonly interface: number;
  /** Since 1970. */
  readonly ns: bigint;
  readonly bytes: Uint8Array;
  readonly way: TapWay;
  readonly comment: string;
}

export interface PcapngFile {
  readonly os: string;
  readonly application: string;
  readonly comment: string;
  readonly interfaces: readonly WrittenInterface[];
  readonly frames: Iterable<WrittenFrame>;
}

const INTERFACE = 1;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const ETHERNET = 1;
const SNAP_LENGTH = 262_144;
const END = 0;
const COMMENT = 1;
const SECTION = { os: 3, application: 4 } as const;
const INTERFACE_OPTION = { name: 2, description: 3, resolution: 9 } as const;
const FLAGS = 2;
/** Direction bits of epb_flags; through is neither. */
const DIRECTION: Readonly<Record<TapWay, number>> = { in: 1, out: 2, through: 0 };
const NANOSECONDS = 9;

/**
 * A pcapng file (draft-ietf-opsawg-pcapng), one section, little-endian, an interface a tap, times in nanoseconds. What
 * does not count towards it, as FCS, is not in it.
 */
export function writePcapng(file: PcapngFile): Uint8Array<ArrayBuffer> {
  const out = new Output();
  out.block(SECTION_HEADER, () => {
    out.u32(BYTE_ORDER_MAGIC);
    out.u16(1);
    out.u16(0);
    // The section's length is not said.
    out.u32(0xffff_ffff);
    out.u32(0xffff_ffff);
    out.text(COMMENT, file.comment);
    out.text(SECTION.os, file.os);
    out.text(SECTION.application, file.application);
    out.option(END, 0);
  });
  for (const { name, description } of file.interfaces) {
    out.block(INTERFACE, () => {
      out.u16(ETHERNET);
      out.u16(0);
      out.u32(SNAP_LENGTH);
      out.text(INTERFACE_OPTION.name, name);
      out.text(INTERFACE_OPTION.description, description);
      out.option(INTERFACE_OPTION.resolution, 1);
      out.raw(Uint8Array.of(NANOSECONDS));
      out.pad();
      out.option(END, 0);
    });
  }
  for (const frame of file.frames) {
    out.block(ENHANCED_PACKET, () => {
      out.u32(frame.interface);
      out.u32(Number(frame.ns >> 32n));
      out.u32(Number(frame.ns & 0xffff_ffffn));
      out.u32(frame.bytes.length);
      out.u32(frame.bytes.length);
      out.raw(frame.bytes);
      out.pad();
      out.text(COMMENT, frame.comment);
      out.option(FLAGS, 4);
      out.u32(DIRECTION[frame.way]);
      out.option(END, 0);
    });
  }
  return out.done();
}

const FIRST_BYTES = 65_536;

/** A buffer that grows; all numbers little-endian, all parts a multiple of four bytes long. */
class Output {
  private bytes = new Uint8Array(FIRST_BYTES);
  private view = new DataView(this.bytes.buffer);
  private length = 0;
  private readonly encoder = new TextEncoder();

  block(type: number, body: () => void): void {
    const start = this.length;
    this.u32(type);
    this.u32(0);
    body();
    const size = this.length - start + 4;
    this.u32(size);
    this.view.setUint32(start + 4, size, true);
  }

  option(code: number, length: number): void {
    this.u16(code);
    this.u16(length);
  }

  /** An option of text; nothing where there is none. */
  text(code: number, value: string): void {
    if (value === '') return;
    const bytes = this.encoder.encode(value).subarray(0, 0xffff);
    this.option(code, bytes.length);
    this.raw(bytes);
    this.pad();
  }

  u16(value: number): void {
    this.room(2);
    this.view.setUint16(this.length, value, true);
    this.length += 2;
  }

  u32(value: number): void {
    this.room(4);
    this.view.setUint32(this.length, value >>> 0, true);
    this.length += 4;
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  pad(): void {
    const rest = (4 - (this.length % 4)) % 4;
    this.room(rest);
    this.length += rest;
  }

  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const next = new Uint8Array(Math.max(2 * this.bytes.length, this.length + more));
    next.set(this.bytes.subarray(0, this.length));
    this.bytes = next;
    this.view = new DataView(next.buffer);
  }
}
