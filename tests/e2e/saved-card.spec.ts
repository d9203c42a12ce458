import { expect, test, type APIRequestContext, type Page } from "@playwright/test";
import {
  bookingId,
  bookUpToPayment,
  demoProvider,
  download,
  mailOf,
  openTimes,
  pay,
  pdfText,
  PROVIDER,
  serverNow,
  signIn,
  turnClock,
} from "./marketplace.ts";

const HOUR = 3_600_000;
const SAVE = /^Save card and book$/;

interface Booked {
  id: string;
  email: string;
  start: string;
  end: string;
}

/** Books an instant service three weeks ahead, with a card that is saved. */
const bookAhead = async (
  page: Page,
  request: APIRequestContext,
  number: string,
): Promise<Booked> => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const slot = (await openTimes(request, provider, service, 20 * 24, 24))[0]!;
  const email = await bookUpToPayment(page, service, slot);
  await expect(page.getByText("Nothing is held or charged today")).toBeVisible();
  await expect(page.getByText(/is reserved on .* and charged when the job is done/)).toBeVisible();
  await pay(page, number, SAVE);
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible({ timeout: 20_000 });
  return { id: bookingId(page), email, ...slot };
};

const paymentOf = async (
  page: Page,
  id: string,
): Promise<{ status: string; captured: { amount: number }; amount: { amount: number } }> =>
  (await page.request.get(`/api/v1/bookings/${id}/payment`)).json();

const turnTo = async (request: APIRequestContext, moment: number): Promise<void> =>
  turnClock(request, moment - (await serverNow(request)));

/** When the price is reserved: 84 hours before the end of the job. */
const reservedAt = ({ end }: Booked): number => Date.parse(end) - 84 * HOUR + 1_000;

test("a card saved weeks ahead is reserved in time and charged when the job is done", async ({
  browser,
  page,
  request,
}) => {
  const booked = await bookAhead(page, request, "4242 4242 4242 4242");
  await expect(page.getByText(/^Nothing is held yet\. .* is reserved on/)).toBeVisible();
  await page.getByRole("button", { name: "Cancel booking" }).click();
  await expect(page.getByRole("dialog").getByText(/nothing is held on your card/)).toBeVisible();
  await page.getByRole("button", { name: "Go back" }).click();
  await page.goto("/account");
  const cards = page.getByRole("region", { name: "Saved cards" });
  await expect(cards.getByText("Visa •••• 4242")).toBeVisible();
  await expect(cards.getByText("Pays a coming booking")).toBeVisible();

  await turnTo(request, reservedAt(booked));
  // Behind what else has become due by then.
  await expect
    .poll(async () => (await paymentOf(page, booked.id)).status, { timeout: 60_000 })
    .toBe("authorized");
  await page.goto(`/bookings/${booked.id}`);
  await expect(page.getByText(/^Reserved; charged when the job is done/)).toBeVisible();

  await turnTo(request, Date.parse(booked.start) + 60_000);
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, PROVIDER);
  await theirs.goto(`/bookings/${booked.id}`);
  await theirs.getByRole("button", { name: "Start the job" }).click();
  await theirs.getByRole("button", { name: "Mark as done" }).click();
  await expect(theirs.getByText("This job is done.")).toBeVisible();
  await expect.poll(async () => (await paymentOf(page, booked.id)).status).toBe("captured");
  const { captured, amount } = await paymentOf(page, booked.id);
  expect(captured).toEqual(amount);

  await page.goto(`/bookings/${booked.id}`);
  await page.getByRole("button", { name: "15%" }).click();
  await expect(page.getByText("Charged to your Visa ending in 4242.")).toBeVisible();
  await page.getByRole("button", { name: /^Tip \$/ }).click();
  const given = await page.getByText(/^You gave \$[\d.]+\./).textContent();
  const tip = /\$[\d.]+\d/.exec(given!)![0];
  await page.reload();
  const receipt = page.getByRole("link", { name: "Receipt for the tip (PDF)" });
  const [, paper] = await download(page, receipt);
  expect(await pdfText(paper)).toContain(tip);
  await theirs.goto("/desk/money");
  const posted = theirs.getByRole("row").filter({ hasText: "Tip, your share" });
  await expect(posted.filter({ hasText: `+${tip}` })).toHaveCount(1);
  await expect
    .poll(async () => (await mailOf(request, PROVIDER)).join("\n"))
    .toContain("You got a tip of");
});

