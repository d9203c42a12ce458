import { expect, it } from "vitest";
import { useTurnedSandbox } from "../testing-clock.ts";
import { refusal } from "../testing.ts";

const DAY_MS = 24 * 3_600_000;
const start = Date.now();

const sandbox = useTurnedSandbox(start);

const authorised = () => sandbox.pay("pm_card_visa", { capture_method: "manual" });

it("ends an authorisation after seven days, not before, and tells of it", async () => {
  const { id, latest_charge } = await authorised();
  await sandbox.sweepAt(start + 7 * DAY_MS - 1_000);
  expect((await sandbox.stripe.paymentIntents.retrieve(id)).status).toBe("requires_capture");
  sandbox.nowMs = start + 7 * DAY_MS + 1_000;
  await Promise.all([sandbox.running.sandbox.sweep(), sandbox.running.sandbox.sweep()]);
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({
    status: "canceled",
    cancellation_reason: "automatic",
    amount_capturable: 0,
  });
  const { data } = await sandbox.stripe.events.list({ limit: 100 });
  const told = data.filter(({ data: { object } }) =>
    [id, latest_charge].includes((object as { id: string }).id),
  );
  expect(told.map(({ type }) => type).filter((type) => /canceled|expired/.test(type))).toEqual([
    "payment_intent.canceled",
    "charge.expired",
  ]);
  expect(await refusal(sandbox.stripe.paymentIntents.capture(id))).toMatchObject({
    code: "payment_intent_unexpected_state",
  });
});

it("leaves alone what was captured or given back in time", async () => {
  const [captured, canceled] = [await authorised(), await authorised()];
  await sandbox.stripe.paymentIntents.capture(captured.id);
  await sandbox.stripe.paymentIntents.cancel(canceled.id);
  await sandbox.sweepAt(start + 30 * DAY_MS);
  expect((await sandbox.stripe.paymentIntents.retrieve(captured.id)).status).toBe("succeeded");
  const after = await sandbox.stripe.paymentIntents.retrieve(canceled.id);
  expect(after.cancellation_reason).toBeNull();
});

it("does so by itself while it runs", async () => {
  const { id } = await authorised();
  sandbox.running.sandbox.start();
  sandbox.nowMs = start + 8 * DAY_MS;
  await expect
    .poll(async () => (await sandbox.stripe.paymentIntents.retrieve(id)).status, { timeout: 5000 })
    .toBe("canceled");
});
