/** How far the view is zoomed in: the host, one function, its configuration space and a register in it. */
export interface Zoom {
  readonly level: 'host' | 'function' | 'config';
  /** The selected function; -1 = none, at the host alone. */
  readonly rid: number;
  /** Offset of the open register; -1 = none. */
  readonly at: number;
  /** Offset within the header or capability that is enlarged; -1 = that of the open register, or the first. */
  readonly block: number;
}

/** One level out. */
export function outOf(zoom: Zoom): Zoom {
  if (zoom.at >= 0) return { ...zoom, at: -1 };
  if (zoom.level === 'config') return { ...zoom, level: 'function' };
  return { ...zoom, level: 'host' };
}
