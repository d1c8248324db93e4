import type { CaptureIssue, CaptureRefusal, CaptureWarning } from './capture';
import { hex, MAX_RECORD_BYTES } from './capture';
import type { FrameList } from './frames';
import { ETHERNET, linkTypeText } from './link-types';
import type { Interface } from './pcapng-interface';
import { readInterface, timeOf } from './pcapng-interface';

/**
 * pcapng (IETF draft-ietf-opsawg-pcapng): blocks of type, length, body, length again, a multiple of
 * four bytes. A section header gives the byte order of what follows and forgets all interfaces.
 */
export const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const MIN_BLOCK = 12;
const MIN_SECTION_HEADER = 28;
/** Interfaces of one section that are kept; nobody has more, and a hostile file shall not fill memory. */
const MAX_INTERFACES = 1024;

const MIN_INTERFACE = 20;
const ETHERNET_TEXT = linkTypeText(ETHERNET);

interface Block {
  readonly offset: number;
  /** Number of the block, from 1. */
  readonly record: number;
  readonly type: number;
  readonly size: number;
  readonly view: DataView;
  readonly little: boolean;
}

/** Reads all packet blocks into `list`; a refusal when there is nothing to read at all. */
export function readPcapng(
  bytes: Uint8Array,
  list: FrameList,
): CaptureIssue<CaptureRefusal> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let little = false;
  let interfaces: Interface[] = [];
  let otherLink: CaptureIssue<CaptureRefusal> | null = null;
  let ethernet = false;
  let offset = 0;
  for (let record = 1; offset < bytes.length; record++) {
    const place = { offset, record };
    const isSection = startsSection(view, offset);
    if (isSection) {
      little = isLittle(view, offset);
      interfaces = [];
    }
    const fault = faultAt(view, offset, isSection, little);
    if (fault !== null) {
      if (offset === 0) return refusal(fault.refusal, place, fault.found, fault.allowed);
      list.warn(fault.warning, place, fault.found, fault.allowed);
      break;
    }
    const type = view.getUint32(offset, little);
    const size = view.getUint32(offset + 4, little);
    if (type === INTERFACE) {
      if (interfaces.length === MAX_INTERFACES || size < MIN_INTERFACE) {
        list.warn('bad-block', place, `${String(size)} B`, `${String(MIN_INTERFACE)} B`);
        break;
      }
      const made = readInterface(view, offset, size, little);
      interfaces.push(made);
      const { linkType } = made;
      if (linkType === ETHERNET) ethernet = true;
      else otherLink ??= refusal('link-type', place, linkTypeText(linkType), ETHERNET_TEXT);
    } else if (!readPacket({ ...place, type, size, view, little }, bytes, interfaces, list)) break;
    offset += size;
  }
  return ethernet ? null : otherLink;
}

function startsSection(view: DataView, offset: number): boolean {
  return view.byteLength - offset >= 4 && view.getUint32(offset) === SECTION_HEADER;
}

function isLittle(view: DataView, offset: number): boolean {
  return (
    view.byteLength - offset >= MIN_BLOCK && view.getUint32(offset + 8, true) === BYTE_ORDER_MAGIC
  );
}

/** What is wrong with a block: how it is called at the start of the file, and further on. */
interface Fault {
  readonly refusal: CaptureRefusal;
  readonly warning: CaptureWarning;
  readonly found: string;
  readonly allowed: string;
}

