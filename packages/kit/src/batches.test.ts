import { expect, test } from "vitest";
import { inBatches } from "./batches.ts";

/** Work that ends when it is told to, and the batches that it was given. */
const slowDouble = () => {
  const batches: number[][] = [];
  const ends: Array<() => void> = [];
  const double = inBatches<number, number>(async (items) => {
    batches.push(items);
    await new Promise<void>((end) => ends.push(end));
    return items.map((n) => n * 2);
  });
  const end = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise((done) => setImmediate(done));
  };
  return { double, batches, end };
};

test("the first is served at once, those who come meanwhile together, each with its own answer", async () => {
  const { double, batches, end } = slowDouble();
  const first = double(1);
  await end();
  const rest = [2, 3, 4].map(double);
  await end();
  await end();
  expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
  const last = double(5);
  await end();
  await end();
  expect([await last, batches.at(-1)]).toEqual([10, [5]]);
});

test("at most a hundred go together", async () => {
  const sizes: number[] = [];
  const count = inBatches<number, number>(async (items) => {
    sizes.push(items.length);
    return items;
  });
  await Promise.all(Array.from({ length: 250 }, (_, n) => count(n)));
  expect(sizes).toEqual([100, 100, 50]);
});

test("who asks for what cannot be done fails alone", async () => {
  const tried: string[][] = [];
  const store = inBatches<string, string>(async (items) => {
    tried.push(items);
    if (items.includes("bad")) throw new Error("cannot be stored");
    return items.map((item) => `${item} stored`);
  });
  const outcomes = await Promise.allSettled(["a", "bad", "b"].map(store));
  expect(outcomes).toEqual([
    { status: "fulfilled", value: "a stored" },
    { status: "rejected", reason: new Error("cannot be stored") },
    { status: "fulfilled", value: "b stored" },
  ]);
  expect(tried).toEqual([["a", "bad", "b"], ["a"], ["bad"], ["b"]]);
  expect(await store("c")).toBe("c stored");
});
