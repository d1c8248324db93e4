import { gifEncoder, webmEncoder, type Encoder, type Format } from './encoders';
import type { Frames } from './frames';
import { HOLD_S } from './plan';

export interface Order {
  readonly frames: Frames;
  readonly times: readonly number[];
  readonly rate: number;
  readonly format: Format;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** The film that is being made; there is one at a time. */
let running: AbortController | null = null;

export function beginFilm(): AbortSignal {
  stopFilm();
  running = new AbortController();
  return running.signal;
}

export function stopFilm(): void {
  running?.abort();
  running = null;
}

/** The page gets its turn after so long, ms. */
const TURN_MS = 30;
const SAMPLES = 5;
const SAMPLED_PX = 400_000;

/** Paints and encodes one picture after the other; null where it was stopped. */
export async function makeFilm(order: Order): Promise<Blob | null> {
  const { frames, times, rate, signal, onProgress } = order;
  const encoder = await encoderFor(order);
  if (encoder === null) return null;
  let turn = performance.now();
  for (const [i, at] of times.entries()) {
    if (signal.aborted || !(await frames.paint(at))) {
      await encoder.cancel();
      return null;
    }
    await encoder.add(i === times.length - 1 ? HOLD_S : 1 / rate);
    if (performance.now() - turn < TURN_MS) continue;
    onProgress(i + 1);
    await breath();
    turn = performance.now();
  }
  return encoder.finish();
}

const breath = (): Promise<void> =>
  new Promise((settle) => {
    setTimeout(settle);
  });

async function encoderFor({ frames, times, rate, format }: Order): Promise<Encoder | null> {
  if (format === 'webm') return webmEncoder(frames.canvas, rate);
  const samples = await sampled(frames, times);
  return samples === null ? null : gifEncoder(frames.canvas, samples);
}

/** Some pictures of the film beside each other, smaller. */
async function sampled({ canvas, paint }: Frames, times: readonly number[]) {
  const scale = Math.min(1, Math.sqrt(SAMPLED_PX / SAMPLES / (canvas.width * canvas.height)));
  const [width, height] = [Math.ceil(canvas.width * scale), Math.ceil(canvas.height * scale)];
  const all = new OffscreenCanvas(width, SAMPLES * height);
  const ctx = all.getContext('2d', { willReadFrequently: true });
  if (ctx === null) return null;
  for (let i = 0; i < SAMPLES; i += 1) {
    const at = times[Math.round((i * (times.length - 1)) / (SAMPLES - 1))] ?? 0;
    if (!(await paint(at))) return null;
    ctx.drawImage(canvas, 0, i * height, width, height);
    await breath();
  }
  return ctx.getImageData(0, 0, width, SAMPLES * height).data;
}
