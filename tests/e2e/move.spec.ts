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

test("a customer moves a booking by keyboard; the provider proposes another time and it is accepted", async ({
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

  await test.step("moved at once, without a mouse", async () => {
    await page.getByRole("button", { name: "Move to another time" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText(/It moves at once/)).toBeVisible();
    const time = dialog.getByLabel("Time");
    await time.focus();
    await page.keyboard.press("ArrowDown");
    await dialog.getByRole("button", { name: "Move to another time" }).press("Enter");
    await expect(page.getByText("The booking has moved.").first()).toBeVisible();
    await expect.poll(startOf).not.toBe(slot.start);
  });
  const moved = await startOf();

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
    expect(await startOf()).toBe(moved);
  });

  await test.step("the customer accepts", async () => {
    await page.goto(`/bookings/${id}`);
    await expect(page.getByText(/A pipe burst elsewhere/).first()).toBeVisible();
    await page.getByRole("button", { name: "Accept new time" }).click();
    await expect.poll(startOf).not.toBe(moved);
    await expect(page.getByRole("button", { name: "Accept new time" })).toHaveCount(0);
  });
});
