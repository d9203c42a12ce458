import type { Actor, OpenTimes } from "@loconomy/contracts";
import type { ServiceDependencies } from "@loconomy/kit";
import { actionFor, loadMoving } from "../moving.ts";
import { findNewTimes } from "../new-times.ts";
import { authorise } from "../transition.ts";
import { toSlots } from "../view.ts";
import { dayOf } from "../wall-clock.ts";
import { readRange } from "./list-slots.ts";

interface Input {
  id: string;
  from: string;
  to: string;
  timeZone?: string;
}

/**
 * Open times of its provider that a booking can move to.
 * @throws whatever moving it now would: listing times that cannot be had helps nobody.
 */
export const listNewTimes = async (
  deps: ServiceDependencies,
  actor: Actor,
  input: Input,
): Promise<OpenTimes> => {
  const { party, ...moving } = await loadMoving(deps, actor, input.id);
  authorise(moving.row, actionFor(moving.row, party, moving.now), party, new Date(moving.now));
  const zone = input.timeZone ?? moving.schedule.timeZone;
  const { from, to } = readRange(input, zone);
  const slots = await findNewTimes(deps.db, moving, { from, to });
  const [next] =
    slots.length > 0
      ? []
      : await findNewTimes(deps.db, moving, { from: to, to: Infinity, limit: 1 });
  return {
    timeZone: moving.schedule.timeZone,
    slots: toSlots(slots, zone),
    nextFreeDay: next ? dayOf(zone, next.start) : null,
  };
};
