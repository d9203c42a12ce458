import { describe, expect, test } from "vitest";
import { createBriefAnswers } from "./brief-answers.ts";

/** Answers that are numbered as they are begun, each made when it is told to be; negative ones may not be kept. */
const world = () => {
  let time = 0;
  const pending: Array<{ done: (value?: number) => void; fail: () => void }> = [];
  const briefly = createBriefAnswers<number>({ mayKeep: (n) => n >= 0, now: () => time });
  const make = () =>
    new Promise<number>((resolve, reject) => {
      const number = pending.length + 1;
      pending.push({
        done: (value = number) => resolve(value),
        fail: () => reject(new Error(`${number} failed`)),
      });
    });
  return {
    ask: (key = "a") => briefly(key, make),
    at: (ms: number) => void (time = ms),
    begun: () => pending.length,
    finish: async (number: number, value?: number) => {
      pending[number - 1]!.done(value);
      await new Promise(setImmediate);
    },
    fail: async (number: number) => {
      pending[number - 1]!.fail();
      await new Promise(setImmediate);
    },
  };
};

describe("an answer to those who ask the same at nearly the same moment", () => {
  test("is made once for all who wait for it, and another one for another question", async () => {
    const { ask, begun, finish } = world();
    const waiting = [ask(), ask(), ask("b")];
    expect(begun()).toBe(2);
    await finish(1);
    await finish(2);
    expect(await Promise.all(waiting)).toEqual([1, 1, 2]);
  });

  test("counts as new for 250 ms; then it is given once more while a new one is made", async () => {
    const { ask, at, begun, finish } = world();
    void ask();
    await finish(1);
    at(249);
    expect(await ask()).toBe(1);
    expect(begun()).toBe(1);
    at(250);
    expect([await ask(), await ask()]).toEqual([1, 1]);
    expect(begun()).toBe(2);
    await finish(2);
    expect(await ask()).toBe(2);
  });

  test("is given for 750 ms from when it began to be made, whatever became of the next one", async () => {
    const { ask, at, finish, fail, begun } = world();
    void ask();
    at(200);
    await finish(1);
    at(300);
    expect(await ask()).toBe(1);
    await fail(2);
    at(749);
    expect(await ask()).toBe(1);
    expect(begun()).toBe(3);
    at(750);
    const fresh = ask();
    expect(begun()).toBe(4);
    await finish(4);
    expect(await fresh).toBe(4);
    // What was begun before it and made after it does not take its place.
    await finish(3);
    expect(await ask()).toBe(4);
  });

  test("is given to nobody later when it may not be kept, or failed", async () => {
    const { ask, begun, finish, fail } = world();
    const refused = ask();
    await finish(1, -1);
    expect(await refused).toBe(-1);
    const failed = ask().catch((error: Error) => error.message);
    await fail(2);
    expect(await failed).toBe("2 failed");
    void ask();
    expect(begun()).toBe(3);
  });
});