test("a saved card that is refused later: a mail, another card, and the booking stays", async ({
  page,
  request,
}) => {
  const booked = await bookAhead(page, request, "4000 0000 0000 0341");
  await turnTo(request, reservedAt(booked));
  await expect
    .poll(async () => (await mailOf(request, booked.email)).join("\n"))
    .toContain("Your card was refused");
  await page.goto(`/bookings/${booked.id}`);
  await expect(page.getByText("Your card was refused", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Pay with another card" }).click();
  await pay(page, "4000 0000 0000 9995");
  await expect(page.getByText(/insufficient funds\. Nothing was charged/)).toBeVisible();
  await pay(page, "4242 4242 4242 4242");
  await expect(page.getByText(/^Reserved; charged when the job is done/)).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByText("Your card was refused", { exact: true })).toHaveCount(0);
  await turnClock(request, 30 * HOUR);
  expect((await paymentOf(page, booked.id)).status).toBe("authorized");
});

test("a saved card that is refused and not replaced: cancelled for free, and both are told", async ({
  page,
  request,
}) => {
  const booked = await bookAhead(page, request, "4000 0000 0000 0341");
  await turnTo(request, reservedAt(booked));
  await expect.poll(async () => (await paymentOf(page, booked.id)).status).toBe("failed");
  const before = (await mailOf(request, PROVIDER)).length;
  await turnClock(request, 25 * HOUR);
  await page.goto(`/bookings/${booked.id}`);
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/canceled because it was not paid in time/)).toBeVisible({
      timeout: 1_000,
    });
  }).toPass({ timeout: 20_000 });
  expect((await paymentOf(page, booked.id)).captured.amount).toBe(0);
  await expect
    .poll(async () => (await mailOf(request, booked.email)).filter((s) => s.startsWith("Canceled")))
    .toHaveLength(1);
  await expect
    .poll(async () => (await mailOf(request, PROVIDER)).slice(before).join("\n"))
    .toContain("Canceled");
});

test("what could not be charged when the job was done is paid by its customer", async ({
  browser,
  page,
  request,
}) => {
  const booked = await bookAhead(page, request, "4000 0000 0000 0341");
  // The job has begun before the card is tried: nothing is called off any more.
  await turnTo(request, Date.parse(booked.start) + 60_000);
  await expect.poll(async () => (await paymentOf(page, booked.id)).status).toBe("failed");
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, PROVIDER);
  await theirs.goto(`/bookings/${booked.id}`);
  await theirs.getByRole("button", { name: "Start the job" }).click();
  await theirs.getByRole("button", { name: "Mark as done" }).click();
  await expect
    .poll(async () => (await mailOf(request, booked.email)).join("\n"))
    .toContain("Please pay $");
  await theirs.goto(`/bookings/${booked.id}`);
  await expect(theirs.getByText(/^\$[\d.]+ could not be charged$/)).toBeVisible();

  await page.goto(`/bookings/${booked.id}`);
  await expect(page.getByText(/^\$[\d.]+ is still to be paid$/)).toBeVisible();
  // Who still owes the price is not asked for a tip.
  await expect(page.getByRole("heading", { name: "Reviews" })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^Tip / })).toHaveCount(0);
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await pay(page, "4000 0000 0000 9995");
  await expect(page.getByText(/insufficient funds\. Nothing was charged/)).toBeVisible();
  await pay(page, "4242 4242 4242 4242");
  await expect(page.getByText(/is still to be paid/)).toHaveCount(0, { timeout: 20_000 });
  const { status, captured, amount } = await paymentOf(page, booked.id);
  expect({ status, captured }).toEqual({ status: "captured", captured: amount });
  // Its number comes with the file, which is made behind the payment.
  await expect(page.getByRole("link", { name: /^Invoice .*\(PDF\)$/ })).toBeVisible();
});
