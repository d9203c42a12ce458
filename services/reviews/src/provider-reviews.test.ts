import { randomUUID } from "node:crypto";
import { guestActor } from "@loconomy/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Party } from "./testing.ts";
import { asUser, createBench, type Bench } from "./testing-bench.ts";

let bench: Bench;
let party: Party;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.stop());
beforeEach(async () => {
  party = await bench.newParty();
});

describe("a provider's reviews", () => {
  const published = async (
    ratings: Array<[rating: number, wouldRecommend: boolean | undefined]>,
  ) => {
    const ids: string[] = [];
    for (const [rating, wouldRecommend] of ratings) {
      const id = await bench.completed(party);
      ids.push((await bench.review(id, party.customerId, { rating, wouldRecommend })).id);
      await bench.review(id, party.providerUserId);
    }
    return ids;
  };

  test("histogram, average, share; pages newest first without gaps", async () => {
    const ids = await published([
      [5, true],
      [5, true],
      [4, false],
      [1, undefined],
      [5, true],
    ]);
    const first = await bench.listed(party.providerId, { limit: 2 });
    expect(first).toMatchObject({
      ratingAverage: 4,
      ratingCount: 5,
      histogram: [1, 0, 0, 1, 3],
      recommendShare: 0.75,
    });
    const second = await bench.listed(party.providerId, { limit: 2, cursor: first.nextCursor });
    const third = await bench.listed(party.providerId, { limit: 2, cursor: second.nextCursor });
    expect([...first.items, ...second.items, ...third.items].map(({ id }) => id)).toEqual(
      ids.toReversed(),
    );
    expect(third.nextCursor).toBeNull();
    await expect(bench.listed(party.providerId, { cursor: "made-up" })).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  test("none yet is an empty page; an unknown provider is not found", async () => {
    expect(await bench.listed(party.providerId)).toEqual({
      items: [],
      nextCursor: null,
      ratingAverage: 0,
      ratingCount: 0,
      histogram: [0, 0, 0, 0, 0],
      recommendShare: null,
    });
    await expect(bench.listed(randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });

  test("of a closed profile are there for its owner only, as the profile is", async () => {
    const [id] = await published([[5, true]]);
    party.isClosed = true;
    await expect(bench.listed(party.providerId)).rejects.toMatchObject({ code: "not_found" });
    const own = await bench.harness.clients.reviews.listProviderReviews(
      { id: party.providerId, limit: 20 },
      asUser(party.providerUserId),
    );
    expect(own.items).toMatchObject([{ id }]);
  });

  test("the owner replies once; others find nothing", async () => {
    const [id = ""] = await published([[3, undefined]]);
    const reply = (userId: string, content = "Thank you, Maria.") =>
      bench.harness.clients.reviews.replyToReview({ id, content }, asUser(userId));
    await expect(reply(party.customerId)).rejects.toMatchObject({ code: "not_found" });
    await expect(reply(randomUUID())).rejects.toMatchObject({ code: "not_found" });
    await expect(reply(party.providerUserId, "  ")).rejects.toMatchObject({ status: 400 });
    const answers = await Promise.allSettled([
      reply(party.providerUserId),
      reply(party.providerUserId),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(reply(party.providerUserId)).rejects.toMatchObject({ code: "already_exists" });
    expect((await bench.listed(party.providerId)).items[0]?.reply?.content).toBe(
      "Thank you, Maria.",
    );
    await expect(
      bench.harness.clients.reviews.replyToReview(
        { id, content: "x" },
        { context: { actor: guestActor() } },
      ),
    ).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("a review behind the blind, and a provider's own, cannot be replied to", async () => {
    const id = await bench.completed(party);
    const { id: waiting } = await bench.review(id, party.customerId);
    const reply = (reviewId: string) =>
      bench.harness.clients.reviews.replyToReview(
        { id: reviewId, content: "Hello" },
        asUser(party.providerUserId),
      );
    await expect(reply(waiting)).rejects.toMatchObject({ code: "not_found" });
    const { id: own } = await bench.review(id, party.providerUserId);
    await expect(reply(own)).rejects.toMatchObject({ code: "not_found" });
  });
});
