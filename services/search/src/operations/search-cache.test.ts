import { expect, test } from "vitest";
import { inHours, useSearch } from "../testing-search.ts";

const { add, reindex, search, world } = useSearch({ cacheMs: 60_000 });

test("providers are remembered for a moment, their open times never", async () => {
  const id = add({ businessName: "First" }, [inHours(3)]);
  await reindex();
  const starts = async () =>
    (await search({ sort: "distance" })).items.map(({ nextTimes }) => nextTimes[0]?.start);
  expect(await starts()).toEqual([inHours(3)]);
  add({ businessName: "Second" });
  world.openTimes.set(id, [inHours(9)]);
  await reindex();
  expect(await starts()).toEqual([inHours(9)]);
  expect((await search({ sort: "price" })).total).toBe(2);
});
