import { problem } from "@loconomy/kit";
import type { Planned } from "./series-plan.ts";
import { toSlots } from "./view.ts";

/** A date of a series; `fixed` is a booking that cannot move at once any more. */
export type PlannedDate = Omit<Planned, "state"> & { state: Planned["state"] | "fixed" };

/**
 * @throws slot_taken, or slot_unavailable when nobody else stands against it, with every date that cannot be had, its reason,
 * and what could be had instead.
 */
export const requireOpenDates = (plan: readonly PlannedDate[], timeZone: string): void => {
  const conflicts = plan.filter(({ state }) => state !== "open");
  if (conflicts.length === 0) return;
  const isTaken = conflicts.some(({ state }) => state === "taken");
  throw problem(
    isTaken ? "slot_taken" : "slot_unavailable",
    `${conflicts.length} of ${plan.length} dates cannot be had. Choose other times for them, or leave them out.`,
    {
      conflicts: conflicts.map(({ occurrence, start, end, state, alternatives }) => ({
        occurrence,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
        reason: state,
        alternatives: toSlots(alternatives, timeZone),
      })),
    },
  );
};
