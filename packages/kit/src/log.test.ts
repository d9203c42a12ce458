import { expect, test } from "vitest";
import { createLog, currentRequestId, withRequestId } from "./index.ts";

const record = (level = "info") => {
  const lines: Array<Record<string, unknown>> = [];
  const log = createLog(level, { write: (line) => void lines.push(JSON.parse(line)) });
  return { log, lines };
};

test("one JSON object a line, with an RFC 3339 time", () => {
  const { log, lines } = record();
  log.debug("not this one");
  log.info({ n: 1 }, "hello");
  expect(lines).toEqual([
    { level: 30, time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), n: 1, msg: "hello" },
  ]);
});

test("secrets are struck out down to three levels", () => {
  const { log, lines } = record();
  const secrets = {
    password: "s3cret",
    authorization: "s3cret",
    cookie: "s3cret",
    clientSecret: "s3cret",
    token: "s3cret",
  };
  log.info(secrets);
  log.info({ body: secrets });
  log.info({ request: { headers: secrets, method: "POST" } });
  expect(lines).toHaveLength(3);
  expect(JSON.stringify(lines)).not.toContain("s3cret");
  expect(lines[2]).toMatchObject({ request: { method: "POST" } });
});

test("an error keeps its cause but not the row that PostgreSQL quotes", () => {
  const { log, lines } = record();
  const refused = Object.assign(new Error("violates check constraint"), {
    code: "23514",
    detail: "Failing row contains (Ada, 1 Main St)",
  });
  log.error({ err: new Error("could not save", { cause: refused }) }, "failed");
  log.error({ err: refused }, "failed");
  expect(JSON.stringify(lines)).not.toContain("Main St");
  expect(lines[0]).toMatchObject({
    err: { message: expect.stringContaining("violates check constraint") },
  });
  expect(lines[1]).toMatchObject({ err: { code: "23514" } });
});

test("the request id is on every line written for the request, also later and in children", async () => {
  const { log, lines } = record();
  const child = log.child({ service: "users" });
  await Promise.all(
    ["a", "b"].map((id) =>
      withRequestId(id, async () => {
        await new Promise(setImmediate);
        child.info(id);
      }),
    ),
  );
  log.info("outside");
  expect(lines.map((line) => [line["msg"], line["requestId"]])).toEqual([
    ["a", "a"],
    ["b", "b"],
    ["outside", undefined],
  ]);
  expect(currentRequestId()).toBeNull();
});
