import { randomUUID } from "node:crypto";
import { createServiceHarness, createTestDatabase, guestActor, userActor, type ServiceHarness, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createReviews } from "./service.ts";
import { BookingBook, makeParty, owners, type Party } from "./testing.ts";

const DAY_MS = 86_400_000;

let database: TestDatabase;
let harness: ServiceHarness;
let book: BookingBook;
const parties: Party[] = [];
let party: Party;

beforeAll(async () => {
  database = await createTestDatabase();
  book = new BookingBook(database.owner);
  harness = await createServiceHarness(database, { reviews: createReviews, bookings: book.service(), providers: owners(parties) });
});
afterAll(() => database.drop());
beforeEach(async () => {
  party = await makeParty(database.owner);
  parties.push(party);
});

const as = (userId: string) => ({ context: { actor: userActor(userId) } });
const review = (id: string, userId: string, more: object = {}) => harness.clients.reviews.createReview({ id, rating: 5, ...more }, as(userId));
const seen = (id: string, userId: string) => harness.clients.reviews.getBookingReviews({ id }, as(userId));
const listed = (id = party.providerId, more: object = {}) => harness.clients.reviews.listProviderReviews({ id, limit: 20, ...more }, { context: { actor: guestActor() } });
const completed = (daysAgo = 1) => book.add(party, new Date(harness.clock.now().getTime() - daysAgo * DAY_MS));
const events = async (type: string, aggregateId?: string) => {
  const { rows } = await database.owner.pool.query("select data from platform.outbox where type = $1 and ($2::text is null or aggregate_id = $2) order by id", [type, aggregateId ?? null]);
  return rows.map((row) => row.data);
};

describe("double blind", () => {
  test("the first review is seen by its author alone, both by both once the second is in", async () => {
    const id = await completed();
    const mine = await review(id, party.customerId, { rating: 4, title: "Spotless", content: "Every pane.", wouldRecommend: true });
    expect(mine).toMatchObject({ authorRole: "customer", authorName: "Maria S.", rating: 4, serviceName: "Window cleaning", reply: null });

    expect(await seen(id, party.customerId)).toMatchObject({ canReview: false, mine: { rating: 4 }, theirs: null, theirsIsWaiting: false });
    const blind = await seen(id, party.providerUserId);
    expect(blind).toMatchObject({ canReview: true, mine: null, theirs: null, theirsIsWaiting: true });
    expect(JSON.stringify(blind)).not.toContain("Spotless");
    expect((await listed()).items).toEqual([]);
    expect(await events("review.published")).toEqual([]);

    await review(id, party.providerUserId, { content: "Friendly and on time." });
    expect(await seen(id, party.customerId)).toMatchObject({ theirs: { authorRole: "provider", authorName: "Bright Windows" }, theirsIsWaiting: false });
    expect(await seen(id, party.providerUserId)).toMatchObject({ mine: { rating: 5 }, theirs: { rating: 4, title: "Spotless" } });
    expect(await events("provider.rating_changed", party.providerId)).toEqual([{ providerId: party.providerId, ratingAverage: 4, ratingCount: 1 }]);
  });

  test("a review that stays alone comes out 14 days after completion", async () => {
    const id = await completed(0);
    const { id: reviewId } = await review(id, party.customerId, { rating: 2 });
    await harness.advance(14 * DAY_MS - 60_000);
    expect(await seen(id, party.providerUserId)).toMatchObject({ theirs: null, theirsIsWaiting: true, canReview: true });
    await harness.advance(120_000);
    expect(await seen(id, party.providerUserId)).toMatchObject({ theirs: { rating: 2 }, theirsIsWaiting: false, canReview: false });
    expect((await listed()).items).toHaveLength(1);
    expect(await events("review.published", reviewId)).toHaveLength(1);
    await expect(review(id, party.providerUserId)).rejects.toMatchObject({ code: "unprocessable" });
  });

  test("a provider's review that stays alone leaves the rating as it is", async () => {
    const id = await completed(0);
    await review(id, party.providerUserId, { rating: 1 });
    await harness.advance(14 * DAY_MS + 1000);
    expect(await seen(id, party.customerId)).toMatchObject({ theirs: { rating: 1 } });
    expect(await events("provider.rating_changed", party.providerId)).toEqual([]);
    expect((await listed()).ratingCount).toBe(0);
  });

  test("both at the same moment come out once", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await completed();
      const written = await Promise.all([review(id, party.customerId), review(id, party.providerUserId)]);
      for (const { id: reviewId } of written) expect(await events("review.published", reviewId)).toHaveLength(1);
      expect(await events("provider.rating_changed", party.providerId)).toHaveLength(round + 1);
    }
  });

  test("many bookings of one provider reviewed at once: the last word counts them all", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => completed()));
    await Promise.all(ids.flatMap((id, i) => [review(id, party.customerId, { rating: (i % 2) + 4 }), review(id, party.providerUserId)]));
    const told = await events("provider.rating_changed", party.providerId);
    expect(told.map((data) => data.ratingCount)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(told.at(-1)).toMatchObject({ ratingAverage: 4.5 });
  });
});

