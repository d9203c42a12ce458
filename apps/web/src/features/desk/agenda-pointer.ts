import { timeGridPosition } from "@loconomy/ui";
import { instantAtPosition, type WeekAxis } from "./agenda-axis.ts";

/** The moment (epoch ms) under a point of the screen; on the nearest multiple of `snapMinutes` of the drawing, when given. */
export const instantUnder = (
  grid: HTMLElement,
  axis: WeekAxis,
  point: { clientX: number; clientY: number },
  snapMinutes?: number,
): number => {
  const { column, minute } = timeGridPosition(grid, point);
  const position = (minute / 1440) * axis.length;
  return instantAtPosition(
    axis,
    column,
    snapMinutes ? Math.round(position / snapMinutes) * snapMinutes : position,
  );
};
