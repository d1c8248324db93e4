import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useMessages } from '../../../i18n/react';
import { Wide } from '../../../ui/Wide';
import { useWidth } from '../use-width';
import type { HostIndex } from './host-index';
import { hostTree } from './host-tree';
import { TreeBox } from './TreeBox';
import { layoutTree, type PlacedNode } from './tree-layout';
import styles from './tree.module.css';

/** Room for the ring around a box at the edge. */
const MARGIN = 5;

interface Props {
  readonly index: HostIndex;
  /** What a bridge forwards, by its Routing ID. */
  readonly windows: ReadonlyMap<number, string>;
  /** Routing ID; -1 without. */
  readonly selected: number;
  readonly onSelect: (rid: number) => void;
  /** Enter on what is selected already, or a double click: look inside. */
  readonly onZoom: (rid: number) => void;
  /** The VFs of a PF that are not in the tree were asked for. */
  readonly onOpenGroup: (pf: number) => void;
}

/** Root complex, ports, switches, PFs and VFs of the host. D3 places the boxes, React draws them. */
export function HostTree({ index, windows, selected, onSelect, onZoom, onOpenGroup }: Props) {
  const m = useMessages().pcie;
  const [ref, width, unit] = useWidth<HTMLDivElement>();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState('root-complex');

  const layout = layoutTree(hostTree(index, toggled), width / unit - 2 * MARGIN);
  const at = layout.nodes.findIndex((n) => n.node.key === current);
  const tabStop = layout.nodes[at]?.node.key ?? 'root-complex';

  function toggle(key: string) {
    const next = new Set(toggled);
    if (!next.delete(key)) next.add(key);
    setToggled(next);
  }

  function focus(target: PlacedNode | undefined, from: Element) {
    if (target === undefined) return;
    setCurrent(target.node.key);
    const tree = from.closest('[role="tree"]');
    tree?.querySelector<SVGGElement>(`[data-key="${target.node.key}"]`)?.focus();
  }

  function activate({ node }: PlacedNode) {
    setCurrent(node.key);
    if (node.kind === 'others') toggle(node.key);
    else if (node.kind === 'vfs') onOpenGroup(node.fn?.pf ?? -1);
    else if (node.fn !== null) onSelect(node.fn.rid);
  }

  function enter(placed: PlacedNode) {
    const rid = placed.node.fn?.rid;
    if (rid !== undefined && rid === selected && placed.node.kind !== 'vfs') onZoom(rid);
    else activate(placed);
  }

  function key(event: KeyboardEvent, placed: PlacedNode) {
    const { node } = placed;
    const place = layout.nodes.indexOf(placed);
    const go = (target: PlacedNode | undefined) => focus(target, event.currentTarget);
    switch (event.key) {
      case 'ArrowDown':
        go(layout.nodes[place + 1]);
        break;
      case 'ArrowUp':
        go(layout.nodes[place - 1]);
        break;
      case 'Home':
        go(layout.nodes[0]);
        break;
      case 'End':
        go(layout.nodes.at(-1));
        break;
      case 'ArrowRight':
        if (node.expanded === false) toggle(node.key);
        else go(layout.nodes.find((n) => n.parent === node.key));
        break;
      case 'ArrowLeft':
        if (node.expanded === true) toggle(node.key);
        else go(layout.nodes.find((n) => n.node.key === placed.parent));
        break;
      case 'Enter':
      case ' ':
        enter(placed);
        break;
      default:
        return;
    }
    // The page has its own meaning for the arrows and for Space.
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <Wide label={m.treeLabel}>
      <div ref={ref}>
        {width > 0 && (
          <svg
            className={styles['tree']}
            role="tree"
            aria-label={m.treeLabel}
            width={(layout.width + 2 * MARGIN) * unit}
            height={(layout.height + 2 * MARGIN) * unit}
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
                index={index}
                windows={windows}
                placed={placed}
                selected={placed.node.fn?.rid === selected && placed.node.kind !== 'vfs'}
                tabStop={placed.node.key === tabStop}
                onActivate={() => activate(placed)}
                onZoom={() => enter(placed)}
                onFocus={() => setCurrent(placed.node.key)}
                onKeyDown={(event) => key(event, placed)}
                onToggle={() => toggle(placed.node.key)}
              />
            ))}
          </svg>
        )}
      </div>
    </Wide>
  );
}
