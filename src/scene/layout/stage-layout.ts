import type { Band, Place, PlaceKind } from '../../engine/costs/places';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A line of text; `y` is its vertical middle. */
export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly sizePx: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly tone: 'name' | 'detail' | 'mono' | 'warning';
}

/** One place: a named box, or a cell of a grid where there are too many for names. */
export interface StageBox extends Rect {
  /** Index into the topology's places. */
  readonly place: number;
  readonly kind: PlaceKind;
  readonly band: Band;
  readonly vm: number;
  readonly form: 'box' | 'cell';
  /** False for a function no guest was given, and for a port that nothing of this run goes through. */
  readonly used: boolean;
  readonly labels: readonly Label[];
  /** What a finger may press of a cell: more than is drawn where its neighbours leave room. */
  readonly touch?: Rect;
}

/** Holds boxes; decoration to the reader, an obstacle to a route where `solid`. */
export interface StageFrame extends Rect {
  readonly kind: 'guest' | 'guests' | 'nic' | 'functions' | 'vmms' | 'backends' | 'root-port';
  readonly band: Band;
  readonly vm: number;
  readonly solid: boolean;
  readonly labels: readonly Label[];
}

export interface StageBand extends Rect {
  readonly band: Band;
  readonly labels: readonly Label[];
}

/** Where a guest's CPU crosses the exit line, and where its ticks pile up. */
export interface Crossing {
  readonly x: number;
  /** Ticks stand on the exit line from `pileX` to `pileX + pileW`, at most `pileH` high. */
  readonly pileX: number;
  readonly pileW: number;
  readonly pileH: number;
}

/** The name of a wire in the lane, beside it; `lead` draws a line from the wire to a name that stands further off. */
export interface WireNote {
  readonly wire: 'doorbell' | 'dma' | 'interrupt';
  readonly label: Label;
  readonly lead: { readonly x0: number; readonly x1: number; readonly y: number } | null;
}

export interface ExitLine {
  readonly y: number;
  /** Pieces of the line; between them the lane's gates. */
  readonly pieces: readonly { readonly x0: number; readonly x1: number }[];
  readonly label: Label;
}

export interface StageLayout {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly StageBand[];
  readonly frames: readonly StageFrame[];
  readonly boxes: readonly StageBox[];
  readonly exitLine: ExitLine;
  /** Cut through the host's bands, for guests with a function of their own; null without such guests. */
  readonly lane: (Rect & { readonly label: Label; readonly notes: readonly WireNote[] }) | null;
  readonly iommu: Rect | null;
  readonly wireY: number;
  /** Horizontal corridors a route may use, from top to bottom. */
  readonly corridors: readonly number[];
  /** By place index: its box, its centre. */
  readonly boxOf: Int32Array;
  readonly pointX: Float32Array;
  readonly pointY: Float32Array;
  /** Port of the PF that a process drives by polling, -1 without one. */
  readonly switchPort: number;
  /** Interrupts reach running guests without an exit. */
  readonly posted: boolean;
  /** It translates; else its band only says that it is off. */
  readonly iommuOn: boolean;
  /** Guests whose packets take the lane. */
  readonly directVms: ReadonlySet<number>;
  /** By guest. */
  readonly crossings: readonly Crossing[];
  readonly places: readonly Place[];
  /** By place index: the guest a function was given to, -1 for none. For other places their own guest. */
  readonly ownerOf: Int32Array;
  /** By place index: the port a function sends to, -1 for other places. */
  readonly portOf: Int32Array;
}
