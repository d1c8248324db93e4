import type { ReplayFrame } from '../../engine/scenario/scenario';

/** What of a capture file becomes traffic: who sent how much to whom, and when. */
export interface Capture {
  /** The file's name, for people. */
  readonly name: string;
  readonly format: 'pcap' | 'pcapng';
  /** Every address that occurs, `52:54:00:12:34:56`, in order of appearance. */
  readonly macs: readonly string[];
  /** In file order; `at` never goes back. At least one. */
  readonly frames: readonly ReplayFrame[];
}

/** Why a file is refused. */
export const REFUSALS = [
  'empty',
  'too-large',
  'not-a-capture',
  'compressed',
  'variant',
  'version',
  'header-cut-short',
  'bad-section',
  'link-type',
  'no-frames',
] as const;

/** What is said about a file that is used all the same, or the part of it that is. */
export const WARNINGS = [
  'cut-short',
  'bad-record',
  'bad-block',
  'other-link-type',
  'unknown-interface',
  'too-many-frames',
  'times-go-back',
  'no-times',
  'too-late',
  'padded',
  'too-long',
  'no-addresses',
  'bytes-not-kept',
] as const;

export type CaptureRefusal = (typeof REFUSALS)[number];
export type CaptureWarning = (typeof WARNINGS)[number];

export interface CaptureIssue<Code extends string = CaptureRefusal | CaptureWarning> {
  readonly code: Code;
  /** Byte of the file where it begins, from 0. */
  readonly offset: number;
  /** Number of the pcap record or pcapng block there, from 1; 0 for the file's header. */
  readonly record: number;
  /** In a form people read: `0xdeadbeef`, `113 (LINUX_SLL)`. */
  readonly found: string;
  readonly allowed: string;
  /** How many frames it concerns, where it can be several; `offset` and `record` are the first's. */
  readonly count: number;
  /** What kept the frames out, where none is left. */
  readonly because?: CaptureIssue<CaptureWarning>;
}

export type CaptureResult =
  | {
      readonly ok: true;
      readonly capture: Capture;
      readonly warnings: readonly CaptureIssue<CaptureWarning>[];
    }
  | { readonly ok: false; readonly issue: CaptureIssue<CaptureRefusal> };

/** A file above this is refused before a byte of it is looked at. */
export const MAX_CAPTURE_BYTES = 64 * 2 ** 20;
/** libpcap's own bound for a record: more is a damaged length field, not a frame. */
export const MAX_RECORD_BYTES = 256 * 2 ** 10;
/** Bytes of frames that a scenario keeps, so that it still fits a link; of a larger capture it keeps lengths and addresses. */
export const MAX_KEPT_BYTES = 2 ** 20;
export const MAX_FRAMES = 20_000;
/** The longest run there is, 10 s; later frames would never be sent. */
export const MAX_SPAN_NS = 10_000_000_000;

export function hex(value: number, digits = 8): string {
  return `0x${(value >>> 0).toString(16).padStart(digits, '0')}`;
}
