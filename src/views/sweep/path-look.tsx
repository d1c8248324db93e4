import type { PathId } from '../../store/vocabulary';

/** How a path is drawn wherever several stand together: colour, dash and glyph, each enough by itself. */
interface Look {
  readonly colour: string;
  readonly dash: string;
  /** Outline within -5 … 5. */
  readonly shape: string;
  readonly hollow?: boolean;
}

const DISC = 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0';
const SQUARE = 'M-3.6-3.6h7.2v7.2h-7.2z';
const UP = 'M0-4.6 4.6 3.6h-9.2z';
const DOWN = 'M0 4.6 4.6-3.6h-9.2z';

export const LOOKS: Readonly<Record<PathId, Look>> = {
  emulated: { colour: 'var(--packet-1)', dash: '7 3', shape: UP },
  'emulated-rtl8139': { colour: 'var(--packet-1)', dash: '2 3', shape: UP, hollow: true },
  virtio: { colour: 'var(--packet-2)', dash: '9 3 2 3', shape: SQUARE },
  'vhost-net': { colour: 'var(--packet-0)', dash: '', shape: DOWN },
  'vhost-user': { colour: 'var(--packet-4)', dash: '5 2', shape: DOWN, hollow: true },
  passthrough: { colour: 'var(--packet-3)', dash: '3 2', shape: DISC, hollow: true },
  sriov: { colour: 'var(--hardware)', dash: '', shape: DISC },
  'bare-metal': { colour: 'var(--wire)', dash: '1 2', shape: SQUARE, hollow: true },
};

/** The glyph alone, for use inside a drawing. */
export function Glyph({ path }: { readonly path: PathId }) {
  const { colour, shape, hollow = false } = LOOKS[path];
  return (
    <path
      d={shape}
      style={{ fill: hollow ? 'var(--surface)' : colour, stroke: colour, strokeWidth: 1.8 }}
    />
  );
}

/** The glyph beside the name of its path. */
export function PathMark({ path }: { readonly path: PathId }) {
  return (
    <svg viewBox="-6 -6 12 12" width={14} height={14} aria-hidden="true" focusable="false">
      <Glyph path={path} />
    </svg>
  );
}
