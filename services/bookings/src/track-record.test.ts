import { BOOKING_TRANSITIONS } from "@loconomy/contracts";
import { expect, test } from "vitest";
import { countsInRecord } from "./track-record.ts";

test("of all steps there are, answers, kept jobs and broken ones count, and nothing on the way of holding and paying", () => {
  const counted = BOOKING_TRANSITIONS.flatMap(({ from, to, by, action }) =>
    from.flatMap((before) =>
      to.flatMap((after) =>
        by
          .filter((party) =>
            countsInRecord({
              from: before,
              to: after,
              by: party,
              absent:
                action === "no_show" ? (party === "customer" ? "provider" : "customer") : null,
            }),
          )
          .map((party) => `${before} ${action} ${party}`),
      ),
    ),
  );
  expect(counted.toSorted()).toEqual([
    "completed dispute customer",
    "completed dispute provider",
    "confirmed cancel provider",
    "confirmed complete clock",
    "confirmed complete provider",
    "confirmed no_show customer",
    "disputed resolve admin",
    "disputed resolve admin",
    "disputed resolve admin",
    "in_progress complete clock",
    "in_progress complete provider",
    "no_show dispute customer",
    "no_show dispute provider",
    "pending accept provider",
    "pending accept_proposal provider",
    "pending cancel provider",
    "pending decline provider",
    "pending decline_proposal provider",
    "pending expire clock",
    "pending propose provider",
    "pending withdraw_proposal provider",
  ]);
});
