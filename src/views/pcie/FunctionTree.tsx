import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useMessages } from '../../i18n/react';
import type { CardInfo } from './card-props';
import { TreeBox } from './TreeBox';
import { functionTree, layoutTree, type PlacedNode } from './tree-layout';
import { useWidth } from './use-width';
import styles from './tree.module.css';

/** Room for the ring around a box at the edge. */
const MARGIN = 5;

interface Props {
  readonly card: CardInfo;
  readonly selected: number | null;
  readonly onSelect: (fn: number | null) => void;
  /** The VFs of a PF that are not in the tree were asked for. */
  readonly onOpenGroup: (pf: number) => void;
}

/** Root complex, root port, PFs and VFs. D3 places the boxes, React draws them. */
export function FunctionTree({ card, selected, onSelect, onOpenGroup }: Props) {
  const m = useMessages().pcie;
  const [ref, width] = useWidth<HTMLDivElement>();
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const [current, setCurrent] = useState('root-complex');

  const layout = layoutTree(functionTree(card, collapsed), width - 2 * MARGIN);
  const at = layout.nodes.findIndex((n) => n.node.key === current);
  const tabStop = layout.nodes[at]?.node.key ?? 'root-complex';

  function toggle(pf: number) {
    const next = new Set(collapsed);
    if (!next.delete(pf)) next.add(pf);
    setCollapsed(next);
  }

  function focus(target: PlacedNode | undefined, from: Element) {
    if (target === undefined) return;
    setCurrent(target.node.key);
    const tree = from.closest('[role="tree"]');
    tree?.querySelector<SVGGElement>(`[data-key="${target.node.key}"]`)?.focus();
  }

  function activate({ node }: PlacedNode) {
    setCurrent(node.key);
    if (node.kind === 'vf-group') onOpenGroup(node.pf);
    else onSelect(node.fn);
  }

  function key(event: KeyboardEvent, placed: PlacedNode) {
    const { node } = placed;
    const index = layout.nodes.indexOf(placed);
    const go = (target: PlacedNode | undefined) => focus(target, event.currentTarget);
    switch (event.key) {
      case 'ArrowDown':
        go(layout.nodes[index + 1]);
        break;
      case 'ArrowUp':
        go(layout.nodes[index - 1]);
        break;
      case 'Home':
        go(layout.nodes[0]);
        break;
      case 'End':
        go(layout.nodes.at(-1));
        break;
      case 'ArrowRight':
        if (node.kind === 'pf' && node.vfs > 0 && !node.expanded) toggle(node.pf);
        else go(layout.nodes.find((n) => n.parent === node.key));
        break;
      case 'ArrowLeft':
        if (node.kind === 'pf' && node.expanded) toggle(node.pf);
        else go(layout.nodes.find((n) => n.node.key === placed.parent));
        break;
      case 'Enter':
      case ' ':
        activate(placed);
        break;
      default:
        return;
    }
    // The page has its own meaning for the arrows and for Space.
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles['tree']} ref={ref}>
      {width > 0 && (
        <svg
          role="tree"
          aria-label={m.treeLabel}
          width={layout.width + 2 * MARGIN}
          height={layout.height + 2 * MARGIN}
          viewBox={[-MARGIN, -MARGIN, layout.width + 2 * MARGIN, layout.height + 2 * MARGIN].join(
            ' ',
          )}
        >
          <g aria-hidden="true">
            {layout.links.map((link) => (
              <path className={styles['link']} key={link.key} d={link.d} />
            ))}
          </g>
          {layout.nodes.map((placed) => (
            <TreeBox
              key={placed.node.key}
              card={card}
              placed={placed}
              selected={placed.node.fn !== null && placed.node.fn === selected}
              tabStop={placed.node.key === tabStop}
              onActivate={() => activate(placed)}
              onFocus={() => setCurrent(placed.node.key)}
              onKeyDown={(event) => key(event, placed)}
              onToggle={() => toggle(placed.node.pf)}
            />
          ))}
        </svg>
      )}
    </div>
  );
}