/** Checks everything but the body of the block at `offset`. */
function faultAt(
  view: DataView,
  offset: number,
  isSection: boolean,
  little: boolean,
): Fault | null {
  const left = view.byteLength - offset;
  const least = isSection ? MIN_SECTION_HEADER : MIN_BLOCK;
  const cut = (found: number, allowed: number): Fault => ({
    refusal: 'header-cut-short',
    warning: 'cut-short',
    found: `${String(found)} B`,
    allowed: `${String(allowed)} B`,
  });
  const bad = (found: string, allowed: string): Fault => ({
    refusal: 'bad-section',
    warning: 'bad-block',
    found,
    allowed,
  });
  if (left < least) return cut(left, least);
  if (isSection) {
    const magic = view.getUint32(offset + 8, little);
    if (magic !== BYTE_ORDER_MAGIC) return bad(hex(magic), hex(BYTE_ORDER_MAGIC));
    const major = view.getUint16(offset + 12, little);
    if (major !== 1) {
      const minor = view.getUint16(offset + 14, little);
      return { ...bad(`${String(major)}.${String(minor)}`, '1.0'), refusal: 'version' };
    }
  }
  const size = view.getUint32(offset + 4, little);
  if (size < least || size % 4 !== 0) return bad(`${String(size)} B`, `${String(least)} B`);
  if (size > left) return cut(left, size);
  const trailer = view.getUint32(offset + size - 4, little);
  return trailer === size ? null : bad(`${String(trailer)} B`, `${String(size)} B`);
}

/** Where the fields of the three packet blocks stand, from the start of the block. */
interface Fields {
  readonly interfaceId: number;
  readonly time: { readonly high: number; readonly low: number } | null;
  readonly captured: number;
  readonly wireBytes: number;
  readonly data: number;
}

/** False when the rest of the file is not to be read. Blocks of other types are skipped. */
function readPacket(
  block: Block,
  bytes: Uint8Array,
  interfaces: readonly Interface[],
  list: FrameList,
): boolean {
  const needed = block.type === SIMPLE_PACKET ? 16 : 32;
  if (![ENHANCED_PACKET, SIMPLE_PACKET, OBSOLETE_PACKET].includes(block.type)) return true;
  if (block.size < needed) {
    list.warn('bad-block', block, `${String(block.size)} B`, `${String(needed)} B`);
    return false;
  }
  const fields = fieldsOf(block, interfaces);
  const room = block.size - needed;
  if (fields.captured > room || fields.captured > MAX_RECORD_BYTES) {
    const most = Math.min(room, MAX_RECORD_BYTES);
    list.warn('bad-record', block, `${String(fields.captured)} B`, `${String(most)} B`);
    return false;
  }
  const from = interfaces[fields.interfaceId];
  if (from === undefined) {
    const known = interfaces.length === 0 ? '–' : `0–${String(interfaces.length - 1)}`;
    list.warn('unknown-interface', block, String(fields.interfaceId), known);
    return true;
  }
  if (from.linkType !== ETHERNET) {
    list.warn('other-link-type', block, linkTypeText(from.linkType), ETHERNET_TEXT);
    return true;
  }
  return list.add({
    offset: block.offset,
    record: block.record,
    time: fields.time === null ? null : timeOf(fields.time.high, fields.time.low, from),
    data: bytes.subarray(block.offset + fields.data, block.offset + fields.data + fields.captured),
    wireBytes: Math.max(fields.captured, fields.wireBytes),
    fcsBytes: from.fcsBytes,
  });
}

function fieldsOf({ type, size, offset, view, little }: Block, all: readonly Interface[]): Fields {
  const u32 = (at: number) => view.getUint32(offset + at, little);
  if (type === SIMPLE_PACKET) {
    const wireBytes = u32(8);
    // It has no captured length: what fits into the block, cut at the first interface's snap length.
    const snap = all[0]?.snapLength ?? 0;
    const captured = Math.min(wireBytes, snap === 0 ? wireBytes : snap, size - 16);
    return { interfaceId: 0, time: null, captured, wireBytes, data: 12 };
  }
  return {
    interfaceId: type === OBSOLETE_PACKET ? view.getUint16(offset + 8, little) : u32(8),
    time: { high: u32(12), low: u32(16) },
    captured: u32(20),
    wireBytes: u32(24),
    data: 28,
  };
}

function refusal(
  code: CaptureRefusal,
  { offset, record }: { readonly offset: number; readonly record: number },
  found: string,
  allowed: string,
): CaptureIssue<CaptureRefusal> {
  return { code, offset, record, found, allowed, count: 1 };
}
