/** Takes pictures of a canvas, one by one, and makes a file of them. */
export interface Encoder {
  /** The canvas as it is now, shown for so long. */
  readonly add: (seconds: number) => Promise<void>;
  readonly finish: () => Promise<Blob>;
  /** Gives back what it holds. */
  readonly cancel: () => Promise<void>;
}

export type Format = 'webm' | 'gif';

/** Bits of video for a pixel: flat colours need few. */
const BITS_PER_PIXEL = 0.1;
const CODECS = ['vp9', 'vp8'] as const;

/** What the browser encodes video with; null where it cannot. */
export async function videoCodec(width: number, height: number) {
  if (!('VideoEncoder' in globalThis)) return null;
  const { canEncodeVideo } = await import('mediabunny');
  for (const codec of CODECS) if (await canEncodeVideo(codec, { width, height })) return codec;
  return null;
}

export async function webmEncoder(canvas: HTMLCanvasElement, rate: number): Promise<Encoder> {
  const { BufferTarget, CanvasSource, Output, WebMOutputFormat } = await import('mediabunny');
  const codec = await videoCodec(canvas.width, canvas.height);
  if (codec === null) throw new Error('this browser encodes no video');
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const bitrate = Math.round(BITS_PER_PIXEL * canvas.width * canvas.height * rate);
  const source = new CanvasSource(canvas, { codec, bitrate });
  output.addVideoTrack(source, { frameRate: rate });
  await output.start();
  let at = 0;
  return {
    add: async (seconds) => {
      await source.add(at, seconds);
      at += seconds;
    },
    finish: async () => {
      await output.finalize();
      return new Blob([target.buffer ?? new ArrayBuffer()], { type: 'video/webm' });
    },
    cancel: () => output.cancel(),
  };
}

/** One more than these is kept for what has not changed. */
const COLOURS = 255;

/** `samples`: pixels of some pictures, from which the colours of all are chosen. */
export async function gifEncoder(
  canvas: HTMLCanvasElement,
  samples: Uint8ClampedArray,
): Promise<Encoder> {
  const { applyPalette, GIFEncoder, quantize } = await import('gifenc');
  const chosen = quantize(samples, COLOURS);
  const unchanged = chosen.length;
  const palette = [...chosen, [0, 0, 0]];
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('no canvas');
  const { width, height } = canvas;
  const gif = GIFEncoder();
  let before: Uint8Array | null = null;
  return {
    add: (seconds) => {
      const pixels = applyPalette(ctx.getImageData(0, 0, width, height).data, chosen);
      const delay = Math.round(1_000 * seconds);
      if (before === null) gif.writeFrame(pixels, width, height, { palette, delay, dispose: 1 });
      else {
        const now = pixels.map((colour, i) => (before?.[i] === colour ? unchanged : colour));
        const holes = { transparent: true, transparentIndex: unchanged };
        gif.writeFrame(now, width, height, { delay, dispose: 1, ...holes });
      }
      before = pixels;
      return Promise.resolve();
    },
    finish: () => {
      gif.finish();
      return Promise.resolve(new Blob([gif.bytes()], { type: 'image/gif' }));
    },
    cancel: () => {
      before = null;
      return Promise.resolve();
    },
  };
}

/** Bytes of a GIF: a pixel of its first picture, each other picture, and a pixel of what changes in that. */
const GIF_BYTES = { first: 0.05, picture: 2_000, changed: 0.003 } as const;

/** About how large a file will be. */
export function aboutBytes(
  format: Format,
  pixels: number,
  { times, seconds }: { readonly times: readonly number[]; readonly seconds: number },
  rate: number,
): number {
  if (format === 'gif') {
    const { first, picture, changed } = GIF_BYTES;
    return pixels * first + times.length * (picture + pixels * changed);
  }
  return (BITS_PER_PIXEL * pixels * rate * seconds) / 8;
}
