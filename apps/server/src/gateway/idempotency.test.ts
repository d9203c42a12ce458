import { createTestDatabase, type TestDatabase } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "./answer.ts";
import { createIdempotency } from "./idempotency.ts";

let database: TestDatabase;
let idempotent: ReturnType<typeof createIdempotency>;
beforeAll(async () => {
  database = await createTestDatabase();
  idempotent = createIdempotency(await database.as("app"), clock);
});
afterAll(() => database.drop());

const START = Date.UTC(2026, 10, 27, 12);
let now = START;
const clock = { now: () => new Date(now) };
let ran = 0;
const json = (status: number, body: object): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});
const answer = async (): Promise<Answer> => json(201, { n: ++ran });

interface Asked {
  owner?: string;
  path?: string;
  body?: string;
  method?: string;
  run?: () => Promise<Answer>;
}
const ask = (
  key: string | null,
  { owner = "ada", path = "/bookings", body = "{}", method = "POST", run = answer }: Asked = {},
): Promise<Answer> => idempotent({ owner, path, method, key: key ?? undefined, body, run });
const numberOf = async (answered: Promise<Answer>): Promise<number> =>
  (JSON.parse(String((await answered).body)) as { n: number }).n;

test("the first answer is kept for a day, for its owner, and then forgotten", async () => {
  const first = await numberOf(ask("day"));
  now = START + 24 * 3_600_000 - 1000;
  const again = await ask("day");
  expect([again.status, again.headers["idempotency-replayed"]]).toEqual([201, "true"]);
  expect(JSON.parse(String(again.body))).toEqual({ n: first });
  expect(await numberOf(ask("day", { owner: "bob" }))).not.toBe(first);
  now = START + 24 * 3_600_000 + 1000;
  expect(await numberOf(ask("day"))).not.toBe(first);
  now = START;
});

test.each([
  ["another body", { body: '{"a":1}' }],
  ["another path", { path: "/bookings/1/refund" }],
])("the same key with %s is refused", async (_what, other) => {
  const key = `other-${JSON.stringify(other)}`;
  await ask(key);
  await expect(ask(key, other)).rejects.toMatchObject({
    code: "idempotency_key_reused",
    status: 422,
  });
});

test("while the first request runs, the others are told to wait; it is done once", async () => {
  let finish = (): void => {};
  const isFinished = new Promise<void>((done) => (finish = done));
  let begun = (): void => {};
  const hasBegun = new Promise<void>((done) => (begun = done));
  let times = 0;
  const slow = async (): Promise<Answer> => {
    times++;
    begun();
    await isFinished;
    return answer();
  };
  const first = ask("slow", { run: slow });
  await hasBegun;
  const others = await Promise.allSettled(
    Array.from({ length: 20 }, () => ask("slow", { run: slow })),
  );
  for (const other of others)
    expect(other).toMatchObject({ status: "rejected", reason: { code: "idempotency_in_flight" } });
  finish();
  const n = await numberOf(first);
  expect([await numberOf(ask("slow", { run: slow })), times]).toEqual([n, 1]);
});

test("of many first requests that come at once with one key one is done, and other keys are not held up", async () => {
  let times = 0;
  let release = (): void => {};
  const othersAreAnswered = new Promise<void>((done) => (release = done));
  const count = async (): Promise<Answer> => {
    times++;
    await othersAreAnswered;
    return answer();
  };
  let answered = 0;
  const same = Array.from({ length: 20 }, () =>
    ask("at-once", { run: count }).finally(() => {
      if (++answered === 19) release();
    }),
  );
  const other = ["a", "b", "c"].map((key) => ask(`beside-${key}`));
  const outcomes = await Promise.allSettled(same);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(times).toBe(1);
  for (const response of await Promise.all(other)) expect(response.status).toBe(201);
});

test("a request that was lost with its process can be made again after a minute", async () => {
  await new Promise<void>((begun) => {
    void ask("lost", {
      run: () => {
        begun();
        return new Promise<Answer>(() => {});
      },
    });
  });
  await expect(ask("lost")).rejects.toMatchObject({ code: "idempotency_in_flight" });
  now = START + 61_000;
  expect((await ask("lost")).status).toBe(201);
  now = START;
});

test.each([500, 503, 429])(
  "an answer %i is not kept: the next try may do better",
  async (status) => {
    const key = `failed-${status}`;
    expect((await ask(key, { run: async () => ({ status, headers: {} }) })).status).toBe(status);
    expect((await ask(key)).status).toBe(201);
  },
);

test("neither is an error; a refusal is", async () => {
  const fails = async (): Promise<Answer> => {
    throw new Error("lost connection");
  };
  await expect(ask("error", { run: fails })).rejects.toThrow("lost connection");
  expect((await ask("error")).status).toBe(201);
  const refuse = async (): Promise<Answer> => json(409, { code: "slot_taken" });
  await ask("refusal", { run: refuse });
  expect((await ask("refusal")).status).toBe(409);
});

test("keys are printable and short, needed where a repeat would pay twice, and nothing to a GET", async () => {
  for (const key of ["x".repeat(256), "with space"])
    await expect(ask(key)).rejects.toMatchObject({ code: "invalid_request" });
  for (const path of ["/bookings", "/bookings/1/refund", "/bookings/series/holds"])
    await expect(ask(null, { path })).rejects.toMatchObject({ code: "idempotency_key_required" });
  expect((await ask(null, { path: "/me" })).status).toBe(201);
  const reads = [await ask("get", { method: "GET" }), await ask("get", { method: "GET" })];
  expect(reads.map(({ headers }) => headers["idempotency-replayed"])).toEqual([
    undefined,
    undefined,
  ]);
});
