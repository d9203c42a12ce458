import { Id, Instant, type Actor, type Booking, type BookingStatus } from "@loconomy/contracts";
import {
  actingAs,
  decodeCursor,
  requirePermission,
  requireUser,
  system,
  toPage,
  type ServiceDependencies,
} from "@loconomy/kit";
import { z } from "zod";
import { listByStart, listNewest, type BookingRow } from "../booking-store.ts";
import { partyOf } from "../policy.ts";
import { toBooking } from "../view.ts";

interface Page {
  items: Booking[];
  nextCursor: string | null;
}

interface OwnInput {
  as: "customer" | "provider";
  when?: "upcoming" | "past";
  status?: BookingStatus;
  from?: string;
  to?: string;
  order: "asc" | "desc";
  cursor?: string;
  limit: number;
}

const ByStart = z.tuple([Instant, Id]);
const ById = z.tuple([Id]);

/** One's own bookings by start, as a customer or as a provider. */
export const listBookings = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  input: OwnInput,
): Promise<Page> => {
  const { userId } = requireUser(actor);
  const after = decodeCursor(ByStart, input.cursor);
  const now = clock.now();
  const rows = await listByStart(
    actingAs(db, actor),
    {
      ...(input.as === "customer" ? { customerId: userId } : { providerUserId: userId }),
      status: input.status,
      from: input.from ? new Date(input.from) : undefined,
      to: input.to ? new Date(input.to) : undefined,
      upcoming: input.when && { at: now, is: input.when === "upcoming" },
    },
    {
      order: input.order,
      after: after && [new Date(after[0]), after[1]],
      limit: input.limit + 1,
    },
  );
  return toPage(
    rows,
    input.limit,
    (row) => [row.start.toISOString(), row.id],
    (row: BookingRow) => toBooking(row, input.as, now),
  );
};

/** All bookings, newest first, for operators. */
export const listAllBookings = async (
  { db, clock }: ServiceDependencies,
  actor: Actor,
  { status, cursor, limit }: { status?: BookingStatus; cursor?: string; limit: number },
): Promise<Page> => {
  const operator = requirePermission(actor, "admin:access");
  const before = decodeCursor(ById, cursor)?.[0];
  const rows = await listNewest(
    actingAs(db, system("bookings")),
    { status },
    { before, limit: limit + 1 },
  );
  const now = clock.now();
  return toPage(
    rows,
    limit,
    (row) => [row.id],
    (row: BookingRow) => toBooking(row, partyOf(operator, row) ?? "admin", now),
  );
};
