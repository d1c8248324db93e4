import type { KeyboardEvent } from 'react';
import { useMessages } from '../../i18n/react';
import type { CardInfo } from './card-props';
import { bdfOf, hexByte } from '../../ui/rid-text';
import type { PlacedNode } from './tree-layout';
import styles from './tree.module.css';

interface Props {
  readonly card: CardInfo;
  readonly placed: PlacedNode;
  readonly selected: boolean;
  /** The one box of the tree that Tab reaches. */
  readonly tabStop: boolean;
  readonly onActivate: () => void;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onToggle: () => void;
}

interface Lines {
  readonly name: string;
  /** Address, as the tools print it; not for translation. */
  readonly address: string;
  readonly notes: readonly string[];
}

function useLines(card: CardInfo, { node }: PlacedNode): Lines {
  const m = useMessages().pcie;
  const fn = node.fn === null ? undefined : card.functions[node.fn];
  switch (node.kind) {
    case 'root-complex':
      return { name: m.rootComplex, address: '', notes: [] };
    case 'root-port': {
      const { rid, secondary, subordinate } = card.rootPort;
      const buses = m.buses({ first: hexByte(secondary), last: hexByte(subordinate) });
      const ari = card.ari ? m.ariOn : m.ariOff;
      const link = m.link({ gen: card.device.pcieGen, lanes: card.device.pcieLanes });
      return { name: m.rootPort, address: bdfOf(rid), notes: [`${buses} · ${ari}`, link] };
    }
    case 'pf':
      return {
        name: m.pfName({ pf: node.pf }),
        address: fn?.bdf ?? '',
        notes: [m.vfCount({ n: node.vfs })],
      };
    case 'vf':
      return { name: m.vfName({ n: fn?.index ?? 0 }), address: fn?.bdf ?? '', notes: [] };
    case 'vf-group': {
      const own = card.functions.filter((f) => f.kind === 'vf' && f.pf === node.pf);
      return {
        name: m.vfRange({ first: 0, last: node.vfs - 1 }),
        address: '',
        notes: [`${own[0]?.bdf ?? ''} … ${own.at(-1)?.bdf ?? ''}`, m.groupHint],
      };
    }
  }
}

const LINE = 16;
const CHEVRON = 22;

/** One box of the tree; a PF with VFs has a handle that folds them away. */
export function TreeBox(props: Props) {
  const { placed, selected, tabStop, onActivate, onFocus, onKeyDown, onToggle } = props;
  const { node, x, y, width, height } = placed;
  const m = useMessages().pcie;
  const { name, address, notes } = useLines(props.card, placed);
  const folds = node.kind === 'pf' && node.vfs > 0;
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
      aria-expanded={folds || placed.level < 3 ? node.expanded : undefined}
      aria-label={[name, address, ...notes].filter((text) => text !== '').join(', ')}
      data-key={node.key}
      data-kind={node.kind}
      data-pf={hue}
      transform={`translate(${x},${y})`}
      onClick={onActivate}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
    >
      <rect className={styles['ring']} x={-3} y={-3} width={width + 6} height={height + 6} rx={8} />
      <rect className={styles['plate']} width={width} height={height} rx={5} />
      {node.pf >= 0 && <rect className={styles['tab']} width={6} height={height} rx={3} />}
      <text className={styles['name']} x={14} y={first}>
        {name}
      </text>
      <text
        className={styles['address']}
        x={width - (folds ? CHEVRON + 8 : 10)}
        y={first}
        textAnchor="end"
      >
        {address}
      </text>
      {shown.map((note, i) => (
        <text className={styles['note']} key={note} x={14} y={first + LINE * (i + 1)}>
          {note}
        </text>
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
          <title>{m.toggle({ pf: node.pf, expanded: node.expanded })}</title>
          <rect x={width - CHEVRON - 4} y={0} width={CHEVRON + 4} height={height} />
          <path
            transform={`translate(${width - CHEVRON / 2 - 2},${height / 2}) rotate(${node.expanded ? 90 : 0})`}
            d="M-3,-5L3,0L-3,5"
          />
        </g>
      )}
    </g>
  );
}
