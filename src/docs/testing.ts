import type { Nodes, RootContent } from 'mdast';

/** All nodes below some, themselves too. */
export function nodesOf(nodes: readonly RootContent[]): readonly Nodes[] {
  const visit = (node: Nodes): readonly Nodes[] => [
    node,
    ...('children' in node ? node.children.flatMap((child) => visit(child as Nodes)) : []),
  ];
  return nodes.flatMap((node) => visit(node));
}

export const linksOf = (nodes: readonly RootContent[]): readonly string[] =>
  nodesOf(nodes).flatMap((node) => (node.type === 'link' ? [node.url] : []));
