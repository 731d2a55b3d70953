import "@mantine/core/styles/Table.layer.css";
import { Table as MantineTable } from "@mantine/core";
import type { ReactNode } from "react";

/** A column's heading; `figures` are set to the right in tabular numbers. */
export interface Column {
  readonly name: string;
  readonly figures?: boolean;
  /** The heading is read out but not drawn. */
  readonly unseen?: boolean;
}

interface TableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly className?: string;
  readonly children: ReactNode;
}

/** A table that becomes labelled cards at 640 px and below; its roles are spelt out so that they survive that. */
export function Table({ label, columns, className = "", children }: TableProps) {
  return (
    <MantineTable role="table" aria-label={label} className={`table ${className}`}>
      <MantineTable.Thead role="rowgroup">
        <MantineTable.Tr role="row">
          {columns.map(({ name, figures, unseen }) => (
            <MantineTable.Th key={name} role="columnheader" scope="col" className={figures ? "figures" : ""}>
              {unseen ? <span className="unseen">{name}</span> : name}
            </MantineTable.Th>
          ))}
        </MantineTable.Tr>
      </MantineTable.Thead>
      <MantineTable.Tbody role="rowgroup">{children}</MantineTable.Tbody>
    </MantineTable>
  );
}

/** One row; `className` names its kind: `sub` explains the row above, `total` closes a table. */
export function Row({ className = "", children }: { className?: string; children: ReactNode }) {
  return (
    <MantineTable.Tr role="row" className={className}>
      {children}
    </MantineTable.Tr>
  );
}

interface CellProps {
  /** The column's name, repeated beside the value where the row is drawn as a card. */
  readonly label?: string;
  readonly className?: string;
  readonly span?: number;
  readonly children: ReactNode;
}

/** One cell. */
export function Cell({ label, className = "", span, children }: CellProps) {
  return (
    <MantineTable.Td role="cell" className={className} data-label={label} colSpan={span}>
      {children}
    </MantineTable.Td>
  );
}

/** A row that names the group of rows beneath it. */
export function GroupRow({ span, children }: { span: number; children: ReactNode }) {
  return (
    <MantineTable.Tr role="row" className="group">
      <MantineTable.Th role="rowheader" scope="rowgroup" colSpan={span}>
        {children}
      </MantineTable.Th>
    </MantineTable.Tr>
  );
}
