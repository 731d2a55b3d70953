import type { ReactNode } from "react";

/** One node of a tree: what it says, what stands at its right, and what is beneath it. */
export interface TreeNode {
  readonly id: string;
  readonly label: ReactNode;
  readonly aside: ReactNode;
  readonly children: readonly TreeNode[];
}

/** Which node holds the focus, and which are open. */
export interface TreeState {
  readonly active: string;
  readonly open: ReadonlySet<string>;
}

/** One node as it stands on screen, with its place among its siblings. */
export interface TreeRow {
  readonly node: TreeNode;
  readonly parent: string | null;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
}

/** The nodes that can be seen, top to bottom: those of the first level and whatever stands under an open one. */
export function rowsOf(
  nodes: readonly TreeNode[],
  open: ReadonlySet<string>,
  above: { readonly id: string; readonly level: number } | null = null,
): TreeRow[] {
  const level = (above?.level ?? 0) + 1;
  return nodes.flatMap((node, at) => [
    { node, parent: above?.id ?? null, level, position: at + 1, siblings: nodes.length },
    ...(open.has(node.id) ? rowsOf(node.children, open, { id: node.id, level }) : []),
  ]);
}

/** Opens a closed node and closes an open one; a leaf stays as it is. */
export function toggled(state: TreeState, node: TreeNode): TreeState {
  if (node.children.length === 0) return state;
  const open = new Set(state.open);
  if (!open.delete(node.id)) open.add(node.id);
  return { ...state, open };
}

/**
 * What a key does in a tree, by the WAI-ARIA authoring practices: up and down walk what is visible, right opens or
 * enters, left closes or leaves, Home and End go to the ends, Enter and Space open and close. Null: not a key of ours.
 */
export function moved(key: string, state: TreeState, nodes: readonly TreeNode[]): TreeState | null {
  const rows = rowsOf(nodes, state.open);
  const at = rows.findIndex(({ node }) => node.id === state.active);
  const here = rows[at];
  if (!here) return null;
  const go = (row: TreeRow | undefined) => (row ? { ...state, active: row.node.id } : state);
  const moves: Record<string, () => TreeState> = {
    ArrowDown: () => go(rows[at + 1]),
    ArrowUp: () => go(rows[at - 1]),
    Home: () => go(rows[0]),
    End: () => go(rows.at(-1)),
    ArrowRight: () => (state.open.has(state.active) ? go(rows[at + 1]) : toggled(state, here.node)),
    ArrowLeft: () =>
      state.open.has(state.active)
        ? toggled(state, here.node)
        : { ...state, active: here.parent ?? state.active },
    Enter: () => toggled(state, here.node),
    " ": () => toggled(state, here.node),
  };
  return moves[key]?.() ?? null;
}

/** The node with this id, at any depth. */
export function nodeById(nodes: readonly TreeNode[], id: string): TreeNode | undefined {
  for (const node of nodes) {
    const found = node.id === id ? node : nodeById(node.children, id);
    if (found) return found;
  }
  return undefined;
}
