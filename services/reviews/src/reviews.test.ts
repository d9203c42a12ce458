import { randomUUID } from "node:crypto";
import { guestActor } from "@loconomy/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Party } from "./testing.ts";
import { createBench, DAY_MS, type Bench } from "./testing-bench.ts";

let bench: Bench;
let party: Party;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  party = await bench.newParty();
});

describe("double blind", () => {
  test("the first review is seen by its author alone, both by both once the second is in", async () => {
    const id = await bench.completed(party);
    const mine = await bench.review(id, party.customerId, {
      rating: 4,
      title: "Spotless",
      content: "Every pane.",
      wouldRecommend: true,
    });
    expect(mine).toMatchObject({
      authorRole: "customer",
      authorName: "Maria S.",
      rating: 4,
      serviceName: "Window cleaning",
      reply: null,
    });

    expect(await bench.seen(id, party.customerId)).toMatchObject({
      canReview: false,
      mine: { rating: 4 },
      theirs: null,
      theirsIsWaiting: false,
    });
    const blind = await bench.seen(id, party.providerUserId);
    expect(blind).toMatchObject({
      canReview: true,
      mine: null,
      theirs: null,
      theirsIsWaiting: true,
    });
    expect(JSON.stringify(blind)).not.toContain("Spotless");
    expect((await bench.listed(party.providerId)).items).toEqual([]);
    expect(await bench.events("review.published", mine.id)).toEqual([]);

    await bench.review(id, party.providerUserId, { content: "Friendly and on time." });
    expect(await bench.seen(id, party.customerId)).toMatchObject({
      theirs: { authorRole: "provider", authorName: "Bright Windows" },
      theirsIsWaiting: false,
    });
    expect(await bench.seen(id, party.providerUserId)).toMatchObject({
      mine: { rating: 5 },
      theirs: { rating: 4, title: "Spotless" },
    });
    expect(await bench.events("provider.rating_changed", party.providerId)).toEqual([
      { providerId: party.providerId, ratingAverage: 4, ratingCount: 1 },
    ]);
  });

  test("a review that stays alone comes out 14 days after completion", async () => {
    const id = await bench.completed(party, 0);
    const { id: reviewId } = await bench.review(id, party.customerId, { rating: 2 });
    await bench.harness.advance(14 * DAY_MS - 60_000);
    expect(await bench.seen(id, party.providerUserId)).toMatchObject({
      theirs: null,
      theirsIsWaiting: true,
      canReview: true,
    });
    await bench.harness.advance(120_000);
    expect(await bench.seen(id, party.providerUserId)).toMatchObject({
      theirs: { rating: 2 },
      theirsIsWaiting: false,
      canReview: false,
    });
    expect((await bench.listed(party.providerId)).items).toHaveLength(1);
    expect(await bench.events("review.published", reviewId)).toHaveLength(1);
    await expect(bench.review(id, party.providerUserId)).rejects.toMatchObject({
      code: "unprocessable",
    });
  });

  test("a provider's review that stays alone leaves the rating as it is", async () => {
    const id = await bench.completed(party, 0);
    await bench.review(id, party.providerUserId, { rating: 1 });
    await bench.harness.advance(14 * DAY_MS + 1000);
    expect(await bench.seen(id, party.customerId)).toMatchObject({ theirs: { rating: 1 } });
    expect(await bench.events("provider.rating_changed", party.providerId)).toEqual([]);
    expect((await bench.listed(party.providerId)).ratingCount).toBe(0);
  });

  test("both at the same moment come out once", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await bench.completed(party);
      const written = await Promise.all([
        bench.review(id, party.customerId),
        bench.review(id, party.providerUserId),
      ]);
      for (const { id: reviewId } of written)
        expect(await bench.events("review.published", reviewId)).toHaveLength(1);
      expect(await bench.events("provider.rating_changed", party.providerId)).toHaveLength(
        round + 1,
      );
    }
  });

  test("many bookings of one provider reviewed at once: the last word counts them all", async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => bench.completed(party)));
    await Promise.all(
      ids.flatMap((id, i) => [
        bench.review(id, party.customerId, { rating: (i % 2) + 4 }),
        bench.review(id, party.providerUserId),
      ]),
    );
    const told = await bench.events("provider.rating_changed", party.providerId);
    expect(told.map((data) => data.ratingCount)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(told.at(-1)).toMatchObject({ ratingAverage: 4.5 });
  });
});

describe("who may review, and when", () => {
  test("twice is refused, also at the same moment", async () => {
    const id = await bench.completed(party);
    const answers = await Promise.allSettled(
      Array.from({ length: 6 }, () => bench.review(id, party.customerId)),
    );
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected")
        expect(answer.reason).toMatchObject({ code: "already_exists", status: 409 });
  });

  test("strangers and unknown bookings look the same; guests are asked to sign in", async () => {
    const id = await bench.completed(party);
    await expect(bench.review(id, randomUUID())).rejects.toMatchObject({
      code: "not_found",
      status: 404,
    });
    await expect(bench.review(randomUUID(), party.customerId)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(bench.seen(id, randomUUID())).rejects.toMatchObject({ code: "not_found" });
    const guest = { context: { actor: guestActor() } };
    await expect(
      bench.harness.clients.reviews.createReview({ id, rating: 5 }, guest),
    ).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(
      bench.harness.clients.reviews.getBookingReviews({ id }, guest),
    ).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("not before completion, not later than 14 days after it", async () => {
    const early = await bench.book.add(party, null);
    await expect(bench.review(early, party.customerId)).rejects.toMatchObject({
      code: "unprocessable",
      status: 422,
    });
    expect(await bench.seen(early, party.customerId)).toEqual({
      canReview: false,
      until: null,
      mine: null,
      theirs: null,
      theirsIsWaiting: false,
    });
    const late = await bench.completed(party, 15);
    await expect(bench.review(late, party.customerId)).rejects.toMatchObject({
      code: "unprocessable",
    });
    expect(await bench.seen(late, party.customerId)).toMatchObject({ canReview: false });
  });

  test.each([
    { rating: 0 },
    { rating: 6 },
    { rating: 4.5 },
    { rating: 5, title: "x".repeat(256) },
    { rating: 5, content: "a\u0000b" },
  ])("%o is refused", async (input) => {
    const id = await bench.completed(party);
    await expect(bench.review(id, party.customerId, input)).rejects.toMatchObject({ status: 400 });
  });
});
