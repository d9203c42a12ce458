import { createLog, type Log } from "@loconomy/kit";
import { expect, test, vi } from "vitest";
import { createModel, type Model } from "./model.ts";
import { nearness } from "./nearness.ts";

const log = createLog("silent");
const LONG_MS = 60_000;

const loaded = async (model: Model): Promise<Model> => {
  model.start();
  await model.readAll(["ready"]);
  return model;
};

/** A thread that answers each question by one number a text, its length, when it is told to by a text that says so. */
const THREAD = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from "node:worker_threads";
    const held = [];
    parentPort.on("message", ({ id, texts }) => {
      if (texts[0] === "crash") throw new Error("crashed");
      if (texts[0] === "never") return;
      parentPort.postMessage({ id, directions: texts.map((text) => Float32Array.of(text.length)) });
    });
    parentPort.postMessage("ready");`)}`,
);

test("sentences about the same thing are near each other, capitals or not", async () => {
  const model = await loaded(createModel(log));
  const [leak, hair] = (await model.readAll(["Water drips from a pipe", "Cut my hair"]))!;
  const asked = (await model.read("my TAP is  leaking", LONG_MS))!;
  expect(asked).toHaveLength(512);
  expect(Math.hypot(...asked)).toBeCloseTo(1);
  expect(nearness(asked, [leak!])).toBeGreaterThan(nearness(asked, [hair!]) + 0.2);
  expect(await model.read("My tap is leaking", 0)).toBe(asked);
}, 120_000);

test("before it is loaded nothing waits for it", async () => {
  const model = createModel(log, THREAD);
  expect(await model.read("tap", LONG_MS)).toBeNull();
});

test("who waits too long is answered without it, and who comes when too many wait at once", async () => {
  const model = await loaded(createModel(log, THREAD));
  expect(await model.read("never", 5)).toBeNull();
  const waiting = Array.from({ length: 16 }, (_, n) => model.read(`sentence ${n}`, 30));
  expect(await model.read("one too many", LONG_MS)).toBeNull();
  expect(await Promise.all(waiting)).toEqual(Array.from({ length: 16 }, () => null));
});

test.each([
  ["a thread that cannot start", new URL("file:///nowhere/model-worker.ts"), "tap"],
  ["a thread that crashes", THREAD, "crash"],
])("%s: null from then on, and one line in the log", async (_what, thread, text) => {
  const warn = vi.fn();
  const model = createModel({ ...log, warn, info: () => {} } as unknown as Log, thread);
  model.start();
  expect(await model.readAll([text])).toBeNull();
  expect(await model.readAll(["tap"])).toBeNull();
  expect(await model.read("tap", LONG_MS)).toBeNull();
  expect(warn).toHaveBeenCalledTimes(1);
});
