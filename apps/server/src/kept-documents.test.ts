import { startTestS3, type TestS3 } from "@loconomy/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFixture, eventually, type Fixture } from "./testing-fixture.ts";
import { startTestServer, type TestServer } from "./testing.ts";

let s3: TestS3;
let server: TestServer;
let fixture: Fixture;
beforeAll(async () => {
  s3 = await startTestS3();
  server = await startTestServer({ ...s3.env });
  fixture = await createFixture(server);
}, 120_000);
afterAll(async () => {
  await server.stop();
  await s3.close();
});

test("an invoice is kept in the bucket when it is first downloaded, and comes from there ever after", async () => {
  const id = await fixture.paidBooking();
  server.advance(28 * 3_600_000);
  for (const step of ["start", "complete"])
    expect((await fixture.provider.call("POST", `/api/v1/bookings/${id}/${step}`)).status).toBe(
      200,
    );
  const cookie = [...fixture.customer.cookies].map((pair) => pair.join("=")).join("; ");
  const download = () =>
    fetch(`${server.url}/api/v1/bookings/${id}/invoice.pdf?locale=de-DE`, { headers: { cookie } });
  await eventually(async () => (await download()).status === 200);
  const kept = [...s3.objects].filter(([key]) => key.startsWith("invoice/"));
  expect(kept.map(([, { type }]) => type)).toEqual(["application/pdf"]);
  const [[key, { bytes }] = ["", { bytes: Buffer.of() }]] = kept;
  expect(key).toMatch(/^invoice\/\d{4}\/[\da-f-]{36}\/with-card\.de-DE\.pdf$/);
  expect(Buffer.from(await (await download()).arrayBuffer())).toEqual(bytes);

  s3.objects.set(key, { bytes: Buffer.from("%PDF of somebody else"), type: "application/pdf" });
  const damaged = await download();
  expect(damaged.status).toBe(503);
  expect(await damaged.json()).toMatchObject({ code: "service_unavailable" });
  s3.faults = ["busy", "busy", "busy"];
  expect((await download()).status).toBe(503);
});

test("a start with a wrong key ends with a sentence that says so", async () => {
  const wrong = startTestServer({ ...s3.env, S3_SECRET_ACCESS_KEY: "wrong" }, server);
  await expect(wrong).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringContaining("S3_SECRET_ACCESS_KEY does not belong to S3_ACCESS_KEY_ID"),
  });
});
