import { expect, test } from "@playwright/test";
import {
  bookingId,
  bookUpToPayment,
  choose,
  demoProvider,
  openTimes,
  pay,
  PROVIDER,
  serverNow,
  signIn,
  turnClock,
} from "./marketplace.ts";

const HOUR = 3_600_000;

test("a deposit: set in the desk, paid at booking, the rest reserved in time and charged when the job is done", async ({
  browser,
  page,
  request,
}) => {
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, PROVIDER);
  await theirs.goto("/desk/services");
  await theirs.getByRole("button", { name: "Add a service" }).click();
  await theirs.getByLabel("Name").fill("Bathroom refit");
  await theirs.getByLabel("Price in USD").fill("800");
  await choose(theirs, /A part of the price/);
  await theirs.getByLabel("Deposit in percent of the price").fill("101");
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByText("Enter a whole number from 1 to 100")).toBeVisible();
  await theirs.getByLabel("Deposit in percent of the price").fill("25");
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByText("25% deposit")).toBeVisible();

  const provider = await demoProvider(request);
  // Kept pages are made anew behind the first one who asks.
  await expect(async () => {
    await page.goto(`/providers/${provider.slug}`);
    await expect(page.getByText(/25% deposit/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 80_000, intervals: [2_000] });
  const service = provider.services.find(({ name }) => name === "Bathroom refit")!;
  const slot = (await openTimes(request, provider, service, 20 * 24, 24))[0]!;
  await bookUpToPayment(page, service, slot);
  const dueToday = page.getByText("Due today (deposit)").last().locator("xpath=..");
  await expect(dueToday).toContainText("$200.00");
  await expect(page.getByText("Due when the job is done").last().locator("xpath=..")).toContainText(
    "$600.00",
  );
  await expect(page.getByText(/counts towards what a cancellation costs/)).toBeVisible();
  await pay(page, "4242 4242 4242 4242", /^Pay \$200$/);
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible();
  await expect(page.getByText(/Your deposit of \$200\.00 is charged/)).toBeVisible();
  await expect(page.getByText(/\$600 is reserved on .* and charged when/).first()).toBeVisible();
  const id = bookingId(page);
  const paymentOf = async () => (await page.request.get(`/api/v1/bookings/${id}/payment`)).json();

  await page.getByRole("button", { name: "Cancel booking" }).click();
  await expect(page.getByRole("dialog").getByText(/all of \$200 goes back/)).toBeVisible();
  await page.getByRole("button", { name: "Go back" }).click();

  const turnTo = async (moment: number) => turnClock(request, moment - (await serverNow(request)));
  await turnTo(Date.parse(slot.end) - 84 * HOUR + 1_000);
  // Behind what else has become due by then.
  await expect.poll(async () => (await paymentOf()).status, { timeout: 60_000 }).toBe("authorized");
  await turnTo(Date.parse(slot.start) + 60_000);
  await theirs.goto(`/bookings/${id}`);
  await theirs.getByRole("button", { name: "Start the job" }).click();
  await theirs.getByRole("button", { name: "Mark as done" }).click();
  await expect(theirs.getByText("This job is done.")).toBeVisible();
  await expect.poll(async () => (await paymentOf()).status, { timeout: 60_000 }).toBe("captured");
  const { captured, amount } = await paymentOf();
  expect(captured).toEqual(amount);

  // Other journeys take the provider as they were.
  await theirs.goto("/desk/services");
  await theirs.getByLabel("Offer Bathroom refit").click({ force: true });
  await expect(theirs.getByLabel("Offer Bathroom refit")).not.toBeChecked();
});
