import type { Replay } from '../../engine/scenario/scenario';
import type { Capture, CaptureRefusal, CaptureResult } from './capture';
import { hex, MAX_CAPTURE_BYTES } from './capture';
import { FrameList } from './frames';
import { ETHERNET, linkTypeText } from './link-types';
import { isPcap, pcapVariant, readPcap } from './pcap';
import { readPcapng, SECTION_HEADER } from './pcapng';

const FORMATS = 'pcap, pcapng';
const MAX_NAME = 255;

/**
 * Reads a pcap or pcapng file with Ethernet frames. Never throws; a damaged file gives the frames
 * before the damage and a warning, or an issue that names the place.
 */
export function readCapture(bytes: Uint8Array, name: string): CaptureResult {
  if (bytes.length > MAX_CAPTURE_BYTES) {
    return refused(
      'too-large',
      `${mebibytes(bytes.length)} MiB`,
      `${mebibytes(MAX_CAPTURE_BYTES)} MiB`,
    );
  }
  if (bytes.length === 0) return refused('empty', '0 B', FORMATS);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return refused('compressed', 'gzip', FORMATS);
  const magic = bytes.length < 4 ? null : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (magic === null) return refused('not-a-capture', firstBytes(bytes), FORMATS);
  const variant = pcapVariant(magic);
  if (variant !== undefined) return refused('variant', variant, FORMATS);
  const format = isPcap(magic) ? 'pcap' : magic === SECTION_HEADER ? 'pcapng' : null;
  if (format === null) return refused('not-a-capture', firstBytes(bytes), FORMATS);

  const list = new FrameList();
  const issue = format === 'pcap' ? readPcap(bytes, list) : readPcapng(bytes, list);
  if (issue !== null) return { ok: false, issue };
  const { frames, macs, warnings } = list;
  if (frames.length === 0) {
    const [because] = warnings;
    const end = { offset: bytes.length, record: 0 };
    const { offset, record } = because ?? end;
    const none = { offset, record, found: '0', allowed: linkTypeText(ETHERNET) };
    return {
      ok: false,
      issue: { ...none, code: 'no-frames', count: 1, ...(because && { because }) },
    };
  }
  return { ok: true, capture: { name: shortName(name), format, macs, frames }, warnings };
}

/** The workload of a capture. The guest plays the address that sent most frames, of equals the first. */
export function captureToReplay({ name, macs, frames }: Capture): Replay {
  const sent = macs.map(() => 0);
  for (const { src } of frames) sent[src] = (sent[src] ?? 0) + 1;
  const guest = sent.indexOf(sent.reduce((most, each) => Math.max(most, each), 0));
  return { name, macs, guest, frames };
}

function refused(code: CaptureRefusal, found: string, allowed: string): CaptureResult {
  return { ok: false, issue: { code, offset: 0, record: 0, found, allowed, count: 1 } };
}

/** For a file of another kind its first bytes are the best name: text as text, the rest as a number. */
function firstBytes(bytes: Uint8Array): string {
  const first = [...bytes.subarray(0, 4)];
  if (first.every((byte) => byte >= 0x20 && byte < 0x7f)) {
    return JSON.stringify(String.fromCharCode(...first));
  }
  return hex(
    first.reduce((all, byte) => all * 256 + byte, 0),
    first.length * 2,
  );
}

function mebibytes(bytes: number): string {
  return String(Math.ceil(bytes / 2 ** 20));
}

function shortName(name: string): string {
  return name.length <= MAX_NAME
    ? name
    : name.slice(0, MAX_NAME - 1).replace(/[\uD800-\uDBFF]$/u, '') + '…';
}
