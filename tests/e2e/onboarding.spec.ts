import { expect, test } from "@playwright/test";
import {
  bookingId,
  bookUpToPayment,
  confirmAddress,
  pay,
  serverNow,
  signUp,
  turnClock,
} from "./marketplace.ts";

const HOUR_MS = 3_600_000;

const WEEK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "00:00", end: "24:00" }));

test("a new provider cannot be booked before they have been at Stripe's pages; then is booked and paid out", async ({
  browser,
  page,
}) => {
  await page.goto("/sign-up");
  const email = await signUp(page);
  await expect(page.getByRole("link", { name: "Account", exact: true })).toBeVisible();
  await confirmAddress(page, email);

  const { items } = await (await page.request.get("/api/v1/categories")).json();
  const origin = new URL(page.url()).origin;
  const send = async (method: "post" | "put", path: string, data: object) => {
    const answer = await page.request[method](`/api/v1${path}`, { data, headers: { origin } });
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
    return (await answer.json()) as { id: string; slug: string };
  };
  const provider = await send("post", "/providers", {
    businessName: `Newcomer ${Date.now()}`,
    bio: null,
    categoryId: items.at(-1).id,
    locationLabel: "Austin, TX, United States",
    position: { lat: 30.2672, lng: -97.7431 },
    serviceRadiusKm: 25,
    currency: "USD",
    cancellationPolicy: "flexible",
    timeZone: "America/Chicago",
  });
  const service = await send("post", `/providers/${provider.id}/services`, {
    name: "Leak repair",
    description: null,
    priceAmount: 9000,
    durationMinutes: 60,
    location: "provider",
    isInstant: true,
  });
  await expect
    .poll(async () => {
      const answer = await page.request.put(`/api/v1/providers/${provider.id}/schedule`, {
        headers: { origin },
        data: {
          timeZone: "America/Chicago",
          weekly: WEEK,
          exceptions: [],
          stepMinutes: 30,
          bufferBeforeMinutes: 0,
          bufferAfterMinutes: 0,
          noticeMinutes: 0,
          horizonDays: 30,
        },
      });
      return answer.status();
    })
    .toBe(200);
  const openTimes = async (): Promise<number> => {
    const now = await serverNow(page.request);
    const from = new Date(now + 24 * HOUR_MS).toISOString();
    const to = new Date(now + 3 * 24 * HOUR_MS).toISOString();
    const path = `/api/v1/providers/${provider.id}/slots?serviceId=${service.id}&from=${from}&to=${to}`;
    const body = (await (await page.request.get(path)).json()) as { slots: unknown[] };
    return body.slots.length;
  };
  expect(await openTimes()).toBe(0);
  await page.goto(`/providers/${provider.slug}`);
  await expect(page.getByText("does not take bookings at the moment")).toBeVisible();

  await page.goto("/desk");
  await page.getByRole("link", { name: "Set up payouts" }).click();
  await expect(page.getByText("Not set up")).toBeVisible();
  await page.getByRole("button", { name: "Go to Stripe" }).click();
  await page.getByLabel("First name").fill("Nora");
  await page.getByLabel("Last name").fill("Newcomer");
  await page.getByRole("button", { name: "Submit; a document will be wanted" }).click();
  await expect(page).toHaveURL(/\/desk\/payouts$/);
  await expect(page.getByText("Something is missing")).toBeVisible();
  await expect(page.getByText("A picture of your identity card or passport")).toBeVisible();
  expect(await openTimes()).toBe(0);

  await page.getByRole("button", { name: "Go on at Stripe" }).click();
  await page.getByRole("button", { name: "Agree and submit" }).click();
  await expect(page.getByText("Ready", { exact: true })).toBeVisible();
  await expect.poll(openTimes).toBeGreaterThan(10);
  await page.goto("/desk");
  await expect(page.getByText("Four steps to your first booking")).toHaveCount(0);

  const customer = await (await browser.newContext()).newPage();
  const start = new Date(
    Math.ceil((await serverNow(page.request)) / HOUR_MS + 3) * HOUR_MS,
  ).toISOString();
  const offered = {
    id: service.id,
    name: "Leak repair",
    isInstant: true,
    location: "provider",
  } as const;
  await bookUpToPayment(customer, offered, { start, end: start });
  await pay(customer, "4242 4242 4242 4242");
  await expect(customer).toHaveURL(/\/bookings\/[0-9a-f-]{36}/);
  await expect(customer.getByText("Confirmed").first()).toBeVisible();
  await turnClock(page.request, 5 * HOUR_MS);
  await send("post", `/bookings/${bookingId(customer)}/complete`, {});
  const paymentPath = `/api/v1/bookings/${bookingId(customer)}/payment`;
  await expect
    .poll(async () => (await (await page.request.get(paymentPath)).json()).status)
    .toBe("captured");

  const figure = (label: string) =>
    page.getByRole("term").filter({ hasText: label }).locator("..").getByRole("definition");
  const see = async (label: string, amount: string): Promise<void> => {
    await expect(async () => {
      await page.goto("/desk/payouts");
      await expect(figure(label)).toHaveText(amount, { timeout: 1000 });
    }).toPass();
  };
  await turnClock(page.request, 49 * HOUR_MS);
  await see("At Stripe", "$81.00");
  await page.getByLabel("How often").selectOption("weekly");
  await page.getByLabel("On", { exact: true }).selectOption("Friday");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/The next payout is on Friday/)).toBeVisible();
  await turnClock(page.request, 7 * 24 * HOUR_MS);
  await see("On its way to your bank", "$81.00");
  await turnClock(page.request, 3 * 24 * HOUR_MS);
  await see("Paid out", "$81.00");
  await expect(page.getByRole("cell", { name: "Arrived" })).toBeVisible();
});
