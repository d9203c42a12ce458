import {
  Id,
  type Actor,
  type Booking,
  type BookingStatus,
  type DisputeReason,
} from "@loconomy/contracts";
import {
  actingAs,
  decodeCursor,
  problem,
  requirePermission,
  requireUser,
  system,
  toPage,
  type ServiceDependencies,
} from "@loconomy/kit";
import { z } from "zod";
import { listDisputed, type BookingRow } from "../booking-store.ts";
import { partyOf } from "../policy.ts";
import { transition } from "../transition.ts";
import { toBooking } from "../view.ts";

/**
 * One side of a booking says what was wrong with it. Its money then waits until an operator has resolved it.
 * @throws invalid_transition, unprocessable (after 48 hours), conflict (disputed before).
 */
export const disputeBooking = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, reason, text }: { id: string; reason: DisputeReason; text: string },
): Promise<Booking> => {
  const { row, party } = await transition(deps, {
    bookingId: id,
    action: "dispute",
    actor: requireUser(actor),
    reason: text,
    disputed: (_row, by, now) => ({
      dispute: {
        by: by === "customer" ? "customer" : "provider",
        reason,
        text,
        openedAt: now.toISOString(),
        answer: null,
        resolution: null,
      },
    }),
  });
  return toBooking(row, party, deps.clock.now());
};

/**
 * The other side tells theirs, once.
 * @throws invalid_transition, forbidden (for who disputed), conflict (answered before).
 */
export const answerDispute = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, text }: { id: string; text: string },
): Promise<Booking> => {
  const { row, party } = await transition(deps, {
    bookingId: id,
    action: "answer_dispute",
    actor: requireUser(actor),
    reason: text,
    disputed: ({ dispute }, _by, now) => ({
      dispute: { ...dispute!, answer: { text, at: now.toISOString() } },
    }),
  });
  return toBooking(row, party, deps.clock.now());
};

/**
 * An operator decides how much of what was charged goes back; payments does so, and gives the provider the rest.
 * @throws forbidden, invalid_transition, unprocessable (a part of what was never charged).
 */
export const resolveDispute = async (
  deps: ServiceDependencies,
  actor: Actor,
  { id, refundPercent, note }: { id: string; refundPercent: number; note: string },
): Promise<Booking> => {
  const { userId: resolvedBy } = requirePermission(actor, "admin:access");
  const { row, party } = await transition(deps, {
    bookingId: id,
    action: "resolve",
    actor,
    reason: note,
    disputed: (before, _by, now) => ({
      dispute: { ...before.dispute!, resolution: { refundPercent, note, at: now.toISOString() } },
      to: statusAfter(before, refundPercent),
      resolvedBy,
    }),
  });
  return toBooking(row, party, deps.clock.now());
};

/** As it was before, unless all goes back; nothing was charged where the provider was said to be absent. */
const statusAfter = (
  { absent }: Pick<BookingRow, "absent">,
  refundPercent: number,
): BookingStatus => {
  if (absent === "provider") {
    if (refundPercent !== 0 && refundPercent !== 100)
      throw problem(
        "unprocessable",
        "Nothing was charged for this booking, so no part goes back.",
        {
          errors: [{ path: "refundPercent", message: "must be 0 or 100" }],
        },
      );
    return refundPercent === 100 ? "no_show" : "completed";
  }
  if (refundPercent === 100) return "refunded";
  return absent ? "no_show" : "completed";
};

const Opened = z.tuple([z.iso.datetime(), Id]);

/** Disputes that wait, the oldest first, for operators. */
export const listDisputes = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ items: Booking[]; nextCursor: string | null }> => {
  const operator = requirePermission(actor, "admin:access");
  const after = decodeCursor(Opened, cursor);
  const rows = await listDisputed(actingAs(db, system("bookings")), { after, limit: limit + 1 });
  const now = clock.now();
  return toPage(
    rows,
    limit,
    ({ dispute, id }) => [dispute!.openedAt, id],
    (row) => toBooking(row, partyOf(operator, row) ?? "admin", now),
  );
};
