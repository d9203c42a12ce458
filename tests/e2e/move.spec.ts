import { expect, test } from "@playwright/test";
import {
  bookingId,
  bookUpToPayment,
  demoProvider,
  openTimes,
  pay,
  PROVIDER,
  signIn,
} from "./marketplace.ts";

test("the provider proposes another time, and the customer accepts it", async ({
  browser,
  page,
  request,
}) => {
  const provider = await demoProvider(request);
  const service = provider.services.find((one) => one.isInstant)!;
  const slot = (await openTimes(request, provider, service, 3 * 24, 24))[0]!;
  await bookUpToPayment(page, service, slot);
  await pay(page, "4242 4242 4242 4242");
  await expect(page.getByText("You are booked", { exact: true })).toBeVisible({ timeout: 20_000 });
  const id = bookingId(page);
  const startOf = async (): Promise<string> =>
    ((await (await page.request.get(`/api/v1/bookings/${id}`)).json()) as { start: string }).start;

  const theirs = await (await browser.newContext()).newPage();
  await test.step("the provider proposes", async () => {
    await signIn(theirs, PROVIDER);
    await theirs.goto(`/bookings/${id}`);
    await theirs.getByRole("button", { name: "Propose another time" }).click();
    const dialog = theirs.getByRole("dialog");
    await expect(dialog.getByText(/stays open to others/)).toBeVisible();
    await dialog.getByLabel("Reason").fill("A pipe burst elsewhere.");
    await dialog.getByRole("button", { name: "Propose another time" }).click();
    await expect(theirs.getByText(/^You proposed /)).toBeVisible();
    expect(await startOf()).toBe(slot.start);
  });

  await test.step("the customer accepts", async () => {
    await page.goto(`/bookings/${id}`);
    await expect(page.getByText(/A pipe burst elsewhere/).first()).toBeVisible();
    await page.getByRole("button", { name: "Accept new time" }).click();
    await expect.poll(startOf).not.toBe(slot.start);
    await expect(page.getByRole("button", { name: "Accept new time" })).toHaveCount(0);
  });
});
