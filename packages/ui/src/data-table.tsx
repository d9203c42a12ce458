import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export type DataColumn<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned, figures of equal width. */
  numeric?: boolean;
};

export type DataTableProps<Row> = {
  /** Says what the table holds; read aloud, not shown. */
  caption: string;
  columns: DataColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Shown in place of the table when there are no rows. */
  empty?: ReactNode;
  className?: string;
};

/**
 * A table from 720 px up, one card a row below that.
 * Roles are written out because `display: block` would take the table's meaning away from assistive software.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, empty, className } = props;
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div
      className={cn(
        "table:overflow-x-auto table:rounded-card table:border table:border-border table:bg-surface",
        className,
      )}
    >
      <table role="table" className="w-full border-collapse text-left max-table:block">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="max-table:sr-only">
          <tr role="row" className="border-b border-border">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                className={cn(
                  "px-4 py-3 text-sm font-medium whitespace-nowrap text-muted",
                  column.numeric && "text-right",
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-table:flex max-table:flex-col max-table:gap-3">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className="max-table:flex max-table:flex-col max-table:gap-2 max-table:rounded-card max-table:border max-table:border-border max-table:bg-surface max-table:p-4 table:border-b table:border-border table:last:border-b-0 table:hover:bg-surface-2"
            >
              {columns.map((column) => {
                const content = column.cell(row);
                return (
                  <td
                    key={column.key}
                    role="cell"
                    className={cn(
                      "table:px-4 table:py-3 max-table:items-baseline max-table:justify-between max-table:gap-4",
                      // A card says nothing of what is not there.
                      isNothing(content) ? "max-table:hidden" : "max-table:flex",
                      column.numeric && "tabular table:text-right",
                    )}
                  >
                    <span aria-hidden className="shrink-0 text-sm text-muted table:hidden">
                      {column.header}
                    </span>
                    <span className="min-w-0 max-table:text-right">{content}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const isNothing = (content: ReactNode): boolean =>
  content === null || content === undefined || content === false || content === "";
