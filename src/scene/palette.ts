import type { Band } from '../engine/costs/places';

/** Colours of the page's tokens, as the canvas needs them. */
export interface Palette {
  readonly packets: readonly string[];
  /** Text and signs on a coloured glyph. */
  readonly onGlyph: string;
  readonly nobody: string;
  readonly exit: string;
  /** Exits that idling caused: the alarm colour toned down. */
  readonly exitIdle: string;
  /** Text that steps back. */
  readonly faint: string;
  readonly doorbell: string;
  readonly interrupt: string;
  readonly dma: string;
  readonly ink: string;
  readonly halo: string;
  readonly ring: string;
  readonly bands: Readonly<Record<Band, string>>;
  readonly fontUi: string;
  readonly fontMono: string;
}

export const OWNER_HUES = 6;

/** Reads the tokens in force at `element`; again after a change of theme. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  return paletteOf((name) => style.getPropertyValue(`--${name}`).trim());
}

export function paletteOf(token: (name: string) => string): Palette {
  return {
    packets: Array.from({ length: OWNER_HUES }, (_, i) => token(`packet-${i}`)),
    onGlyph: token('surface'),
    nobody: token('ink-2'),
    exit: token('exit'),
    exitIdle: `color-mix(in oklab, ${token('exit')} 40%, ${token('ink-2')})`,
    faint: token('ink-2'),
    doorbell: token('doorbell'),
    interrupt: token('interrupt'),
    dma: token('dma'),
    ink: token('ink'),
    halo: token('surface'),
    ring: token('ring'),
    bands: {
      guest: token('guest'),
      'host-user': token('host-user'),
      'host-kernel': token('host-kernel'),
      hardware: token('hardware'),
      wire: token('wire'),
    },
    fontUi: token('font-ui'),
    fontMono: token('font-mono'),
  };
}

export const ownerHue = (palette: Palette, vm: number): string =>
  vm < 0 ? palette.nobody : (palette.packets[vm % OWNER_HUES] ?? palette.nobody);
