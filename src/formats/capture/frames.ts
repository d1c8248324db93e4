import type { ReplayFrame } from '../../engine/scenario/scenario';
import type { CaptureIssue, CaptureWarning } from './capture';
import { keptBytes } from '../frames/captured-bytes';
import { MAX_FRAMES, MAX_KEPT_BYTES, MAX_SPAN_NS } from './capture';

/** Ethernet frames without FCS that the lab sends: padded to the shortest, none above the longest. */
const MIN_BYTES = 60;
const MAX_BYTES = 9014;
/** Destination, source, type. */
const HEADER_BYTES = 14;
const NS_PER_S = 1_000_000_000;

/** A record of either format, its data a window into the file. */
export interface RawFrame {
  /** Byte of the file where record or block begins; its number from 1. */
  readonly offset: number;
  readonly record: number;
  /** Absolute, split so that nothing is lost; null when the format gives none. */
  readonly time: { readonly seconds: number; readonly ns: number } | null;
  readonly data: Uint8Array;
  /** Length on the wire as captured, with `fcsBytes` at its end. */
  readonly wireBytes: number;
  readonly fcsBytes: number;
}

type Warning = CaptureIssue<CaptureWarning>;

/** Collects frames and, once per kind, what is odd about them. */
export class FrameList {
  readonly frames: ReplayFrame[] = [];
  readonly macs: string[] = [];
  /** Bytes of whole frames so far: above the bound none is kept, so that a scenario stays a file people can send. */
  #whole = 0;
  #forgotten = false;
  readonly #indexOf = new Map<string, number>();
  readonly #warnings = new Map<string, Warning>();
  #last: RawFrame['time'] = null;
  #at = 0;

  /** False when no more frames are wanted. */
  add(raw: RawFrame): boolean {
    if (this.frames.length === MAX_FRAMES) {
      this.warn('too-many-frames', raw, '', `${String(MAX_FRAMES)}`);
      return false;
    }
    const bytes = raw.wireBytes - raw.fcsBytes;
    if (raw.data.length < HEADER_BYTES) {
      this.warn('no-addresses', raw, `${String(raw.data.length)} B`, `${String(HEADER_BYTES)} B`);
      return true;
    }
    if (bytes > MAX_BYTES) {
      this.warn('too-long', raw, `${String(bytes)} B`, `${String(MAX_BYTES)} B`);
      return true;
    }
    this.#tick(raw);
    if (this.#at > MAX_SPAN_NS) {
      this.warn('too-late', raw, seconds(this.#at), seconds(MAX_SPAN_NS));
      return true;
    }
    if (bytes < MIN_BYTES) this.warn('padded', raw, `${String(bytes)} B`, `${String(MIN_BYTES)} B`);
    const isWhole = raw.data.length >= bytes;
    if (isWhole) this.#whole += bytes;
    const keeps = isWhole && this.#whole <= MAX_KEPT_BYTES;
    if (this.#whole > MAX_KEPT_BYTES) this.#forget(raw);
    this.frames.push({
      ...(keeps && { data: keptBytes(raw.data.subarray(0, bytes)) }),
      at: this.#at,
      bytes: Math.max(bytes, MIN_BYTES),
      src: this.#mac(raw.data, 6),
      dst: this.#mac(raw.data, 0),
    });
    return true;
  }

  #forget(raw: RawFrame): void {
    if (this.#forgotten) return;
    this.#forgotten = true;
    const [found, allowed] = [`${String(this.#whole)} B`, `${String(MAX_KEPT_BYTES)} B`];
    this.warn('bytes-not-kept', raw, found, allowed);
    this.frames.forEach(({ data: _data, ...rest }, i) => {
      this.frames[i] = rest;
    });
  }

  /** Counts a further case of `code`; place and values are those of the first. */
  warn(
    code: CaptureWarning,
    { offset, record }: { readonly offset: number; readonly record: number },
    found: string,
    allowed: string,
  ): void {
    const key = code === 'other-link-type' ? `${code} ${found}` : code;
    const count = (this.#warnings.get(key)?.count ?? 0) + 1;
    const first = this.#warnings.get(key) ?? { code, offset, record, found, allowed };
    this.#warnings.set(key, { ...first, count });
  }

  get warnings(): readonly Warning[] {
    return [...this.#warnings.values()];
  }

  /** Gaps count, not absolute times: a clock that was set back costs one gap, not the rest of the file. */
  #tick(raw: RawFrame): void {
    if (raw.time === null) {
      this.warn('no-times', raw, '', '');
      return;
    }
    if (this.#last !== null) {
      const gap = (raw.time.seconds - this.#last.seconds) * NS_PER_S + raw.time.ns - this.#last.ns;
      if (gap < 0) this.warn('times-go-back', raw, seconds(gap), seconds(0));
      else this.#at += gap;
    }
    this.#last = raw.time;
  }

  #mac(data: Uint8Array, from: number): number {
    let text = '';
    for (let i = from; i < from + 6; i++) {
      text += `${i === from ? '' : ':'}${(data[i] ?? 0).toString(16).padStart(2, '0')}`;
    }
    const known = this.#indexOf.get(text);
    if (known !== undefined) return known;
    this.#indexOf.set(text, this.macs.length);
    return this.macs.push(text) - 1;
  }
}

function seconds(ns: number): string {
  return `${String(Number((ns / NS_PER_S).toPrecision(6)))} s`;
}
