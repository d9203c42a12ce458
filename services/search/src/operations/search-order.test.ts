import { beforeEach, describe, expect, test } from "vitest";
import { austin, inHours, useSearch, type Query } from "../testing-search.ts";

const { add, names, reindex, search, world } = useSearch();

describe("order", () => {
  beforeEach(async () => {
    add(
      {
        businessName: "A",
        position: austin(1),
        ratingAverage: 3,
        ratingCount: 50,
        services: [{ name: "S", priceAmount: 9_000 }],
      },
      [inHours(50)],
    );
    add(
      {
        businessName: "B",
        position: austin(3),
        ratingAverage: 5,
        ratingCount: 1,
        services: [{ name: "S", priceAmount: 3_000 }],
      },
      [inHours(5)],
    );
    add(
      {
        businessName: "C",
        position: austin(2),
        ratingAverage: 4.9,
        ratingCount: 200,
        services: [{ name: "S", priceAmount: 6_000 }],
      },
      [],
    );
    await reindex();
  });
  test.each<[NonNullable<Query["sort"]>, string[]]>([
    ["distance", ["A", "C", "B"]],
    ["rating", ["C", "B", "A"]],
    ["price", ["B", "C", "A"]],
    ["soonest", ["B", "A", "C"]],
  ])("by %s", async (sort, expected) => expect(await names({ sort })).toEqual(expected));

  test("recommended weighs them, and who is free soon moves up on the page", async () => {
    expect(await names({})).toEqual(["B", "C", "A"]);
    for (const starts of [world.openTimes]) for (const id of starts.keys()) starts.set(id, []);
    expect(await names({})).toEqual(["C", "B", "A"]);
  });
});

describe("among providers at the same place, recommended puts first", () => {
  const plain = { ratingAverage: 0, ratingCount: 0, createdAt: "2020-01-01T00:00:00Z" };
  const asked = { services: [{ name: "Call-out", priceAmount: 8_000, isInstant: false }] };

  test.each<[string, Parameters<typeof add>[0], Query, string]>([
    ["who is rated well", { ratingAverage: 4.9, ratingCount: 30 }, {}, "4.9 from 30"],
    [
      "who keeps accepted jobs",
      { record: { keptCount: 60, brokenCount: 0 } },
      {},
      "kept all 60 jobs",
    ],
    ["who answers soon", { ...asked, responseTimeMinutes: 8 }, {}, "answers in 8 min"],
    ["who is new", { createdAt: new Date().toISOString() }, {}, "new here"],
    [
      "who is called like what was typed",
      { businessName: "First call-out" },
      { q: "call-out" },
      "",
    ],
    ["who is verified", { isVerified: true }, {}, ""],
  ])("%s", async (_who, better, query, reason) => {
    add({ ...plain, ...asked, responseTimeMinutes: null, businessName: "Later" });
    add({ ...plain, ...asked, responseTimeMinutes: null, businessName: "First", ...better });
    await reindex();
    const { items } = await search(query);
    expect(items.map(({ provider }) => provider.businessName.split(" ")[0])).toEqual([
      "First",
      "Later",
    ]);
    expect(items.map(({ why }) => why)).toEqual([
      reason ? `0.1 mi away · ${reason}` : "0.1 mi away",
      "0.1 mi away",
    ]);
  });
});

describe("paging", () => {
  test.each(["recommended", "distance", "rating", "price", "soonest"] as const)(
    "by %s gives every provider once",
    async (sort) => {
      for (let n = 0; n < 47; n++) {
        add(
          {
            businessName: `P${n}`,
            position: austin(n % 5),
            ratingAverage: 3 + (n % 4) / 2,
            ratingCount: n % 3,
            services: [{ name: "S", priceAmount: 1_000 * (1 + (n % 6)) }],
          },
          n % 2 ? [inHours(1 + (n % 7))] : [],
        );
      }
      await reindex();
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const answer = await search({ sort, limit: 10, cursor });
        expect(answer.total).toBe(47);
        seen.push(...answer.items.map(({ provider }) => provider.id));
        cursor = answer.nextCursor ?? undefined;
      } while (cursor);
      expect(seen).toHaveLength(47);
      expect(new Set(seen).size).toBe(47);
      if (sort !== "recommended")
        expect(seen).toEqual(
          (await search({ sort, limit: 100 })).items.map(({ provider }) => provider.id),
        );
    },
  );

  test("a cursor that was changed or belongs to another search is refused", async () => {
    for (let n = 0; n < 3; n++) add({ position: austin(n) });
    await reindex();
    const { nextCursor } = await search({ limit: 1, sort: "distance" });
    const [seal, [distance, zero, id], ...rest] = JSON.parse(
      Buffer.from(nextCursor!, "base64url").toString(),
    ) as [string, [number, number, string], ...unknown[]];
    const encode = (...says: unknown[]): string =>
      Buffer.from(JSON.stringify(says)).toString("base64url");
    const forged = encode(seal, [distance + 1, zero, id], ...rest);
    for (const [cursor, sort] of [
      [forged, "distance"],
      [encode(seal, null, ...rest), "distance"],
      [encode(seal, [distance, zero, id], ...rest.slice(0, -1), 99), "distance"],
      [encode(seal, [distance, zero, id]), "distance"],
      [nextCursor!, "price"],
      [`${nextCursor}!`, "distance"],
      ["x", "distance"],
      ["", "distance"],
      ["bnVsbA", "distance"],
    ] as const) {
      await expect(search({ limit: 1, sort, cursor })).rejects.toMatchObject({
        status: 400,
        data: { errors: [{ path: "cursor" }] },
      });
    }
    await expect(
      search({ limit: 2, sort: "distance", cursor: nextCursor! }),
    ).resolves.toMatchObject({ nextCursor: null });
  });
});
