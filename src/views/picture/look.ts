export const COLOURS = ['light', 'dark', 'projector'] as const;

/** How a picture of the stage is to be. */
export interface Look {
  readonly theme: (typeof COLOURS)[number];
  readonly size: SizeId;
  readonly legend: boolean;
  readonly caption: boolean;
  /** Without: nothing behind the bands, for slides of any colour. */
  readonly paper: boolean;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const SIZES = ['screen', 'slide', 'page', 'square'] as const;
export type SizeId = (typeof SIZES)[number];

const FIXED: Readonly<Record<Exclude<SizeId, 'screen'>, Size>> = {
  slide: { width: 1280, height: 720 },
  page: { width: 780, height: 560 },
  square: { width: 800, height: 800 },
};

/** Of the stage alone; as on the screen where it is there, else as on a slide. */
export function sizeOf(id: SizeId): Size {
  if (id !== 'screen') return FIXED[id];
  const box = document.querySelector<SVGSVGElement>('[data-stage] svg[role=group]')?.viewBox
    .baseVal;
  if (box === undefined || box.width * box.height === 0) return FIXED.slide;
  return { width: Math.round(box.width), height: Math.round(box.height) };
}

export function firstLook(): Look {
  const shown = document.documentElement.dataset['theme'];
  return {
    theme: COLOURS.find((each) => each === shown) ?? 'light',
    size: 'screen',
    legend: true,
    caption: true,
    paper: true,
  };
}
