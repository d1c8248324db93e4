import { formatMoment } from '../../i18n/format';
import type { Messages } from '../../i18n';
import { earlierExits, type Earlier } from '../../scene/earlier-exits';
import { paintStage } from '../../scene/paint';
import { buildShot, EMPTY_SHOT, type Shot } from '../../scene/scene';
import { passesBy } from '../../scene/story';
import { lab, useApp } from '../../store';
import type { RunInfo, RunWindow } from '../../store/vocabulary';
import { svgElement } from '../picture/flatten';
import { createPaintValues } from '../picture/paint-values';
import { standing } from '../picture/picture-svg';
import type { Plate } from '../picture/Plate';
import { imageOf } from '../picture/png';
import { wrapped } from '../picture/wrapped';
import { toldAt } from '../stage/use-told';

/** What flared up less than this ago is still seen, ms of the film. */
const AFTERGLOW_MS = 1_500;
const MARGIN_PX = 14;
const LETTERS_PX = 14;
const LINE_PX = 20;
const CAPTION_PX = 3 * LINE_PX + 10;

export interface Film {
  readonly info: RunInfo;
  readonly followed: number;
  readonly messages: Messages;
  /** Picoseconds of the run in a millisecond of the film. */
  readonly pace: number;
  readonly caption: boolean;
  /** Pixels of the film for one of the layout. */
  readonly scale: number;
}

export interface Frames {
  readonly canvas: HTMLCanvasElement;
  /** Paints the picture of a moment; false where the run is gone. */
  readonly paint: (at: number) => Promise<boolean>;
}

/** Encoders of video want even numbers. */
const even = (pixels: number): number => 2 * Math.ceil(pixels / 2);

export function filmSize(
  { width, height }: { readonly width: number; readonly height: number },
  { caption, scale }: Pick<Film, 'caption' | 'scale'>,
) {
  const tall = height + (caption ? CAPTION_PX : 0);
  return { width: even(width * scale), height: even(tall * scale) };
}

/** Paints pictures of moments one by one, each from the state of the run at its moment. */
export async function createFrames(plate: Plate, film: Film): Promise<Frames> {
  const { layout } = plate.set;
  const { width, height } = filmSize(layout, film);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const moving = new OffscreenCanvas(width, Math.ceil(layout.height * film.scale));
  // Pixels are read back after each picture.
  const ctx = canvas.getContext('2d', { willReadFrequently: true });
  const over = moving.getContext('2d');
  if (ctx === null || over === null) throw new Error('no canvas');
  over.setTransform(film.scale, 0, 0, film.scale, 0, 0);
  const page = getComputedStyle(plate.root).backgroundColor;
  const still = { true: await ground(plate, true), false: await ground(plate, false) };
  const recorded = createRecorded(film);

  return {
    canvas,
    paint: async (at) => {
      const found = await recorded(at);
      if (found === null) return false;
      const { shot, earlier } = found;
      const { followed, messages, pace: rate } = film;
      const view = { cursor: at, rate, followed, still: false, earlier, drawn: plate.drawn };
      paintStage(over, plate.set, shot, plate.palette, { ...view, words: messages.stage.exits });
      ctx.setTransform(film.scale, 0, 0, film.scale, 0, 0);
      ctx.fillStyle = page;
      ctx.fillRect(0, 0, width / film.scale, height / film.scale);
      const passed = passesBy(layout, shot, at, followed);
      ctx.drawImage(still[`${passed}`], 0, 0, layout.width, layout.height);
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.drawImage(moving, 0, 0);
      if (film.caption) {
        ctx.setTransform(film.scale, 0, 0, film.scale, 0, 0);
        write(ctx, plate, shot, film, at);
      }
      return true;
    },
  };
}

/** What stands still. */
async function ground(plate: Plate, passed: boolean): Promise<HTMLImageElement> {
  const { width, height } = plate.set.layout;
  const svg = svgElement(
    'svg',
    { width, height, viewBox: `0 0 ${String(width)} ${String(height)}` },
    [standing(plate, passed, createPaintValues())],
  );
  return imageOf(new XMLSerializer().serializeToString(svg));
}

function write(
  ctx: CanvasRenderingContext2D,
  { set, labels, palette }: Plate,
  shot: Shot,
  { info, followed, messages }: Film,
  at: number,
): void {
  const { layout } = set;
  const told = toldAt({ layout, shot, labels }, messages, { followed, info, instant: null }, at);
  const packet = told.packet > 0 ? `  ${messages.stage.caption.packet(told.packet)}` : '';
  ctx.fillStyle = palette.ink;
  ctx.textBaseline = 'alphabetic';
  ctx.textAlign = 'left';
  ctx.font = `600 ${String(LETTERS_PX)}px ${palette.fontUi}`;
  ctx.fillText(`${formatMoment(at)}${packet}`, MARGIN_PX, layout.height + LINE_PX);
  ctx.font = `${String(LETTERS_PX)}px ${palette.fontUi}`;
  const lines = wrapped(told.sentence, layout.width - 2 * MARGIN_PX, LETTERS_PX);
  for (const [i, line] of lines.slice(0, 2).entries()) {
    ctx.fillText(line, MARGIN_PX, layout.height + LINE_PX * (i + 2));
  }
}

/** What happened around a moment: one stretch of the run after the other, as they are needed. */
function createRecorded({ info, pace }: Film) {
  const { run } = info;
  let window: RunWindow | null = null;
  let shot: Shot = EMPTY_SHOT;
  let earlier: Earlier = [];
  return async (at: number): Promise<{ shot: Shot; earlier: Earlier } | null> => {
    if (window !== null && at >= window.from && at < window.to) return { shot, earlier };
    const { reached } = useApp.getState();
    const back = Math.max(0, Math.round(at - AFTERGLOW_MS * pace));
    let next = await lab.ask(run, (sim) => sim.window(run, back, reached));
    // Where so much happens that the stretch ends before the moment, it begins there.
    if (next !== null && next.cut && next.to <= at)
      next = await lab.ask(run, (sim) => sim.window(run, at, reached));
    const instant = await lab.ask(run, (sim) => sim.instant(run, at, null));
    if (next === null || instant === null) return null;
    window = next;
    shot = buildShot(next, info.topology.vms.length);
    earlier = earlierExits(next, instant);
    return { shot, earlier };
  };
}
