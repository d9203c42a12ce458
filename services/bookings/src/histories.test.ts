import { query, system, transaction } from "@loconomy/kit";
import { CLAIMING_STATUSES } from "@loconomy/contracts";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBooking, type BookingRow } from "./booking-store.ts";
import { replay } from "./replay.ts";
import { book, createWorld, type World } from "./testing.ts";
import { firstBrokenEntry } from "./timeline.ts";
import { listTimeline } from "./timeline-store.ts";
import { stateOf } from "./view.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.database.drop());

const HOUR = 3_600_000;

/** Something that somebody tries, be it allowed or not. */
type Attempt =
  | { do: "reschedule"; by: "customer" | "provider"; inHalfHours: number }
  | { do: "accept" | "decline" | "withdraw"; by: "customer" | "provider" }
  | { do: "acceptBooking" | "startBooking" | "completeBooking" }
  | { do: "cancelBooking" | "noShow"; by: "customer" | "provider" }
  | { do: "wait"; hours: number };

const party = fc.constantFrom("customer" as const, "provider" as const);
const attempt: fc.Arbitrary<Attempt> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("reschedule" as const),
      by: party,
      inHalfHours: fc.integer({ min: -2, max: 260 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("accept", "decline", "withdraw"), by: party }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("acceptBooking", "startBooking", "completeBooking"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("cancelBooking", "noShow"), by: party }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      hours: fc.integer({ min: 1, max: 40 }),
    }),
  },
) as fc.Arbitrary<Attempt>;

type Booked = Awaited<ReturnType<typeof book>>;

const make = async (step: Attempt, { id, customer, provider }: Booked): Promise<unknown> => {
  const who = "by" in step && step.by === "customer" ? customer : provider;
  const { bookings } = world;
  switch (step.do) {
    case "wait":
      return world.harness.advance(step.hours * HOUR);
    case "reschedule": {
      const soon = Math.ceil(world.harness.clock.now().getTime() / HOUR) * HOUR;
      const start = new Date(soon + (step.inHalfHours * HOUR) / 2).toISOString();
      return bookings.rescheduleBooking({ id, start }, who);
    }
    case "withdraw":
      return bookings.withdrawProposal({ id }, who);
    case "accept":
    case "decline": {
      const { proposal } = (await bookings.getRecord({ id }))!;
      const answer = { id, start: proposal?.start ?? world.at(9) };
      return step.do === "accept"
        ? bookings.acceptProposal(answer, who)
        : bookings.declineProposal({ ...answer, reason: "No" }, who);
    }
    case "noShow":
      return bookings.reportNoShow(
        { id, absent: step.by === "customer" ? "provider" : "customer" },
        who,
      );
    default:
      return bookings[step.do]({ id }, who);
  }
};

test("whatever is tried in whatever order, the timeline replays to the row that is there", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.array(attempt, { minLength: 4, maxLength: 14 }),
      async (isInstant, attempts) => {
        const booked = await book(world, { isInstant });
        for (const step of attempts) {
          await make(step, booked).catch((error: { status?: number }) => {
            if (!error.status || error.status >= 500) throw error;
          });
          const [row, entries] = await transaction(
            world.database.owner,
            system("test"),
            async (tx) => [(await findBooking(tx, booked.id))!, await listTimeline(tx, booked.id)],
          );
          expect(firstBrokenEntry(entries)).toBeNull();
          expect(replay(entries)).toEqual(stateOf(row));
          const claims = await query<{ start: Date; end: Date }>(
            world.database.owner,
            'select lower(period) as start, upper(period) as "end" from bookings.time_claims where booking_id = $1',
            [booked.id],
          );
          expect(claims).toEqual(claimed(row));
          for (const { action } of entries) seen.add(action);
        }
      },
    ),
    { numRuns: 25, examples: [[true, ALL_OF_A_PROPOSAL]] },
  );
  for (const action of [
    "reschedule",
    "propose",
    "accept_proposal",
    "withdraw_proposal",
    "lapse_proposal",
  ])
    expect(seen).toContain(action);
});

/** What a booking without buffers has of the calendar: its time, and of that only what is over once the job is. */
const claimed = ({ status, start, end, closedAt }: BookingRow) => {
  if (CLAIMING_STATUSES.includes(status)) return [{ start, end }];
  if (!closedAt) return [];
  const until = Math.max(Math.min(end.getTime(), closedAt.getTime()), start.getTime() + 1);
  return [{ start, end: new Date(until) }];
};

/** So that every run has seen each kind of step. */
const ALL_OF_A_PROPOSAL: Attempt[] = [
  { do: "reschedule", by: "customer", inHalfHours: 60 },
  { do: "reschedule", by: "provider", inHalfHours: 70 },
  { do: "withdraw", by: "provider" },
  { do: "reschedule", by: "provider", inHalfHours: 80 },
  { do: "decline", by: "customer" },
  { do: "reschedule", by: "provider", inHalfHours: 90 },
  { do: "accept", by: "customer" },
  { do: "reschedule", by: "provider", inHalfHours: 100 },
  { do: "wait", hours: 24 },
];
