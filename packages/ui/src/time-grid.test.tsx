import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { TimeGrid, timeGridPosition, timeSpan } from "./time-grid.tsx";

afterEach(cleanup);

describe("TimeGrid", () => {
  it("shows the days it is given under their names", () => {
    render(
      <TimeGrid
        label="The week"
        columns={["Mon", "Tue"].map((day) => ({ key: day, heading: day, children: `${day} job` }))}
      />,
    );
    expect(screen.getByRole("group", { name: "The week" })).toBeTruthy();
    expect(document.querySelector('[data-column="Tue"]')?.textContent).toBe("Tue job");
    expect(screen.getByText("1 PM")).toBeTruthy();
  });

  it("places a stretch by the minutes of the day", () => {
    expect(timeSpan(360, 720)).toEqual({ top: "25%", height: "25%" });
  });

  it("knows the day and the time under a point, and stays on its days outside", () => {
    const grid = document.createElement("div");
    grid.append(
      ...["a", "b", "c", "d"].map((text) => Object.assign(document.createElement("div"), { text })),
    );
    grid.getBoundingClientRect = () => new DOMRect(100, 50, 400, 480);
    expect(timeGridPosition(grid, { clientX: 250, clientY: 290 })).toEqual({
      column: 1,
      minute: 720,
    });
    expect(timeGridPosition(grid, { clientX: 900, clientY: 550 })).toEqual({
      column: 3,
      minute: 1500,
    });
    expect(timeGridPosition(grid, { clientX: 0, clientY: 30 })).toEqual({ column: 0, minute: -60 });
  });
});
