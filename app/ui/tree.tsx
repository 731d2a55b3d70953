import { type KeyboardEvent, type MouseEvent, useRef, useState } from "react";
import { Icon } from "./icon.tsx";
import {
  moved,
  nodeById,
  rowsOf,
  type TreeNode,
  type TreeRow,
  type TreeState,
  toggled,
} from "./tree-moves.ts";

interface TreeProps {
  readonly label: string;
  readonly nodes: readonly TreeNode[];
  /** Ids of the nodes that start open. */
  readonly opened: readonly string[];
}

/** A tree walked with the arrow keys; one tab stop, which stays where the reader left it. */
export function Tree({ label, nodes, opened }: TreeProps) {
  const root = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<TreeState>({ active: nodes[0]?.id ?? "", open: new Set(opened) });
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event.key, state, nodes);
    if (!next) return;
    event.preventDefault();
    setState(next);
    itemOf(root.current, next.active)?.focus();
  };
  const onClick = (event: MouseEvent) => {
    const item = event.target instanceof Element ? event.target.closest("[data-node]") : null;
    const node = nodeById(nodes, item?.getAttribute("data-node") ?? "");
    if (node) setState(toggled({ ...state, active: node.id }, node));
  };
  return (
    <div ref={root} className="tree" role="tree" aria-label={label} onKeyDown={onKeyDown} onClick={onClick}>
      {rowsOf(nodes, state.open).map((row) => (
        <Item key={row.node.id} row={row} state={state} />
      ))}
    </div>
  );
}

function itemOf(root: HTMLElement | null, id: string): HTMLElement | undefined {
  const items = root?.querySelectorAll<HTMLElement>("[data-node]") ?? [];
  return [...items].find((item) => item.dataset["node"] === id);
}

/** Items stand side by side and say their level, so that an item's name is its own words alone. */
function Item({ row: { node, level, position, siblings }, state }: { row: TreeRow; state: TreeState }) {
  const parent = node.children.length > 0;
  const open = parent && state.open.has(node.id);
  return (
    <div
      role="treeitem"
      className="node"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={parent ? open : undefined}
      aria-selected={state.active === node.id}
      tabIndex={state.active === node.id ? 0 : -1}
      data-node={node.id}
    >
      {parent ? <Icon name={open ? "unfold" : "right"} /> : <span />}
      {node.label}
      <span className="evidence">{node.aside}</span>
    </div>
  );
}
