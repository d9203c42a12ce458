import { createServiceHarness, createTestDatabase, guestActor, userActor } from "@loconomy/testing";
import { createReviews } from "./service.ts";
import { BookingBook, makeParty, owners, type Party } from "./testing.ts";

export const DAY_MS = 86_400_000;

export type Bench = Awaited<ReturnType<typeof createBench>>;

export const asUser = (userId: string) => ({ context: { actor: userActor(userId) } });

/** The service on a database of its own, with bookings and owners that tests put in. */
export const createBench = async () => {
  const database = await createTestDatabase();
  const book = new BookingBook(database.owner);
  const parties: Party[] = [];
  const harness = await createServiceHarness(database, {
    reviews: createReviews,
    bookings: book.service(),
    providers: owners(parties),
  });
  const { reviews } = harness.clients;
  return {
    harness,
    book,
    newParty: async (): Promise<Party> => {
      const party = await makeParty(database.owner);
      parties.push(party);
      return party;
    },
    /** A booking that was completed so many days ago. */
    completed: (party: Party, daysAgo = 1) =>
      book.add(party, new Date(harness.clock.now().getTime() - daysAgo * DAY_MS)),
    review: (id: string, userId: string, more: object = {}) =>
      reviews.createReview({ id, rating: 5, ...more }, asUser(userId)),
    seen: (id: string, userId: string) => reviews.getBookingReviews({ id }, asUser(userId)),
    listed: (id: string, more: object = {}) =>
      reviews.listProviderReviews({ id, limit: 20, ...more }, { context: { actor: guestActor() } }),
    /** What was told, in order. */
    events: async (type: string, aggregateId?: string) => {
      const { rows } = await database.owner.pool.query(
        "select data from platform.outbox where type = $1 and ($2::text is null or aggregate_id = $2) order by id",
        [type, aggregateId ?? null],
      );
      return rows.map((row) => row.data);
    },
    stop: () => database.drop(),
  };
};