describe("who may review, and when", () => {
  test("twice is refused, also at the same moment", async () => {
    const id = await completed();
    const answers = await Promise.allSettled(Array.from({ length: 6 }, () => review(id, party.customerId)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers) if (answer.status === "rejected") expect(answer.reason).toMatchObject({ code: "already_exists", status: 409 });
  });

  test("strangers and unknown bookings look the same; guests are asked to sign in", async () => {
    const id = await completed();
    await expect(review(id, randomUUID())).rejects.toMatchObject({ code: "not_found", status: 404 });
    await expect(review(randomUUID(), party.customerId)).rejects.toMatchObject({ code: "not_found" });
    await expect(seen(id, randomUUID())).rejects.toMatchObject({ code: "not_found" });
    const guest = { context: { actor: guestActor() } };
    await expect(harness.clients.reviews.createReview({ id, rating: 5 }, guest)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(harness.clients.reviews.getBookingReviews({ id }, guest)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("not before completion, not later than 14 days after it", async () => {
    const early = await book.add(party, null);
    await expect(review(early, party.customerId)).rejects.toMatchObject({ code: "unprocessable", status: 422 });
    expect(await seen(early, party.customerId)).toEqual({ canReview: false, until: null, mine: null, theirs: null, theirsIsWaiting: false });
    const late = await completed(15);
    await expect(review(late, party.customerId)).rejects.toMatchObject({ code: "unprocessable" });
    expect(await seen(late, party.customerId)).toMatchObject({ canReview: false });
  });

  test.each([{ rating: 0 }, { rating: 6 }, { rating: 4.5 }, { rating: 5, title: "x".repeat(256) }, { rating: 5, content: "a\u0000b" }])("%o is refused", async (input) => {
    const id = await completed();
    await expect(review(id, party.customerId, input)).rejects.toMatchObject({ status: 400 });
  });
});

describe("a provider's reviews", () => {
  const published = async (ratings: Array<[rating: number, wouldRecommend: boolean | undefined]>) => {
    const ids: string[] = [];
    for (const [rating, wouldRecommend] of ratings) {
      const id = await completed();
      ids.push((await review(id, party.customerId, { rating, wouldRecommend })).id);
      await review(id, party.providerUserId);
    }
    return ids;
  };

  test("histogram, average, share; pages newest first without gaps", async () => {
    const ids = await published([[5, true], [5, true], [4, false], [1, undefined], [5, true]]);
    const first = await listed(party.providerId, { limit: 2 });
    expect(first).toMatchObject({ ratingAverage: 4, ratingCount: 5, histogram: [1, 0, 0, 1, 3], recommendShare: 0.75 });
    const second = await listed(party.providerId, { limit: 2, cursor: first.nextCursor });
    const third = await listed(party.providerId, { limit: 2, cursor: second.nextCursor });
    expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(third.nextCursor).toBeNull();
    await expect(listed(party.providerId, { cursor: "made-up" })).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("none yet is an empty page; an unknown provider is not found", async () => {
    expect(await listed()).toEqual({ items: [], nextCursor: null, ratingAverage: 0, ratingCount: 0, histogram: [0, 0, 0, 0, 0], recommendShare: null });
    await expect(listed(randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });

  test("the owner replies once; others find nothing", async () => {
    const [id = ""] = await published([[3, undefined]]);
    const reply = (userId: string, content = "Thank you, Maria.") => harness.clients.reviews.replyToReview({ id, content }, as(userId));
    await expect(reply(party.customerId)).rejects.toMatchObject({ code: "not_found" });
    await expect(reply(randomUUID())).rejects.toMatchObject({ code: "not_found" });
    await expect(reply(party.providerUserId, "  ")).rejects.toMatchObject({ status: 400 });
    const answers = await Promise.allSettled([reply(party.providerUserId), reply(party.providerUserId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(reply(party.providerUserId)).rejects.toMatchObject({ code: "already_exists" });
    expect((await listed()).items[0]?.reply?.content).toBe("Thank you, Maria.");
    await expect(harness.clients.reviews.replyToReview({ id, content: "x" }, { context: { actor: guestActor() } })).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a review behind the blind, and a provider's own, cannot be replied to", async () => {
    const id = await completed();
    const { id: waiting } = await review(id, party.customerId);
    const reply = (reviewId: string) => harness.clients.reviews.replyToReview({ id: reviewId, content: "Hello" }, as(party.providerUserId));
    await expect(reply(waiting)).rejects.toMatchObject({ code: "not_found" });
    const { id: own } = await review(id, party.providerUserId);
    await expect(reply(own)).rejects.toMatchObject({ code: "not_found" });
  });
});
