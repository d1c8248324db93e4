import type { CaptureIssue, CaptureRefusal } from './capture';
import { MAX_RECORD_BYTES } from './capture';
import type { FrameList } from './frames';
import { ETHERNET, linkTypeText } from './link-types';

/**
 * The classic libpcap format (IETF draft-ietf-opsawg-pcap): a file header of 24 bytes, then records of
 * 16 bytes of header and the captured bytes, all in the byte order of the machine that wrote it.
 */
const FILE_HEADER = 24;
const RECORD_HEADER = 16;

/** First four bytes, read big-endian, to byte order and the fraction of its time stamps. */
const MAGIC: Readonly<Record<number, { readonly little: boolean; readonly nsPerTick: number }>> = {
  0xa1b2c3d4: { little: false, nsPerTick: 1000 },
  0xd4c3b2a1: { little: true, nsPerTick: 1000 },
  0xa1b23c4d: { little: false, nsPerTick: 1 },
  0x4d3cb2a1: { little: true, nsPerTick: 1 },
};

/** Relatives whose records look different, by the same four bytes. */
const VARIANTS: Readonly<Record<number, string>> = {
  0xa1b2cd34: 'modified (Kuznetzov) pcap',
  0x34cdb2a1: 'modified (Kuznetzov) pcap',
  0xa1e2cb12: 'Navtel pcap',
  0x12cbe2a1: 'Navtel pcap',
  0x1c0001ac: 'IXIA pcap',
  0xac01001c: 'IXIA pcap',
  0x1c0001ab: 'IXIA pcap',
  0xab01001c: 'IXIA pcap',
};

export function isPcap(magic: number): boolean {
  return magic in MAGIC;
}

export function pcapVariant(magic: number): string | undefined {
  return VARIANTS[magic];
}

/** Reads all records into `list`; a refusal when the header already says no. */
export function readPcap(bytes: Uint8Array, list: FrameList): CaptureIssue<CaptureRefusal> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const form = MAGIC[view.getUint32(0)];
  if (bytes.length < FILE_HEADER || form === undefined) {
    return header('header-cut-short', bytes.length, `${String(bytes.length)} B`, '24 B');
  }
  const { little, nsPerTick } = form;
  const major = view.getUint16(4, little);
  if (major !== 2) {
    return header('version', 4, `${String(major)}.${String(view.getUint16(6, little))}`, '2.4');
  }
  const network = view.getUint32(20, little);
  // The top bits tell whether frames end in an FCS, and how many 16-bit words it has.
  const fcsBytes = (network & 0x04000000) === 0 ? 0 : (network >>> 28) * 2;
  const linkType = network & 0x03ffffff;
  if (linkType !== ETHERNET) {
    return header('link-type', 20, linkTypeText(linkType), linkTypeText(ETHERNET));
  }
  let offset = FILE_HEADER;
  for (let record = 1; offset < bytes.length; record++) {
    const place = { offset, record };
    const left = bytes.length - offset;
    if (left < RECORD_HEADER) {
      list.warn('cut-short', place, `${String(left)} B`, `${String(RECORD_HEADER)} B`);
      return null;
    }
    const captured = view.getUint32(offset + 8, little);
    if (captured > MAX_RECORD_BYTES) {
      list.warn('bad-record', place, `${String(captured)} B`, `${String(MAX_RECORD_BYTES)} B`);
      return null;
    }
    const size = RECORD_HEADER + captured;
    if (size > left) {
      list.warn('cut-short', place, `${String(left)} B`, `${String(size)} B`);
      return null;
    }
    const more = list.add({
      ...place,
      time: {
        seconds: view.getUint32(offset, little),
        ns: view.getUint32(offset + 4, little) * nsPerTick,
      },
      data: bytes.subarray(offset + RECORD_HEADER, offset + size),
      wireBytes: Math.max(captured, view.getUint32(offset + 12, little)),
      fcsBytes,
    });
    if (!more) return null;
    offset += size;
  }
  return null;
}

function header(
  code: CaptureRefusal,
  offset: number,
  found: string,
  allowed: string,
): CaptureIssue<CaptureRefusal> {
  return { code, offset, record: 0, found, allowed, count: 1 };
}
