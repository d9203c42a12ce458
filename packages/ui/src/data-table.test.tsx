import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { DataTable } from "./data-table.tsx";

afterEach(cleanup);

interface Row {
  name: string;
  uses: number;
  note: string | null;
}

const show = (rows: Row[]) =>
  render(
    <DataTable
      caption="Coupons"
      rows={rows}
      rowKey={({ name }) => name}
      empty={<p>No coupons.</p>}
      columns={[
        { key: "name", header: "Code", cell: ({ name }) => name },
        { key: "uses", header: "Uses", numeric: true, cell: ({ uses }) => uses },
        { key: "note", header: "Note", cell: ({ note }) => note },
      ]}
    />,
  );

it("is a table to whoever hears it, with one row each", () => {
  show([{ name: "WELCOME", uses: 0, note: null }]);
  const table = screen.getByRole("table", { name: "Coupons" });
  expect(within(table).getAllByRole("columnheader")).toHaveLength(3);
  expect(within(table).getAllByRole("row")).toHaveLength(2);
});

it("leaves out of a card what a row has nothing of, and keeps its zeros", () => {
  show([{ name: "WELCOME", uses: 0, note: null }]);
  const hidden = screen
    .getAllByRole("cell")
    .filter((cell) => cell.classList.contains("max-table:hidden"));
  expect(hidden.map((cell) => cell.textContent)).toEqual(["Note"]);
});

it("shows what stands in its place when there are no rows", () => {
  show([]);
  expect(screen.getByText("No coupons.")).toBeTruthy();
  expect(screen.queryByRole("table")).toBeNull();
});
