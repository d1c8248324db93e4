import { Fragment, type KeyboardEvent } from 'react';
import { useMessages } from '../../../i18n/react';
import { hexByte } from '../../../ui/rid-text';
import type { HostFunction } from '../../../store/vocabulary';
import type { HostIndex } from './host-index';
import type { PlacedNode } from './tree-layout';
import { useFunctionName } from './use-names';
import styles from './tree.module.css';

interface Props {
  readonly index: HostIndex;
  /** What a bridge forwards, by its Routing ID. */
  readonly windows: ReadonlyMap<number, string>;
  readonly placed: PlacedNode;
  readonly selected: boolean;
  /** The one box of the tree that Tab reaches. */
  readonly tabStop: boolean;
  readonly onActivate: () => void;
  readonly onZoom: () => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onToggle: () => void;
}

interface Lines {
  readonly name: string;
  /** Address, as the tools print it; not for translation. */
  readonly address: string;
  /** Between the two where there is room: who has a VF. */
  readonly driver?: string;
  readonly notes: readonly string[];
}

function useLines(
  index: HostIndex,
  windows: ReadonlyMap<number, string>,
  { node }: PlacedNode,
): Lines {
  const m = useMessages().pcie;
  const nameOf = useFunctionName(index);
  const { fn } = node;
  if (node.kind === 'others') {
    return { name: m.others({ n: node.count }), address: '', notes: [] };
  }
  if (fn === null) return { name: m.rootComplex, address: '', notes: [] };
  const marks = (one: HostFunction) =>
    [
      one.netdev ?? one.driver ?? '',
      one.iommuGroup === null ? '' : m.group({ group: one.iommuGroup }),
    ]
      .filter((text) => text !== '')
      .join(' · ');
  switch (node.kind) {
    case 'vfs': {
      const own = index.vfsOf.get(fn.pf ?? -1) ?? [];
      return {
        name: m.vfRange({ first: fn.vfIndex, last: own.at(-1)?.vfIndex ?? fn.vfIndex }),
        address: '',
        notes: [`${fn.bdf} … ${own.at(-1)?.bdf ?? ''}`, fn.answers ? m.groupHint : m.silent],
      };
    }
    case 'vf':
      return {
        name: m.vfName({ n: fn.vfIndex }),
        address: fn.bdf,
        driver: fn.answers ? (fn.driver ?? '') : m.silent,
        notes: [],
      };
    case 'pf': {
      const total = index.pfs.get(fn.rid)?.totalVfs ?? 0;
      return {
        name: m.pfName({ pf: node.pf }),
        address: fn.bdf,
        notes: [m.vfCount({ n: node.count, total }), marks(fn)],
      };
    }
    case 'bridge': {
      const { secondary, subordinate } = fn;
      const buses =
        secondary === null || subordinate === null || secondary === 0
          ? m.noBuses
          : m.buses({ first: hexByte(secondary), last: hexByte(subordinate) });
      return { name: nameOf(fn), address: fn.bdf, notes: [buses, windows.get(fn.rid) ?? ''] };
    }
    case 'endpoint':
    case 'root-complex':
      return {
        name: nameOf(fn),
        address: fn.bdf,
        notes: [fn.answers ? marks(fn) : m.silent],
      };
  }
}

const LINE = 16;
const CHEVRON = 22;
/** Boxes from this width on have room for a driver's name between a VF's own and its address. */
const DRIVER_FROM = 200;
const SILENT_FROM = 260;

/** One box of the tree; what has something below it has a handle that folds it away. */
export function TreeBox(props: Props) {
  const {
    index,
    windows,
    placed,
    selected,
    tabStop,
    onActivate,
    onZoom,
    onFocus,
    onKeyDown,
    onToggle,
  } = props;
  const { node, x, y, width, height } = placed;
  const m = useMessages().pcie;
  const { name, address, driver = '', notes } = useLines(index, windows, placed);
  const folds = node.expanded !== null;
  const first = height <= 30 ? height / 2 + 4 : 18;
  const shown = notes.slice(0, Math.floor((height - first) / LINE));
  const hue = node.pf < 0 ? undefined : node.pf % 4;
  return (
    <g
      className={styles['box']}
      role="treeitem"
      tabIndex={tabStop ? 0 : -1}
      aria-level={placed.level}
      aria-posinset={placed.position}
      aria-setsize={placed.siblings}
      aria-selected={selected}
      aria-expanded={node.expanded ?? undefined}
      aria-label={[name, address, driver, ...notes, node.fn?.name ?? '']
        .filter((text) => text !== '')
        .join(', ')}
      data-key={node.key}
      data-kind={node.kind}
      data-silent={node.fn?.answers === false}
      data-pf={hue}
      transform={`translate(${x},${y})`}
      onClick={onActivate}
      onDoubleClick={onZoom}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      <rect className={styles['ring']} x={-3} y={-3} width={width + 6} height={height + 6} rx={8} />
      <rect className={styles['plate']} width={width} height={height} rx={5} />
      {node.pf >= 0 && <rect className={styles['tab']} width={6} height={height} rx={3} />}
      <text className={styles['name']} x={12} y={first}>
        {name}
      </text>{' '}
      <text className={styles['address']} x={width - 10} y={first} textAnchor="end">
        {address}
      </text>{' '}
      {driver !== '' && width >= (node.fn?.answers === false ? SILENT_FROM : DRIVER_FROM) && (
        <text className={styles['note']} x={60} y={first}>
          {driver}
        </text>
      )}
      {shown.map((note, i) => (
        <Fragment key={note}>
          {' '}
          <text className={styles['note']} x={12} y={first + LINE * (i + 1)}>
            {note}
          </text>
        </Fragment>
      ))}
      {folds && (
        <g
          className={styles['fold']}
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            onToggle();
          }}
        >
          <title>{m.toggle({ name, expanded: node.expanded })}</title>
          <rect x={width - CHEVRON - 4} y={0} width={CHEVRON + 4} height={height} />
          <path
            transform={`translate(${width - CHEVRON / 2 - 4},${node.kind === 'others' ? first - 4 : first + LINE - 4}) rotate(${node.expanded === true ? 90 : 0})`}
            d="M-3,-5L3,0L-3,5"
          />
        </g>
      )}
    </g>
  );
}
